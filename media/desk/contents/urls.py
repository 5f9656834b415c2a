"""Addresses under /quan-tri/noi-dung-tuong-tac/."""

from django.urls import path

from media.desk.contents import views

app_name = "package_desk"
urlpatterns = [
    path("noi-dung-tuong-tac/", views.index, name="index"),
    path("noi-dung-tuong-tac/tai-len/", views.upload, name="upload"),
    path("noi-dung-tuong-tac/tai-len/<uuid:public_id>/", views.file, name="file"),
    path("noi-dung-tuong-tac/<uuid:public_id>/", views.package, name="package"),
    path("noi-dung-tuong-tac/<uuid:public_id>/phien-ban-moi/", views.new_version, name="new_version"),
    path("noi-dung-tuong-tac/<uuid:public_id>/doi-ten/", views.rename, name="rename"),
    path("noi-dung-tuong-tac/<uuid:public_id>/xoa/", views.remove, name="remove"),
    path("noi-dung-tuong-tac/<uuid:public_id>/<int:number>/tai-ve/", views.export, name="export"),
    path("noi-dung-tuong-tac/<uuid:public_id>/<int:number>/dung-lai/", views.restore, name="restore"),
]
