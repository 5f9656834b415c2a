"""Addresses of the School's side of questions, under /quan-tri/hoi-dap-dien-hinh/."""

from django.urls import include, path

from practices.inquiries.desk import views

_pages = [
    path("", views.queue, name="queue"),
    path("<uuid:public_id>/", views.inquiry, name="inquiry"),
    path("<uuid:public_id>/tra-loi/", views.answer, name="answer"),
    path("<uuid:public_id>/duyet/", views.review, name="review"),
    path("<uuid:public_id>/khong-tra-loi/", views.decline, name="decline"),
]

urlpatterns = [path("hoi-dap-dien-hinh/", include((_pages, "inquiry_desk")))]
