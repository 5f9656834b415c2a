"""Addresses under /quan-tri/media/. Some stand where wagtailmedia has its own, and come before them: its
screens take a file without looking at it."""

from django.urls import path, re_path

from media.videos.authoring import views
from media.videos.uploading import views as uploading

app_name = "recordings"
urlpatterns = [
    re_path(r"^media/(?P<media_type>audio|video|media)/add/$", views.send, name="send"),
    path("media/edit/<int:media_id>/", views.edit, name="edit"),
    path("media/delete/<int:media_id>/", views.delete, name="delete"),
    re_path(r"^media/(?P<media_type>audio|video)/chooser/upload/$", views.nothing_here, name="nothing_here"),
    path("media/edit/<int:media_id>/tinh-trang/", views.state, name="state"),
    path("media/edit/<int:media_id>/lam-lai/", views.make_again, name="make_again"),
    path("media/tai-len/", uploading.announce, name="announce"),
    path("media/tai-len/<uuid:public_id>/", uploading.pieces, name="pieces"),
    path("media/tai-len/<uuid:public_id>/xong/", uploading.finish, name="finish"),
    path("media/tai-len/<uuid:public_id>/bo/", uploading.forsake, name="forsake"),
]
