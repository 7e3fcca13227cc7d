"""The clarification room."""

from django.apps import AppConfig


class ClarificationConfig(AppConfig):
    """A room of the journey."""

    name = "pendopo.journey.clarification"
    label = "clarification"

    def ready(self) -> None:
        """Keep the words of verdicts at this room's desk."""
        from pendopo.foundation.release.keeping import register_keeper
        from pendopo.journey.clarification.rules import SOURCE_KIND

        register_keeper(SOURCE_KIND, "clarification:one")
