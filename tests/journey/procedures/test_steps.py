"""Steps of a definition: what casework cannot do, what never ends, what is lacking."""

import pytest
from tests.factories.procedures import make_definition

from pendopo.journey.procedures.course import ABILITIES, course_row, read_course
from pendopo.journey.procedures.problems import problems_of


def changed_step(step, **changes):
    raw = make_definition()
    for row in raw["steps"]:
        if row["code"] == step:
            row.update(changes)
    return raw


def found(raw):
    return [(problem.at, problem.message) for problem in problems_of(raw)]


@pytest.mark.parametrize(
    ("raw", "at", "words"),
    [
        (changed_step("verify", actor="ppid"), ("steps", 0, "actor"), "hanya dapat dilakukan"),
        (changed_step("answer", actor="author"), ("steps", 1, "actor"), "hanya dapat dilakukan"),
        (changed_step("verify", **{"from": ["answered"]}), ("steps", 0, "from", 0), "dari:"),
        (changed_step("verify", to="closed"), ("steps", 0, "to"), "selalu menuju: Diteruskan"),
        (
            changed_step("verify", requires=["ground"]),
            ("steps", 0, "requires", 0),
            "tidak dapat diperiksa",
        ),
        (changed_step("verify", code="terbang"), ("steps", 0, "code"), "“terbang” tidak dikenal"),
        (
            changed_step("verify", requires=["sihir"]),
            ("steps", 0, "requires", 0),
            "“sihir” tidak dikenal",
        ),
    ],
)
def test_a_step_that_casework_cannot_take_as_written_is_refused(raw, at, words):
    assert any(where == at and words in message for where, message in found(raw)), found(raw)


def test_a_definition_from_which_a_case_could_never_end_is_refused():
    raw = make_definition()
    raw["steps"] = raw["steps"][:2]
    assert (
        ("steps",),
        "Dari status “Sudah dijawab” tidak ada langkah yang mengakhiri (tutup atau arsip).",
    ) in found(raw)


def test_one_that_circles_without_an_end_is_refused_at_each_state():
    raw = make_definition()
    raw["steps"][2] = {
        "code": "reopen",
        "label": "Ulang",
        "actor": "author",
        "from": ["answered"],
    }
    assert len([at for at, _ in found(raw) if at == ("steps",)]) == 3


def test_an_objection_needs_who_decides_its_grounds_and_its_limits():
    raw = make_definition()
    raw["steps"].append(
        {"code": "object", "label": "Keberatan", "actor": "author", "from": ["answered"]}
    )
    places = [at for at, _ in found(raw)]
    assert places.count(("clocks",)) == 1
    assert ("objection_grounds",) in places
    assert ("steps",) in places


def test_naming_the_move_to_another_office_changes_nothing():
    raw = make_definition()
    row = {"code": "assign", "label": "Pindahkan", "actor": "verifier", "from": ["assigned"]}
    raw["steps"].append(row)
    assert found(raw) == []
    assert "assign" not in read_course(course_row(raw)).steps


def test_every_ability_leads_somewhere_a_case_can_be():
    states = {state for ability in ABILITIES.values() for state in ability.from_states}
    assert {ability.to_state for ability in ABILITIES.values()} <= states | {"", "archived"}
