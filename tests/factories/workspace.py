"""Officers with names, and what they keep beside cases, for tests."""

from __future__ import annotations

import io
import uuid
from datetime import date

from PIL import Image
from tests.factories.cases import AT
from tests.factories.people import actor_for, make_officer

from pendopo.foundation.people.models import Person
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases.workspace import asking, field

DUE = date(2026, 3, 30)


def make_colleague(name: str = "", role: Role = Role.OFFICER, office=None) -> Actor:
    """Return someone with an account, a position and a name of their own."""
    account = make_officer(role, office, at=AT)
    if name:
        person = Person.objects.get(id=account.person_id)
        person.name = name
        person.save(update_fields=["name"])
    return actor_for(account, AT)


def make_question(case, office, *, by: Actor, text: str = "Apakah jalan itu milik Anda?"):
    """Return a question of the case's office to another."""
    return asking.ask_office(case_id=case.id, office=office, text=text, due_on=DUE, by=by, at=AT)


def picture(colour: str = "red", side: int = 40) -> io.BytesIO:
    """Return a small photo as a telephone sends it."""
    file = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(file, "JPEG")
    file.seek(0)
    file.name = "foto.jpg"
    return file


def make_shot(**values) -> field.Shot:
    """Return a photo that was just taken."""
    source = values.pop("source", None) or picture()
    size = len(source.getvalue())
    return field.Shot(key=values.pop("key", uuid.uuid4()), source=source, size=size, **values)


def make_field_photo(case, *, by: Actor, **values):
    """Return a photo kept with a case."""
    return field.keep_field_photo(case_id=case.id, shot=make_shot(**values), by=by, at=AT)
