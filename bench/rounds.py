"""Two sides measured side by side: rounds with the order alternated, medians, one warm-up each."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Job = Callable[[int], object]
"""One round's work; the number of the round picks its data: 0 is the warm-up, then 1, 2, 3 …"""


def _nothing(_round: int) -> None:
    """No preparation."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Medians in seconds; ``spread``: the widest distance of a round from its median, as a share."""

    baseline: float
    ours: float
    spread: float

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline


def side_by_side(baseline: Job, ours: Job, rounds: int, before: Job = _nothing, *, warm: bool = True) -> Pair:
    """Both sides in each round, who goes first alternating. ``before`` is not measured, nor a warm-up round 0."""
    taken: dict[Job, list[float]] = {baseline: [], ours: []}
    for number in range(0 if warm else 1, rounds + 1):
        for job in (baseline, ours) if number % 2 else (ours, baseline):
            before(number)
            seconds = timed(job, number)
            if number:
                taken[job].append(seconds)
    return Pair(
        median(taken[baseline]), median(taken[ours]), max(_spread(taken[baseline]), _spread(taken[ours]))
    )


def alone(ours: Job, rounds: int, before: Job = _nothing) -> tuple[float, float]:
    """Median and spread of one side; for figures whose aim is a time."""
    taken = []
    for number in range(rounds + 1):
        before(number)
        taken.append(timed(ours, number))
    return median(taken[1:]), _spread(taken[1:])


def timed(job: Job, number: int) -> float:
    """Seconds that a job takes."""
    started = time.perf_counter()
    job(number)
    return time.perf_counter() - started


def _spread(taken: list[float]) -> float:
    middle = median(taken)
    return max(abs(one - middle) for one in taken) / middle
