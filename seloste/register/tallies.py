"""Counts of lists, remembered while nothing changes: a page asks for many of them, and they cost the most.

They are numbers and no personal data. One that was made is good while the newest line of the ledger
that could change it is the same (``gate.list_state``), and half a minute at the longest: time hides
rows without a line.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import Any

from seloste.engine.connect import Connection
from seloste.protection.blind import Blind

Place = tuple[object, ...]
State = tuple[Any, ...] | None
SECONDS = 30.0
_MOST = 2000
_kept: OrderedDict[Place, tuple[State, float, dict[str, int]]] = OrderedDict()


def place(connection: Connection, use: str, chosen: str, buckets: tuple[str, ...], blind: Blind) -> Place:
    """What a count is remembered under: which register, under which use, of whom, in which buckets."""
    info = connection.info
    return (info.host, info.port, info.dbname, blind.generation, use, chosen, buckets)


def recall(where: Place, state: State) -> dict[str, int] | None:
    """The counts made in this very state of the register; None when they must be made anew."""
    found = _kept.get(where)
    if found is None or found[0] != state or time.monotonic() - found[1] > SECONDS:
        return None
    return dict(found[2])


def remember(where: Place, state: State, counts: dict[str, int]) -> dict[str, int]:
    """Keep these counts, in place of the oldest where there are too many; gives them back."""
    _kept[where] = (state, time.monotonic(), dict(counts))
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
