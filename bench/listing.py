"""``list``: the alphabetical list of people, 50 to a page: the first page, and the 500th.

Ours, under ``customer_care``: buckets counted up to the place, the names of the buckets that the page stands
in opened under a line of the verb ``sort``, and sorted here. Baseline: the same page of a plain table with an
index on a sort key that Python made, by OFFSET. The aim is a time.
"""

from __future__ import annotations

from typing import LiteralString

from bench.filling import Filled
from bench.place import Place
from bench.results import Result
from bench.rounds import Job, side_by_side
from seloste.engine.connect import Connection
from seloste.register.finding import Alphabet
from seloste.terms.alphabet import person_key

USE = "customer_care"
AIM = 100.0
SIZE, FAR = 50, 500
PAGE: LiteralString = (
    "select subject_id, name from plain.listed order by sort_key, subject_id offset %s limit 50"
)


def measure(place: Place, _filled: Filled) -> list[Result]:
    vault, plain = place.vault(), place.connect()
    people = _listed(place)
    alphabet = Alphabet(vault, USE, place.act)
    found = []
    for name, start in (("list_first", 0), ("list_far", (FAR - 1) * SIZE)):
        pair = side_by_side(_plainly(plain, start), _ours(alphabet, start), place.sizes.rounds)
        found.append(Result(name, people, "ms", pair.ours * 1e3, AIM, pair.ours, pair.baseline, pair.spread))
    return found


def _plainly(plain: Connection, start: int) -> Job:
    return lambda _: plain.execute(PAGE, (start,)).fetchall()


def _ours(alphabet: Alphabet, start: int) -> Job:
    return lambda _: alphabet.page(start, SIZE)


def _listed(place: Place) -> int:
    """The plain list, of the people whom the use sees; how many."""
    with place.superuser() as superuser:
        superuser.execute("create table plain.listed (sort_key text, subject_id uuid, name text)")
        rows = superuser.execute(
            "select c.subject_id, c.value from plain.contact c join register.contact r using (subject_id, id)"
            " join gate.use_bit u on u.name = %s where c.kind = 1 and r.lawful & (1::bigint << u.bit) <> 0",
            (USE,),
        ).fetchall()
        with superuser.cursor().copy("copy plain.listed from stdin") as copy:
            for person, name in rows:
                given, family = name.split(" ", 1)
                copy.write_row((person_key(family, given), person, name))
        superuser.execute("create index on plain.listed (sort_key, subject_id)")
        superuser.execute("grant select on plain.listed to public")
        superuser.execute("analyze plain.listed")
    return len(rows)
