"""Opening the site: its front page, the list of courses, the library of practices, the roles."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from courses.catalogue.models import CourseIndexPage
from organisations.tree.vocabulary import prepare_vocabulary
from portal.models import HomePage
from portal.roles import prepare_roles, remove_what_wagtail_brings
from practices.exemplars.models import PracticeIndexPage


@transaction.atomic
def prepare_site() -> HomePage:
    """Make what every installation needs before the first author signs in; safe to run again."""
    home: HomePage | None = HomePage.objects.first()
    if home is None:
        remove_what_wagtail_brings()
        home = _open_front_page()
    if not CourseIndexPage.objects.exists():
        home.add_child(instance=CourseIndexPage(title="Khóa học", slug="khoa-hoc"))
    if not PracticeIndexPage.objects.exists():
        home.add_child(instance=PracticeIndexPage(title="Điển hình", slug="dien-hinh"))
    prepare_roles(home)
    prepare_vocabulary()
    return home


def _open_front_page() -> HomePage:
    root = Page.objects.get(depth=1)
    home: HomePage = root.add_child(instance=HomePage(title="Lớp Chi bộ", slug="trang-chu"))
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "root_page": home,
            "hostname": address.hostname or "localhost",
            "port": address.port or (443 if address.scheme == "https" else 80),
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )
    for welcome in root.get_children().exclude(pk=home.pk):
        welcome.specific.delete()
    return home
