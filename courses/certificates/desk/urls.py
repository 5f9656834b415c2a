"""Addresses of those who issue, under /quan-tri/giay-xac-nhan/."""

from django.urls import include, path

from courses.certificates.desk import views

_pages = [
    path("", views.index, name="index"),
    path("cap/", views.issue, name="issue"),
    path("mau/<int:pk>.pdf", views.preview, name="preview"),
    path("dot/<uuid:public_id>/", views.batch, name="batch"),
    path("dot/<uuid:public_id>/danh-sach.xlsx", views.batch_list, name="batch_list"),
    path("dot/<uuid:public_id>/de-in.pdf", views.batch_print, name="batch_print"),
    path("dot/<uuid:public_id>/tao-ban-in/", views.make_print, name="make_print"),
    path("<uuid:public_id>/", views.certificate, name="certificate"),
    path("<uuid:public_id>/giay.pdf", views.certificate_file, name="file"),
    path("<uuid:public_id>/thu-hoi/", views.revoke, name="revoke"),
    path("<uuid:public_id>/cap-lai/", views.reissue, name="reissue"),
]

urlpatterns = [path("giay-xac-nhan/", include((_pages, "certificate_desk")))]
