"""Addresses of marking under /quan-tri/cham-bai/."""

from django.urls import include, path

from quizzes.marking.essays import views as essays
from quizzes.marking.overriding import views as overriding
from quizzes.marking.regrading import views as regrading

_pages = [
    path("", essays.queue, name="queue"),
    path("bai/<int:number>/", essays.essay, name="essay"),
    path("bai/<int:number>/nhan/", essays.claim, name="claim"),
    path("bai/<int:number>/tra-lai-hang-cho/", essays.release, name="release"),
    path("bai/<int:number>/viet-lai/", essays.rewrite, name="rewrite"),
    path("tep/<uuid:file_id>/", essays.file, name="file"),
    path("hai-nguoi-cham/", essays.by_two, name="by_two"),
    path("hai-nguoi-cham/<int:rule_id>/bo/", essays.by_one, name="by_one"),
    path("da-cham/", overriding.attempts, name="attempts"),
    path("da-cham/<uuid:attempt_id>/", overriding.attempt, name="attempt"),
    path("da-cham/<uuid:attempt_id>/<int:slot>/", overriding.override, name="override"),
    path("dap-an-da-sua/", regrading.regradings, name="regradings"),
    path("dap-an-da-sua/cau/<int:question_id>/", regrading.correct, name="correct"),
    path("dap-an-da-sua/cau/<int:question_id>/csv/", regrading.correct_csv, name="correct_csv"),
    path("dap-an-da-sua/<uuid:public_id>/", regrading.regrading, name="regrading"),
    path("dap-an-da-sua/<uuid:public_id>/tiep/", regrading.again, name="again"),
]

urlpatterns = [path("cham-bai/", include((_pages, "marking")))]
