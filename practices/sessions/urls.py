"""Addresses of demonstration sessions: of those invited, and of hosts."""

from django.urls import path

from practices.sessions import guest_views as guests
from practices.sessions import host_views as hosts
from practices.sessions import views

_HOSTED = "dien-hinh/chu-tri/<uuid:session>/"

urlpatterns = [
    path("dien-hinh/buoi/", views.my_sessions, name="my_sessions"),
    path("dien-hinh/buoi/<uuid:session>/", views.session, name="session"),
    path("dien-hinh/buoi/<uuid:session>/tra-loi/", views.reply, name="reply"),
    path("dien-hinh/buoi/<uuid:session>/lich.ics", views.calendar, name="calendar"),
    path("dien-hinh/chu-tri/", hosts.hosting, name="hosting"),
    path("dien-hinh/chu-tri/moi/", hosts.plan, name="plan_session"),
    path(_HOSTED, hosts.host_session, name="host_session"),
    path(f"{_HOSTED}sua/", hosts.edit, name="edit_session"),
    path(f"{_HOSTED}nhan-ban/", hosts.duplicate, name="duplicate_session"),
    path(f"{_HOSTED}cong-bo/", hosts.announce, name="announce"),
    path(f"{_HOSTED}huy/", hosts.cancel, name="cancel_session"),
    path(f"{_HOSTED}tien-trinh/", hosts.advance, name="advance_session"),
    path(f"{_HOSTED}xoa-nhap/", hosts.discard, name="discard_session"),
    path(f"{_HOSTED}moi-du/", guests.invite, name="invite"),
    path(f"{_HOSTED}moi-du/cap-nhat/", guests.refresh, name="refresh_invitations"),
    path(f"{_HOSTED}moi-du/<int:number>/thu-hoi/", guests.take_back_part, name="take_back_posts"),
    path(f"{_HOSTED}khach-moi/", guests.guests, name="guests"),
    path(f"{_HOSTED}khach-moi/<uuid:guest>/", guests.guest, name="guest"),
    path(f"{_HOSTED}khach-moi/<uuid:guest>/thu-hoi/", guests.take_back_guest, name="take_back"),
]
