"""Addresses at which packages are played."""

from django.urls import path

from media.packages import frame, pages, views

app_name = "packages"

urlpatterns = [
    path("goi/khung/h5p/", frame.h5p_shell, name="shell"),
    path("goi/ma/<str:name>", views.bundle, name="bundle"),
    path("goi/<uuid:public_id>/", pages.play, name="play"),
    path("goi/<uuid:public_id>/khoi-dong/", views.boot, name="boot"),
    path("goi/<uuid:public_id>/trang-thai/", views.state, name="state"),
    path("goi/<uuid:public_id>/bao-cao/", views.report, name="report"),
]
