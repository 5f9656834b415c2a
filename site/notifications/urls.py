"""Addresses of what an account has been told, how it wishes to be told, and its calendar."""

from django.urls import path

from notifications import views
from notifications.calendars import views as calendars
from notifications.preferences import views as preferences

app_name = "notifications"
urlpatterns = [
    path("toi/thong-bao/", views.notices, name="notices"),
    path("toi/thong-bao/da-doc/", views.read_them_all, name="read_all"),
    path("toi/thong-bao/<int:number>/", views.open_notice, name="read_notice"),
    path("toi/thong-bao/cach-bao/", preferences.preferences, name="preferences"),
    path("toi/thong-bao/cach-bao/gui-thu/", preferences.send_test, name="send_test"),
    path("toi/thong-bao/may/", preferences.add_device, name="add_device"),
    path("toi/thong-bao/may/<int:number>/tat/", preferences.remove_device, name="remove_device"),
    path("toi/lich/", calendars.own_calendar, name="calendar"),
    path("toi/lich/dia-chi/", calendars.renew, name="renew_calendar"),
    path("toi/lich/thoi/", calendars.revoke, name="revoke_calendar"),
    path("toi/lich/tai-ve.ics", calendars.download, name="calendar_file"),
    path("toi/lich/<str:token>.ics", calendars.subscribed, name="calendar_feed"),
]
