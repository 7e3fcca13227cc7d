"""What a door lets through, holds or refuses; what is kept is a fact without the value."""

import json

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.cases import AT, make_actor
from tests.factories.guarding import EXPOSED, NIK, PHONE, REASON
from tests.factories.people import make_officer, sign_in

from pendopo.foundation.governance.guarding import Door, Exposed, Level, covered, guard, inspect
from pendopo.foundation.governance.guarding.forms import GuardedForm
from pendopo.foundation.governance.models import KeptData
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import ANONYMOUS, Role
from pendopo.kernel.models import RuleNumber

pytestmark = pytest.mark.django_db
LIST = ", ".join(f"08123456{n:04d}" for n in range(10))


def found(text, door):
    inspection = inspect({"text": text}, door, at=AT)
    return inspection.level, [text[one.start : one.end] for one in inspection.found.get("text", ())]


@pytest.mark.parametrize(
    ("door", "text", "level", "values"),
    [
        (Door.ANSWER, "Aspal ditambal hari Kamis.", Level.CLEAR, []),
        (Door.ANSWER, f"Hubungi {PHONE}.", Level.WARN, [PHONE]),
        (Door.ANSWER, EXPOSED, Level.HOLD, [NIK]),
        (Door.ANSWER, f"Penerima: {LIST}", Level.BLOCK, LIST.split(", ")),
        (Door.ANSWER, "Bapak Sutarno sudah dihubungi.", Level.CLEAR, []),
        (Door.COMMITMENT, f"Hubungi {PHONE}.", Level.HOLD, [PHONE]),
        (Door.REPLY, f"Hubungi {PHONE}.", Level.BLOCK, [PHONE]),
        (Door.STATEMENT, f"Hubungi {PHONE}.", Level.BLOCK, [PHONE]),
        (Door.STATEMENT, "Ganti Pak Sutarno dari kantor ini", Level.HOLD, ["Pak Sutarno"]),
        (Door.STATEMENT, "Tambah lampu di Jalan Ahmad Yani", Level.CLEAR, []),
    ],
)
def test_each_door_has_its_own_severity(door, text, level, values):
    assert found(text, door) == (level, values)


def test_an_office_may_set_a_door_tighter_by_a_row_of_its_own():
    assert found(f"Hubungi {PHONE}.", Door.ANSWER)[0] is Level.WARN
    row = RuleNumber.objects.get(code="door.any.hold")
    row.pk, row.code, row.amount = None, "door.answer.hold", 2
    row.save()
    assert found(f"Hubungi {PHONE}.", Door.ANSWER)[0] is Level.HOLD


def test_without_numbers_nothing_goes_out_unseen():
    RuleNumber.objects.filter(code__startswith="door.").delete()
    assert found(f"Hubungi {PHONE}.", Door.ANSWER)[0] is Level.HOLD


def test_nothing_found_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        guard({"text": "Aspal ditambal."}, Door.ANSWER, by=ANONYMOUS, at=AT)
    with django_assert_num_queries(1):
        inspect({"text": EXPOSED, "proof": EXPOSED}, Door.ANSWER, at=AT)


@pytest.mark.parametrize(
    ("door", "reason"),
    [
        (Door.ANSWER, ""),
        (Door.ANSWER, "perlu"),
        (Door.ANSWER, f"Ini nomornya sendiri: NIK {NIK}"),
        (Door.REPLY, REASON),
    ],
)
def test_without_a_fit_reason_nothing_is_kept(door, reason):
    with pytest.raises(Exposed) as refused:
        guard({"text": EXPOSED}, door, reason=reason, by=make_actor(), at=AT)
    assert (refused.value.field, KeptData.objects.count()) == ("text", 0)
    assert NIK not in refused.value.message


def test_what_is_kept_is_a_fact_with_its_reason_and_without_the_value():
    actor = make_actor(Role.HEAD)
    guard({"text": EXPOSED}, Door.ANSWER, reason=REASON, by=actor, at=AT)

    row = KeptData.objects.get()
    assert (row.door, row.kinds, row.n_found, row.reason) == ("answer", "nik", 1, REASON)
    assert (row.role, row.by_ref, row.at) == ("head", actor.ref, AT)
    fact = FactRow.objects.get(name="PersonalDataKept")
    assert fact.payload == {
        "kept_data_id": str(row.id),
        "door": "answer",
        "kinds": "nik",
        "n_found": 1,
        "about_id": None,
    }
    assert NIK not in json.dumps(KeptData.objects.values().get(), default=str)


def test_supervisors_read_who_kept_what_where_and_why(client, django_assert_max_num_queries):
    guard({"text": EXPOSED}, Door.ANSWER, reason=REASON, by=make_actor(Role.HEAD), at=AT)
    sign_in(client, make_officer(Role.INSPECTOR, at=AT))
    content = client.get("/petugas/data-dipertahankan/").content.decode()
    for words in ("jawaban dan kabar atas laporan", "NIK", REASON, "kepala perangkat daerah"):
        assert words in content
    assert NIK not in content
    assert (
        client.get("/petugas/data-dipertahankan/?pintu=reply").content.decode().count(REASON) == 0
    )
    for n in range(60):
        guard({"text": EXPOSED}, Door.ANSWER, reason=f"{REASON} {n}", by=make_actor(), at=AT)
    with django_assert_max_num_queries(12):
        second = client.get(
            "/petugas/data-dipertahankan/?sebelum=" + str(KeptData.objects.order_by("-id")[49].id)
        )
    assert REASON in second.content.decode()


class Trial(GuardedForm):
    DOOR = Door.ANSWER


def test_a_form_marks_covers_and_takes_a_reason_but_loses_nothing():
    class Told(Trial):
        text = forms.CharField()

    held = Told({"text": EXPOSED})
    assert (held.is_valid(), held["text"].value()) == (False, EXPOSED)
    assert [
        (label, [part.text for part in parts if part.found]) for label, parts in held.found()
    ] == [("Text", [NIK])]
    masked = Told({"text": EXPOSED, "action": "mask"})
    assert (masked.is_valid(), masked.errors, NIK in masked["text"].value()) == (False, {}, False)
    sent = Told({"text": masked["text"].value()})
    assert sent.is_valid()
    kept = Told({"text": EXPOSED, "keep_reason": REASON})
    assert (kept.is_valid(), kept.cleaned_data["keep_reason"]) == (True, REASON)

    warned = Told({"text": f"Hubungi {PHONE}."})
    assert (warned.is_valid(), warned.errors, warned.is_warned) == (False, {}, True)
    assert Told({"text": f"Hubungi {PHONE}.", "action": "keep"}).is_valid()


@given(
    st.sampled_from(Door),
    st.lists(
        st.sampled_from([NIK, PHONE, EXPOSED, "Pak Sutarno", "nik", "hp", "Siti Rahayu", ".", "x"]),
        max_size=6,
    ).map(" ".join),
)
def test_covering_twice_changes_nothing(door, text):
    once = covered(text, door)
    assert covered(once, door) == once
    assert NIK not in once
    assert PHONE not in once
