"""The clocks of one case on rows in memory: started, paused, moved, stopped."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from pendopo.journey.cases import events, rules
from pendopo.journey.cases.law import Law, pauses_of, procedure_of
from pendopo.journey.cases.models import Case, Clock, ClockPolicy, Message
from pendopo.journey.cases.types import (
    AUTHOR_CLOCKS,
    OFFICE_CLOCKS,
    ClockKind,
    Status,
    StopReason,
)
from pendopo.kernel.events import Fact
from pendopo.kernel.ids import new_id
from pendopo.kernel.time import to_iso

# The clocks that run while an office has the case; a question to the author pauses both.
HANDLING = (ClockKind.FIRST_ANSWER, ClockKind.ANSWER)
# What a step may change of a clock that is stored already.
CLOCK_STATE = (
    "office",
    "due_at",
    "pauses",
    "extra",
    "calendar_version",
    "is_unsure",
    "stopped_at",
    "stop_reason",
)
_state_of = attrgetter("office_id", *CLOCK_STATE[1:])


@dataclass
class Clockwork:
    """A case with its clocks; ``facts``, ``messages`` and clocks await saving."""

    case: Case
    law: Law
    clocks: list[Clock] = field(default_factory=list)
    new_clocks: list[Clock] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    # The responsible office's code, kept at hand for facts without a query.
    office_code: str = ""

    def __post_init__(self) -> None:
        """Remember the clocks as they were read."""
        self._as_read = {clock.id: _state_of(clock) for clock in self.clocks}

    def changed_clocks(self) -> list[Clock]:
        """Return the stored clocks that the steps taken since have changed."""
        known = self._as_read
        return [
            clock
            for clock in self.clocks
            if clock.id in known and known[clock.id] != _state_of(clock)
        ]

    def take_clocks_of(self, origin: Clockwork, *, at: datetime) -> None:
        """Run this case's clocks from where those of the case it came out of began."""
        for kind in HANDLING:
            before, clock = origin._running(kind), self._running(kind)
            if before is not None and clock is not None:
                clock.started_at, clock.policy = before.started_at, before.policy
                clock.extra = before.extra
                clock.pauses = [list(pause) for pause in before.pauses if pause[1] is not None]
                self._set_due(clock)
                self._moved(clock, "split", at)
        self._set_case_due()

    def recompute(self, *, at: datetime) -> bool:
        """Recompute the running clocks under a changed calendar; returns whether any moved."""
        moved = False
        for clock in self._all_running():
            before = clock.due_at
            self._set_due(clock)
            if clock.due_at != before:
                moved = True
                self._moved(clock, "calendar", at)
        self._set_case_due()
        return moved

    def _pause(self, at: datetime) -> None:
        for kind in HANDLING:
            clock = self._running(kind)
            if clock is not None and rules.may_pause(clock, at):
                clock.pauses = [*clock.pauses, [to_iso(at), None]]
                self._moved(clock, "paused", at)
        self._set_case_due()

    def _start_if_limited(self, kind: ClockKind, at: datetime) -> None:
        """Start a clock that an office may do without."""
        procedure = procedure_of(self.case)
        if self.law.has_policy(kind.value, self.case.case_class, at, procedure=procedure):
            self._start(kind, at)

    def _beginning(self, policy: ClockPolicy, at: datetime) -> datetime:
        """Return from when a limit counts: some count from receipt, not from being passed on."""
        is_from_receipt = policy.starts == "received" and not self.case.n_reopened
        return self.case.opened_at if is_from_receipt else at

    def _limit(self, kind: ClockKind, at: datetime) -> ClockPolicy:
        return self._limit_named(kind.value, at)

    def _limit_named(self, name: str, at: datetime) -> ClockPolicy:
        case = self.case
        return self.law.policy(name, case.case_class, at, procedure=procedure_of(case))

    def _start(
        self,
        kind: ClockKind,
        at: datetime,
        *,
        like: Clock | None = None,
        since: datetime | None = None,
    ) -> None:
        case = self.case
        policy = like.policy if like else self._limit(kind, at)
        clock = Clock(
            id=new_id(),
            case=case,
            kind=kind.value,
            policy=policy,
            office=case.office,
            started_at=like.started_at if like else since or self._beginning(policy, at),
            extra=like.extra if like else 0,
            pauses=[list(pause) for pause in like.pauses] if like else [],
        )
        self._set_due(clock)
        self.clocks.append(clock)
        self.new_clocks.append(clock)
        self._set_case_due()
        self.facts.append(
            events.ClockStarted(
                case_id=case.id,
                clock_id=clock.id,
                clock=kind.value,
                policy=clock.policy.code,
                office=self.office_code,
                due_at=clock.due_at,
                at=at,
                by="system",
            )
        )

    def _set_due(self, clock: Clock) -> None:
        pauses = pauses_of(clock)
        found = self.law.due(
            clock.policy, clock.started_at, pauses, office=clock.office_id, extra=clock.extra
        )
        if found.at is not None:
            clock.due_at = found.at
        clock.calendar_version, clock.is_unsure = found.calendar_version, found.unsure

    def _set_case_due(self) -> None:
        """Let the queues see the limit that ends first; none while its author is asked."""
        limits = [clock.due_at for clock in self._all_running() if clock.kind in OFFICE_CLOCKS]
        is_open = self.case.status in (Status.RECEIVED, Status.ASSIGNED, Status.OBJECTED)
        self.case.due_at = min(limits, default=None) if is_open else None

    def _resume(self, at: datetime) -> None:
        for kind in HANDLING:
            clock = self._running(kind)
            if clock is None:
                continue
            is_paused = bool(clock.pauses) and clock.pauses[-1][1] is None
            if is_paused:
                clock.pauses = [*clock.pauses[:-1], [clock.pauses[-1][0], to_iso(at)]]
            self._set_due(clock)
            if is_paused:
                self._moved(clock, "resumed", at)
        self._set_case_due()

    def _stop(self, kind: ClockKind, reason: StopReason, at: datetime) -> None:
        clock = self._running(kind)
        if clock is None:
            return
        self._close_pause(clock, at)
        clock.stopped_at, clock.stop_reason = at, reason.value
        if kind is ClockKind.BOUNCE:
            self.case.is_disputed = False
        self._set_case_due()
        self.facts.append(
            events.ClockStopped(
                case_id=self.case.id,
                clock_id=clock.id,
                clock=kind.value,
                reason=reason.value,
                office=self.office_code,
                due_at=clock.due_at,
                at=at,
                by="system",
            )
        )

    def _close_pause(self, clock: Clock, at: datetime) -> None:
        # An answer given while the citizen was still asked: the pause ends with it.
        if clock.pauses and clock.pauses[-1][1] is None:
            clock.pauses = [*clock.pauses[:-1], [clock.pauses[-1][0], to_iso(at)]]
            self._set_due(clock)

    def _stop_all(self, reason: StopReason, at: datetime) -> None:
        for clock in self._all_running():
            self._stop(ClockKind(clock.kind), reason, at)

    def _stop_author_clocks(self, reason: StopReason, at: datetime) -> None:
        for kind in AUTHOR_CLOCKS:
            self._stop(kind, reason, at)

    def _running(self, kind: ClockKind) -> Clock | None:
        found = [clock for clock in self._all_running() if clock.kind == kind.value]
        return found[0] if found else None

    def _all_running(self) -> list[Clock]:
        return [clock for clock in self.clocks if clock.stopped_at is None]

    def _moved(self, clock: Clock, reason: str, at: datetime) -> None:
        is_paused = bool(clock.pauses) and clock.pauses[-1][1] is None
        self.facts.append(
            events.ClockMoved(
                case_id=self.case.id,
                clock_id=clock.id,
                clock=clock.kind,
                reason=reason,
                office=self.office_code,
                due_at=None if is_paused else clock.due_at,
                at=at,
                by="system",
            )
        )
