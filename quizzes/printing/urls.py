"""Addresses of tests on paper, in the authoring site."""

from django.urls import path

from quizzes.printing import hall_views, views

app_name = "printing"
_PRINT = "bai-kiem-tra/<int:quiz>/ban-giay/<uuid:paper>"
urlpatterns = [
    path("bai-kiem-tra/ban-giay/", views.index, name="index"),
    path("bai-kiem-tra/<int:quiz>/ban-giay/", views.new, name="new"),
    path(f"{_PRINT}/", views.paper, name="paper"),
    path(f"{_PRINT}/<slug:what>.pdf", views.file, name="file"),
    path(f"{_PRINT}/nhap-ket-qua/", views.type_in, name="type_in"),
    path(f"{_PRINT}/nhap-ca-phong/", hall_views.hall, name="hall"),
    path(f"{_PRINT}/ket-qua/<int:result>/sua/", views.correct, name="correct"),
]
