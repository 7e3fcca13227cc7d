"""The demo as a newcomer builds it: with all cores, in a process of its own."""

import subprocess
import sys

import pytest

pytestmark = [pytest.mark.system, pytest.mark.database, pytest.mark.slow]
N_CASES = 60


def test_demo_built_by_several_processes_is_whole(hall):
    def run(*arguments):
        command = [sys.executable, "-m", "pendopo", *arguments]
        done = subprocess.run(
            command,
            env=hall.environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr[-2_000:]
        return done.stdout

    assert "dishub.kepala@wanasari.example" in run("demo", "--no-serve", "--cases", str(N_CASES))
    # Applications and requests under a procedure come on top of the reports that were asked for.
    count = (
        "from pendopo.journey.cases.models import Case;"
        "print(Case.objects.filter(procedure_version=None).count())"
    )
    assert run("shell", "--no-imports", "-c", count).split()[-1] == str(N_CASES)
    assert " 0 menunggu segel, 0 kesalahan." in run("ledger", "check")
    # A newcomer who asks the doctor is not sent to load what was loaded.
    assert "belum dimuat" not in run("doctor")
    # A second run finds what is there.
    assert "tidak ada yang dibangun ulang" in run("demo", "--no-serve")
