"""What quizzes bring to the authoring site."""

from wagtail import hooks

from quizzes.analysis import hooks as analysis

hooks.register("register_admin_urls", analysis.addresses)
hooks.register("register_admin_menu_item", analysis.menu_item)
