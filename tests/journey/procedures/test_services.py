"""Drafts, decrees and versions: what runs never changes under those who began with it."""

from copy import deepcopy
from dataclasses import replace
from datetime import date

import pytest
from tests.factories.people import actor_for, make_officer
from tests.factories.procedures import (
    AT,
    SHIPPED,
    TODAY,
    make_definition,
    make_draft,
    make_editor,
    make_procedure,
    ship_procedures,
)

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import ANONYMOUS, Role
from pendopo.journey.procedures import selectors, services
from pendopo.journey.procedures.difference import changes
from pendopo.journey.procedures.errors import (
    DefinitionUnsound,
    DraftMissing,
    NotEditor,
    NothingChanged,
    ProcedureNotFound,
)
from pendopo.journey.procedures.models import Procedure, ProcedureVersion
from pendopo.kernel.errors import BadInput

pytestmark = pytest.mark.django_db
DECREE = services.Decree("500/1/2026", TODAY, TODAY)


def states():
    return dict(ProcedureVersion.objects.values_list("number", "state"))


def published(**changed):
    editor = make_editor()
    draft = make_draft(by=editor, **changed)
    return services.publish_draft(code=draft.procedure_id, decree=DECREE, by=editor, at=AT)


def told(old, new):
    return [
        (change.kind, change.place, change.before, change.after) for change in changes(old, new)
    ]


def test_what_comes_with_the_software_is_loaded_once_and_says_it_was_not_decided():
    assert ship_procedures() == 10
    assert ship_procedures() == 0
    version = selectors.running("akta-kelahiran").version
    assert (version.number, version.is_shipped, version.decree_number) == (1, True, "")


def changed_software(tmp_path, code="aspirasi"):
    text = (SHIPPED / f"{code}.yaml").read_text(encoding="utf-8")
    (tmp_path / f"{code}.yaml").write_text(text.replace("Sampaikan usul", "Kirim usul"), "utf-8")
    return services.load_missing(tmp_path)


def test_what_nobody_here_decided_follows_the_software_as_a_new_version(tmp_path):
    ship_procedures()
    first = selectors.running("aspirasi").version
    assert changed_software(tmp_path) == 1
    assert changed_software(tmp_path) == 0
    second = selectors.running("aspirasi").version
    assert (second.number, second.is_shipped) == (2, True)
    assert second.summary.startswith("Kirim usul")
    assert selectors.version(first.id).definition.summary.startswith("Sampaikan usul")


def test_a_draft_or_a_decree_keeps_the_software_out(tmp_path):
    ship_procedures()
    raw = dict(selectors.running("aspirasi").version.definition)
    services.save_draft(raw=raw, by=make_editor(), at=AT)
    assert changed_software(tmp_path) == 0
    services.publish_draft(code="aspirasi", decree=DECREE, by=make_editor(), at=AT)
    assert changed_software(tmp_path) == 0


def test_an_offices_own_version_is_not_overwritten_by_loading():
    published(code="akta-kelahiran", title={"id": "Akta kami"})
    ship_procedures()
    assert selectors.running("akta-kelahiran").definition.title == "Akta kami"


def test_a_draft_changes_nothing_that_runs():
    make_procedure()
    make_draft(title={"id": "Surat lain"})
    assert selectors.running("surat-contoh").definition.title == "Surat contoh"
    assert states() == {1: "published", 2: "draft"}


def test_editing_a_draft_again_keeps_its_number():
    make_draft()
    make_draft(title={"id": "Surat lain"})
    assert states() == {1: "draft"}
    assert selectors.newest("surat-contoh").title == "Surat lain"


def test_publishing_puts_the_old_version_out_of_force_and_tells_it():
    make_procedure()
    published(title={"id": "Surat lain"})
    assert states() == {1: "retired", 2: "published"}
    fact = FactRow.objects.get(name="ProcedurePublished", payload__number=2)
    assert (fact.payload["procedure"], fact.payload["number"], fact.payload["replaces"]) == (
        "surat-contoh",
        2,
        1,
    )
    assert fact.payload["digest"] == selectors.running("surat-contoh").version.digest


def test_who_began_under_a_version_keeps_it():
    first = make_procedure()
    published(title={"id": "Surat lain"})
    assert selectors.version(first.id).definition.title == "Surat contoh"


@pytest.mark.parametrize("role", sorted(set(Role) - set(services.EDITORS)))
def test_nobody_else_edits_or_decides(role):
    make_draft()
    other = actor_for(make_officer(role))
    with pytest.raises(NotEditor):
        services.save_draft(raw=make_definition(), by=other, at=AT)
    with pytest.raises(NotEditor):
        services.publish_draft(code="surat-contoh", decree=DECREE, by=other, at=AT)
    with pytest.raises(NotEditor):
        services.drop_draft(code="surat-contoh", by=ANONYMOUS, at=AT)
    assert states() == {1: "draft"}


