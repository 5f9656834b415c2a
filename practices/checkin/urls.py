"""Addresses of check-in: the host's, a participant's, and an organiser's."""

from django.urls import path

from practices.checkin import code_views, overseen_views, sheet_views, views, walk_in_views

_HOST = "dien-hinh/chu-tri/<uuid:session>/diem-danh"

urlpatterns = [
    path(f"{_HOST}/", views.checkin, name="checkin"),
    path(f"{_HOST}/danh-sach/", views.checkin_list, name="checkin_list"),
    path(f"{_HOST}/gui/", views.send_checkins, name="send_checkins"),
    path(f"{_HOST}/khach/", walk_in_views.walk_in, name="walk_in"),
    path(f"{_HOST}/chua-ro/<uuid:checkin>/", walk_in_views.whose, name="whose_checkin"),
    path(f"{_HOST}/ma-thay-doi/", code_views.host_code, name="host_code"),
    path(f"{_HOST}/ma-thay-doi/sap-toi/", code_views.coming_codes, name="coming_codes"),
    path(f"{_HOST}/to-ky/", sheet_views.sheets, name="sheets"),
    path(f"{_HOST}/to-ky/<uuid:sheet>/", sheet_views.sheet, name="sheet"),
    path(f"{_HOST}/to-ky/<uuid:sheet>/pdf/", sheet_views.sheet_file, name="sheet_file"),
    path(f"{_HOST}/to-ky/<uuid:sheet>/anh/", sheet_views.sheet_photo, name="sheet_photo"),
    path(f"{_HOST}/the/", sheet_views.badges, name="badges"),
    path("dien-hinh/diem-danh/ma-cua-toi/", code_views.own_code, name="own_code"),
    path("dien-hinh/diem-danh/<uuid:session>/<str:code>/", code_views.check_self_in, name="check_self_in"),
    path("theo-doi/diem-danh/", overseen_views.attendance, name="attendance"),
    path(
        "theo-doi/diem-danh/<uuid:session>/",
        overseen_views.attendance_of_session,
        name="attendance_of_session",
    ),
]
