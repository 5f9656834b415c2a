"""The addresses of the site: Vietnamese without marks, named in English."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from portal import health, views
from portal.authoring import AuthorAccountView
from portal.design_system import design_system

handler403 = "portal.views.forbidden"
handler404 = "portal.views.not_found"
handler500 = "portal.views.broken"

_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

# A server's nginx or a bucket hands out uploads; a demonstration has nobody else to do it.
_uploads = [re_path(r"^uploads/(?P<path>.+)$", serve, {"document_root": settings.MEDIA_ROOT})]

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", views.home, name="home"),
    path("", include("offline.urls")),
    path("tai-khoan/", include("accounts.urls")),
    path("", include("courses.urls")),
    path("", include("courses.certificates.checking.urls")),
    path("", include("practices.urls")),
    path("", include("tracking.urls")),
    path("", include("notifications.urls")),
    path("", include("quizzes.urls")),
    path("", include("media.delivery.urls")),
    path("", include("media.packages.urls")),
    path("", include("media.videos.urls")),
    path("", include("quizzes.marking.notices.urls")),
    path("", include("organisations.privacy.urls")),
    path("", include("quizzes.reviewing.urls")),
    path("quan-tri/login/", _sign_in),
    path("quan-tri/account/", require_admin_access(AuthorAccountView.as_view())),
    path("quan-tri/he-thong-thiet-ke/", design_system, name="design_system"),
    path("quan-tri/", include(wagtailadmin_urls)),
    path("tai-lieu/", include(wagtaildocs_urls)),
    *(_uploads if settings.DEBUG or settings.DEMO else []),
    path("", include(wagtail_urls)),
]
