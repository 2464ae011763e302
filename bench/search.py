"""``search``: people sought by the beginnings of their names' words, and by e-mail address and telephone number.

Ours, under ``customer_care``: keyed hashes looked up in the blind index, each hit tested against the mask; ids
come back, and nothing is opened. Baseline: a plain table of lower-case words with an index for prefixes, the
words intersected; and the index on values, for addresses. Two hundred hits at the most. The aim is a time.
"""

from __future__ import annotations

from typing import LiteralString

from bench.filling import Filled
from bench.place import Place
from bench.results import Result
from bench.rounds import Job, side_by_side
from seloste.engine.connect import Connection
from seloste.protection.vault import Vault
from seloste.register import finding
from seloste.terms.act import Act

USE = "customer_care"
AIM = 50.0
NAMES = {"search_rare": "aino koivupuro", "search_prefixes": "ko ve", "search_letter": "a"}
"""A whole name; two short prefixes; a prefix that a third of everybody has."""
EXACT: LiteralString = "select subject_id from plain.contact where kind = %s and value = %s"


def measure(place: Place, filled: Filled) -> list[Result]:
    vault, plain, people = place.vault(), place.connect(), place.sizes.people
    _words(place)
    found = []

    def result(name: str, baseline: Job, ours: Job) -> None:
        pair = side_by_side(baseline, ours, place.sizes.rounds)
        found.append(Result(name, people, "ms", pair.ours * 1e3, AIM, pair.ours, pair.baseline, pair.spread))

    for name, typed in NAMES.items():
        result(name, _plain_names(plain, typed), _our_names(vault, place.act, typed))
    for kind in ("email", "phone"):
        address = _one(place, filled, finding.ADDRESSES[kind])
        result(
            f"search_{kind}",
            _plain_address(plain, kind, address),
            _our_address(vault, place.act, kind, address),
        )
    return found


def _plain_names(plain: Connection, typed: str) -> Job:
    return lambda _: plain.execute(*_by_words(typed)).fetchall()


def _our_names(vault: Vault, act: Act, typed: str) -> Job:
    return lambda _: finding.by_name(vault, typed, USE, act)


def _plain_address(plain: Connection, kind: str, address: str) -> Job:
    return lambda _: plain.execute(EXACT, (finding.ADDRESSES[kind], address)).fetchall()


def _our_address(vault: Vault, act: Act, kind: str, address: str) -> Job:
    return lambda _: finding.by_address(vault, kind, address, USE, act)


def _one(place: Place, filled: Filled, kind: int) -> str:
    row = place.superuser().execute(
        "select value from plain.contact where subject_id = %s and kind = %s limit 1", (filled.twenty[0], kind)
    ).fetchone()  # fmt: skip
    assert row is not None  # people of twenty rows have both
    return str(row[0])


def _words(place: Place) -> None:
    with place.superuser() as superuser:
        superuser.execute(
            "create table plain.word as select distinct w word, subject_id from plain.contact,"
            " string_to_table(lower(value), ' ') w where kind = 1"
        )
        superuser.execute("create index on plain.word (word text_pattern_ops, subject_id)")
        superuser.execute("grant select on plain.word to public")
        superuser.execute("analyze plain.word, protection.name_index")  # as autovacuum has done by then
        superuser.execute("analyze plain.word")


def _by_words(typed: str) -> tuple[bytes, list[str]]:
    """The people in whose name every word stands as a prefix, in order, 200 at the most."""
    words = typed.split()
    parts = " intersect ".join("select subject_id from plain.word where word like %s" for _ in words)
    return f"{parts} order by 1 limit 200".encode(), [f"{word}%" for word in words]
