"""The indicators this installation publishes, as defined in ``data/indicators``."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from pendopo.engines.indicators import Definition, load_definition


@lru_cache(maxsize=1)
def definitions() -> dict[str, Definition]:
    """Return every definition by its code; read once a process."""
    files = sorted((settings.DATA_ROOT / "indicators").glob("*.yaml"))
    loaded = (load_definition(path) for path in files)
    return {definition.code: definition for definition in loaded}
