"""``open``: e-mail addresses opened inside a use, a thousand under each ledger line, lines on disk.

Ours: ``look_and_open`` by keyset, which is enter, look, commit, open in one round trip, and the crypto in
Python. Baselines, both shown: the same keyset over a plain text column (``plain``), and the same with
one committed audit row for each thousand (``audited``), the least that can say who read what. The aim is
a time for each value, of which ``crypto`` is what Python spends with the keys after the rows are there.
"""

from __future__ import annotations

import time
from typing import LiteralString
from uuid import UUID

from bench.filling import Filled
from bench.place import Place
from bench.results import Result
from bench.rounds import alone, side_by_side
from seloste.engine.connect import Connection
from seloste.gate import bind
from seloste.protection.opening import look_and_open, opened
from seloste.protection.vault import Vault
from seloste.terms.act import Act

USE = "customer_care"
AIM, CRYPTO_AIM = 40.0, 8.0
START = (UUID(int=0), UUID(int=0))
KEYSET: LiteralString = (
    "select subject_id, id from register.contact where kind = 2 and (subject_id, id) > (%s, %s)"
    " order by subject_id, id limit 1000"
)
PLAIN: LiteralString = (
    "select subject_id, id, value from plain.contact where kind = 2 and (subject_id, id) > (%s, %s)"
    " order by subject_id, id limit 1000"
)
AUDIT: LiteralString = "insert into plain.audit (actor, use, reason, verb) values (gen_random_uuid(), 'customer_care', 'work', 'open')"


def measure(place: Place, _filled: Filled) -> list[Result]:
    wanted, vault, plain = place.sizes.opened, place.vault(), place.connect()
    pair = side_by_side(
        lambda _: _plainly(plain, wanted, audited=True), lambda _: _ours(vault, place.act, wanted), place.sizes.rounds
    )  # fmt: skip
    bare, _ = alone(lambda _: _plainly(plain, wanted, audited=False), place.sizes.rounds)
    crypto = _crypto(vault, place.act)
    each = pair.ours / wanted * 1e6
    return [
        Result("open", wanted, "us", each, AIM, pair.ours, pair.baseline, pair.spread, {"plain_s": bare}),
        Result("open_crypto", 1000, "us", crypto, CRYPTO_AIM),
    ]


def _ours(vault: Vault, act: Act, wanted: int) -> None:
    place, done = START, 0
    while done < wanted:
        rows = look_and_open(vault.connection, vault.keys, USE, act, "contact", KEYSET, place)
        place = max((row.person, row.row) for row in rows)
        done += len(rows)


def _plainly(connection: Connection, wanted: int, *, audited: bool) -> None:
    place, done = START, 0
    while done < wanted:
        with connection.pipeline(), connection.transaction():
            if audited:
                connection.execute(AUDIT)
            cursor = connection.cursor(binary=True).execute(PLAIN, place)
        rows = cursor.fetchall()
        place = rows[-1][:2]
        done += len(rows)


def _crypto(vault: Vault, act: Act) -> float:
    """Microseconds a value: keys unwrapped, messages opened, values made; the median of nine lines."""
    taken = []
    for _ in range(9):
        rows = bind.take(vault.connection, USE, act, "contact", KEYSET, START)
        started = time.perf_counter()
        opened(rows, "contact", vault.keys)
        taken.append((time.perf_counter() - started) / len(rows) * 1e6)
    return sorted(taken)[4]
