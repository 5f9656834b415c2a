"""Addresses under /quan-tri/ban-ghi-xapi/."""

from django.urls import path

from media.desk.statements import views

app_name = "statement_desk"
urlpatterns = [
    path("ban-ghi-xapi/", views.index, name="index"),
    path("ban-ghi-xapi/xuat/", views.export, name="export"),
    path("ban-ghi-xapi/<uuid:public_id>/", views.statement, name="statement"),
]
