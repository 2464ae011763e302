"""From each claim of a notice to what keeps it: the places in the code, and the tests that prove it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

from seloste.notice.claims import Claim, claims_of, line_of
from seloste.notice.markers import TRIAL, Point, Proof
from seloste.notice.model import Notice
from seloste.notice.record import Named


class Keeping(Enum):
    """How far a claim is kept by what is marked; the worst first."""

    NOTHING = "nothing"  # no place in the code keeps it
    UNPROVEN = "unproven"  # something does, and no test proves it
    PROVEN = "proven"


class Traced(Named):
    """A claim with the points that keep it and the tests that prove it; a sentence has those of its terms.

    ``trials``: those by which the living register is asked whether it is kept now.
    """

    claim: Claim
    keeping: Keeping
    points: tuple[Point, ...]
    tests: tuple[str, ...]
    trials: tuple[str, ...] = ()


def trace(notice: Notice, points: Iterable[Point], proofs: Iterable[Proof]) -> tuple[Traced, ...]:
    """Every claim of a notice, in its order.

    What only tells is kept by the page that tells it; what promises is kept by anything but a page. A sentence is as
    well kept as the worst of the promises that carry it; one that none carries is kept by nothing.
    """
    points, proofs, claims = tuple(points), tuple(proofs), claims_of(notice)
    of_kind: dict[tuple[str, bool], Traced] = {}
    terms: dict[str, Traced] = {}
    for claim in claims:
        if not claim.is_sentence or claim.told:
            key = (claim.kind, claim.told)
            if key not in of_kind:
                of_kind[key] = _of_kind(claim, points, proofs)
            terms[claim.path] = of_kind[key].changed(claim=claim)
    return tuple(terms.get(claim.path) or _sentence(claim, terms) for claim in claims)


def count(traced: Iterable[Traced]) -> dict[str, int]:
    """How many claims are kept how."""
    counted = dict.fromkeys((one.value for one in Keeping), 0)
    for one in traced:
        counted[one.keeping.value] += 1
    return counted


def as_json(notice: Notice, traced: Traced) -> dict[str, Any]:
    """One claim as plain values."""
    claim = traced.claim
    return {
        "path": claim.path,
        "kind": claim.kind,
        "section": claim.section,
        "line": line_of(notice, claim),
        "tells": claim.told,
        "sentence": dict(claim.words) if claim.words is not None else None,
        "bound": list(claim.bound),
        "kept": traced.keeping.value,
        "points": [
            {"name": one.mark, "way": one.way, "where": f"seloste/{one.where}", "line": one.line}
            for one in traced.points
        ],
        "tests": list(traced.tests),
        "trials": list(traced.trials),
    }


def _of_kind(claim: Claim, points: tuple[Point, ...], proofs: tuple[Proof, ...]) -> Traced:
    mine = [one for one in points if one.keeps(claim.kind)]
    keeping = tuple(one for one in mine if one.way != TRIAL and (one.way == "page") == claim.told)
    marks = [one.mark for one in keeping]
    tests = tuple(dict.fromkeys(one.test for one in proofs if keeping and one.proves(claim.kind, marks)))
    state = Keeping.PROVEN if keeping and tests else Keeping.UNPROVEN if keeping else Keeping.NOTHING
    trials = tuple(one.name.rpartition(".")[2].lstrip("_") for one in mine if one.way == TRIAL)
    return Traced(claim=claim, keeping=state, points=keeping, tests=tests, trials=trials)


def _sentence(claim: Claim, terms: dict[str, Traced]) -> Traced:
    bound = [terms[path] for path in claim.bound if path in terms and not terms[path].claim.told]
    order = list(Keeping)
    worst = min((one.keeping for one in bound), key=order.index, default=Keeping.NOTHING)
    return Traced(
        claim=claim, keeping=worst,
        points=tuple(dict.fromkeys(point for one in bound for point in one.points)),
        tests=tuple(dict.fromkeys(test for one in bound for test in one.tests)),
        trials=tuple(dict.fromkeys(trial for one in bound for trial in one.trials)),
    )  # fmt: skip
