"""Install a missing program from Debian's packages, or say how to get it."""

import os
import shutil
import subprocess
import sys

UNAVAILABLE = 69  # EX_UNAVAILABLE in sysexits.h: the caller decides whether that is a failure


def install(package: str) -> bool:
    """Install a Debian package when that is possible without asking anyone."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"{package} is missing: installing it with apt-get (once)")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package]):
        done = subprocess.run(
            ["apt-get", *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            check=False,
        )
    return done.returncode == 0


def unavailable(what: str, package: str) -> int:
    """Say how to get the missing program, and return the exit code that means so."""
    say(f"{what} was not found. On Debian or Ubuntu: sudo apt-get install {package}")
    return UNAVAILABLE


def say(text: str) -> None:
    """Write one line for a person; standard output stays for results."""
    print(text, file=sys.stderr, flush=True)
