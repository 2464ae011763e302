"""``audience``: everybody who may get a newsletter, as ids and as a count.

Ours: enter the use, and one SELECT without a condition on anybody's rights; the policy does the rest.
Baseline: the same SELECT by the same role in one transaction over ``plain.copy``, which holds the same
rows with the same indexes and has no policy, with the WHERE that a careful person writes by hand. It is
fair: the mask is there already worked out, which without Seloste somebody would have to maintain.
"""

from __future__ import annotations

from typing import LiteralString

from bench.filling import Filled
from bench.place import Place
from bench.results import Result, against
from bench.rounds import side_by_side
from seloste.gate import bind

USE = "newsletter.email"
AIM = 1.1


def measure(place: Place, _filled: Filled) -> list[Result]:
    return [_one(place, "audience", "subject_id"), _one(place, "audience_count", "count(*)")]


def _one(place: Place, name: str, what: LiteralString) -> Result:
    connection = place.connect()
    bits: dict[str, int] = dict(connection.execute('select name, "bit" from gate.use_bits()').fetchall())
    mask = 1 << bits[USE]
    found: dict[str, int] = {}

    def by_hand(_round: int) -> None:
        with connection.transaction():
            rows = connection.cursor(binary=True).execute(
                b"select %s from plain.copy where kind = 2 and (lawful & %%s) <> 0 and visible_until > now()"
                % what.encode(),
                (mask,),
            ).fetchall()  # fmt: skip
        found["hand"] = rows[0][0] if len(rows) == 1 else len(rows)

    def ours(_round: int) -> None:
        with bind.use(connection, USE, place.act):
            rows = connection.cursor(binary=True).execute(
                b"select %s from register.contact where kind = 2" % what.encode()
            ).fetchall()  # fmt: skip
        found["ours"] = rows[0][0] if len(rows) == 1 else len(rows)

    pair = side_by_side(by_hand, ours, max(place.sizes.rounds, 9))
    if found["hand"] != found["ours"]:
        raise AssertionError(f"the two sides answered differently: {found}")
    return against(name, place.sizes.people, pair, AIM, found=found["ours"])
