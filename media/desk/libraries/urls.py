"""Addresses under /quan-tri/thu-vien-h5p/."""

from django.urls import path

from media.desk.libraries import views

app_name = "library_desk"
urlpatterns = [
    path("thu-vien-h5p/", views.index, name="index"),
    path("thu-vien-h5p/tai-len/", views.upload, name="upload"),
    path("thu-vien-h5p/tai-len/<uuid:public_id>/", views.file, name="file"),
    path("thu-vien-h5p/don/", views.tidy, name="tidy"),
    path("thu-vien-h5p/<int:number>/", views.library, name="library"),
    path("thu-vien-h5p/<int:number>/xoa/", views.remove, name="remove"),
]
