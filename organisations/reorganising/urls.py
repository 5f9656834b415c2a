"""Addresses of reorganisations."""

from django.urls import path

from organisations.oversight.guards import for_roles
from organisations.oversight.queries import MANAGERS
from organisations.reorganising import views

managers = for_roles(*MANAGERS)

app_name = "reorganising"
urlpatterns = [
    path("to-chuc/<uuid:public_id>/doi-ten/", managers(views.RenamingView.as_view()), name="rename"),
    path("to-chuc/<uuid:public_id>/chuyen/", managers(views.MovingView.as_view()), name="move"),
    path("to-chuc/<uuid:public_id>/hop-nhat/", managers(views.MergerView.as_view()), name="merge"),
    path("to-chuc/<uuid:public_id>/chia-tach/", managers(views.SplittingView.as_view()), name="split"),
    path("to-chuc/<uuid:public_id>/ket-thuc/", managers(views.ClosingView.as_view()), name="close"),
    path("sap-xep/", views.successions, name="successions"),
    path("sap-xep/<uuid:public_id>/", views.succession, name="succession"),
    path("sap-xep/<uuid:public_id>/hoan-tac/", views.undo, name="undo"),
]
