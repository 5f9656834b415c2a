"""Addresses of organisers' pages."""

from django.urls import path

from tracking.following import views as following

app_name = "tracking"
urlpatterns = [
    path("theo-doi/", following.following, name="following"),
]
