"""Addresses of the tree."""

from django.urls import path

from organisations.browsing import views

app_name = "browsing"
urlpatterns = [
    path("to-chuc/", views.tree, name="tree"),
    path("to-chuc/them/", views.add, name="add_top"),
    path("to-chuc/<uuid:public_id>/", views.organisation, name="organisation"),
    path("to-chuc/<uuid:public_id>/cay/", views.level, name="level"),
    path("to-chuc/<uuid:public_id>/so-lieu/<slug:key>/", views.figure, name="figure"),
    path("to-chuc/<uuid:public_id>/them/", views.add, name="add"),
    path("to-chuc/<uuid:public_id>/sua/", views.edit, name="edit"),
]
