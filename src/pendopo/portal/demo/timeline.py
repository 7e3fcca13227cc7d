"""What happens to a case after it arrives: who does what, when, and how it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from pendopo.portal.demo.dice import Dice
from pendopo.portal.demo.regency import Office, Regency, Topic, Village
from pendopo.portal.demo.texts import AnswerDraft, Slots, Writer
from pendopo.portal.demo.worktime import DAY, WorkTime

# Working days; they only shape the delays here, the importer computes the real clocks.
LIMITS = {"complaint": 14, "complaint_oversight": 60, "aspiration": 5, "information_request": 5}
NOT_OURS, UNFIT, ASKED, WRONG_OFFICE, REOPENED = 0.015, 0.028, 0.106, 0.05, 0.037
# Working days: what takes longer deserves a word before, and when that word usually comes.
SHORT, FIRST_WORDS = 2.0, 3.2
NO_REPLY, FORGOTTEN, LONGEST = 0.14, 0.08, 190.0
UNFIT_REASONS = ("duplicate", "duplicate", "unclear", "unfit")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a case.

    Parameters
    ----------
    action
        ``verify transfer ask reply progress answer close reopen archive not_ours``.
    office
        The acting office; for ``verify`` and ``transfer`` the office that receives the
        case; empty for a citizen and for the system.
    officer
        Key of the acting officer, empty for a citizen and for the system.
    extra
        ``verify``: ``case_class``; ``answer``: ``outcome`` and ``proof``; ``close``:
        ``by`` (citizen, officer, system) and ``answered`` (yes, no); ``archive`` and
        ``not_ours``: ``reason``, and ``by`` where the system did it.
    """

    at: datetime
    action: str
    office: str
    officer: str
    text: str
    extra: Mapping[str, str]


@dataclass(slots=True)
class Course:
    """A case on its way: what it is about, the time now, the steps so far.

    ``fate`` is an archive reason for what will not be handled, else empty; ``theme``
    tells which of the topic's sentences the citizen wrote.
    """

    topic: Topic
    village: Village
    kind: str
    case_class: str
    slots: Slots
    theme: int
    fate: str
    now: int
    office: str = ""
    started: int = 0
    paused: float = 0.0
    steps: list[Step] = field(default_factory=list)


