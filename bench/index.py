"""``index``: the blind index of everybody filled anew, as after a crash or a restore.

Each thousand people's names and addresses are opened under a line of their own, hashed, and stored.
Once, after the filling: the later benches need it. Beside it what a plain register does after the same
loss: its index on values built by CREATE INDEX. No aim; the time says how long search says "rebuilding".
"""

from __future__ import annotations

from dataclasses import replace

from bench.filling import Filled
from bench.place import Place
from bench.results import Result
from bench.rounds import timed
from seloste.protection import indexing


def measure(place: Place, _filled: Filled) -> list[Result]:
    vault, act = place.vault(), replace(place.act, reason="upkeep")
    ours = timed(lambda _: indexing.rebuild(vault, act), 0)
    plain = timed(lambda _: place.superuser().execute("reindex index plain.contact_kind_value_idx"), 0)
    size = place.sizes.people + place.sizes.hundred + place.sizes.twenty
    each: dict[str, float | int | str] = {"us_a_person": ours / size * 1e6, "rounds": 1}
    return [Result("index", size, "s", ours, None, ours, plain, extra=each)]
