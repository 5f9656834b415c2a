"""Addresses of authors' own screens."""

from django.urls import path

from quizzes.authoring import views

app_name = "authoring"
urlpatterns = [
    path("cau-hoi/<int:pk>/phien-ban/", views.versions, name="versions"),
    path("cau-hoi/<int:pk>/phien-ban/so-sanh/", views.compare, name="compare"),
    path("cau-hoi/<int:pk>/duyet/", views.check_question, name="check_question"),
    path("bai-kiem-tra/<int:pk>/duyet/", views.check_quiz, name="check_quiz"),
    path("bai-kiem-tra/kho/", views.pool, name="pool"),
]
