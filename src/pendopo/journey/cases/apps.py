"""The cases room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Second room of the journey."""

    name = "pendopo.journey.cases"
    label = "cases"

    def ready(self) -> None:
        """Let the form of voices show cases alike, and let no office close over its cases."""
        from pendopo.foundation.people.ties import register_tie
        from pendopo.journey.cases.routing.showing import similar_to
        from pendopo.journey.cases.selectors.ties import ties_to
        from pendopo.journey.voice.similar import register_finder

        register_finder(similar_to)
        register_tie(ties_to)
