"""Addresses of spaced review."""

from django.urls import path

from quizzes.reviewing import views

app_name = "reviewing"
urlpatterns = [
    path("on-tap/", views.today, name="today"),
    path("on-tap/bat-dau/", views.begin, name="begin"),
    path("on-tap/<uuid:sitting>/<int:number>/", views.question, name="question"),
    path("on-tap/<uuid:sitting>/xong/", views.finished, name="finished"),
]
