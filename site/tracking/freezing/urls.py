"""Addresses of frozen reports, under /theo-doi/bao-cao/."""

from django.urls import path

from tracking.freezing import views

_ONE = "theo-doi/bao-cao/chot/<uuid:public_id>"

urlpatterns = [
    path("theo-doi/bao-cao/chot/", views.freezes, name="freezes"),
    path(f"{_ONE}/", views.frozen, name="frozen"),
    path(f"{_ONE}/tep/<slug:form>/", views.frozen_file, name="frozen_file"),
    path(f"{_ONE}/kiem-tra/", views.check, name="check_frozen"),
    path(f"{_ONE}/ky/", views.sign, name="sign_frozen"),
    path(f"{_ONE}/bo/", views.discard, name="discard_frozen"),
    path(f"{_ONE}/thay/", views.supersede, name="supersede_frozen"),
    path(f"{_ONE}/so-sanh/<uuid:other>/", views.compare, name="compare_frozen"),
    path(f"{_ONE}/so-sanh/<uuid:other>/tep/<slug:form>/", views.compare_file, name="compare_frozen_file"),
    path("theo-doi/bao-cao/<slug:key>/chot/", views.freeze, name="freeze"),
]
