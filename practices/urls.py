"""Addresses of the library of practices, of demonstration sessions and of what follows from them."""

from django.urls import URLPattern

from practices.adoptions.urls import urlpatterns as adoptions
from practices.checkin.urls import urlpatterns as checkin
from practices.inquiries.urls import urlpatterns as inquiries
from practices.library.urls import practice_urlpatterns
from practices.library.urls import urlpatterns as library
from practices.proposals.urls import urlpatterns as proposals
from practices.reviews.urls import urlpatterns as reviews
from practices.sessions.urls import urlpatterns as sessions

app_name = "practices"
# Fixed words before a practice's own: `dien-hinh/<slug:practice>/` would take them for a practice.
urlpatterns: list[URLPattern] = [
    *sessions,
    *checkin,
    *reviews,
    *adoptions,
    *proposals,
    *inquiries,
    *library,
    *practice_urlpatterns,
]
