"""Sample content, loaded by the same actions as people use."""

from django.apps import AppConfig


class SamplesConfig(AppConfig):
    name = "samples"
