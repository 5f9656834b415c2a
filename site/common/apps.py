"""What every room needs: Vietnamese text, telephone numbers, fields."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "common"
