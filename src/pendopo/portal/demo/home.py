"""The demo's home: marked as one, so that its passwords work nowhere else."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from pendopo.foundation.people.models import Office
from pendopo.journey.cases.models import Case
from pendopo.portal.demo.regency import load_regency


def is_demo_home(home: Path) -> bool:
    """Return whether a home is marked as a demo."""
    return (home / "DEMO").exists()


def holds_real_data() -> bool:
    """Return whether an installation already works in this home."""
    return Office.objects.exists() or Case.objects.exists()


def claim_home(home: Path) -> None:
    """Write the demo's settings and mark into an empty home."""
    regency = load_regency(settings.DATA_ROOT / "demo")
    lines = (
        f"PENDOPO_GOVERNMENT={regency.name}",
        f"PENDOPO_REGION={regency.code}",
        f"PENDOPO_TIME_ZONE={regency.zone}",
    )
    (home / "pendopo.env").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (home / "DEMO").write_text("Data rekaan; kata sandinya terbuka.\n", encoding="utf-8")


def is_built() -> bool:
    """Return whether the demo was built to its end."""
    return (settings.PENDOPO_HOME / "DEMO.built").exists()


def mark_built() -> None:
    """Remember that the demo was built to its end."""
    (settings.PENDOPO_HOME / "DEMO.built").write_text("", encoding="utf-8")


def is_demo() -> bool:
    """Return whether this installation is a demo that was built to its end."""
    return is_demo_home(settings.PENDOPO_HOME) and is_built()
