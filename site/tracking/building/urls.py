"""Addresses of layouts of one's own, under /theo-doi/bao-cao/."""

from django.urls import path

from tracking.building import views

urlpatterns = [
    path("theo-doi/bao-cao/mau-moi/", views.new_layout, name="new_layout"),
    path("theo-doi/bao-cao/<slug:key>/sua/", views.edit_layout, name="edit_layout"),
    path("theo-doi/bao-cao/<slug:key>/chep/", views.copy, name="copy_layout"),
    path("theo-doi/bao-cao/<slug:key>/bo/", views.remove, name="remove_layout"),
]
