"""The cases room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Second room of the journey."""

    name = "pendopo.journey.cases"
    label = "cases"

    def ready(self) -> None:
        """Let earlier rooms show cases alike, know hours, and keep whom a case still needs."""
        from pendopo.foundation.governance.personal_data.expiring import register_need
        from pendopo.foundation.people.ties import register_tie
        from pendopo.journey.cases.calendars import usual_calendar_in_force
        from pendopo.journey.cases.routing.showing import similar_to
        from pendopo.journey.cases.selectors.needs import needed_reporters
        from pendopo.journey.cases.selectors.ties import ties_to
        from pendopo.journey.voice.similar import register_finder
        from pendopo.kernel.calendars import register_calendar

        register_calendar(usual_calendar_in_force)
        register_finder(similar_to)
        register_need(needed_reporters)
        register_tie(ties_to)
