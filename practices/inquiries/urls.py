"""Addresses under which a source is asked and answers."""

from django.urls import path

from practices.inquiries import views

urlpatterns = [
    path("dien-hinh/hoi-dap/", views.mine, name="my_inquiries"),
    path("dien-hinh/hoi-dap/<uuid:inquiry>/", views.inquiry, name="inquiry"),
    path("dien-hinh/<slug:practice>/hoi/", views.ask, name="ask"),
]
