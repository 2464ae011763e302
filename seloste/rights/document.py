"""The copy of everything that is held of a person, as a document; its JSON Schema is made from these types."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

FORMAT = "seloste-subject-export"
Words = dict[str, str]
Instant = Annotated[datetime, msgspec.Meta(tz=True)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the document: nothing in it is unnamed."""


class Controller(Part, frozen=True):
    """Who holds the data, and to whom to write about it (GDPR 15(1), 13(1)(a))."""

    name: Words
    business_id: str
    contact: str
    register: Words


class Subject(Part, frozen=True):
    """Whose copy this is."""

    id: UUID
    names: list[str]


class Kept(Part, frozen=True):
    """A sentence of the notice that keeps a value; of several the longest wins (GDPR 15(1)(d))."""

    section: str
    sentence: Words
    law: str | None


class Row(Part, frozen=True):
    """One value. ``opened`` false: it is kept by law or for claims alone, and is told of by its kind.

    ``until``: the first instant at which it is no longer kept, null while that isn't known; ``uses``: which
    may touch it at the moment of the copy; ``portable``: given by the person and used on consent or
    contract (GDPR 20(1)).
    """

    id: UUID
    field: str
    title: Words
    opened: bool
    value: Any
    columns: dict[str, Any]
    fate: Literal["ordinary", "by_law", "claims"]
    source: str
    obtained: Instant
    notice: int
    until: Instant | None
    kept: list[Kept]
    uses: list[str]
    portable: bool


class Category(Part, frozen=True):
    """A category of the notice with its values (GDPR 15(1)(b)); a section of none: the notice lacks it now."""

    name: str
    title: Words
    section: str | None
    rows: list[Row]


class Relation(Part, frozen=True):
    """Why the person is known."""

    group: str
    organisation: str | None
    source: str
    started: Instant
    ended: Instant | None


class Ground(Part, frozen=True):
    """A consent, contract, duty or exception (GDPR 6(1)); ``row``: of one address alone."""

    basis: str
    use: str | None
    row: UUID | None
    source: str
    notice: int
    started: Instant
    ended: Instant | None
    why_ended: str | None
    complete: bool


class Prohibition(Part, frozen=True):
    """A refusal or objection (GDPR 21)."""

    scope: str
    use: str | None
    row: UUID | None
    source: str
    since: Instant
    until: Instant | None


class Restriction(Part, frozen=True):
    """A restriction of processing (GDPR 18)."""

    reason: str
    since: Instant
    until: Instant | None


class Use(Part, frozen=True):
    """A purpose over a channel, with the sentence of the notice that says it (GDPR 15(1)(a))."""

    title: Words
    section: str
    sentence: Words
    bases: list[str]


class Source(Part, frozen=True):
    """Where data come from (GDPR 15(1)(g)); ``own``: from the person."""

    title: Words
    sentence: Words
    own: bool


class Recipient(Part, frozen=True):
    """Who may receive which of the fields held, where, and under which safeguard (GDPR 15(1)(c), 15(2))."""

    name: str
    entity: str
    seat: str
    servers: list[str]
    mechanism: str | None
    fields: list[str]
    uses: list[str]
    sentence: Words


class Disclosure(Part, frozen=True):
    """What went to whom, and when (C-154/21)."""

    at: Instant
    to: str
    use: str | None
    fields: list[str]


class Look(Part, frozen=True):
    """Who looked or changed something: role and use, no name of staff (C-579/21)."""

    at: Instant
    what: str
    use: str | None
    role: str | None


class Notice(Part, frozen=True):
    """A version of the notice that was in force from this time on."""

    version: int
    digest: str
    published: Instant


class Right(Part, frozen=True):
    """A right of the person (GDPR 15(1)(e), (f))."""

    name: str
    law: str
    sentence: Words


class Withheld(Part, frozen=True):
    """What is not shown in this copy, how much of it, and why."""

    what: str
    rows: int
    law: str
    sentence: Words


class Copy(Part, frozen=True):
    """Everything that is held of one person (GDPR 15, 20)."""

    format: Literal["seloste-subject-export"]
    version: Literal[1]
    made: Instant
    controller: Controller
    subject: Subject
    categories: list[Category]
    relations: list[Relation]
    grounds: list[Ground]
    prohibitions: list[Prohibition]
    restrictions: list[Restriction]
    uses: dict[str, Use]
    sources: dict[str, Source]
    recipients: list[Recipient]
    disclosures: list[Disclosure]
    looks: list[Look]
    notices: list[Notice]
    rights: list[Right]
    withheld: list[Withheld]


def as_json(copy: Copy) -> bytes:
    """The document, indented, with a line feed at its end."""
    return msgspec.json.format(msgspec.json.encode(copy), indent=1) + b"\n"


def from_json(text: bytes) -> Copy:
    """Raises msgspec.ValidationError on anything that is no such document."""
    return msgspec.json.decode(text, type=Copy)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12), as it stands in docs/schema/subject-export.json."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Copy)}


if __name__ == "__main__":  # the schema of the docs, made anew
    sys.stdout.write(json.dumps(schema(), ensure_ascii=False, indent=1) + "\n")
