"""Addresses of organisers' pages, under /theo-doi/."""

from django.urls import URLPattern, URLResolver, include, path

from tracking.building.urls import urlpatterns as building
from tracking.following import views as following
from tracking.freezing.urls import urlpatterns as freezing
from tracking.layouts.urls import urlpatterns as layouts
from tracking.recognising import views as recognising
from tracking.records import views as records
from tracking.reports.urls import urlpatterns as reports
from tracking.scheduling.urls import urlpatterns as scheduling
from tracking.weaknesses import views as weaknesses

app_name = "tracking"
urlpatterns: list[URLPattern | URLResolver] = [
    *reports,
    *building,
    *freezing,
    *scheduling,
    *layouts,
    path("theo-doi/", following.following, name="following"),
    path("", include("tracking.assigning.urls")),
    path("theo-doi/cong-nhan/", recognising.queue, name="recognitions"),
    path("theo-doi/cong-nhan/<uuid:recognition>/", recognising.one, name="recognition"),
    path("theo-doi/cong-nhan/<uuid:recognition>/dong-y/", recognising.recognise, name="recognise"),
    path("theo-doi/cong-nhan/<uuid:recognition>/tra-lai/", recognising.refuse, name="refuse_recognition"),
    path("theo-doi/cong-nhan/<uuid:recognition>/giay-to/", recognising.scan, name="recognition_scan"),
    path("theo-doi/dong-chi/<uuid:person>/", records.record, name="record"),
    path("theo-doi/dong-chi/<uuid:person>/ket-qua.pdf", records.record_file, name="record_file"),
    path("theo-doi/dong-chi/<uuid:person>/cong-nhan/", recognising.hand_in_for, name="hand_in_for"),
    path("toi/ket-qua/", records.own_record, name="own_record"),
    path("toi/ket-qua/ket-qua.pdf", records.own_record_file, name="own_record_file"),
    path("theo-doi/<uuid:public_id>/", following.unit, name="unit"),
    path("theo-doi/<uuid:public_id>/so-sanh/", following.compare, name="compare"),
    path("theo-doi/<uuid:public_id>/han-che/", weaknesses.weaknesses, name="weaknesses"),
    path("theo-doi/<uuid:public_id>/danh-sach/", following.people, name="people"),
    path("theo-doi/<uuid:public_id>/can-goi/", following.calls, name="calls"),
    path("theo-doi/<uuid:public_id>/can-goi/<uuid:person>/", following.called, name="called"),
]
