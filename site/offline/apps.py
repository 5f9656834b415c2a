"""What the site does without a line: for now, a page that says so."""

from django.apps import AppConfig


class OfflineConfig(AppConfig):
    name = "offline"
