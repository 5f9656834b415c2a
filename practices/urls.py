"""Addresses of the library of practices, of demonstration sessions and of what follows from them."""

from typing import Any

app_name = "practices"
urlpatterns: list[Any] = []
