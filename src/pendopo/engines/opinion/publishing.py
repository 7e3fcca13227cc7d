"""The opinion map as JSON: equal maps are equal bytes, and nobody is named."""

import json
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.opinion.analysis import OpinionMap
from pendopo.engines.opinion.counts import Counts
from pendopo.engines.opinion.grouping import Candidate
from pendopo.engines.opinion.slate import proportional_slate

SCHEMA = "pendopo.opinion-map/2"
LETTERS = "ABCDE"
DIGITS = 6
# Enough to draw; a full figure would be a sharper trace of one person's answers.
PUBLIC_DIGITS = 2

Json = dict[str, Any]


def to_json(result: OpinionMap, *, people: bool = False, weighed: Json | None = None) -> bytes:
    """Write the map as UTF-8 JSON with sorted keys and one newline at the end.

    Parameters
    ----------
    result : OpinionMap
        Not modified.
    people : bool
        False: ``places`` lists rounded x, y and group letter in order of place,
        without ids, fit to be published. True: ``people`` lists each person's id,
        place and group, for inside use only.
    weighed : dict, optional
        From ``weighing.to_document``; written as ``weighted``.
    """
    document = {
        "schema": SCHEMA,
        "provenance": asdict(result.provenance),
        "summary": _summary(result),
        "groups": _groups(result),
        "statements": _statements(result),
        "slate": [result.ballots.statement_ids[j] for j in proportional_slate(result.ballots)],
    }
    document |= {"people": _people(result)} if people else {"places": _places(result)}
    document |= {"weighted": weighed} if weighed is not None else {}
    text = json.dumps(
        document,
        allow_nan=False,
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )
    return text.encode() + b"\n"


def group_letter(label: int) -> str | None:
    """Name a group: A is the largest; None for a person without a group."""
    return LETTERS[label] if label >= 0 else None


def _rounded(values: NDArray[np.float64], digits: int = DIGITS) -> list[Any]:
    # Adding 0 turns -0.0 into 0.0: equal maps must be equal bytes.
    return list((np.round(values, digits) + 0.0).tolist())


def _figure(value: float) -> float:
    return round(value, DIGITS) + 0.0


def _summary(result: OpinionMap) -> Json:
    return {
        "n_people": result.ballots.n_people,
        "n_eligible": int(result.grouping.eligible.sum()),
        "n_statements": result.ballots.n_statements,
        "n_votes": result.ballots.n_votes,
        "explained": _rounded(result.axes.explained),
    }


def _groups(result: OpinionMap) -> Json:
    return {
        "verdict": str(result.grouping.verdict),
        "chosen": result.grouping.n_groups or None,
        "candidates": [_candidate(each) for each in result.grouping.candidates],
        "list": [_group(result, g) for g in range(result.grouping.n_groups)],
    }


def _candidate(candidate: Candidate) -> Json:
    found = {
        "k": candidate.k,
        "silhouette": _figure(candidate.silhouette),
        "smallest": candidate.smallest,
    }
    stability = candidate.stability
    if stability is None:
        return found
    return found | {
        "median_ari": _figure(stability.median),
        "lower_decile_ari": _figure(stability.lower_decile),
        "secure_share": _figure(stability.secure_share),
        "is_stable": stability.is_stable,
    }


def _group(result: OpinionMap, g: int) -> Json:
    member = result.grouping.labels == g
    return {
        "letter": group_letter(g),
        "n_people": int(member.sum()),
        "centre": _rounded(result.positions[member].mean(axis=0)),
        "sureness": _figure(float(result.chances[member, g].mean())),
        "representative": [
            {
                "statement": result.ballots.statement_ids[each.i_statement],
                "vote": each.vote,
                "share": _figure(each.share),
                "ratio": _figure(each.ratio),
            }
            for each in result.representatives[g]
        ],
    }


def _places(result: OpinionMap) -> list[list[Any]]:
    places = zip(
        _rounded(result.positions, PUBLIC_DIGITS),
        result.grouping.labels.tolist(),
        strict=True,
    )
    # By place and not by person: the order must not tell who is who.
    return [[x, y, group_letter(g)] for (x, y), g in sorted(places)]


def _people(result: OpinionMap) -> list[Json]:
    rows = zip(
        result.ballots.person_ids,
        _rounded(result.positions),
        _rounded(result.placing.spread),
        _rounded(result.chances),
        result.ballots.votes_per_person().tolist(),
        result.grouping.labels.tolist(),
        strict=True,
    )
    return [
        {
            "id": name,
            "place": place,
            "spread": spread,
            "n_votes": n_votes,
            "group": group_letter(g),
            "chances": chances,
        }
        for name, place, spread, chances, n_votes, g in rows
    ]


def _statements(result: OpinionMap) -> list[Json]:
    agreement = result.consensus
    columns = zip(
        result.ballots.statement_ids,
        _rounded(result.placing.statements),
        _rounded(result.placing.appeal),
        _rounded(result.extremity),
        _rounded(agreement.group_informed),
        _rounded(agreement.bridge),
        _rounded(agreement.floor),
        agreement.readings,
        strict=True,
    )
    return [
        {
            "id": name,
            "place": place,
            "extremity": distance,
            "appeal": appeal,
            "group_informed_consensus": informed,
            "bridge": bridge,
            "floor": floor,
            "reading": str(reading),
            "total": _tally(result.totals, 0, j),
            "groups": [_tally(result.counts, g, j) for g in range(result.grouping.n_groups)],
        }
        for j, (name, place, appeal, distance, informed, bridge, floor, reading) in enumerate(
            columns
        )
    ]


def _tally(counts: Counts, g: int, j: int) -> Json:
    return {
        "agree": int(counts.agree[g, j]),
        "disagree": int(counts.disagree[g, j]),
        "pass": int(counts.passed[g, j]),
    }
