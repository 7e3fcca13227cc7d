"""The stories are believable, varied, lawful in their steps, and the same for a seed."""

import hashlib
import re
from collections import Counter
from datetime import date, timedelta

import pytest
from tests.portal.demo.conftest import FIRST, LAST, N

from pendopo.portal.demo.regency import KINDS
from pendopo.portal.demo.stories import stories
from pendopo.portal.demo.timeline import LIMITS
from pendopo.portal.demo.worktime import WorkTime, horizon

# Action → the states in which it may be taken, and the state it leads to.
MOVES = {
    "verify": ({"received"}, "assigned"),
    "transfer": ({"assigned"}, "assigned"),
    "ask": ({"assigned"}, "waiting"),
    "reply": ({"waiting"}, "assigned"),
    "progress": ({"assigned"}, "assigned"),
    "answer": ({"assigned"}, "answered"),
    "close": ({"answered", "assigned"}, "closed"),
    "reopen": ({"answered"}, "assigned"),
    "archive": ({"received", "waiting"}, "archived"),
    "not_ours": ({"received"}, "archived"),
}
STAFF_ACTIONS = {"verify", "transfer", "ask", "progress", "answer"}


def digest(told):
    return hashlib.sha256("".join(map(repr, told)).encode()).hexdigest()


def share(told, test):
    return sum(map(test, told)) / len(told)


def has(action):
    return lambda story: any(step.action == action for step in story.steps)


def texts(story):
    return [story.title, story.text, *(step.text for step in story.steps)]


def final_state(story):
    state = "received"
    for step in story.steps:
        allowed, after = MOVES[step.action]
        assert state in allowed, (story.serial, state, step.action)
        state = after
    return state


@pytest.fixture(scope="session")
def work(calendar):
    return WorkTime(calendar, FIRST, horizon(LAST))


def first_step(story, action):
    return next((step for step in story.steps if step.action == action), None)


def working_days_used(story, work):
    """Working days from disposition to the first answer, less the wait for the citizen."""

    def at(action):
        return work.position(first_step(story, action).at.timestamp())

    waited = at("reply") - at("ask") if first_step(story, "reply") else 0.0
    return at("answer") - at("verify") - waited


def test_the_same_seed_tells_the_same_stories(regency, calendar):
    runs = [tuple(stories(regency, calendar, 400, 7, FIRST, LAST)) for _ in range(2)]
    assert digest(runs[0]) == digest(runs[1])


def test_another_seed_tells_other_stories(regency, calendar):
    runs = [tuple(stories(regency, calendar, 50, seed, FIRST, LAST)) for seed in (7, 8)]
    assert digest(runs[0]) != digest(runs[1])


def test_as_many_stories_as_asked_in_the_order_of_arrival(told):
    received = [story.received_at for story in told]
    assert [story.serial for story in told] == list(range(1, N + 1))
    assert received == sorted(received)
    assert (received[0] + timedelta(hours=7)).date() >= FIRST
    assert (received[-1] + timedelta(hours=7)).date() == LAST


def test_a_span_that_ends_before_it_begins_is_refused(regency, calendar):
    with pytest.raises(ValueError, match="last must not lie before first"):
        next(stories(regency, calendar, 1, 1, LAST, FIRST))


def test_one_day_is_span_enough(regency, calendar):
    day = date(2026, 6, 10)
    told = list(stories(regency, calendar, 20, 1, day, day))
    assert {(story.received_at + timedelta(hours=7)).date() for story in told} == {day}


def test_steps_follow_each_other_as_casework_allows(told):
    states = Counter(map(final_state, told))
    assert states.keys() == {"received", "assigned", "waiting", "answered", "closed", "archived"}


def test_steps_are_in_order_of_time_and_none_lies_in_the_future(told, work):
    end = work.midnight(LAST + timedelta(days=1))
    for story in told:
        times = [story.received_at, *(step.at for step in story.steps)]
        assert times == sorted(times)
        assert times[-1].timestamp() < end


def test_officers_work_in_office_hours_of_working_days(told, calendar, regency):
    staff = {person.key for person in regency.officers}
    for story in told:
        for step in story.steps:
            if step.action in STAFF_ACTIONS:
                local = calendar.local(step.at)
                assert calendar.is_working(local.date())
                assert "07:30" <= f"{local:%H:%M}" <= "16:00"
                assert step.officer in staff


def test_the_desk_receives_only_while_it_is_open(told, calendar):
    visits = [calendar.local(story.received_at) for story in told if story.channel == "desk"]
    assert len(visits) > 300
    assert all(calendar.is_working(visit.date()) for visit in visits)


def test_kinds_classes_topics_and_regions_are_known(told, regency):
    regions = {village.code for village in regency.villages}
    topics = {topic.code: topic for topic in regency.topics}
    for story in told:
        assert story.region in regions
        allowed = {KINDS[letter] for letter in topics[story.topic].kinds}
        assert (story.kind, story.case_class) in allowed
    assert {story.topic for story in told} == topics.keys()


