"""Addresses of the courses and of a learner's own pages."""

from django.urls import URLPattern

app_name = "courses"
urlpatterns: list[URLPattern] = []
