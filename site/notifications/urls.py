"""Addresses of what an account has been told."""

from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("toi/thong-bao/", views.notices, name="notices"),
    path("toi/thong-bao/da-doc/", views.read_them_all, name="read_all"),
    path("toi/thong-bao/<int:number>/", views.open_notice, name="read_notice"),
]
