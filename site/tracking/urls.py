"""Addresses of organisers' pages, under /theo-doi/."""

from django.urls import URLPattern, URLResolver, include, path

from tracking.following import views as following
from tracking.reports.urls import urlpatterns as reports

app_name = "tracking"
urlpatterns: list[URLPattern | URLResolver] = [
    *reports,
    path("theo-doi/", following.following, name="following"),
    path("", include("tracking.assigning.urls")),
]
