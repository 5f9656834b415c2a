"""Addresses of the public check, and of what checks a credential: issuer, keys, what was revoked."""

from django.urls import path

from courses.certificates.checking import views
from courses.certificates.credentials import views as credentials

app_name = "certificates"
urlpatterns = [
    path("xac-minh/", views.ask, name="ask"),
    path("xac-minh/tep/", views.check_file, name="check_file"),
    path("xac-minh/don-vi-cap/", credentials.issuer, name="issuer"),
    path("xac-minh/khoa/", credentials.keys, name="keys"),
    path("xac-minh/khoa/<slug:kid>/", credentials.key, name="key"),
    path("xac-minh/thu-hoi/", credentials.revoked, name="revoked"),
    path("xac-minh/<str:code>", views.check, name="check"),
]
