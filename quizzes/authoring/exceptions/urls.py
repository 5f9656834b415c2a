"""Addresses of exceptions."""

from django.urls import path

from quizzes.authoring.exceptions import views

app_name = "exceptions"
urlpatterns = [
    path("bai-kiem-tra/ngoai-le/", views.quizzes, name="quizzes"),
    path("bai-kiem-tra/ngoai-le/<int:pk>/ket-thuc/", views.end, name="end"),
    path("bai-kiem-tra/<int:pk>/ngoai-le/", views.exceptions, name="of_quiz"),
]
