"""Addresses of reports, under /theo-doi/bao-cao/."""

from django.urls import path

from tracking.layouts import views

urlpatterns = [
    path("theo-doi/bao-cao/", views.layouts, name="layouts"),
    path("theo-doi/bao-cao/<slug:key>/", views.report, name="report"),
    path("theo-doi/bao-cao/<slug:key>/tep/<slug:form>/", views.report_file, name="report_file"),
]
