"""Addresses of assigning."""

from django.urls import path

from tracking.assigning.views import changing, exempting, making, programmes, showing

_ONE = "theo-doi/giao-hoc/<uuid:assignment>/"
_PROGRAMMES = "theo-doi/giao-hoc/chuong-trinh/"

urlpatterns = [
    path("theo-doi/giao-hoc/", showing.assignments, name="assignments"),
    path("theo-doi/giao-hoc/moi/", making.assign, name="assign"),
    path(_ONE, showing.assignment, name="assignment"),
    path(f"{_ONE}doi/", changing.change, name="change_assignment"),
    path(f"{_ONE}thoi/", changing.withdraw, name="withdraw_assignment"),
    path(f"{_ONE}mien/<uuid:person>/", exempting.exempt, name="exempt"),
    path(f"{_ONE}thoi-mien/<uuid:exemption>/", exempting.end_exemption, name="end_exemption"),
    path(_PROGRAMMES, programmes.programmes, name="programmes"),
    path(f"{_PROGRAMMES}moi/", programmes.draw_up, name="draw_up_programme"),
    path(f"{_PROGRAMMES}<uuid:programme>/", programmes.programme, name="programme"),
]
