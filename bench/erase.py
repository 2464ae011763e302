"""``erase``: people of 100 rows each erased: keys, line, rows, facts and the index's rows.

Ours: the erasure asked for under ``rights`` (a committed line that names everybody), then the transaction
of ``gate.turn`` under ``upkeep``, as an erasure runs it, but naming no bucket (``forget`` measures that).
Baseline: in one transaction the plain DELETEs of the same people from the same kinds of tables (rows,
evidence, relation, ground, prohibition, person), with the same primary and foreign keys, and the index
on values that a register without Seloste needs to be searched at all. Each round has people of its own.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from bench.filling import Filled
from bench.place import Place
from bench.results import Result, against
from bench.rounds import side_by_side
from seloste.gate import bind
from seloste.terms.words import RIGHTS, UPKEEP

AIM = 1.3
TABLES = ("contact", "evidence", "relation", "ground", "prohibition")


def measure(place: Place, filled: Filled) -> list[Result]:
    ours, plain, size = place.connect(), place.connect(), place.sizes.erased
    upkeep = replace(place.act, reason="upkeep")

    def people(number: int) -> list[UUID]:
        return filled.hundred[number * size : (number + 1) * size]

    def delete(number: int) -> None:
        with plain.transaction():
            for table in TABLES:
                plain.execute(
                    f"delete from plain.{table} t using unnest(%s) u where t.subject_id = u".encode(),
                    (people(number),),
                )
            plain.execute("delete from plain.person t using unnest(%s) u where t.id = u", (people(number),))

    def erase(number: int) -> None:
        with bind.use(ours, RIGHTS, place.act):
            ours.execute("select gate.ask_erasure(%s, 'request')", (people(number),))
        with bind.use(ours, UPKEEP, upkeep):
            ours.execute(
                "select gate.turn('{}', '{}', '{}', %s, '{}', '{}', '{}', '{}', '{}')", (people(number),)
            )

    pair = side_by_side(delete, erase, place.sizes.rounds, place.checkpoint)
    return [against("erase", size * 100, pair, AIM, people=size)]
