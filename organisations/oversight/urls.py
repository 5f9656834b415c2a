"""Addresses of choosers."""

from django.urls import path

from organisations.oversight import views

app_name = "choosing"
urlpatterns = [path("chon/<slug:what>/", views.results, name="results")]
