"""Addresses of private files."""

from django.urls import path

from media.delivery import views

app_name = "delivery"

urlpatterns = [
    path("tep/<slug:kind>/<str:key>/<str:token>/<path:path>", views.file, name="file"),
]
