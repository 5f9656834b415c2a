"""Addresses of quizzes: a quiz's own page, and the way through one attempt at it."""

from django.urls import path

from quizzes.attempts import views

app_name = "quizzes"
urlpatterns = [
    path("bai-kiem-tra/<slug:quiz>/", views.quiz, name="quiz"),
    path("bai-kiem-tra/<slug:quiz>/bat-dau/", views.begin, name="begin"),
    path("bai-kiem-tra/lam/<uuid:attempt>/<int:slot>/", views.question, name="question"),
    path("bai-kiem-tra/lam/<uuid:attempt>/danh-sach/", views.overview, name="overview"),
    path("bai-kiem-tra/lam/<uuid:attempt>/luu/", views.answers, name="answers"),
    path("bai-kiem-tra/lam/<uuid:attempt>/kiem-tra/", views.check, name="check"),
    path("bai-kiem-tra/lam/<uuid:attempt>/nop/", views.submit, name="submit"),
    path("bai-kiem-tra/lam/<uuid:attempt>/ket-qua/", views.result, name="result"),
    path("bai-kiem-tra/lam/<uuid:attempt>/tep/<uuid:file>/", views.file, name="file"),
]