class Timeline:
    """Tells the course of one case after another, up to the last instant."""

    def __init__(self, regency: Regency, time: WorkTime, writer: Writer, dice: Dice) -> None:
        self._regency, self._time, self._writer, self._dice = regency, time, writer, dice
        self._offices = {office.code: office for office in regency.offices}
        self._desk = regency.coordinator
        self._verifiers = [o.key for o in regency.officers if "verifier" in o.roles]
        self._staff: dict[str, list[str]] = {}
        for person in regency.officers:
            if "officer" in person.roles:
                self._staff.setdefault(person.office, []).append(person.key)
        self._others = [office.code for office in regency.offices if office.code in self._staff]

    def fate(self, case_class: str) -> str:
        """Return why a voice will not be handled, mostly "" because it will be."""
        roll = self._dice.roll()
        if case_class == "complaint_oversight" or roll >= NOT_OURS + UNFIT:
            return ""
        return "not_ours" if roll < NOT_OURS else self._dice.pick(UNFIT_REASONS)

    def tell(self, course: Course, end: int) -> tuple[Step, ...]:
        """Return the steps of the case that happened before ``end`` (UTC seconds)."""
        self._verify(course)
        last = datetime.fromtimestamp(end, UTC)
        return tuple(step for step in course.steps if step.at < last)

    def _verify(self, course: Course) -> None:
        self._work(course, min(self._dice.share(0.42, 0.85), 12.0))
        verifier, reason = self._dice.pick(self._verifiers), course.fate
        if reason == "not_ours":
            text = self._writer.phrase("not_ours", course.slots)
            self._add(course, "not_ours", (self._desk, verifier), text, reason=reason)
        elif reason:
            text = self._writer.phrase(f"archives.{reason}", course.slots)
            self._add(course, "archive", (self._desk, verifier), text, reason=reason)
        else:
            self._assign(course, verifier)

    def _assign(self, course: Course, verifier: str) -> None:
        right = self._regency.office_of(course.topic, course.village)
        if course.case_class == "complaint_oversight":
            right = "inspektorat"
        wrong = course.case_class == "complaint" and self._dice.chance(WRONG_OFFICE)
        course.office = self._dice.pick(self._others) if wrong else right
        course.started = course.now
        where = (course.office, verifier)
        self._add(course, "verify", where, "", case_class=course.case_class)
        if course.office != right:
            self._work(course, self._dice.between(0.3, 2.5))
            officer = self._dice.pick(self._staff[course.office])
            course.office = right
            text = self._writer.transfer(right, course.slots)
            self._add(course, "transfer", (right, officer), text)
        self._handle(course)

    def _handle(self, course: Course) -> None:
        office, dice = self._offices[course.office], self._dice
        if dice.chance(ASKED) and not self._ask(course):
            return
        roll = dice.roll()
        if roll < office.silent * FORGOTTEN:
            return
        if roll < office.silent:
            self._close_unanswered(course)
        else:
            self._answer(course, office)

    def _ask(self, course: Course) -> bool:
        """Ask the citizen; return False if the case ended because nobody replied."""
        self._work(course, self._dice.between(0.2, 1.8))
        text, about_place = self._writer.ask(course.topic, course.slots)
        self._add(course, "ask", self._officer(course), text)
        asked = course.now
        if self._dice.chance(NO_REPLY):
            course.now = self._time.night_after(course.now, 10)
            text = self._writer.phrase("archives.no_reply", course.slots)
            self._add(course, "archive", ("", ""), text, reason="unclear", by="system")
            return False
        course.now += int(min(self._dice.share(1.1, 0.9), 9.0) * DAY)
        course.now = self._awake(course.now)
        replies = "replies" if about_place else "replies_other"
        text = self._writer.phrase(replies, course.slots)
        self._add(course, "reply", ("", ""), text)
        course.paused = self._time.position(course.now) - self._time.position(asked)
        return True

    def _close_unanswered(self, course: Course) -> None:
        wait = LIMITS[course.case_class] + int(self._dice.between(4, 32))
        course.now = max(self._time.night_after(course.started, wait), course.now + 60)
        text = self._writer.phrases["system_closings"]["unanswered"]
        self._add(course, "close", ("", ""), text, by="system", answered="no")

    def _answer(self, course: Course, office: Office) -> None:
        limit = LIMITS[course.case_class]
        taken = min(limit * self._dice.share(office.speed, office.spread), LONGEST)
        self._progress(course, office, taken)
        ready = self._time.after(course.started, course.paused + taken)
        course.now = max(ready, self._time.after(course.now, 0.05))
        late = taken > limit
        outcome = self._outcome(course.kind, office.quality)
        self._reply(course, outcome, late=late, again=False)
        worse = 1.7 if outcome in {"explained", "refused"} else 1.0
        slow = 1.5 if office.quality < 0.6 else 0.9
        if course.kind == "complaint" and self._dice.chance(REOPENED * worse * slow):
            outcome = self._reopen(course, office)
        self._close(course, outcome)

    def _progress(self, course: Course, office: Office, taken: float) -> None:
        """Let the better offices say something before a long piece of work is done."""
        first = min(FIRST_WORDS * self._dice.share(office.speed, office.spread), taken * 0.8)
        if taken < SHORT or not self._dice.chance(office.quality):
            return
        start = self._time.after(course.started, course.paused + first)
        course.now = max(start, self._time.after(course.now, 0.05))
        text = self._writer.phrase("progress", course.slots)
        self._add(course, "progress", self._officer(course), text)

    def _outcome(self, kind: str, quality: float) -> str:
        roll = self._dice.roll()
        if kind == "question":
            return "explained" if roll < 0.97 else "refused"
        if kind == "aspiration":
            # An idea is seldom done at once: it is planned, explained or refused.
            shares = (0.0, 0.55 * quality, 0.78)
        else:
            shares = (0.74 * quality, 0.98 * quality, 0.98 * quality + 0.72 * (1 - quality))
        done, planned, explained = shares
        if roll < done:
            return "done"
        if roll < planned:
            return "planned"
        return "explained" if roll < explained else "refused"

    def _reply(self, course: Course, outcome: str, *, late: bool, again: bool) -> None:
        today = self._time.local_date(course.now)
        back = int(self._dice.roll() * 3) if course.now - course.started > 4 * DAY else 0
        draft = AnswerDraft(
            kind=course.kind,
            theme=course.theme,
            slots=course.slots,
            outcome=outcome,
            done=today - timedelta(days=back),
            promised=today + timedelta(days=int(self._dice.between(14, 120))),
            late=late,
            again=again,
        )
        text = self._writer.answer(course.topic, course.office, draft)
        shown = outcome == "done" and self._dice.chance(self._offices[course.office].quality)
        proof = self._writer.proof(draft) if shown else ""
        where = self._officer(course)
        self._add(course, "answer", where, text, outcome=outcome, proof=proof)

    def _reopen(self, course: Course, office: Office) -> str:
        """Tell the second round and return how it ended."""
        course.now = self._awake(course.now + int(self._dice.between(0.8, 9.5) * DAY))
        self._add(course, "reopen", ("", ""), self._writer.phrase("reopens", course.slots))
        course.started = course.now
        taken = min(9 * self._dice.share(office.speed, office.spread), LONGEST)
        self._work(course, taken)
        roll = self._dice.roll()
        outcome = "done" if roll < 0.6 else "planned" if roll < 0.8 else "explained"
        outcome = "refused" if roll > 0.93 else outcome
        self._reply(course, outcome, late=False, again=True)
        return outcome

    def _close(self, course: Course, outcome: str) -> None:
        dice, roll = self._dice, self._dice.roll()
        if roll < (0.24 if outcome in {"done", "explained"} else 0.08):
            course.now = self._awake(course.now + int(dice.between(0.1, 8.0) * DAY))
            text = self._writer.phrase(f"thanks.{outcome}", course.slots)
            self._add(course, "close", ("", ""), text, by="citizen", answered="yes")
        elif roll < 0.36 and outcome == "done":
            self._work(course, dice.between(2.0, 8.0))
            text = self._writer.phrase("officer_closings", course.slots)
            self._add(course, "close", self._officer(course), text, by="officer", answered="yes")
        else:
            course.now = self._time.night_after(course.now, 10)
            text = self._writer.phrases["system_closings"]["answered"]
            self._add(course, "close", ("", ""), text, by="system", answered="yes")

    def _officer(self, course: Course) -> tuple[str, str]:
        return course.office, self._dice.pick(self._staff[course.office])

    def _work(self, course: Course, working_days: float) -> None:
        course.now = self._time.after(course.now, max(working_days, 0.02))

    def _awake(self, second: int) -> int:
        """Move what would be written in the small hours to the next morning."""
        hour = (second - self._time.midnight(self._time.local_date(second))) // 3600
        return second + 6 * 3600 if hour < 5 else second

    def _add(
        self, course: Course, action: str, where: tuple[str, str], text: str, **extra: str
    ) -> None:
        at = datetime.fromtimestamp(course.now, UTC)
        course.steps.append(Step(at, action, where[0], where[1], text, extra))
