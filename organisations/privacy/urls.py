"""Addresses of a person's own data, and of the desk at which requests are handled."""

from django.urls import path

from organisations.privacy.desk import notice_views
from organisations.privacy.desk import views as desk
from organisations.privacy.gathering import views as gathering
from organisations.privacy.notices import views as notices
from organisations.privacy.requests import views as requests

app_name = "privacy"
urlpatterns = [
    path("toi/du-lieu/", gathering.overview, name="overview"),
    path("toi/du-lieu/tai-ve/", gathering.export, name="export"),
    path("toi/du-lieu/phan/<slug:key>/", gathering.section, name="section"),
    path("toi/du-lieu/yeu-cau/sua/", requests.correction, name="ask_correction"),
    path("toi/du-lieu/yeu-cau/xoa/", requests.erasure, name="ask_erasure"),
    path("toi/du-lieu/yeu-cau/<uuid:public_id>/", requests.one, name="request"),
    path("toi/du-lieu/yeu-cau/<uuid:public_id>/rut/", requests.withdraw, name="withdraw"),
    path("toi/thong-bao-du-lieu/", notices.notice, name="notice"),
    path("toi/thong-bao-du-lieu/<int:number>/", notices.notice_version, name="notice_version"),
    path("quan-tri/yeu-cau-du-lieu/", desk.queue, name="queue"),
    path("quan-tri/yeu-cau-du-lieu/<uuid:public_id>/", desk.one, name="desk_request"),
    path("quan-tri/yeu-cau-du-lieu/<uuid:public_id>/tra-loi/", desk.answer, name="desk_answer"),
    path("quan-tri/yeu-cau-du-lieu/<uuid:public_id>/sua/", desk.correct, name="desk_correct"),
    path("quan-tri/yeu-cau-du-lieu/<uuid:public_id>/xoa/", desk.erase, name="desk_erase"),
    path("quan-tri/yeu-cau-du-lieu/<uuid:public_id>/tu-choi/", desk.refuse, name="desk_refuse"),
    path("quan-tri/thong-bao-du-lieu/", notice_views.versions, name="notices"),
    path("quan-tri/thong-bao-du-lieu/moi/", notice_views.begin, name="begin_notice"),
    path("quan-tri/thong-bao-du-lieu/<int:number>/", notice_views.write, name="write_notice"),
]
