"""Addresses of the screens of people, under the authoring site's."""

from django.urls import path

from organisations.personnel.views import accounts, duplicates, entering, listing, person, posts

app_name = "personnel"
urlpatterns = [
    path("nguoi/", listing.people, name="people"),
    path("nguoi/them/", entering.enter, name="enter"),
    path("nguoi/trung/", duplicates.overview, name="duplicates"),
    path("nguoi/trung/<uuid:one>/<uuid:other>/", duplicates.merge, name="merge"),
    path("nguoi/chuc-vu/<uuid:public_id>/ket-thuc/", posts.end, name="end_post"),
    path("nguoi/chuc-vu/<uuid:public_id>/huy/", posts.annul, name="annul_post"),
    path("nguoi/chuc-vu/<uuid:public_id>/thay/", posts.succeed, name="succeed"),
    path("nguoi/<uuid:public_id>/", person.show, name="person"),
    path("nguoi/<uuid:public_id>/luot-xem/", person.readings, name="readings"),
    path("nguoi/<uuid:public_id>/sua/", entering.edit, name="edit"),
    path("nguoi/<uuid:public_id>/chuc-vu/", posts.appoint, name="appoint"),
    path("nguoi/<uuid:public_id>/tai-khoan/", accounts.open_one, name="open_account"),
    path("nguoi/<uuid:public_id>/tai-khoan/dong/", accounts.close, name="close_account"),
    path("nguoi/<uuid:public_id>/tai-khoan/mo-lai/", accounts.reopen, name="reopen_account"),
]
