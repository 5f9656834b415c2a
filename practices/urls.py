"""Addresses of the library of practices, of demonstration sessions and of what follows from them."""

from typing import Any

from practices.adoptions.urls import urlpatterns as adoptions

app_name = "practices"
urlpatterns: list[Any] = [*adoptions]
