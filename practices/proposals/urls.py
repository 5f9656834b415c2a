"""Addresses under which a cell proposes its practice."""

from django.urls import path

from practices.proposals import views

urlpatterns = [
    path("dien-hinh/de-xuat/", views.mine, name="my_proposals"),
    path("dien-hinh/de-xuat/viet/", views.begin, name="propose"),
    path("dien-hinh/de-xuat/<uuid:proposal>/", views.proposal, name="proposal"),
    path("dien-hinh/de-xuat/<uuid:proposal>/sua/", views.edit, name="edit_proposal"),
    path("dien-hinh/de-xuat/<uuid:proposal>/luu/", views.keep, name="keep_proposal"),
    path("dien-hinh/de-xuat/<uuid:proposal>/rut-lai/", views.withdraw, name="withdraw_proposal"),
    path("dien-hinh/de-xuat/<uuid:proposal>/bo/", views.discard, name="discard_proposal"),
    path("dien-hinh/de-xuat/<uuid:proposal>/tep/<uuid:file>/", views.file, name="proposal_file"),
]
