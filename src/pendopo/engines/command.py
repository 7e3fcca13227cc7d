"""What the engines' commands share: refusing in one Indonesian sentence, writing whole files."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

REFUSED = 2

# The words of argparse that a user of these commands can meet.
_INDONESIAN = {
    "the following arguments are required": "belum diisi",
    "unrecognized arguments": "tidak dikenal",
    "argument ": "pilihan ",
    "expected one argument": "perlu satu nilai",
    "expected at least one argument": "perlu paling sedikit satu nilai",
    "invalid int value": "bukan bilangan bulat",
    "invalid choice": "tidak sah",
    "choose from": "yang sah:",
    "not allowed with pilihan": "tidak boleh bersama",
}
_REASONS: dict[type[OSError], str] = {
    FileNotFoundError: "tidak ditemukan",
    PermissionError: "tidak boleh dibuka",
    IsADirectoryError: "adalah sebuah folder",
}


class Parser(argparse.ArgumentParser):
    """Refuses in one Indonesian sentence."""

    def error(self, message: str) -> NoReturn:
        """Print the reason without the long usage text and leave with 2."""
        for english, indonesian in _INDONESIAN.items():
            message = message.replace(english, indonesian)
        self.exit(REFUSED, f"Perintah tidak dapat dibaca: {message}.\n")


def refused(sentence: str) -> int:
    """Print one sentence to standard error and return the exit code of a refusal."""
    sys.stderr.write(sentence + "\n")
    return REFUSED


def reason(error: OSError) -> str:
    """Return why a file cannot be used, as the end of a sentence."""
    return _REASONS.get(type(error), "tidak dapat dibaca atau ditulis")


def write_whole(target: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write beside the target and rename, so that no half file is ever seen.

    Raises
    ------
    OSError
        The target cannot be written; it is as it was, and ``filename`` names it.
    """
    try:
        _replace(target, content, mode)
    except OSError as error:
        # The file beside it is nobody's business.
        error.filename, error.filename2 = str(target), None
        raise


def _replace(target: Path, content: bytes, mode: int) -> None:
    with tempfile.NamedTemporaryFile(
        dir=target.parent, prefix=f".{target.name}.", delete=False
    ) as beside:
        written = Path(beside.name)
        try:
            beside.write(content)
            beside.close()
            written.chmod(mode)
            written.replace(target)
        except OSError:
            written.unlink(missing_ok=True)
            raise
