"""A definition is sound or is told, part by part and line by line, what is wrong with it."""

from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.procedures import SHIPPED, make_definition

from pendopo.journey.procedures import rules
from pendopo.journey.procedures.definition import COMPONENTS, parse
from pendopo.journey.procedures.page import parts_of
from pendopo.journey.procedures.problems import problems_of
from pendopo.journey.procedures.starting import fresh_definition
from pendopo.journey.procedures.written import read_yaml, write_yaml

FILES = sorted(SHIPPED.glob("*.yaml"))


def messages(raw):
    return [(problem.at, problem.message) for problem in problems_of(raw)]


def changed_form(**questions):
    raw = make_definition()
    raw["form"]["properties"] |= questions
    return raw


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_file_is_sound_and_named_as_its_code(path: Path):
    reading = read_yaml(path.read_text(encoding="utf-8"))
    assert reading.problems == ()
    assert reading.raw["code"] == path.stem


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_page_has_the_fourteen_parts_with_those_of_delivery_filled(path: Path):
    parts = parts_of(parse(read_yaml(path.read_text(encoding="utf-8")).raw))
    assert [part.code for part in parts] == list(COMPONENTS)
    is_service = "service" in path.read_text(encoding="utf-8").split("kind: ")[1][:10]
    unwritten = {part.code for part in parts if part.is_delivery and part.is_missing}
    assert unwritten == (set() if is_service else unwritten & {"requirements"})


def test_the_beginning_of_a_new_procedure_is_sound():
    assert problems_of(fresh_definition()) == []


def test_a_new_procedure_begun_in_english_has_indonesian_words():
    indonesian = fresh_definition()
    with translation.override("en"):
        assert fresh_definition() == indonesian
    assert indonesian["title"] == {"id": "Nama layanan"}


def test_writing_and_reading_is_identity():
    raw = make_definition()
    assert read_yaml(write_yaml(raw)).raw == raw


@pytest.mark.parametrize(
    ("change", "at", "words"),
    [
        ({"kind": "hobi"}, ("kind",), "Nilai “hobi” tidak dikenal"),
        ({"title": {"en": "x"}}, ("title",), "Belum ada: id."),
        ({"warna": "biru"}, (), "Tidak dikenal: warna."),
        ({"steps": []}, ("steps",), "Paling sedikit 1 baris."),
        ({"documents": "kk"}, ("documents",), "Isinya harus berupa daftar."),
        ({"code": "Surat Baru"}, ("code",), "“Surat Baru” tidak ditulis dengan benar."),
        ({"code": "baru"}, ("code",), "Kode hanya huruf kecil, angka, dan tanda hubung."),
    ],
)
def test_a_fault_names_its_place_in_plain_words(change, at, words):
    found = messages(make_definition(**change))
    assert any(where == at and words in message for where, message in found), found


def test_a_question_nobody_asks_and_a_page_with_an_unknown_question_are_told():
    raw = changed_form(lain={"type": "string", "title": "Lain"})
    raw["form"]["x-pages"][0]["fields"].append("tiada")
    places = [where for where, _message in messages(raw)]
    assert ("form", "x-pages", 0, "fields", 2) in places
    assert ("form", "properties", "lain") in places


def test_a_condition_may_only_look_back():
    raw = make_definition()
    raw["form"]["properties"]["nama"]["x-show-when"] = {"alasan": ["hilang"]}
    assert [at for at, _ in messages(raw)] == [
        ("form", "properties", "nama", "x-show-when", "alasan")
    ]


def test_a_condition_names_an_answer_that_can_be_given():
    raw = make_definition()
    raw["documents"][1]["when"] = {"alasan": ["dicuri"]}
    assert messages(raw) == [
        (("documents", 1, "when", "alasan"), "“dicuri” bukan pilihan pertanyaan “alasan”.")
    ]


def test_without_identity_no_name_is_asked():
    raw = make_definition(secrecy={"is_secret": True, "identity": "none"})
    assert {at[2] for at, _ in messages(raw)} == {"nama", "telepon"}


def test_with_identity_a_name_is_asked():
    raw = make_definition()
    del raw["form"]["properties"]["nama"]["x-fills"]
    assert [at for at, _ in messages(raw)] == [("secrecy", "identity")]


def test_yaml_faults_have_the_line_where_they_stand():
    text = write_yaml(make_definition()).replace("kind: service", "kind: hobi")
    (problem,) = read_yaml(text).problems
    assert text.splitlines()[problem.line - 1] == "kind: hobi"


def test_what_is_missing_is_told_at_the_part_that_lacks_it():
    text = "\n".join(
        line for line in write_yaml(make_definition()).splitlines() if line[:5] != "kind:"
    )
    (problem,) = read_yaml(text).problems
    assert (problem.line, problem.message) == (1, "Belum ada: kind.")


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: [1, 2", 1), ("code: x\n  kind: y", 2), ("a: &x 1\nb: *x", 1), ("a: 1\na: 2", 2)],
)
def test_broken_yaml_repetition_and_references_are_refused_with_a_line(text, line):
    reading = read_yaml(text)
    assert not reading.is_sound
    assert reading.problems[0].line == line


def test_a_small_text_cannot_unfold_into_a_great_one():
    bomb = "a: &a [x,x]\n" + "\n".join(f"b{i}: &b{i} [*a,*a]" for i in range(30))
    assert read_yaml(bomb).raw == {}


def test_days_stay_text_so_that_yaml_and_json_are_the_same():
    assert read_yaml("valid_from: 2020-01-01").raw == {"valid_from": "2020-01-01"}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(), x, max_size=3),
    )
)
def test_nothing_that_can_be_written_brings_the_check_down(raw):
    assert problems_of(raw) != []


@given(st.text(max_size=200))
def test_no_text_brings_the_reader_down(text):
    assert not read_yaml(text).is_sound


def test_a_conditional_question_is_asked_only_when_its_condition_holds():
    definition = parse(make_definition())
    asked = [q.code for q in rules.asked_in_all(definition, {"alasan": "rusak"})]
    assert asked == ["nama", "telepon", "alasan", "keperluan"]
    assert "sejak" in [q.code for q in rules.asked_in_all(definition, {"alasan": "hilang"})]


def test_answers_to_questions_no_longer_asked_are_dropped():
    definition = parse(make_definition())
    told = {"alasan": "rusak", "sejak": "2026-01-01", "keperluan": "bank"}
    assert rules.kept(definition, told) == {"alasan": "rusak", "keperluan": "bank"}


def test_wrong_answers_names_what_is_missing_wrong_or_not_asked():
    definition = parse(make_definition())
    told = {"nama": "A", "telepon": "0812", "alasan": "dicuri", "lain": "x", "keperluan": "ab"}
    assert rules.wrong_answers(definition, told) == ["alasan", "keperluan", "lain"]


def test_documents_follow_the_answers():
    definition = parse(make_definition())
    codes = [row.code for row in rules.documents_asked(definition, {"alasan": "rusak"})]
    assert codes == ["kk"]


def test_equal_content_has_one_digest_whatever_its_order():
    raw = make_definition()
    assert rules.digest_of(dict(reversed(raw.items()))) == rules.digest_of(raw)
    assert rules.digest_of(raw | {"keywords": ["lain"]}) != rules.digest_of(raw)
