"""What choosers bring to the authoring site: addresses, no item of the menu."""

from typing import Any

urls = "organisations.oversight.urls"
menu_items: list[Any] = []
