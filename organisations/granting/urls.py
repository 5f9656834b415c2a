"""Addresses of roles and of the log of readings."""

from django.urls import path

from organisations.granting import views
from organisations.granting.readings import views as readings

app_name = "granting"
urlpatterns = [
    path("phan-quyen/", views.roles, name="roles"),
    path("phan-quyen/giao/", views.give, name="give"),
    path("phan-quyen/cua-toi/", views.mine, name="mine"),
    path("phan-quyen/<uuid:public_id>/", views.role, name="role"),
    path("nhat-ky-xem/", readings.log_of_readings, name="readings"),
    path("nhat-ky-xem/csv/", readings.export, name="readings_export"),
]
