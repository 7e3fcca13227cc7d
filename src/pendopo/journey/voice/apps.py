"""The voice room."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    """First room of the journey."""

    name = "pendopo.journey.voice"
    label = "voice"
