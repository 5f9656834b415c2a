"""Addresses of a learner's pages about her marks."""

from django.urls import path

from quizzes.marking.notices import views

app_name = "marks"
urlpatterns = [
    path("toi/ket-qua-cham/<uuid:attempt_id>/", views.told, name="told"),
    path("toi/ket-qua-cham/<uuid:attempt_id>/da-ro/", views.read, name="read"),
]
