"""What doctor finds, and in which order it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

GOOD, WARN, BAD = "good", "look", "bad"
_URGENCY = (BAD, WARN, GOOD)


@dataclass(frozen=True, slots=True)
class Finding:
    """``state`` good, look (worth a look) or bad; ``about`` one word; ``mend`` what to do."""

    state: str
    about: str
    says: str
    mend: str = ""


def by_urgency(found: Iterable[Finding]) -> list[Finding]:
    """Bad before what is worth a look, and that before what is good; within each as the checks go."""
    return sorted(found, key=lambda one: _URGENCY.index(one.state))
