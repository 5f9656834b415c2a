"""Addresses of schedules of reports, under /theo-doi/bao-cao/."""

from django.urls import path

from tracking.scheduling import views

_ONE = "theo-doi/bao-cao/lich/<uuid:public_id>"

urlpatterns = [
    path("theo-doi/bao-cao/lich/", views.schedules, name="schedules"),
    path(f"{_ONE}/tam-dung/", views.pause, name="pause_schedule"),
    path(f"{_ONE}/tiep-tuc/", views.resume, name="resume_schedule"),
    path(f"{_ONE}/ket-thuc/", views.end, name="end_schedule"),
    path("theo-doi/bao-cao/<slug:key>/lich/", views.schedule, name="schedule"),
]
