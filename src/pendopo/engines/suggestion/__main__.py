"""Train on a CSV file and suggest labels, from the command line."""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

from pendopo.engines.suggestion.files import load_model, save_model
from pendopo.engines.suggestion.model import Suggestion, suggest
from pendopo.engines.suggestion.training import train


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 2 refused."""
    parser = argparse.ArgumentParser(
        prog="python -m pendopo.engines.suggestion",
        description="Latih model dari CSV berkolom text,label, atau sarankan label sebuah teks.",
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("--train", type=Path, metavar="CSV")
    parser.add_argument("--text", default="")
    asked = parser.parse_args(arguments)
    try:
        if asked.train:
            texts, labels = _read(asked.train)
            size = save_model(train(texts, labels), asked.model)
            print(f"{len(texts)} teks; {size} bita di {asked.model}")
        if asked.text:
            _tell(suggest(load_model(asked.model), asked.text))
    except (OSError, KeyError, ValueError) as error:
        print(f"Tidak dapat: {error}", file=sys.stderr)
        return 2
    return 0


def _read(path: Path) -> tuple[list[str], list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["text"] for row in rows], [row["label"] for row in rows]


def _tell(found: Suggestion) -> None:
    for guess in found.guesses:
        print(f"{guess.share:.0%}  {guess.label}  ({', '.join(guess.words)})")
    if not found.is_sure:
        print("tidak yakin")


if __name__ == "__main__":
    sys.exit(main())
