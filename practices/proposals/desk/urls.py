"""Addresses of the School's side of proposals, under /quan-tri/de-xuat-dien-hinh/."""

from django.urls import include, path

from practices.proposals.desk import views

_pages = [
    path("", views.queue, name="queue"),
    path("<uuid:public_id>/", views.proposal, name="proposal"),
    path("<uuid:public_id>/hoi-lai/", views.ask, name="ask"),
    path("<uuid:public_id>/khong-nhan/", views.decline, name="decline"),
    path("<uuid:public_id>/nhan/", views.accept, name="accept"),
    path("tep/<uuid:public_id>/", views.file, name="file"),
]

urlpatterns = [path("de-xuat-dien-hinh/", include((_pages, "proposal_desk")))]
