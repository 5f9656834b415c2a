"""Addresses of files of reports, under /theo-doi/tep/."""

from django.urls import path

from tracking.reports import views

urlpatterns = [
    path("theo-doi/tep/", views.files, name="files"),
    path("theo-doi/tep/<uuid:public_id>/", views.file, name="file"),
    path("theo-doi/tep/<uuid:public_id>/tai-ve/", views.fetch, name="fetch"),
    path("theo-doi/tep/<uuid:public_id>/lam-lai/", views.again, name="file_again"),
    path("theo-doi/tep/<uuid:public_id>/bo/", views.discard, name="discard_file"),
]
