"""The voice room."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    """First room of the journey."""

    name = "pendopo.journey.voice"
    label = "voice"

    def ready(self) -> None:
        """Let releases be searched for personal data as answers are."""
        from pendopo.foundation.release.privacy import register_search
        from pendopo.journey.voice.masking import marked_text, masked

        register_search(marked_text, masked)
