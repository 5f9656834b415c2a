"""Addresses under /quan-tri/nhap-xuat/."""

from django.urls import include, path, register_converter

from organisations.exchange import views
from organisations.exchange.columns import LAYOUTS


class KindConverter:
    """The kinds of list there are; any other address leads nowhere."""

    regex = "|".join(LAYOUTS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindConverter, "list_kind")

_pages = [
    path("", views.index, name="index"),
    path("mau/<list_kind:kind>.xlsx", views.template, name="template"),
    path("xuat/", views.export, name="export"),
    path("<uuid:public_id>/", views.file, name="file"),
    path("<uuid:public_id>/ghi/", views.apply, name="apply"),
    path("<uuid:public_id>/lam-lai/", views.again, name="again"),
    path("<uuid:public_id>/hoan-tac/", views.take_back, name="take_back"),
    path("<uuid:public_id>/ket-qua.xlsx", views.findings, name="findings"),
]

urlpatterns = [path("nhap-xuat/", include((_pages, "exchange")))]
