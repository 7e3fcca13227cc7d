"""Every table that may hold personal data says so, and really forgets.

A new table fails here until it is declared with ``kernel.personal`` or named in
``NOT_PERSONAL`` with the reason why it holds nothing about a person.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection, models
from tests.factories.people import AT, actor_for, make_citizen

from pendopo.foundation.people.models import Account, Person
from pendopo.foundation.people.services import erase_person
from pendopo.kernel import crypto
from pendopo.kernel.fields import EncryptedTextField
from pendopo.kernel.ids import new_id
from pendopo.kernel.personal import declarations
from pendopo.portal.wording import data_words

SUSPICIOUS = re.compile(
    r"(^|_)(name|nik|phone|email|address|text|title|place|note|latitude|longitude|photo|file|ip|contact)(_|$)"
)
OFFICIAL = "words of an office about its own work"
NOT_PERSONAL = {
    "auth.Permission": "names of rights",
    "auth.Group": "names of groups of rights",
    "kernel.Region": "names and places of territories",
    "kernel.ClosedDay": "names of holidays",
    "cases.CalendarRule": "names of holidays, closures and weeks of offices",
    "ledger.FactRow": "names of facts; facts carry ids, codes, times and amounts only",
    "ledger.Duty": "names of recurring work",
    "people.Organisation": "names of associations and companies",
    "people.Office": "names of offices",
    "people.FormerName": "what offices were called before",
    "people.Position": "titles of public functions",
    "account.EmailAddress": "allauth's copy of the staff address; erased with people.Account",
    "account.EmailConfirmation": "points at account.EmailAddress and goes with it",
    "deliberation.OfficialResponse": OFFICIAL,
    "commitments.Commitment": OFFICIAL,
    "commitments.Milestone": OFFICIAL,
    "commitments.Progress": OFFICIAL,
    "commitments.Change": OFFICIAL,
    "accountability.Reply": OFFICIAL,
    "cases.ReadyText": OFFICIAL,
    "procedures.ProcedureVersion": OFFICIAL,
    "governance.PolicyVersion": OFFICIAL,
    "release.Release": OFFICIAL,
    "release.ReleaseTemplate": OFFICIAL,
    "release.PublicTopic": "names of topics of public information",
    "governance.MonitoringMeasure": OFFICIAL,
    "clarification.Claim": "an officer's words about a rumour, refused where they name a person",
    "clarification.Wording": "a rumour going round, masked before it is stored; nobody's own words",
    "clarification.Wave": OFFICIAL,
    "commitments.Assessment": "words of an independent reviewer about an office's work",
}
# Sealed because it is a secret of the installation, not because it tells of a person.
SEALED = {
    "exchange.RemoteEndpoint": "the key that another server gave us",
    "exchange.NewsOutlet": "the token or signing key of a channel",
}
# Where the first choice or an invented value would not be a person's own row.
VALUES: dict[str, dict[str, Any]] = {
    "governance.DataRequest": {"outcome": ""},
    "governance.PolicyVersion": {"state": "decided"},
    "clarification.Claim": {"aside_reason": ""},
    "cases.Message": {"kind": "reply"},
    "cases.OfficeQuestion": {"answered_ref": ""},
    "people.DataRead": {"purpose": "audit"},
    # Nobody who still holds a position is erased.
    "people.Position": {"valid_to": (AT - timedelta(days=1)).date()},
    "cases.SearchEntry": {"place": 1},
}
MARK = "tandaorang"
LATITUDE, LONGITUDE = -7.654321, 110.987654
PLACE = {"latitude": LATITUDE, "longitude": LONGITUDE}


def looks_personal(field: models.Field) -> bool:
    is_text = isinstance(
        field, (models.CharField, models.TextField, models.FloatField, models.FileField)
    )
    return isinstance(field, EncryptedTextField) or (
        is_text and bool(SUSPICIOUS.search(field.name))
    )


def suspicious_models() -> dict[str, list[str]]:
    found = {
        model._meta.label: [
            field.name for field in model._meta.concrete_fields if looks_personal(field)
        ]
        for model in apps.get_models()
    }
    return {label: names for label, names in found.items() if names}


def test_every_table_that_may_hold_personal_data_is_declared():
    undeclared = {
        label: names
        for label, names in suspicious_models().items()
        if label not in declarations() and label not in NOT_PERSONAL and label not in SEALED
    }
    assert undeclared == {}


def test_the_list_of_exceptions_is_not_out_of_date():
    known = {model._meta.label for model in apps.get_models()}
    assert [label for label in NOT_PERSONAL if label in known & set(declarations())] == []


def test_people_read_every_table_in_words_of_their_own():
    assert [label for label in declarations() if data_words(label) == label] == []


def test_every_encrypted_column_is_declared_field_by_field():
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField) and model._meta.label not in SEALED:
                assert field.name in declarations()[model._meta.label].fields, field


@pytest.mark.parametrize("label", sorted(declarations()))
def test_a_declaration_names_real_columns_and_says_for_how_long(label):
    model, declared = apps.get_model(label), declarations()[label]
    columns = {field.name for field in model._meta.concrete_fields}
    assert set(declared.fields) <= columns
    assert re.match(r"^[A-Z].{12,}\.$", declared.retention), declared.retention


class Builder:
    """Makes one row of a table that belongs to a person, with marked personal values."""

    def __init__(self, account: Account) -> None:
        self.account, self.made = account, {}

    def row(self, model: type[models.Model]) -> models.Model:
        label = model._meta.label
        if model is Person:
            return self.account.person
        if model is Account:
            return self.account
        if label not in self.made:
            values = {
                field.name: self.value(label, field)
                for field in model._meta.concrete_fields
                if not self.is_left_out(label, field)
            }
            self.made[label] = model.objects.create(**values | self.given(label))
        return self.made[label]

    def given(self, label: str) -> dict[str, Any]:
        if label == "people.SignInCode":
            return {"contact_index": self.account.contact_index}
        return VALUES.get(label, {})

    def is_left_out(self, label: str, field: models.Field) -> bool:
        if field.primary_key and not field.is_relation:
            return True
        if field.name in declared_fields(label):
            return False
        if field.is_relation:
            target = field.related_model
            owns = target in {Person, Account} or target._meta.label in declarations()
            return field.null and not owns
        return field.null or field.has_default()

    def value(self, label: str, field: models.Field) -> Any:
        if field.is_relation:
            return self.row(field.related_model)
        if field.choices:
            return field.choices[0][0]
        return invented(field, marked=field.name in declared_fields(label))


def declared_fields(label: str) -> tuple[str, ...]:
    declared = declarations().get(label)
    return declared.fields if declared else ()


PLAIN: tuple[tuple[type[models.Field], Any], ...] = (
    (models.UUIDField, lambda field: new_id()),
    (models.BooleanField, lambda field: False),
    (models.FloatField, lambda field: PLACE.get(field.name, 0.5)),
    # Later columns are later: ends come after beginnings.
    (models.DateTimeField, lambda field: AT + timedelta(days=position(field))),
    (models.DateField, lambda field: AT.date()),
    (models.IntegerField, lambda field: 1),
)


def invented(field: models.Field, *, marked: bool) -> Any:
    if isinstance(field, models.FileField):
        return ContentFile(b"gambar", name=f"{MARK}.jpg")
    if isinstance(field, models.JSONField):
        return {"text": MARK} if marked else {}
    for kind, make in PLAIN:
        if isinstance(field, kind):
            return make(field)
    return f"{MARK if marked else 'contoh'}-{field.name}"[: field.max_length or 80]


def position(field: models.Field) -> int:
    return field.model._meta.concrete_fields.index(field)


def everything_stored() -> str:
    """Every value of every table as one text, with sealed values opened."""
    with connection.cursor() as cursor:
        values = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- the database's own names
            values += [opened(value) for row in cursor.fetchall() for value in row]
    return "\n".join(values)


def opened(value: object) -> str:
    text = str(value)
    return crypto.decrypt(text) if text.startswith("gAAAA") else text


def erasable() -> list[str]:
    return sorted(set(declarations()) - {"people.Person", "people.Account"})


@pytest.fixture
def marked(db, tmp_path, settings) -> Account:
    folder = {"location": str(tmp_path), "base_url": "/media/"}
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": folder}
    }
    account = make_citizen(f"{MARK}@contoh.id", name=f"{MARK} nama")
    nik = "3369011203900001"
    Person.objects.filter(id=account.person_id).update(
        nik=nik,
        nik_index=crypto.blind_index(nik, purpose="nik"),
        phone="+6281299998888",
        phone_index=crypto.blind_index("+6281299998888", purpose="phone"),
        address=f"{MARK} alamat",
    )
    account.refresh_from_db()
    return account


def traces_of(account: Account) -> list[str]:
    person = Person.objects.get(id=account.person_id)
    return [
        MARK,
        str(LATITUDE),
        str(LONGITUDE),
        person.nik,
        person.phone,
        person.nik_index,
        person.phone_index,
        person.email_index,
        person.ref,
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("label", erasable())
def test_a_declared_table_forgets_the_person(marked, label):
    builder = Builder(marked)
    builder.row(apps.get_model(label))
    # The fact of the erasure names the old reference as its doer; it now leads to an empty row.
    traces = [trace for trace in traces_of(marked) if trace != marked.person.ref]
    assert MARK in everything_stored()
    erase_person(marked.person_id, by=actor_for(marked), at=AT)
    left = everything_stored()
    assert [trace for trace in traces if trace in left] == []


@pytest.mark.django_db
def test_everything_together_is_forgotten_and_nothing_of_others(marked):
    builder = Builder(marked)
    for label in erasable():
        builder.row(apps.get_model(label))
    other = make_citizen("orang.lain@contoh.id", name="Orang Lain")
    before = everything_stored()
    assert all(trace in before for trace in traces_of(marked))
    traces = [trace for trace in traces_of(marked) if trace != marked.person.ref]
    n_rows = erase_person(marked.person_id, by=actor_for(marked), at=AT)
    left = everything_stored()
    assert [trace for trace in traces if trace in left] == []
    assert n_rows >= 2
    assert Person.objects.get(id=other.person_id).name == "Orang Lain"
    assert Account.objects.get(id=other.id).is_active


@pytest.mark.django_db
def test_the_photos_files_are_gone_too(marked, tmp_path):
    Builder(marked).row(apps.get_model("voice.Photo"))
    assert any(path.is_file() for path in tmp_path.rglob(f"*{MARK}*"))
    erase_person(marked.person_id, by=actor_for(marked), at=AT)
    assert not any(path.is_file() for path in tmp_path.rglob("*"))
