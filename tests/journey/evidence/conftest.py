"""An empty evidence folder and the clock limits, for every test of this room."""

import pytest


@pytest.fixture(autouse=True)
def _evidence(db, settings, tmp_path):
    from tests.factories.evidence import load_limits

    settings.EVIDENCE_ROOT = tmp_path
    load_limits()
