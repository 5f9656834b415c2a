"""Addresses of what the site does without a line."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
