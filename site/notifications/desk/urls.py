"""Addresses of the outbox in the authoring site."""

from django.urls import path

from notifications.desk import views

app_name = "outbox"
urlpatterns = [
    path("hop-gui-di/", views.index, name="index"),
    path("hop-gui-di/<int:number>/gui-lai/", views.again, name="again"),
]
