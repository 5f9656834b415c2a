"""Shows the privacy notice once to each person: before the first page after she has signed in."""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.models import User
from organisations.privacy.notices.queries import number_in_force, standing_of

SETTLED = "notice_settled"
"""In the session: the number of the newest notice that need not be shown to her any more."""

NO_LEARNERS_PAGES = ("/healthz", "/readyz", "/tai-lieu/", "/xac-minh/")
"""Signs of life, papers to download, and the check of a certificate, which anybody may be doing."""


class NoticeMiddleware:
    """Leads to the notice from a learner's page; never in the way of a form, a script or a file.

    Where she has read the notice, neither the database nor her session is asked for anything more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    @cached_property
    def let_through(self) -> tuple[str, ...]:
        """The notice itself; the account, where she signs in and out; the authoring site; files."""
        own = (reverse(name) for name in ("privacy:notice", "account_overview", "wagtailadmin_home"))
        return (*own, *NO_LEARNERS_PAGES, settings.STATIC_URL, settings.MEDIA_URL)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.PRIVACY_NOTICE_IS_SHOWN and self._stands_before(request):
            query = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('privacy:notice')}?{query}")
        return self.get_response(request)

    def _stands_before(self, request: HttpRequest) -> bool:
        return (
            _opens_a_page(request)
            and not request.path.startswith(self.let_through)
            and request.user.is_authenticated
            and not _is_settled(request)
        )


def _opens_a_page(request: HttpRequest) -> bool:
    """Whether a person looks at what comes back (Fetch standard), and not a script or a prefetch."""
    headers = request.headers
    return (
        request.method == "GET"
        and "text/html" in headers.get("Accept", "")
        and headers.get("Sec-Fetch-Dest", "document") == "document"
        and "prefetch" not in headers.get("Sec-Purpose", "")
    )


def _is_settled(request: HttpRequest) -> bool:
    today = timezone.localdate()
    settled: int = request.session.get(SETTLED, 0)
    number = number_in_force(today)
    if number is not None and number <= settled:
        return True
    standing = standing_of(cast(User, request.user), today)
    if standing.is_settled and standing.number > settled:
        settle(request, standing.number)
    return standing.is_settled


def settle(request: HttpRequest, number: int) -> None:
    """Remember for this session that the notice with this number has been read."""
    request.session[SETTLED] = number
