"""Addresses at which a learner's player speaks."""

from django.urls import path

from media.videos import views

app_name = "films"

urlpatterns = [
    path("phim/<uuid:public_id>/da-xem/", views.watched, name="watched"),
]