def test_a_complaint_under_oversight_is_secret_and_goes_to_the_inspectorate(told):
    watched = [story for story in told if story.case_class == "complaint_oversight"]
    assert len(watched) > 50
    assert all(story.is_secret for story in watched)
    offices = {first_step(s, "verify").office for s in watched if first_step(s, "verify")}
    assert offices == {"inspektorat"}


def test_points_lie_inside_the_regency(told, regency):
    bounds = regency.bounds
    points = [story for story in told if story.latitude is not None]
    assert 0.4 < len(points) / N < 0.65
    for story in points:
        assert bounds["south"] <= story.latitude <= bounds["north"]
        assert bounds["west"] <= story.longitude <= bounds["east"]


@pytest.mark.parametrize(
    ("test", "low", "high"),
    [
        (lambda s: s.kind == "complaint", 0.70, 0.82),
        (has("archive"), 0.03, 0.055),
        (has("reopen"), 0.02, 0.042),
        (has("ask"), 0.08, 0.12),
        (has("not_ours"), 0.008, 0.024),
        (lambda s: s.steps != () and s.steps[-1].extra.get("answered") == "no", 0.045, 0.08),
        (lambda s: s.reporter is None, 0.005, 0.03),
    ],
)
def test_shares_stay_within_their_bounds(told, test, low, high):
    assert low <= share(told, test) <= high


def answered_in_time(told, work):
    found = [story for story in told if has("answer")(story)]
    return [
        (
            first_step(story, "answer").office,
            working_days_used(story, work) <= LIMITS[story.case_class],
        )
        for story in found
    ]


def test_most_answers_keep_the_limit_and_some_offices_clearly_do_not(told, work):
    rows = answered_in_time(told, work)
    assert 0.75 <= sum(kept for _, kept in rows) / len(rows) <= 0.87
    by_office = {
        office: [kept for name, kept in rows if name == office]
        for office in ("dpupr", "perkim", "disdukcapil", "dpmptsp")
    }
    rates = {office: sum(kept) / len(kept) for office, kept in by_office.items()}
    assert max(rates["dpupr"], rates["perkim"]) < 0.70
    assert min(rates["disdukcapil"], rates["dpmptsp"]) > 0.94


def test_recent_cases_are_open_and_some_are_past_their_limit(told, work):
    end = work.position(work.midnight(LAST))
    waiting = [s for s in told if final_state(s) in {"received", "assigned", "waiting"}]
    ages = [end - work.position(s.received_at.timestamp()) for s in waiting]
    late = [age > LIMITS[s.case_class] for age, s in zip(ages, waiting, strict=True)]
    assert 0.015 < len(waiting) / N < 0.06
    assert 0.1 < sum(late) / len(late) < 0.9


def test_floods_come_with_the_rain(told):
    months = Counter(s.received_at.month for s in told if s.topic == "disaster.flood")
    assert months[1] + months[2] > 10 * (months[7] + months[8] + 1)


def test_no_slot_is_left_unfilled(told):
    assert not [text for story in told for text in texts(story) if re.search(r"[{}]", text)]


def test_no_text_holds_a_number_like_a_nik_or_a_phone(told):
    digits = re.compile(r"\d[\d .-]{7,}\d")
    found = [m[0] for s in told for text in texts(s) for m in digits.finditer(text)]
    assert not [number for number in found if len(re.sub(r"\D", "", number)) > 8]


def test_texts_are_varied(told):
    assert len({(story.title, story.region) for story in told}) / N > 0.9
    assert len({story.title for story in told}) / N > 0.6
    assert len({story.text for story in told}) / N > 0.95


def test_titles_are_short_and_texts_are_not_empty(told):
    assert max(len(story.title) for story in told) <= 120
    assert min(len(story.text) for story in told) >= 3
    answers = [s.text for story in told for s in story.steps if s.action == "answer"]
    assert min(map(len, answers)) >= 60


def test_reporters_are_fictional_and_some_write_again(told):
    people = [story.reporter for story in told if story.reporter]
    by_phone = {}
    for person in people:
        assert re.fullmatch(r"\+628600\d{7}", person.phone)
        assert person.email in {"", person.email.partition("@")[0] + "@example.org"}
        assert by_phone.setdefault(person.phone, person) == person
    assert 0.5 * len(people) < len(by_phone) < 0.8 * len(people)


def test_quiet_districts_write_less_than_their_people_would(told, regency):
    residents = Counter()
    for village in regency.villages:
        residents[village.district_code] += village.residents
    voices = Counter(story.region[:8] for story in told)
    rate = {code: voices[code] / residents[code] for code in residents}
    assert rate["33.69.12"] < 0.6 * rate["33.69.01"]
