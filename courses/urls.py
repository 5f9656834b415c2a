"""Addresses of the courses and of a learner's own pages."""

from django.urls import path

from courses.certificates import views as certificates
from courses.enrolment.views import enrol_view
from courses.owing import views as owing
from courses.progress import views as progress
from courses.reading import views as reading
from courses.recognition import views as recognition

app_name = "courses"
urlpatterns = [
    path("khoa-hoc/", reading.index, name="index"),
    path("khoa-hoc/doc-lai/<int:pk>/", reading.read_again, name="read_again"),
    path("khoa-hoc/<slug:course>/", reading.course, name="course"),
    path("khoa-hoc/<slug:course>/ghi-danh/", enrol_view, name="enrol"),
    path("khoa-hoc/<slug:course>/hoc-tiep/", reading.resume, name="resume"),
    path("khoa-hoc/<slug:course>/hoan-thanh/", reading.finished, name="finished"),
    path("khoa-hoc/<slug:course>/<slug:module>/", reading.module, name="module"),
    path("khoa-hoc/<slug:course>/<slug:module>/<slug:lesson>/", reading.lesson, name="lesson"),
    path("khoa-hoc/<slug:course>/<slug:module>/<slug:lesson>/danh-dau/", progress.mark, name="mark"),
    path("khoa-hoc/<slug:course>/<slug:module>/<slug:lesson>/danh-muc/", progress.ticks, name="ticks"),
    path("toi/", reading.mine, name="mine"),
    path("toi/giay-xac-nhan/", certificates.mine, name="certificates"),
    path("toi/giay-xac-nhan/<uuid:public_id>/", certificates.show, name="certificate"),
    path("toi/giay-xac-nhan/<uuid:public_id>/giay.pdf", certificates.pdf, name="certificate_file"),
    path("toi/giay-xac-nhan/<uuid:public_id>/chung-thuc.jwt", certificates.credential, name="credential"),
    path("toi/duoc-giao/", owing.mine, name="owed"),
    path("toi/cong-nhan/", recognition.mine, name="recognitions"),
    path("toi/cong-nhan/nop/", recognition.add, name="hand_in_recognition"),
    path("toi/cong-nhan/<uuid:recognition>/", recognition.one, name="recognition"),
    path("toi/cong-nhan/<uuid:recognition>/rut-lai/", recognition.take_away, name="withdraw_recognition"),
    path("toi/cong-nhan/<uuid:recognition>/giay-to/", recognition.scan, name="recognition_scan"),
    path("toi/bang-chung/", progress.evidence, name="evidence"),
    path("toi/vi-tri/", progress.place, name="place"),
]
