"""The command line decides files of requests, and the replay tells what other rules change."""

import json

import pytest
from tests.engines.policy.asking import DATA, make_rule, policy

from pendopo.engines.policy import Asked, replay
from pendopo.engines.policy.__main__ import main

RULES = DATA / "policies" / "kabupaten-ketat.yaml"
ASKED = {
    "id": "pagi",
    "act": "share",
    "at": "2026-11-30T10:01:00+07:00",
    "roles": ["asn"],
    "account": "personal",
    "object_class": "published",
    "embargo_until": None,
    "personal_data": "none",
    "child_identity": False,
    "legal_process": False,
    "procurement": False,
    "network": "office",
    "purpose": "duty",
}


@pytest.fixture
def run(tmp_path, capsys):
    def answers(*lines, rules=RULES):
        path = tmp_path / "requests.jsonl"
        texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
        path.write_text("\n".join(texts), encoding="utf-8")
        code = main([str(rules), str(path)])
        said = capsys.readouterr()
        return code, [json.loads(line) for line in said.out.splitlines()], said.err

    return answers


def test_each_request_is_answered_with_rule_law_and_control(run):
    code, (morning, evening), _ = run(ASKED, "", ASKED | {"at": "2026-11-30T17:30:00+07:00"})
    assert code == 0
    assert (morning["id"], morning["effect"]) == ("pagi", "deny")
    assert [(rule["id"], rule["control"]) for rule in morning["rules"]] == [("KET-06", "enforced")]
    assert morning["rules"][0]["confidence"] == "unconfirmed"
    assert evening["effect"] == "allow"
    assert "Cantumkan sumber resminya." in evening["explanation"]


def test_what_is_missing_is_named(run):
    _, (answer,), _ = run({"act": "share", "at": "2026-11-30T10:01:00+07:00", "roles": ["asn"]})
    assert (answer["effect"], "object_class" in answer["missing"]) == ("deny", True)
    assert "Klasifikasi informasinya" in answer["explanation"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "bukan JSON"),
        ("[]", "bukan objek"),
        ({"act": "fly"}, "fly"),
        ({"act": "post", "rolez": []}, "rolez"),
        ({"act": "post", "roles": [1]}, "roles"),
        ({"act": "post", "uniform": 3}, "uniform"),
        ({"act": "post", "at": "kemarin"}, "ISO 8601"),
        ({"act": "post", "at": "2026-11-30T10:00:00"}, "zona"),
        ({"act": "post", "at": "1600-11-30T10:00:00+07:00"}, "di luar kalender"),
        ({"act": "post", "mandates": 7}, "mandates"),
        ({"act": "post", "mandates": [{"topics": ["a"], "from": "besok"}]}, "mandates"),
    ],
)
def test_a_line_that_is_no_request_is_refused_and_the_others_go_on(run, line, words):
    code, answers, _ = run(line, ASKED)
    assert code == 1
    assert words in answers[0]["refused"]
    assert answers[1]["effect"] == "deny"


def test_rules_that_cannot_be_read_are_refused_with_their_line(run, tmp_path):
    broken = tmp_path / "rusak.yaml"
    broken.write_text("code: x\nrules: 3\n", encoding="utf-8")
    code, answers, said = run(ASKED, rules=broken)
    assert (code, answers) == (2, [])
    assert "rusak.yaml baris 2: rules: Isinya harus berupa daftar." in said


def test_a_file_of_requests_that_is_not_there_is_told(capsys):
    assert main([str(RULES), "tiada.jsonl"]) == 2
    assert "tiada.jsonl tidak dapat dibuka" in capsys.readouterr().err


def test_mandates_are_reckoned_from_topics_and_dates(run):
    told = ASKED | {
        "act": "speak_to_press",
        "roles": ["spokesperson"],
        "account": "none",
        "topic": "banjir",
        "mandates": [{"topics": ["banjir"], "from": "2026-11-01", "to": "2026-11-30"}],
    }
    _, (inside, after), _ = run(told, told | {"at": "2026-12-01T10:00:00+07:00"})
    assert (inside["effect"], after["effect"]) == ("allow", "deny")


def test_a_replay_counts_what_stays_and_tells_what_turns():
    asked = [
        Asked("post", {"network": "office"}, "allow", n=3),
        Asked("post", {"network": "outside"}, "allow", n=5),
        Asked("like", {"network": "office"}, "allow"),
    ]
    rules = [make_rule(), make_rule("deny", rule_id="D", when={"network": ["office"]})]
    told = replay(asked, policy(rules))
    assert told.counts == {("allow", "deny"): 4, ("allow", "allow"): 5}
    assert (told.n_asked, told.n_turned) == (9, 4)
    assert [(turn.act, turn.n, turn.after.rules[0].id) for turn in told.turns] == [
        ("post", 3, "D"),
        ("like", 1, "D"),
    ]
