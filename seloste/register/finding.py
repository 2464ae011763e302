"""Finding people: by address, by prefixes of names, in alphabetical order, and by use (spine 24, 26)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import UUID

from seloste.gate import bind
from seloste.protection.keeping import sorted_by, spoken
from seloste.protection.opening import Opened, look_and_open, open_names
from seloste.protection.vault import Vault
from seloste.terms.act import Act
from seloste.terms.addresses import AddressError, normal_email, normal_phone
from seloste.terms.alphabet import Language, deeper, person_key

ADDRESSES = {"email": 2, "phone": 3, "address": 4}
DEEP = 200
AT_ONCE = 1000
FIRST = ". 0123456789abcdefghijklmnopqrstuvwxyz{|}~"


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


class Alphabet:
    """People in alphabetical order under one use: prefix buckets, opened only where a page needs them."""

    def __init__(self, vault: Vault, use: str, act: Act, language: Language = "fi") -> None:
        self.vault, self.use, self.act, self.language = vault, use, act, language

    def counts(self, letters: Sequence[str]) -> dict[str, int]:
        """How many names each of these buckets has under the use; none is left out, zero or not."""
        found = self._counted(letters, "select bucket, names from gate.count_buckets(%s)")
        return dict.fromkeys(letters, 0) | found

    def page(self, start: int, size: int) -> list[Listed]:
        """``size`` people from place ``start`` (from 0), in order.

        Buckets are counted up to the place, their parts where one holds too many, and what is opened is the
        buckets that the page stands in.
        """
        wanted: list[Listed] = []
        for bucket, before in self._reached(list(FIRST), start, size):
            inside = self._sorted(bucket)
            wanted += inside[max(0, start - before) if not wanted else 0 :]
            if len(wanted) >= size:
                break
        return wanted[:size]

    def leaves(self, letters: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Buckets in order, each of at most 200 names, or as deep as the index goes."""
        for bucket, names in self.counts(letters).items():
            below = deeper(bucket) if names > DEEP else []
            if below:
                yield from self.leaves(below)
            elif names:
                yield bucket, names

    def _reached(self, letters: Sequence[str], start: int, size: int) -> Iterator[tuple[str, int]]:
        """The leaves of a page that begins at ``start``, each with how many names stand before it."""
        passed = 0
        for bucket, names in self._up_to(letters, start + size).items():
            below = deeper(bucket) if names > DEEP else []
            if passed + names > start and names:
                if below:
                    place = max(start - passed, 0)
                    deep = self._reached(below, place, size if start >= passed else start + size - passed)
                    yield from ((leaf, passed + before) for leaf, before in deep)
                else:
                    yield bucket, passed
            passed += names

    def _up_to(self, letters: Sequence[str], place: int) -> dict[str, int]:
        """Counts in order, up to the bucket with that place, which may hold more than is told."""
        return self._counted(letters, "select bucket, names from gate.count_up_to(%s, %s, %s)", place, DEEP)

    def _counted(self, letters: Sequence[str], query: LiteralString, *more: Any) -> dict[str, int]:
        blind = self.vault.blind()
        tokens = {blind.bucket(one): one for one in letters}
        with bind.use(self.vault.connection, self.use, self.act):
            rows = self.vault.connection.execute(query, (list(tokens), *more)).fetchall()
        return {tokens[bucket]: int(names) for bucket, names in rows}

    def _sorted(self, bucket: str) -> list[Listed]:
        token, after = [self.vault.blind().bucket(bucket)], None
        found: list[Listed] = []
        while rows := open_names(self.vault.connection, self.vault.keys, self.use, self.act, token, after):
            found += [Listed(row.person, row.row, row.content.show()) for row in rows]
            after = max(row.person for row in rows)
            if len(rows) < AT_ONCE:
                break
        return sorted(
            found,
            key=lambda one: person_key(sorted_by(one.name), str(one.name.get("given") or ""), self.language),
        )


def count(vault: Vault, use: str, act: Act, kind: int | None) -> int:
    """How many people the use reaches: by one kind of address, or by any row."""
    with bind.use(vault.connection, use, act):
        row = vault.connection.execute(_COUNT, (kind, kind)).fetchone()
    assert row is not None  # an aggregate
    return int(row[0])


_COUNT: LiteralString = "select count(distinct subject_id) from register.contact where (%s::smallint is null or kind = %s) and fate = 0"
_AUDIENCE: LiteralString = (
    "select subject_id, id from register.contact where kind = %s and fate = 0 and (subject_id, id) > (%s, %s)"
    " order by subject_id, id limit 1000"
)
_NOBODY = UUID(int=0)


def audience(vault: Vault, use: str, act: Act, kind: int) -> Iterator[Opened]:
    """Everybody's address whom the use reaches, opened a thousand at a time, each under its own line."""
    place = (_NOBODY, _NOBODY)
    while True:
        rows = look_and_open(vault.connection, vault.keys, use, act, "contact", _AUDIENCE, (kind, *place))
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
