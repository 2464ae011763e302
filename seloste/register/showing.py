"""One person as a use may see them: what we hold, from where, why we may, until when, who looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from seloste.engine.errors import Exit, SelosteError
from seloste.gate import bind
from seloste.gate.bind import Query
from seloste.protection.keeping import spoken
from seloste.protection.opening import look_and_open_person
from seloste.protection.vault import Vault
from seloste.register import kind_names
from seloste.terms.act import Act
from seloste.terms.sealed import Sealed
from seloste.terms.words import RIGHTS, Fate


class NotVisible(SelosteError):
    """Nobody of this id, as far as the use may see."""

    exit_code = Exit.REFUSED
    code = "not_visible"


@dataclass(frozen=True, slots=True)
class Row:
    """A row's header with its opened value; None where the use may see the row and not open it."""

    id: UUID
    kind: int
    fate: Fate
    value: Sealed[Any] | None
    source: str
    obtained: datetime
    until: datetime | None
    notice: int
    uses: tuple[str, ...]
    plain: dict[str, Any]
    category: str
    field: str


@dataclass(frozen=True, slots=True)
class Look:
    """Who looked: role and use; the name for the privacy contact alone (C-579/21).

    ``recipient``: to whom a disclosure went, by its name in the notice.
    """

    at: datetime
    verb: str
    use: str | None
    role: str | None
    name: str | None
    recipient: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """``now``: the gate's time of it."""

    person: UUID
    now: datetime
    rows: tuple[Row, ...]
    facts: dict[str, Any]
    looks: tuple[Look, ...]


HEADERS: LiteralString = "select id, kind, fate, source, obtained_at, nullif(expires_at, 'infinity'), notice, uses, plain from gate.row_header(%s) order by kind, obtained_at, id"
_FACTS: LiteralString = "select gate.facts(%s, %s), gate.now()"
_LOOKS: LiteralString = "select at, verb, use, role, name, recipient from gate.looks_at(%s, %s)"


def show(vault: Vault, person: UUID, use: str, act: Act, *, looks: int = 50) -> Shown:
    """Everything of a person that the use may see; opened under one use, in one round trip. Raises NotVisible."""
    seen = look_and_open_person(
        vault.connection, vault.keys, use, act, person,
        (Query(HEADERS, (person,)), Query(_FACTS, (person, use)), Query(_LOOKS, (person, looks))),
    )  # fmt: skip
    values = {row.row: row.content for opened in seen.rows.values() for row in opened}
    headers, ((facts, now),), seen_by = seen.beside
    if not headers:
        raise NotVisible(
            f"Nobody of this id, as far as {use} may see.",
            help=f"Look under another use, or under {RIGHTS}.",
        )
    names = kind_names()
    rows = tuple(
        Row(
            id_,
            kind,
            Fate(fate),
            values.get(id_),
            source,
            obtained,
            until,
            notice,
            tuple(uses),
            plain,
            *names[kind],
        )
        for id_, kind, fate, source, obtained, until, notice, uses, plain in headers
    )
    return Shown(person, now, rows, facts, tuple(Look(*one) for one in seen_by))


@dataclass(frozen=True, slots=True)
class Standing:
    """How the uses stand for somebody in a list: bits of those that may now, and of those forbidden.

    ``until``: when the last of the data goes; None while that isn't known. ``now``: the gate's time.
    """

    until: datetime | None
    may: int
    forbidden: int
    now: datetime

    def state(self, bit: int) -> str:
        """``y`` lawful now, ``x`` forbidden by the person, ``n`` neither."""
        return "y" if self.may >> bit & 1 else "x" if self.forbidden >> bit & 1 else "n"


def standings(vault: Vault, people: Sequence[UUID], use: str, act: Act) -> dict[UUID, Standing]:
    """Of these people, those whom the use sees (at most 1,000)."""
    with bind.use(vault.connection, use, act):
        rows = vault.connection.execute(
            "select subject_id, nullif(ends, 'infinity'), may, forbidden, gate.now() from gate.standing_of(%s)",
            (list(people),),
        ).fetchall()
    return {row[0]: Standing(*row[1:]) for row in rows}


def written(value: object) -> str:
    """A value on one line: a name as people say it, an address by its parts, a recording by its file."""
    if not isinstance(value, dict):
        return _line(value)
    if {"file", "hash"} <= value.keys():
        return str(value["file"])
    if {"given", "family", "full"} & value.keys():
        return spoken(value)
    if {"street", "post_code", "city"} & value.keys():
        place = " ".join(str(value.get(part) or "") for part in ("post_code", "city")).strip()
        parts = (str(value.get("street") or ""), place, str(value.get("country") or ""))
        return ", ".join(part for part in parts if part)
    return ", ".join(line for part in value.values() if (line := _line(part)))


def _line(part: object) -> str:
    """A part of a value on one line; lists run on."""
    if isinstance(part, dict):
        return written(part)
    return ", ".join(map(_line, part)) if isinstance(part, list | tuple) else str(part or "")