def test_an_unsound_draft_is_refused_whole():
    with pytest.raises(DefinitionUnsound) as refused:
        make_draft(kind="hobi")
    assert refused.value.problems[0].at == ("kind",)
    assert Procedure.objects.count() == 0


def test_the_kind_of_a_procedure_stays():
    make_procedure()
    with pytest.raises(DefinitionUnsound):
        make_draft(kind="information_request")
    assert states() == {1: "published"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": " "}, "decree_number"),
        ({"valid_from": date(2026, 11, 1)}, "valid_from"),
        ({"valid_from": date(2027, 1, 1)}, "valid_from"),
    ],
)
def test_a_decree_must_be_whole_signed_before_and_binding_now(change, field):
    make_draft()
    with pytest.raises(BadInput) as refused:
        services.publish_draft(
            code="surat-contoh", decree=replace(DECREE, **change), by=make_editor(), at=AT
        )
    assert refused.value.field == field
    assert states() == {1: "draft"}


def test_without_a_draft_there_is_nothing_to_decide():
    make_procedure()
    with pytest.raises(DraftMissing):
        services.publish_draft(code="surat-contoh", decree=DECREE, by=make_editor(), at=AT)


def test_the_same_words_are_not_decided_twice():
    make_procedure()
    make_draft()
    with pytest.raises(NothingChanged):
        services.publish_draft(code="surat-contoh", decree=DECREE, by=make_editor(), at=AT)


def test_what_was_shipped_may_be_decided_unchanged():
    ship_procedures()
    raw = selectors.running("surat-domisili").version.definition
    editor = make_editor()
    services.save_draft(raw=raw, by=editor, at=AT)
    services.publish_draft(code="surat-domisili", decree=DECREE, by=editor, at=AT)
    assert selectors.running("surat-domisili").version.decree_number == "500/1/2026"


def test_retiring_closes_the_door_and_keeps_the_version():
    first = make_procedure()
    services.retire_procedure(code="surat-contoh", by=make_editor(), at=AT)
    with pytest.raises(ProcedureNotFound):
        selectors.running("surat-contoh")
    assert selectors.version(first.id).definition.title == "Surat contoh"
    assert FactRow.objects.filter(name="ProcedureRetired").count() == 1


def test_dropping_a_draft_leaves_what_runs():
    make_procedure()
    make_draft(title={"id": "Surat lain"})
    services.drop_draft(code="surat-contoh", by=make_editor(), at=AT)
    assert states() == {1: "published"}


def test_dropping_the_only_draft_leaves_no_procedure():
    make_draft()
    services.drop_draft(code="surat-contoh", by=make_editor(), at=AT)
    assert Procedure.objects.count() == 0


def test_the_catalogue_finds_by_every_word_and_by_group():
    ship_procedures()
    codes = lambda **asked: [row.procedure_id for row in selectors.catalogue(**asked).rows]  # noqa: E731
    assert codes(text="akta LAHIR") == ["akta-kelahiran"]
    assert codes(text="tiada begini") == []
    assert codes(life_event="2_family") == ["akta-kelahiran", "kartu-keluarga"]
    assert len(codes()) == 10


def test_the_catalogue_goes_on_where_the_page_ended(monkeypatch):
    ship_procedures()
    whole = [row.procedure_id for row in selectors.catalogue().rows]
    monkeypatch.setattr(selectors, "PAGE", 4)
    seen, cursor = [], ""
    for _page in range(3):
        found = selectors.catalogue(cursor=cursor)
        seen += [row.procedure_id for row in found.rows]
        cursor = found.next_cursor
    assert (seen, cursor) == (whole, "")


def test_equal_definitions_differ_in_nothing():
    assert told(make_definition(), make_definition()) == []


def test_every_kind_of_change_is_told_with_both_sides():
    old, new = make_definition(), deepcopy(make_definition())
    new["title"]["id"] = "Surat lain"
    new["documents"][0]["required"] = False
    new["documents"].append(new["documents"][0] | {"code": "ktp", "label": "KTP-el"})
    del new["documents"][1]
    new["clocks"][0]["amount"] = 5
    new["components"]["staff"] = {"text": "Tiga orang.", "confidence": "verified"}
    assert told(old, new) == [
        ("changed", "Judul › bahasa Indonesia", "Surat contoh", "Surat lain"),
        ("changed", "Persyaratan › “kk” › wajib", "ya", "tidak"),
        ("removed", "Persyaratan › “surat_kehilangan”", "Surat kehilangan", ""),
        ("added", "Persyaratan › “ktp”", "", "KTP-el"),
        ("changed", "Batas waktu › Penyelesaian › angkanya", "3", "5"),
        ("added", "Standar Pelayanan › Jumlah pelaksana", "", "Tiga orang."),
    ]


def test_rows_that_only_moved_are_no_change():
    old = make_definition()
    assert told(old, old | {"documents": old["documents"][::-1]}) == []
