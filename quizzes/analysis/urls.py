"""Addresses of the analysis."""

from django.urls import path

from quizzes.analysis import views

app_name = "analysis"
urlpatterns = [
    path("phan-tich/", views.index, name="index"),
    path("phan-tich/<int:quiz_id>/", views.quiz, name="quiz"),
    path("phan-tich/<int:quiz_id>/csv/", views.quiz_csv, name="quiz_csv"),
    path("phan-tich/<int:quiz_id>/xlsx/", views.quiz_xlsx, name="quiz_xlsx"),
    path("phan-tich/cau-hoi/<int:question_id>/", views.question, name="question"),
]
