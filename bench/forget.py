"""``forget``: erasures with their buckets turned, as ``erasures.carry_out_many`` does them.

For each: suppressions looked for, the line asked for, a new bucket key on disk, one transaction that
deletes the erased and wraps every other key of their buckets anew, these keys beside the key file and
read back, the old bucket key destroyed. No baseline does this, so the aims are times: for one person,
and for a thousand (QUICK: a hundred) among all, each of two rows and some with refusals that outlive them.
"""

from __future__ import annotations

from bench.filling import Filled
from bench.place import Place
from bench.results import Result
from bench.rounds import alone
from seloste.retention import erasures

ONE_AIM, MANY_AIM = 25.0, 2.5
ONES = 15


def measure(place: Place, filled: Filled) -> list[Result]:
    vault, size, rounds = place.vault(), place.sizes.forgotten, place.sizes.rounds
    waiting = iter(filled.many)

    def forget(count: int) -> None:
        erasures.carry_out_many(vault, [next(waiting) for _ in range(count)], place.act)

    one, one_spread = alone(lambda _: forget(1), ONES, place.checkpoint)
    many, spread = alone(lambda _: forget(size), rounds, place.checkpoint)
    aim = MANY_AIM * size / 1000
    buckets: dict[str, float | int | str] = {"buckets": 2**place.sizes.bits, "people": place.sizes.people}
    return [
        Result("forget_one", 1, "ms", one * 1000, ONE_AIM, one, spread=one_spread, extra=buckets),
        Result("forget_many", size, "s", many, aim, many, spread=spread, extra=buckets),
    ]
