"""Each project is told its reason, and the whole is a document that names no ballot."""

import json

from tests.engines.budgeting.elections import approvals

from pendopo.engines.budgeting import Fate, equal_shares, explain, money, sentence, to_json


def told(outcome):
    """Each project's fate and sentence by id."""
    return {
        outcome.election.projects[reading.project].id: (reading.fate, sentence(outcome, reading))
        for reading in explain(outcome)
    }


def test_every_fate_has_its_sentence():
    # Purses of 10. A: 3 pay 4 each, 6 left; B: two with 6 left lack 9 of 21.
    election = approvals(40, [12, 21, 50, 7, 9], ["AB", "AB", "A", "C"])

    found = told(equal_shares(election, complete=False))

    assert found == {
        "A": (Fate.SHARED, "Didanai: 3 pendukung membayarnya bersama, paling banyak 4 per orang."),
        "B": (Fate.MISSED, "Tidak didanai: 2 pendukung masih memegang 12, kurang 9."),
        "C": (Fate.TOO_DEAR, "Tidak didanai: biayanya melebihi seluruh anggaran sebesar 10."),
        "D": (Fate.UNWANTED, "Tidak didanai: tidak ada yang memilihnya."),
        "E": (Fate.UNWANTED, "Tidak didanai: tidak ada yang memilihnya."),
    }


def test_who_pays_all_that_is_left_is_counted():
    election = approvals(30, [12, 14], ["A", "AB", "B"])

    found = told(equal_shares(election, complete=False))

    assert found["B"][1] == (
        "Didanai: 2 pendukung membayarnya bersama, paling banyak 10 per orang; "
        "1 orang membayar semua yang masih mereka punya."
    )


def test_a_project_from_the_rest_and_one_that_no_longer_fits():
    # Purses of 10 grow to 11; with 12 both would be bought and break the budget.
    election = approvals(20, [12, 12], ["A", "B"])

    found = told(equal_shares(election, step=1))

    assert found == {
        "A": (
            Fate.FILLED,
            "Didanai dari sisa anggaran: 1 pendukung masih memegang 11 dari biaya 12.",
        ),
        "B": (
            Fate.MISSED,
            "Tidak didanai: 1 pendukung masih memegang 11, kurang 1; sisa anggaran pun kurang 4.",
        ),
    }


def test_money_is_written_as_indonesians_do():
    assert [money(1_234_567), money(123_456, 100), money(700, 100)] == [
        "1.234.567",
        "1.234,56",
        "7",
    ]


def test_the_document_tells_the_rule_and_equal_votes_give_equal_bytes():
    ballots = ["AB", "AB", "A", "C"]
    document = to_json(equal_shares(approvals(40, [12, 21, 50], ballots)))

    assert document == to_json(equal_shares(approvals(40, [12, 21, 50], ballots[::-1])))
    read = json.loads(document)
    assert read["funded"] == ["A", "B"]
    assert (read["budget"], read["spent"], read["rest"]) == (40, 33, 7)
    assert read["rule"]["completion"] == "add1, utilitarian"
    assert read["projects"][0]["price"] == "4/1"
