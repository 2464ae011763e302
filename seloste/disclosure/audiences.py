"""The people whom a use may reach, as a file: CSV, XLSX, vCard or JSON. Pure: what was opened goes in, bytes out.

Each carries its purpose, count, version of the notice and day. JSON says them once and XLSX on a sheet of
its own. CSV and vCard say them beside each person: the header of a CSV stays its first line, as importers
(ours too) and spreadsheets want it, no second file can get lost, and a line that is copied out of the list
still says what it is for.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Annotated, Any, BinaryIO, Final, Literal
from uuid import UUID

import msgspec

from seloste.disclosure import cards, tables
from seloste.intake import workbook
from seloste.protection.keeping import spoken
from seloste.register.showing import written

FORMS: Final = ("csv", "xlsx", "vcard", "json")
Words = dict[str, str]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One address and whose it is. ``name`` is null where names don't go with the list, or none may be opened."""

    id: UUID
    address: Any
    name: dict[str, Any] | None = None


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a list is for. ``sentence``: of the notice; ``kind``: of the addresses, as the notice calls the field.

    ``notice`` and ``digest``: the version in force; ``day`` by the notice's own time zone; ``processor``: to
    whom it goes, null for nobody else; ``addresses`` and ``people``: how many.
    """

    format: Literal["seloste-audience"]
    version: Literal[1]
    use: str
    title: Words
    sentence: Words
    kind: str
    notice: int
    digest: str
    made: Annotated[datetime, msgspec.Meta(tz=True)]
    day: date
    processor: str | None
    addresses: int
    people: int


class Audience(About, frozen=True):
    """The list as JSON."""

    entries: list[Entry]


class TooLong(ValueError):
    """A list longer than a sheet."""


def write(to: BinaryIO, form: str, about: About, entries: Iterable[Entry]) -> None:
    """The file, entry by entry. Raises TooLong for a sheet that would have too many rows."""
    if form == "csv":
        tables.write(to, _rows(about, entries, told=True))
    elif form == "xlsx":
        if about.addresses > workbook.MOST_ROWS:
            raise TooLong
        workbook.write(to, {"people": _rows(about, entries, told=False), "about": _facts(about)})
    elif form == "vcard":
        to.writelines(_card(about, entry) for entry in entries)
    else:
        _json(to, about, entries)


def from_json(text: bytes) -> Audience:
    """Raises msgspec.ValidationError on anything that is no such list."""
    return msgspec.json.decode(text, type=Audience)


def _rows(about: About, entries: Iterable[Entry], *, told: bool) -> Iterator[list[str]]:
    beside = _beside(about) if told else {}
    yield ["id", "name", "address", *beside]
    for one in entries:
        yield [str(one.id), spoken(one.name) if one.name else "", written(one.address), *beside.values()]


def _beside(about: About) -> dict[str, str]:
    return {
        "purpose": about.use, "count": str(about.addresses), "notice": str(about.notice), "day": about.day.isoformat(),
    }  # fmt: skip


def _facts(about: About) -> Iterator[list[str]]:
    """A row each; what has words has them in every language of the notice."""
    yield ["what", "value"]
    for name, value in msgspec.to_builtins(about).items():
        if isinstance(value, dict):
            yield from ([f"{name}.{language}", said] for language, said in value.items())
        elif value is not None:
            yield ["purpose" if name == "use" else name, str(value)]


def _card(about: About, one: Entry) -> bytes:
    kind = about.kind.rpartition(".")[2]
    told = {f"X-SELOSTE-{name.upper()}": value for name, value in _beside(about).items()}
    return cards.card(one.id, one.name, [cards.Detail(kind, one.address)], told)


def _json(to: BinaryIO, about: About, entries: Iterable[Entry]) -> None:
    to.write(msgspec.json.encode(about)[:-1] + b',"entries":[')
    for place, one in enumerate(entries):
        to.write((b",\n" if place else b"\n") + msgspec.json.encode(one))
    to.write(b"\n]}\n")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12), as it stands in docs/schema/audience.json."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Audience)}


if __name__ == "__main__":  # the schema of the docs, made anew
    sys.stdout.write(json.dumps(schema(), ensure_ascii=False, indent=1) + "\n")
