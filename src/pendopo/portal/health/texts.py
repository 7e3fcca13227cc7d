"""Texts that a reader of another language would meet in Indonesian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from pendopo.journey.procedures.models import ProcedureVersion
from pendopo.journey.procedures.types import VersionState
from pendopo.journey.voice.models import Topic
from pendopo.portal.health.findings import Finding
from pendopo.ui.context import resolve

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def catalogue(_at: datetime) -> Iterator[Finding]:
    """Look for sentences of the screens without an English translation."""
    path = settings.PROJECT_ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return
    missing = tuple(untranslated(path.read_text(encoding="utf-8")))
    if missing:
        yield Finding(
            "look",
            _("%(n)s kalimat layar belum diterjemahkan ke bahasa Inggris.") % {"n": len(missing)},
            str(Path("locale") / "en" / "LC_MESSAGES" / "django.po"),
            _("Pembaca bahasa Inggris melihatnya dalam bahasa Indonesia."),
            names=missing,
        )


def untranslated(text: str) -> Iterator[str]:
    """Yield the messages of a catalogue that have no translation, or an unsure one."""
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.splitlines() if not line.startswith("#~")]
        message = _joined(lines, "msgid ")
        if not message:
            continue
        is_unsure = any(line.startswith("#,") and "fuzzy" in line for line in lines)
        forms = [line for line in lines if line.startswith("msgstr")]
        if is_unsure or not all(_joined(lines, form.split(" ")[0] + " ") for form in forms):
            yield message


def _joined(lines: list[str], keyword: str) -> str:
    """Return the text after a keyword with the lines that carry it on."""
    parts: list[str] = []
    is_on = False
    for line in lines:
        if line.startswith(keyword):
            is_on = True
        elif not line.startswith('"'):
            is_on = False
        if is_on:
            parts += _STRING.findall(line)
    return "".join(parts)


def labels(_at: datetime) -> Iterator[Finding]:
    """Look for topics and services without an English name."""
    topics = Topic.objects.filter(is_active=True, label_en="").values_list("label", flat=True)
    services = ProcedureVersion.objects.filter(state=VersionState.PUBLISHED, title_en="")
    for names, text, url in (
        (tuple(topics), _("%(n)s topik belum bernama Inggris."), ""),
        (
            tuple(services.values_list("title", flat=True)),
            _("%(n)s layanan belum bernama Inggris."),
            resolve("procedures:desk"),
        ),
    ):
        if names:
            yield Finding(
                "look",
                text % {"n": len(names)},
                _("Isi nama Inggrisnya."),
                _("Pembaca bahasa Inggris melihat nama Indonesianya."),
                url,
                names,
            )
