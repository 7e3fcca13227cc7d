"""Make the virtual environment `.venv` and install one pinned set of packages into it.

Usage: python3 scripts/bootstrap.py runtime|server|dev

Needs the standard library only. Running it again costs nothing as long as the requirement file is the same.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
SETS = ("runtime", "server", "dev")  # each holds all packages of the one before it
OLDEST = (3, 11)

LAUNCHER = """\
#!/bin/sh
# Written by scripts/bootstrap.py.
exec "$(dirname "$0")/python" -m pendopo "$@"
"""


def main(arguments: list[str]) -> int:
    """Bring the environment to the asked set."""
    if len(arguments) != 1 or arguments[0] not in SETS:
        print(__doc__, file=sys.stderr)
        return 2
    problem = what_is_missing()
    if problem:
        print(problem, file=sys.stderr)
        return 1
    name = arguments[0]
    if not is_usable(PYTHON):
        print("Making .venv", flush=True)
        venv.create(VENV, with_pip=True, clear=True)
    if not is_installed(name):
        install(name)
    link_source()
    return 0


def what_is_missing() -> str | None:
    """Name what this Python lacks, with the line that mends it."""
    if sys.version_info < OLDEST:
        this = sys.version.split()[0]
        return (
            f"Pendopo needs Python 3.11 or newer; this is {this}. Try: make PYTHON=python3.11 setup"
        )
    if importlib.util.find_spec("ensurepip") is None:
        return "This Python cannot make virtual environments. Run: apt-get install python3-venv"
    return None


def is_usable(python: Path) -> bool:
    """Tell whether the environment's interpreter still runs and has pip."""
    if not python.exists():
        return False
    return (
        subprocess.run([python, "-c", "import pip"], capture_output=True, check=False).returncode
        == 0
    )


def requirement_file(name: str) -> Path:
    """Where the pinned packages of a set are listed."""
    return ROOT / "requirements" / f"{name}.txt"


def digest(name: str) -> str:
    """Digest of a requirement file, as it is kept in the stamp."""
    return hashlib.sha256(requirement_file(name).read_bytes()).hexdigest()


def stamp(name: str) -> Path:
    """Where it is remembered which requirement file was installed."""
    return VENV / f"installed-{name}"


def is_installed(name: str) -> bool:
    """Tell whether the set, or a wider one that holds it, is already there."""
    wider = SETS[SETS.index(name) :]
    return any(stamp(each).exists() and stamp(each).read_text() == digest(each) for each in wider)


def install(name: str) -> None:
    """Install every package of the set, each checked against its hash."""
    listed = requirement_file(name)
    count = sum("==" in line for line in listed.read_text().splitlines())
    print(
        f"Installing {count} packages from requirements/{name}.txt, each checked by its hash ...",
        flush=True,
    )
    began = time.monotonic()
    # Only built wheels: building from source would fetch build tools that no hash covers.
    options = [
        "--require-hashes",
        "--no-deps",
        "--only-binary=:all:",
        "--disable-pip-version-check",
    ]
    if not sys.stdout.isatty():
        options.append("-qq")
    subprocess.run([PYTHON, "-m", "pip", "install", *options, "-r", listed], check=True)
    stamp(name).write_text(digest(name))
    print(f"Installed in {time.monotonic() - began:.0f} s", flush=True)


def link_source() -> None:
    """Let the environment import `src` and run the `pendopo` command, without building a package."""
    (packages,) = VENV.glob("lib/python3*/site-packages")
    write_if_new(packages / "pendopo.pth", os.path.relpath(ROOT / "src", packages) + "\n")
    launcher = VENV / "bin" / "pendopo"
    write_if_new(launcher, LAUNCHER)
    launcher.chmod(0o755)


def write_if_new(path: Path, text: str) -> None:
    """Write a file only when it would change."""
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as failure:
        sys.exit(
            f"Installing failed (exit {failure.returncode}); what pip said stands above. Run the command again."
        )
