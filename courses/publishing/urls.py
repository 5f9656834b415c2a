"""Addresses of the screens around publishing, within the authoring site."""

from django.urls import path

from courses.publishing import views

app_name = "course_publishing"
urlpatterns = [
    path("khoa-hoc/van-ban-cu/", views.old_texts, name="old_texts"),
    path("khoa-hoc/van-ban-cu/mo-bai/", views.open_lesson, name="open_update"),
    path("khoa-hoc/cong-bo/<int:page_id>/", views.publish, name="publish"),
]
