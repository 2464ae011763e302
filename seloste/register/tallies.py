"""Counts of lists, remembered while nothing changes: a page asks for many of them, and they cost the most.

They are numbers and no personal data. One that was made is good while the newest line of the ledger
that could change it is the same (``gate.list_state``), and half a minute at the longest: time hides
rows without a line, and a line that was begun earlier may be committed later. In a register so large that a count takes a while it also outlives a change, for
twenty times as long as it took: people of a page are opened anew in any case, and until then only places
may be some lines off, somebody who has just come in perhaps past the last page.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from seloste.engine.connect import Connection
from seloste.protection.blind import Blind

Place = tuple[object, ...]
LONGEST = 30.0
"""Seconds that a count is good for at the most."""
DEAR = 0.1
"""Seconds from which a count is dear: below, every change is counted at once."""
OUTLIVES = 20
_MOST = 2000


@dataclass(frozen=True, slots=True)
class _Kept:
    state: tuple[Any, ...] | None
    made: float
    took: float
    counts: dict[str, int]

    def good(self, state: tuple[Any, ...] | None, now: float) -> bool:
        age = now - self.made
        outlives = self.took * OUTLIVES if self.took > DEAR else 0.0
        return age < min(LONGEST, LONGEST if state == self.state else outlives)


_kept: OrderedDict[Place, _Kept] = OrderedDict()


def place(connection: Connection, use: str, chosen: str, buckets: tuple[str, ...], blind: Blind) -> Place:
    """What a count is remembered under: which register, under which use, of whom, in which buckets."""
    info = connection.info
    return (info.host, info.port, info.dbname, blind.generation, use, chosen, buckets)


def counted(
    where: Place, state: tuple[Any, ...] | None, count: Callable[[], dict[str, int]]
) -> dict[str, int]:
    """The counts of this place: those remembered, where they are still good, else made by ``count`` now."""
    now = time.monotonic()
    found = _kept.get(where)
    if found is not None and found.good(state, now):
        return dict(found.counts)
    counts = count()
    _kept[where] = _Kept(state, now, time.monotonic() - now, dict(counts))
    _kept.move_to_end(where)
    while len(_kept) > _MOST:
        try:
            _kept.popitem(last=False)
        except KeyError:  # another thread took the last one
            break
    return counts


def forget() -> None:
    """Count everything anew."""
    _kept.clear()
