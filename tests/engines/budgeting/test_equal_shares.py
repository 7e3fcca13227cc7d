"""Equal shares: by hand, against the definition, and what it promises to groups."""

from fractions import Fraction
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.budgeting.elections import approvals, elections, names
from tests.engines.oracles import equal_shares as oracle

from pendopo.engines.budgeting import (
    BadElection,
    BadOption,
    Project,
    Utility,
    equal_shares,
    gather,
    keep_ledger,
    replay,
)
from pendopo.engines.budgeting.swift import SwiftSearch, Unsure

UTILITIES = st.sampled_from(Utility)


def test_a_minority_gets_the_projects_its_share_can_pay():
    # Ten people with 10 each. Six want A, B, C at 30 each, four want D at 40: approval alone
    # would fund A, B, C; equal shares funds two of them and D.
    election = approvals(100, [30, 30, 30, 40], ["ABC"] * 6 + ["D"] * 4)

    outcome = equal_shares(election)

    assert names(election, outcome.funded) == "ABD"
    assert outcome.spent == 100


def test_who_pays_what_by_hand():
    # Purses of 6. A costs 12, wanted by all three: 4 each. Then B costs 5, wanted by two
    # with 2 each left: not enough, 1 missing.
    election = approvals(18, [12, 5], ["AB", "AB", "A"])

    outcome = equal_shares(election, complete=False)

    (purchase,) = outcome.ledger.purchases
    assert purchase.price == 4
    assert dict(purchase.payments) == {0: 4, 1: 4}
    assert outcome.ledger.left == (2, 2)
    assert names(election, outcome.funded) == "A"


def test_who_has_less_left_pays_all_of_it_and_the_others_the_rest():
    # Purses of 10. Both ask 1/2 per unit of cost, and A is cheaper. Its two supporters pay
    # 6 each; B is then paid with the 4 that one has left and the 10 of the other.
    election = approvals(30, [12, 14], ["A", "AB", "B"])

    ledger = keep_ledger(election, Fraction(10), Utility.COST)

    assert [each.price for each in ledger.purchases] == [6, 10]
    assert ledger.left == (4, 0, 0)


def test_points_divide_the_price():
    projects = [Project("A", 12)]
    election = gather(18, projects, [{"A": 2}, {"A": 1}, {}])

    ledger = keep_ledger(election, Fraction(6), Utility.COST)

    assert ledger.purchases[0].price == 6
    assert ledger.purchases[0].payments == ((1, 6), (2, 6))


@given(elections(), UTILITIES, st.integers(0, 20))
def test_the_ledger_is_the_definition(election, utility, more):
    purse = Fraction(election.budget, election.voters) + more

    found = keep_ledger(election, purse, utility)

    by_cost = utility is Utility.COST
    assert list(found.chosen) == oracle.equal_shares(election, purse, by_cost=by_cost)


@given(elections(most_points=4), UTILITIES)
def test_the_ledger_is_the_definition_with_points(election, utility):
    purse = Fraction(election.budget, election.voters)

    found = keep_ledger(election, purse, utility)

    by_cost = utility is Utility.COST
    assert list(found.chosen) == oracle.equal_shares(election, purse, by_cost=by_cost)


@given(elections(most_points=3), UTILITIES, st.integers(0, 9), st.integers(0, 3))
def test_whole_numbers_are_sure_only_of_what_fractions_say(election, utility, more, width):
    purse = Fraction(election.budget, election.voters) + more
    try:
        found = SwiftSearch(election, utility).order(purse, purse + width)
    except Unsure:
        return

    assert found == keep_ledger(election, purse, utility).chosen
    assert found == keep_ledger(election, purse + width, utility).chosen


@given(elections(most_points=2), UTILITIES)
def test_completion_is_add1_then_greedy(election, utility):
    outcome = equal_shares(election, utility=utility, step=1)

    expected = oracle.completed(election, by_cost=utility is Utility.COST)
    assert sorted(outcome.funded) == sorted(expected)


@given(elections(most_points=3), UTILITIES)
def test_the_budget_is_kept_and_nothing_that_is_wanted_still_fits(election, utility):
    outcome = equal_shares(election, utility=utility)

    assert outcome.spent <= election.budget
    assert len(set(outcome.funded)) == len(outcome.funded)
    assert oracle.fitting(election, outcome.funded) == []


@given(elections(most_points=3), UTILITIES)
def test_prices_support_the_outcome(election, utility):
    """Only supporters pay, nobody more than the purse, and no group still has a cost in hand."""
    ledger = keep_ledger(election, Fraction(election.budget, election.voters), utility)

    for purchase in ledger.purchases:
        paid = sum(election.heads(who) * amount for who, amount in purchase.payments)
        assert paid == election.projects[purchase.project].cost
        wanted_by = {who for who, _ in election.supporters[purchase.project]}
        assert {who for who, _ in purchase.payments} <= wanted_by
    spent = [
        sum(dict(purchase.payments).get(who, 0) for purchase in ledger.purchases)
        for who in range(len(election.ballots))
    ]
    assert all(each >= 0 for each in ledger.left)
    assert [left + paid for left, paid in zip(ledger.left, spent, strict=True)] == [
        ledger.purse
    ] * len(spent)
    for place in set(election.eligible) - set(ledger.chosen):
        held = sum(election.heads(who) * ledger.left[who] for who, _ in election.supporters[place])
        assert held < election.projects[place].cost


