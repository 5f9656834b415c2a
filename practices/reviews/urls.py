"""Addresses of what follows a session; `practices.urls` adds them to its own."""

from django.urls import path

from practices.reviews import desk_views, views

_own = "dien-hinh/buoi/"
_held = "dien-hinh/chu-tri/<uuid:session>/rut-kinh-nghiem/"

urlpatterns = [
    path(f"{_own}cam-ket/", views.my_commitments, name="my_commitments"),
    path(f"{_own}cam-ket/<uuid:commitment>/", views.commitment, name="commitment"),
    path(f"{_own}<uuid:session>/phieu-quan-sat/", views.observe, name="observe"),
    path(f"{_own}<uuid:session>/phieu-quan-sat/nhap/", views.observe_draft, name="observe_draft"),
    path(f"{_own}<uuid:session>/rut-kinh-nghiem/", views.lessons_drawn, name="lessons_drawn"),
    path(_held, desk_views.discussion, name="discussion"),
    path(f"{_held}ket-qua/", desk_views.session_reviews, name="session_reviews"),
    path(f"{_held}ket-qua.csv", desk_views.reviews_csv, name="reviews_csv"),
    path(f"{_held}ket-qua.xlsx", desk_views.reviews_xlsx, name="reviews_xlsx"),
]
