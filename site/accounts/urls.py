"""Accounts: allauth's views and our own, under addresses in Vietnamese."""

from allauth.account import views as account
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from accounts import views

urlpatterns = [
    path("", views.overview, name="account_overview"),
    path("tuy-chon/", views.preferences, name="account_preferences"),
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("tam-khoa/", account.account_inactive, name="account_inactive"),
    path("dang-ky/", account.signup, name="account_signup"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("mat-khau/dat/", account.password_set, name="account_set_password"),
    path("quen-mat-khau/", account.password_reset, name="account_reset_password"),
    path("quen-mat-khau/da-gui/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^quen-mat-khau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "quen-mat-khau/xong/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("phien-dang-nhap/", sessions.list_usersessions, name="usersessions_list"),
    path("phien-dang-nhap/<int:pk>/ket-thuc/", views.end_session, name="account_end_session"),
]
