"""Accounts: allauth's views and our own, under addresses in Vietnamese."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from accounts import views
from accounts.cards import views as cards
from accounts.second_factor import views as second_factor
from accounts.sign_in_codes import views as sign_in_codes

# allauth asks for these by name.
_second_factor = [
    path("", second_factor.OverviewView.as_view(), name="mfa_index"),
    path("dang-nhap/", mfa.authenticate, name="mfa_authenticate"),
    path("xac-nhan/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("ung-dung/", second_factor.AddAppView.as_view(), name="mfa_activate_totp"),
    path("ung-dung/go/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("ma-du-phong/", second_factor.CodesView.as_view(), name="mfa_view_recovery_codes"),
    path("ma-du-phong/moi/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("ma-du-phong/tai/", second_factor.DownloadCodesView.as_view(), name="mfa_download_recovery_codes"),
    path("khoa/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("khoa/them/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("khoa/dang-nhap/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("khoa/xac-nhan/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("khoa/<int:pk>/ten/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("khoa/<int:pk>/go/", second_factor.RemovePasskeyView.as_view(), name="mfa_remove_webauthn"),
]

urlpatterns = [
    path("", views.overview, name="account_overview"),
    path("tuy-chon/", views.preferences, name="account_preferences"),
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-nhap/ma/", sign_in_codes.RequestCodeView.as_view(), name="account_request_login_code"),
    path("dang-nhap/ma/nhap/", sign_in_codes.ConfirmCodeView.as_view(), name="account_confirm_login_code"),
    path("the/", cards.show_card, name="account_card"),
    path("the/<str:username>/", cards.show_card, name="account_card_of"),
    path("dat-ma-pin/", cards.choose_secret, name="account_card_secret"),
    path("xac-minh-hai-buoc/", include(_second_factor)),
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
