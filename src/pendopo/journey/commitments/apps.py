"""The commitments room."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    """A room of the journey."""

    name = "pendopo.journey.commitments"
    label = "commitments"

    def ready(self) -> None:
        """Let no office close over what it has promised."""
        from pendopo.foundation.people.ties import register_tie
        from pendopo.journey.commitments.selectors import ties_to

        register_tie(ties_to)
