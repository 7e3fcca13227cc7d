"""No line of the log tells who someone is, wherever in the line it stood."""

from __future__ import annotations

import io
import logging

import pytest
from django.conf import settings
from django.utils.log import DEFAULT_LOGGING
from hypothesis import given
from hypothesis import strategies as st

from pendopo.config.logs import COVER, CoveredFormatter, covered

NIK, PHONE, EMAIL, CODE = (
    "3276060101909998",
    "0812 3456 7890",
    "siti.warga@surat-kita.id",
    "CDFG-HJKM-NPQR",
)
SECRETS = (NIK, PHONE, EMAIL, CODE)


@pytest.fixture
def written():
    """Return a logger and what it wrote."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(CoveredFormatter("{levelname} {name} {message}", style="{"))
    logger = logging.Logger("pendopo.trial")  # noqa: LOG001 -- belongs to this test alone
    logger.addHandler(handler)
    return logger, stream


@pytest.mark.parametrize("value", SECRETS)
def test_a_value_in_message_argument_exception_and_stack_is_covered(written, value):
    logger, stream = written
    logger.warning(f"gagal untuk {value}")  # noqa: G004 -- what nobody should write
    logger.warning("gagal untuk %s, sudah %d kali", value, 3)
    logger.warning("bentuk salah %d", value)
    try:
        raise ValueError(f"Key (contact)=({value}) already exists.")  # noqa: TRY301
    except ValueError:
        logger.exception("simpan.gagal", stack_info=True)

    told = stream.getvalue()
    assert value not in told
    assert told.count(COVER) >= 4
    assert "3 kali" in told
    assert "ValueError: Key (contact)=" in told


def test_what_is_nobodys_stays_readable(written):
    logger, stream = written
    logger.warning("case.closed number=%s id=%s", "26-0482-9357-9", "01939c1a-7c1e-7d4e-9b51-8a7b")
    assert "26-0482-9357-9 id=01939c1a-7c1e-7d4e-9b51-8a7b" in stream.getvalue()


def test_no_handler_writes_lines_as_they_are():
    told = settings.LOGGING
    assert {one["formatter"] for one in told["handlers"].values()} == {"line"}
    # Django's own would mail errors and write requests as they are.
    own = {name for name in DEFAULT_LOGGING["loggers"] if name not in told["loggers"]}
    assert own == set()
    assert {one for each in told["loggers"].values() for one in each.get("handlers", ())} <= set(
        told["handlers"]
    )


@given(
    st.lists(st.sampled_from([*SECRETS, "nik", "hp", "kode=", "x", "12", "\n"]), max_size=6).map(
        " ".join
    )
)
def test_covering_twice_changes_nothing(line):
    once = covered(line)
    assert covered(once) == once
    assert not any(value in once for value in SECRETS)
