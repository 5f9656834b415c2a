"""Addresses of adoptions; `practices.urls` takes them in, before the address of a practice."""

from django.urls import path

from practices.adoptions.views import confirming, recording, showing

urlpatterns = [
    path("dien-hinh/ap-dung/", recording.mine, name="my_adoptions"),
    path("dien-hinh/ap-dung/xac-nhan/", confirming.below, name="adoptions_below"),
    path("dien-hinh/ap-dung/xac-nhan/<uuid:adoption>/", confirming.one, name="adoption_below"),
    path("dien-hinh/ap-dung/xac-nhan/<uuid:adoption>/xac-nhan/", confirming.confirm, name="confirm_adoption"),
    path(
        "dien-hinh/ap-dung/xac-nhan/<uuid:adoption>/thu-lai/", confirming.take_back, name="take_back_adoption"
    ),
    path(
        "dien-hinh/ap-dung/xac-nhan/<uuid:adoption>/tep/<uuid:file>/",
        confirming.file,
        name="adoption_below_file",
    ),
    path("dien-hinh/ap-dung/<uuid:adoption>/", recording.adoption, name="adoption"),
    path("dien-hinh/ap-dung/<uuid:adoption>/tep/<uuid:file>/", recording.file, name="adoption_file"),
    path("dien-hinh/<slug:practice>/ap-dung/", recording.adopt, name="adopt"),
    path("dien-hinh/<slug:practice>/ai-da-ap-dung/", showing.adopters, name="adopters"),
]
