"""Addresses of what the site does without a network."""

from django.urls import path

from offline import views

urlpatterns = [
    path("sw.js", views.service_worker, name="service_worker"),
    path("khong-co-mang/", views.offline, name="offline"),
]
