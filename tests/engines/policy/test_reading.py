"""Rule files: every fault in Indonesian with its line, and what is shipped holds its examples."""

import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.policy.asking import DATA, SHIPPED, shipped

from pendopo.engines.policy import (
    ACTS,
    APPROVERS,
    CONTROLS,
    FACTS,
    OBLIGATIONS,
    Control,
    Effect,
    PolicyError,
    faults_of,
    parse,
    read_rules,
)
from pendopo.engines.policy.files import load_rules
from pendopo.engines.policy.reading import SCHEMA_FILE
from pendopo.engines.written import write_text

RULE = {
    "id": "A-1",
    "effect": "allow",
    "acts": ["post"],
    "when": {"roles": ["asn"]},
    "control": "enforced",
    "legal_basis": {"regulation": "Perda contoh", "article": "pasal 1"},
    "confidence": "unconfirmed",
    "source": "contoh",
    "valid_from": "2020-01-01",
    "explanation": {"id": "Boleh.", "en": "May."},
}
SMALL = {
    "code": "contoh",
    "title": {"id": "Contoh"},
    "summary": {"id": "Himpunan contoh."},
    "rules": [RULE],
}


def changed(**parts):
    return deepcopy(SMALL) | {"rules": [deepcopy(RULE) | parts]}


def told(raw):
    return [(fault.place, fault.words()) for fault in faults_of(raw)]


@pytest.mark.parametrize("code", SHIPPED)
def test_every_shipped_rule_has_its_law_source_control_and_both_languages(code):
    rule_set = shipped(code)
    assert rule_set.code == code
    assert rule_set.title_en
    for rule in rule_set.rules:
        assert rule.regulation, rule.id
        assert rule.explanation_en, rule.id
        assert len(rule.source) > 10, rule.id
    assert {rule.control for rule in rule_set.rules} == set(Control)
    assert rule_set.examples


@pytest.mark.parametrize("code", SHIPPED[1:])
def test_the_two_others_hold_all_national_rules(code):
    national = {rule.id for rule in shipped("nasional").rules}
    assert national < {rule.id for rule in shipped(code).rules}


def test_designs_of_our_own_are_never_called_verified():
    for code in SHIPPED:
        for rule in shipped(code).rules:
            assert not (rule.regulation.startswith("Usulan") and rule.is_confirmed), rule.id


def test_the_schema_names_exactly_the_vocabulary():
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    rule = schema["$defs"]["rule"]["properties"]
    assert rule["acts"]["items"]["enum"] == list(ACTS)
    assert rule["by"]["items"]["enum"] == list(APPROVERS)
    assert rule["obligations"]["items"]["enum"] == list(OBLIGATIONS)
    assert rule["control"]["enum"] == list(CONTROLS) == [each.value for each in Control]
    assert rule["effect"]["enum"] == [each.value for each in Effect]
    for part in ("condition", "facts"):
        facts = schema["$defs"][part]["properties"]
        assert list(facts) == list(FACTS)
        for name, known in FACTS.items():
            enum = facts[name].get("enum") or facts[name].get("items", {}).get("enum")
            assert enum == (None if known.is_yes_no else list(known.values))


@pytest.mark.parametrize(
    ("parts", "place", "words"),
    [
        ({"effect": "forbid"}, "rules › 1 › effect", "Pilih salah satu: allow, deny"),
        ({"when": {"wheather": True}}, "rules › 1 › when", "Tidak dikenal: wheather"),
        ({"when": {"roles": ["king"]}}, "rules › 1 › when › roles › 1", "“king” tidak dikenal"),
        ({"when": {"embargoed": "ya"}}, "rules › 1 › when › embargoed", "ya atau tidak"),
        ({"by": ["ppid"]}, "rules › 1 › by", "hanya di sana"),
        ({"effect": "needs_approval"}, "rules › 1 › by", "wajib"),
        ({"valid_from": "2020-02-30"}, "rules › 1 › valid_from", "bukan tanggal yang ada"),
        ({"valid_to": "2019-01-01"}, "rules › 1 › valid_to", "sesudah tanggal mulai"),
        ({"id": "a 1"}, "rules › 1 › id", "tidak ditulis dengan benar"),
    ],
)
def test_a_fault_names_its_place_in_plain_words(parts, place, words):
    assert [(at, words in said) for at, said in told(changed(**parts))] == [(place, True)]


def test_what_is_missing_and_what_is_there_twice_is_told():
    raw = deepcopy(SMALL)
    raw["rules"].append(deepcopy(RULE))
    assert told(raw) == [("rules › 2 › id", "Kode aturan “A-1” sudah dipakai.")]
    del raw["rules"][1]["legal_basis"]
    assert told(raw) == [("rules › 2", "Belum ada: legal_basis.")]


def test_an_example_that_no_longer_holds_is_a_fault():
    example = {"title": "Wartawan", "act": "post", "facts": {"roles": []}, "effect": "allow"}
    raw = deepcopy(SMALL) | {"examples": [example]}
    words = "Contoh ini diputus “tidak boleh” oleh –, bukan “boleh”."
    assert told(raw) == [("examples › 1 › effect", words)]
    example |= {"facts": {"roles": ["asn"]}, "rule": "A-2"}
    assert told(raw)[0][0] == "examples › 1 › rule"
    example["rule"] = "A-1"
    assert told(raw) == []


def test_faults_have_the_line_where_they_stand():
    text = write_text(changed(effect="forbid"))
    line = 1 + text.split("\n").index("  effect: forbid")
    assert [fault.line for fault in read_rules(text).faults] == [line]
    assert [fault.line for fault in read_rules("a: [").faults] == [1]


def test_rules_taken_over_do_not_shift_the_lines():
    own = deepcopy(SMALL) | {"code": "anak", "extends": "contoh"}
    own["rules"][0] |= {"id": "B-1", "valid_to": "2019-01-01"}
    text = write_text(own)
    line = 1 + text.split("\n").index("  valid_to: '2019-01-01'")
    reading = read_rules(text, {"contoh": SMALL})
    assert [fault.line for fault in reading.faults] == [line]
    own["rules"][0]["valid_to"] = None
    whole = read_rules(write_text(own), {"contoh": SMALL})
    assert [rule.id for rule in parse(whole.raw).rules] == ["A-1", "B-1"]
    assert "extends" not in whole.raw


def test_a_set_to_go_on_from_must_be_there():
    text = write_text(deepcopy(SMALL) | {"extends": "tiada"})
    faults = read_rules(text).faults
    assert [(fault.place, "tiada" in fault.words()) for fault in faults] == [("extends", True)]


def test_files_that_go_on_from_each_other_end(tmp_path):
    for code, other in (("a", "b"), ("b", "a")):
        raw = deepcopy(SMALL) | {"code": code, "extends": other}
        (tmp_path / f"{code}.yaml").write_text(write_text(raw), encoding="utf-8")
    with pytest.raises(PolicyError, match=r"yaml baris \d+: extends"):
        load_rules(tmp_path / "a.yaml")


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(PolicyError, match="tidak dapat dibuka"):
        load_rules(tmp_path / "tiada.yaml")


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*SMALL, *RULE, "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(json_like)
def test_nothing_that_can_be_written_brings_the_check_down(raw):
    faults_of(raw)
    faults_of(deepcopy(SMALL) | {"rules": [raw]})


@given(st.text(max_size=60))
def test_no_text_brings_the_reader_down(text):
    assert not read_rules(text).is_sound


def test_shipped_files_say_where_they_come_from():
    assert (DATA / "policies" / "SOURCE").exists()
