"""Finding people: by address, by prefixes of names, in alphabetical order, and by use (spine 24, 26)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, LiteralString
from uuid import UUID

from seloste.gate import bind
from seloste.protection.blind import Blind
from seloste.protection.keeping import parts, spoken
from seloste.protection.opening import Opened, look_and_open, open_names
from seloste.protection.vault import Vault
from seloste.register import tallies
from seloste.terms.act import Act
from seloste.terms.addresses import AddressError, normal_email, normal_phone
from seloste.terms.alphabet import BUCKET_SIGNS, Language, deeper, person_key

ADDRESSES = {"email": 2, "phone": 3, "address": 4}
DEEP = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A person, and the row by which they were found."""

    person: UUID
    row: UUID


def as_address(typed: str) -> tuple[str, str] | None:
    """What was typed as an exact address: its kind and normal form; None when it is none."""
    for kind, normal in (("email", normal_email), ("phone", normal_phone)):
        try:
            return kind, normal(typed)
        except AddressError:
            continue
    return None


def by_address(vault: Vault, kind: str, value: str, use: str, act: Act) -> list[Found]:
    """Who has this address, as far as the use may see. Raises IndexRebuilding rather than answer "nobody"."""
    token = vault.blind().address(kind, value)
    with bind.use(vault.connection, use, act):
        rows = vault.connection.execute("select subject_id, row_id from gate.find(%s)", ([token],)).fetchall()
    return [Found(*row) for row in rows]


def by_name(
    vault: Vault, typed: str, use: str, act: Act, *, after: UUID | None = None, most: int = 200
) -> list[Found]:
    """People in one of whose names every typed word stands, as a prefix, in any order."""
    tokens = vault.blind().wanted(typed)
    if not tokens:
        return []
    with bind.use(vault.connection, use, act):
        rows = vault.connection.execute(
            "select subject_id, row_id from gate.find_names(%s, %s, %s)", (tokens, after, most)
        ).fetchall()
    return [Found(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of people: id and name row, and the name as it is listed."""

    person: UUID
    row: UUID
    name: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list is narrowed to; all that is named must hold.

    ``use``: whom it may touch now; ``group``: who has a living relation of this kind; ``organisation``: at
    this one; ``source``: of whom something came from there; ``days``: of whom something goes within so many.
    """

    use: str = ""
    group: str = ""
    source: str = ""
    organisation: UUID | None = None
    days: int | None = None

    def json(self) -> str:
        """As the database reads it: what isn't narrowed is left out."""
        named = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(
            {name: value for name, value in named.items() if value not in (None, "")}, default=str
        )


EVERYBODY = Choice()


class Alphabet:
    """People in alphabetical order under one use: prefix buckets, opened only where a page needs them."""

    def __init__(
        self, vault: Vault, use: str, act: Act, language: Language = "fi", choice: Choice = EVERYBODY
    ) -> None:
        self.vault, self.use, self.act, self.language = vault, use, act, language
        self.chosen = choice.json()

    def counts(self, buckets: Sequence[str]) -> dict[str, int]:
        """How many names each of these buckets has under the use; none is left out.

        All of them are of one depth and part the same bucket, or the whole alphabet. Counted anew
        after every change of the register. Raises IndexRebuilding.
        """
        connection, blind = self.vault.connection, self.vault.blind()
        with bind.use(connection, self.use, self.act):
            state = connection.execute("select * from gate.list_state()").fetchone()
            place = tallies.place(connection, self.use, self.chosen, tuple(buckets), blind)
            return tallies.counted(place, state, partial(self._count, buckets, blind))

    def _count(self, buckets: Sequence[str], blind: Blind) -> dict[str, int]:
        within = buckets[0][:-1]
        rows = self.vault.connection.execute(
            "select bucket, names from gate.count_buckets(%s, %s, %s)",
            (blind.bucket(within) if within else None, len(buckets[0]), self.chosen),
        ).fetchall()
        names: dict[UUID, int] = dict(rows)
        return {one: names.get(blind.bucket(one), 0) for one in buckets}

    def leaves(self, buckets: Sequence[str], skip: int = 0) -> Iterator[tuple[str, int]]:
        """Buckets in order, each of at most 200 names, or as deep as the index goes.

        One that lies among the first ``skip`` names as a whole is given as it is, however many it has.
        """
        for bucket, names in self.counts(buckets).items():
            if names == 0:
                continue
            below = deeper(bucket) if names > DEEP and names > skip else []
            if below:
                yield from self.leaves(below, skip)
            else:
                yield bucket, names
            skip = max(0, skip - names)

    def page(self, start: int, size: int) -> list[Listed]:
        """``size`` people from place ``start`` (from 0), in order."""
        wanted: list[Listed] = []
        passed = 0
        for bucket, names in self.leaves(list(BUCKET_SIGNS), start):
            if passed + names > start:
                inside = self._sorted(bucket)
                wanted += inside[max(0, start - passed) :]
                if len(wanted) >= size:
                    return wanted[:size]
            passed += names
        return wanted

    def _sorted(self, bucket: str) -> list[Listed]:
        vault = self.vault
        tokens = [vault.blind().bucket(bucket)]
        rows = open_names(vault.connection, vault.keys, self.use, self.act, tokens, self.chosen)
        found = [Listed(row.person, row.row, row.content.show()) for row in rows]
        return sorted(found, key=lambda one: person_key(*parts(one.name), self.language))


def use_counts(vault: Vault, use: str, act: Act) -> dict[str, int]:
    """Of the people whom ``use`` sees: how many each use of the notice may touch now."""
    connection = vault.connection

    def count_them() -> dict[str, int]:
        return dict(connection.execute("select use, people from gate.count_uses()").fetchall())

    with bind.use(connection, use, act):
        state = connection.execute("select * from gate.list_state()").fetchone()
        return tallies.counted(tallies.place(connection, use, "uses", (), vault.blind()), state, count_them)


def count(vault: Vault, use: str, act: Act, kind: int | None) -> int:
    """How many people the use reaches: by one kind of address, or by any row."""
    with bind.use(vault.connection, use, act):
        row = vault.connection.execute(_COUNT, (kind, kind)).fetchone()
    assert row is not None  # an aggregate
    return int(row[0])


_COUNT: LiteralString = "select count(distinct subject_id) from register.contact where (%s::smallint is null or kind = %s) and fate = 0"
ADDRESSES_AFTER: LiteralString = (
    "select subject_id, id from register.contact where kind = %s and fate = 0 and (subject_id, id) > (%s, %s)"
    " order by subject_id, id limit 1000"
)
_NOBODY = UUID(int=0)


def audience(vault: Vault, use: str, act: Act, kind: int) -> Iterator[Opened]:
    """Everybody's address whom the use reaches, opened a thousand at a time, each under its own line."""
    place = (_NOBODY, _NOBODY)
    while True:
        rows = look_and_open(
            vault.connection, vault.keys, use, act, "contact", ADDRESSES_AFTER, (kind, *place)
        )
        yield from sorted(rows, key=lambda row: (row.person, row.row))
        if not rows:
            return
        last = max((row.person, row.row) for row in rows)
        if last == place:
            return
        place = last


def names_of(vault: Vault, people: Sequence[UUID], use: str, act: Act) -> dict[UUID, str]:
    """What these people are called, as far as the use may open their names."""
    rows = look_and_open(
        vault.connection, vault.keys, use, act, "contact",
        "select subject_id, id from register.contact where subject_id = any(%s) and kind = 1 limit 1000", (list(people),),
    )  # fmt: skip
    return {row.person: spoken(row.content.show()) for row in rows}
