"""Addresses under /quan-tri/cau-hoi/nhap/ and /quan-tri/cau-hoi/xuat/."""

from django.urls import path

from quizzes.exchange import views

app_name = "question_files"
urlpatterns = [
    path("cau-hoi/nhap/", views.index, name="index"),
    path("cau-hoi/nhap/mau-cau-hoi.xlsx", views.template, name="template"),
    path("cau-hoi/nhap/<uuid:public_id>/", views.file, name="file"),
    path("cau-hoi/nhap/<uuid:public_id>/hoan-tac/", views.undo, name="undo"),
    path("cau-hoi/nhap/<uuid:public_id>/hinh/<str:name>", views.picture, name="picture"),
    path("cau-hoi/xuat/", views.export, name="export"),
]