@given(elections())
def test_a_group_that_agrees_gets_what_its_share_could_pay(election):
    """Extended justified representation, trying every set of projects."""
    chosen = set(equal_shares(election, utility=Utility.COUNT).funded)
    people = oracle.people_of(election)
    wishes = range(1, len(election.projects) + 1)
    places = range(len(election.projects))
    for wish in chain.from_iterable(combinations(places, size) for size in wishes):
        group = [person for person in people if set(wish) <= set(person)]
        share = Fraction(len(group) * election.budget, len(people))
        if group and election.cost(wish) <= share:
            assert max(len(chosen & set(person)) for person in group) >= len(wish)


@given(elections(), UTILITIES, st.data())
def test_a_funded_project_stays_funded_when_it_gets_cheaper(election, utility, data):
    funded = equal_shares(election, utility=utility, complete=False).funded
    if not funded:
        return
    place = data.draw(st.sampled_from(funded))
    less = data.draw(st.integers(1, election.projects[place].cost))
    projects = [
        Project(each.id, less if at == place else each.cost)
        for at, each in enumerate(election.projects)
    ]
    ballots = [
        {election.projects[at].id: points for at, points in person.items()}
        for person in oracle.people_of(election)
    ]

    cheaper = gather(election.budget, projects, ballots)

    assert place in equal_shares(cheaper, utility=utility, complete=False).funded


def test_the_order_of_arrival_changes_nothing():
    projects = [Project("10", 3), Project("9", 3), Project("x", 3)]
    ballots = [{"9": 1, "x": 1}, {"10": 1}, {"x": 1, "9": 1}]

    assert gather(9, projects, ballots) == gather(9, projects[::-1], ballots[::-1])
    assert [each.id for each in gather(9, projects, ballots).projects] == ["x", "9", "10"]


def test_money_in_rupiah_is_divided_in_steps_of_a_thousandth():
    election = approvals(10**9, [4 * 10**8, 3 * 10**8, 2 * 10**8], ["AB"] * 90 + ["C"] * 10)

    outcome = equal_shares(election)

    assert outcome.step == 10_000
    assert names(election, sorted(outcome.funded)) == "ABC"


def test_a_step_of_one_rupiah_may_be_taken_by_the_million():
    ballots = ["AB"] * 50 + ["BC"] * 30 + ["CD"] * 15 + ["E"] * 5
    costs = [320_000_000, 170_000_000, 290_000_000, 230_000_000, 190_000_000]
    election = approvals(10**9, costs, ballots)

    outcome = equal_shares(election, step=1)

    assert outcome.steps > 1_000_000
    assert keep_ledger(election, outcome.ledger.purse, Utility.COST).chosen == outcome.ledger.chosen
    following = keep_ledger(election, outcome.ledger.purse + 1, Utility.COST).chosen
    assert election.cost(following) > election.budget


def test_sums_too_large_for_64_bits_are_counted_in_fractions():
    scale = 10**19
    election = approvals(30 * scale, [12 * scale, 14 * scale], ["A", "AB", "B"])

    assert names(election, equal_shares(election).funded) == "AB"


def test_an_order_that_the_purses_cannot_pay_has_no_ledger():
    election = approvals(10, [8], ["A", ""])
    with pytest.raises(ArithmeticError):
        replay(election, Fraction(5), [0])


@pytest.mark.parametrize(
    ("budget", "projects", "ballots", "reason"),
    [
        (0, [Project("A", 1)], [{}], "Anggaran harus lebih dari nol."),
        (9, [Project("A", 0)], [{}], "Biaya usulan A harus lebih dari nol."),
        (9, [Project("A", 1), Project("A", 2)], [{}], "Usulan A tertulis dua kali."),
        (9, [Project("A", 1)], [], "Belum ada surat suara."),
        (9, [Project("A", 1)], [{"B": 1}], "Surat suara menyebut usulan B yang tidak ada."),
        (9, [Project("A", 1)], [{"A": -1}], "Nilai -1 untuk usulan A di luar 0 sampai 10.000."),
    ],
)
def test_contradictions_are_refused(budget, projects, ballots, reason):
    with pytest.raises(BadElection) as refused:
        gather(budget, projects, ballots)

    assert str(refused.value) == reason


def test_a_step_of_nothing_is_refused():
    with pytest.raises(BadOption, match="step = 0"):
        equal_shares(approvals(5, [1], ["A"]), step=0)
