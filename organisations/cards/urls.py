"""Addresses of sign-in cards as organisers print them."""

from django.urls import path

from organisations.cards import views

app_name = "cards"
urlpatterns = [
    path("the-dang-nhap/", views.place, name="print"),
    path("the-dang-nhap/xem-truoc/", views.preview, name="preview"),
    path("the-dang-nhap/in/", views.issue, name="issue"),
    path("the-dang-nhap/<uuid:public_id>/", views.person, name="person"),
    path("the-dang-nhap/<uuid:public_id>/thu-hoi/", views.revoke, name="revoke"),
]
