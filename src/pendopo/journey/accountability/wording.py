"""How offices stand, in words that neither praise nor blame, and in a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from pendopo.engines.comparison import Placed, limits_curve
from pendopo.engines.indicators import Definition
from pendopo.foundation.people.types import OFFICE_KINDS
from pendopo.journey.accountability.types import Standings, Subject, Tally, Target
from pendopo.journey.evidence.wording import EXCLUSIONS, FEWEST, indicator_name, month_words
from pendopo.ui.charts import Chart, Limit, Unit, funnel_chart
from pendopo.ui.numbers import MISSING, number_text, percent_text

# Both directions have the same form; only the direction differs.
STATES = {
    ("inside", ""): lazy("Dalam variasi wajar"),
    ("beyond_95", "above"): lazy("Patut diperhatikan: di atas variasi wajar (95%)"),
    ("beyond_95", "below"): lazy("Patut diperhatikan: di bawah variasi wajar (95%)"),
    ("beyond_998", "above"): lazy("Patut ditanyakan sebabnya: di atas variasi wajar (99,8%)"),
    ("beyond_998", "below"): lazy("Patut ditanyakan sebabnya: di bawah variasi wajar (99,8%)"),
}
_CURVE_STEPS = 24


def state_words(state: str, side: str) -> tuple[str, str]:
    """Return the words and tone of a state; empty words if none may stand in public."""
    if not state:
        return "", ""
    return str(STATES[state, side]), "neutral" if state == "inside" else "info"


def kind_words(kind: str) -> str:
    """Return the name of a kind of office."""
    return str(OFFICE_KINDS.get(kind, kind.replace("_", " ").capitalize()))


def share_words(tally: Tally) -> str:
    """Return ``75,0%``; a dash if nothing fell due."""
    return percent_text(tally.share, 1) if tally.due else MISSING


def interval_words(tally: Tally) -> str:
    """Return ``66,4–82,1%``, or why no interval is given."""
    if tally.interval is None:
        return ""
    if tally.due < FEWEST:
        return _("terlalu sedikit untuk rentang yang berarti")
    low, high = tally.interval.low, tally.interval.high
    return f"{number_text(low * 100, 1)}–{percent_text(high, 1)}"


def exclusion_rows(definition: Definition, tally: Tally) -> list[tuple[str, str, str]]:
    """Return what was left out: its name, why that is fair, and how many."""
    return [
        (
            str(EXCLUSIONS.get(one.code, one.code)),
            one.reason,
            number_text(tally.exclusions.get(one.code, 0)),
        )
        for one in definition.exclusions
    ]


def period_words(standings: Standings) -> str:
    """Return ``November 2025 sampai Oktober 2026``."""
    months = standings.window.months
    if not months:
        return ""
    words = {"first": month_words(months[0]), "last": month_words(months[-1])}
    return words["last"] if len(months) == 1 else _("%(first)s sampai %(last)s") % words


def target_words(target: Target, definition: Definition | None = None) -> str:
    """Return what a reply is about, as a heading."""
    if target.kind is Subject.COMMITMENT:
        return _("Komitmen %(number)s") % {"number": target.about}
    if target.kind is Subject.CASES or definition is None:
        return str(Subject.CASES.label)
    words = {"name": indicator_name(definition), "month": month_words(target.period)}
    return _("%(name)s, sampai %(month)s") % words


def funnel(standings: Standings, names: Mapping[str, str], own: str) -> Chart | None:
    """Return all offices around the common share; None while there is nothing to compare.

    Offices whose words are not public yet stand at their figure, without mark and word.
    """
    found, centre = standings.comparison, standings.comparison.theta
    if centre is None or len(found.offices) < 2:
        return None
    units = [_unit(one, standings, names, own) for one in found.offices]
    units.sort(key=lambda unit: unit.label.casefold())
    chart = funnel_chart(
        units,
        _limits(standings, centre),
        key="corong",
        title=_("Semua perangkat daerah menurut banyaknya yang jatuh tempo"),
        centre=centre * 100,
        unit=_("persen"),
        size_label=_("Jatuh tempo"),
    )
    return replace(chart, rows=_without_pending(chart, standings, names, own))


def _unit(one: Placed, standings: Standings, names: Mapping[str, str], own: str) -> Unit:
    state = standings.shown_state(one.code) or "inside"
    return Unit(_label(one.code, names, own), one.n, one.share * 100, state)


def _label(code: str, names: Mapping[str, str], own: str) -> str:
    name = names.get(code, code)
    return _("%(name)s (halaman ini)") % {"name": name} if code == own else name


def _limits(standings: Standings, centre: float) -> list[Limit]:
    largest = max(one.n for one in standings.comparison.offices)
    # Squared steps: the bounds bend where offices are small.
    steps = range(1, _CURVE_STEPS + 1)
    sizes = sorted({max(1, round(largest * (step / _CURVE_STEPS) ** 2)) for step in steps})
    tau2 = standings.comparison.spread.tau2
    return [
        Limit(one.n, one.low95 * 100, one.high95 * 100, one.low998 * 100, one.high998 * 100)
        for one in limits_curve(sizes, centre, tau2)
    ]


def _without_pending(
    chart: Chart, standings: Standings, names: Mapping[str, str], own: str
) -> tuple[tuple[str, ...], ...]:
    silent = {_label(code, names, own) for code in standings.pending}
    return tuple((*row[:-1], MISSING) if row[0] in silent else row for row in chart.rows)
