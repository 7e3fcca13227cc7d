"""The governance room."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """What may go out; every stage of the journey may ask it."""

    name = "pendopo.foundation.governance"
    label = "governance"

    def ready(self) -> None:
        """Let holds keep people from being erased, and restrictions their data from being read."""
        from pendopo.foundation.governance.personal_data import holds, restricting
        from pendopo.foundation.people.guards import register_closer, register_keeper

        register_keeper(holds.why_kept)
        register_closer(restricting.why_closed)
