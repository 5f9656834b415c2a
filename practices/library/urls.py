"""Addresses of the library; a practice's own stand after every fixed word (`RESERVED_SLUGS`)."""

from django.urls import path

from practices.library import views

urlpatterns = [
    path("dien-hinh/", views.library, name="library"),
    path("dien-hinh/da-luu/", views.saved, name="saved"),
    path("dien-hinh/so-sanh/", views.compare, name="compare"),
]
practice_urlpatterns = [
    path("dien-hinh/<slug:practice>/", views.practice, name="practice"),
    path("dien-hinh/<slug:practice>/luu/", views.save, name="save"),
    path("dien-hinh/<slug:practice>/in/", views.print_view, name="print"),
    path("dien-hinh/<slug:practice>/pdf/", views.pdf, name="pdf"),
]
