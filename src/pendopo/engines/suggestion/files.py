"""Models as files: plain arrays in one archive, which reading cannot make run anything."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np

from pendopo.engines.suggestion.model import VERSION, Model

_ARRAYS = ("rarity", "weights", "offsets")


class ModelUnreadable(ValueError):
    """The file is no model of this version."""


def save_model(model: Model, path: Path) -> int:
    """Write a model beside ``path`` and move it there at once; returns its size in bytes."""
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        version=np.array(VERSION),
        labels=np.array(model.labels, dtype=str),
        vocabulary=np.array(model.vocabulary, dtype=str),
        numbers=np.array([model.temperature, model.sure_from, float(model.n_texts)]),
        **{name: getattr(model, name) for name in _ARRAYS},
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_bytes(buffer.getvalue())
    beside.replace(path)
    return len(buffer.getvalue())


def _require_version(found: int) -> None:
    if found != VERSION:
        message = f"model of version {found}, need {VERSION}"
        raise ModelUnreadable(message)


def load_model(path: Path) -> Model:
    """Return the model in a file; needs NumPy alone, and never unpickles.

    Raises
    ------
    FileNotFoundError
    ModelUnreadable
    """
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            _require_version(int(file["version"]))
            temperature, sure_from, n_texts = (float(number) for number in file["numbers"])
            return Model(
                labels=tuple(str(label) for label in file["labels"]),
                vocabulary=tuple(str(word) for word in file["vocabulary"]),
                rarity=file["rarity"],
                weights=file["weights"],
                offsets=file["offsets"],
                temperature=temperature,
                sure_from=sure_from,
                n_texts=int(n_texts),
            )
    except ModelUnreadable:
        raise
    except (KeyError, EOFError, ValueError, zipfile.BadZipFile) as error:
        message = f"{path.name} is no model"
        raise ModelUnreadable(message) from error
