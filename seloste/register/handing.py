"""Lists that are handed out: each thousand is named in a line of where it goes, before any of it is opened.

To a processor it is a disclosure, tested against the transfer stance by the database itself (R8.1, R6.4c);
into a file of our own it is an export. The ``open`` lines stand beside, as of everything that is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, LiteralString
from uuid import UUID

from seloste.gate.bind import Query
from seloste.protection.opening import Opened, look_and_open_all
from seloste.protection.vault import Vault
from seloste.register.finding import ADDRESSES, ADDRESSES_AFTER
from seloste.terms.act import Act

_NAMES: LiteralString = (
    "select distinct on (subject_id) subject_id, id from register.contact"
    " where subject_id = any(%s) and kind = 1 and fate = 0 order by subject_id, id"
)
_WHOM: LiteralString = "array_agg(subject_id), array_agg(id), 1::smallint"
_NAMED: LiteralString = "array_agg(subject_id order by subject_id, id), array_agg(id order by subject_id, id)"
_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Handing:
    """Where a list goes. ``form``: of the file (``csv``); ``processor``: to whom, None for nobody else.

    ``names``: whether people's names go with their addresses.
    """

    form: str
    processor: str | None = None
    names: bool = False

    def fields(self, address: str) -> tuple[str, ...]:
        """What goes, as the notice calls it."""
        return ("contact.name", f"contact.{address}") if self.names else (f"contact.{address}",)

    def line(self, rows: LiteralString, parameters: Sequence[Any], what: str) -> Query:
        """The statement that writes the line of these rows and tells which they are."""
        if self.processor is None:
            call, told = f"gate.export_rows(%s, {_WHOM})", (self.form, *parameters)
        else:
            call, told = f"gate.disclose(%s, {_WHOM}, array[%s]::text[])", (self.processor, what, *parameters)
        return Query(f"select {call}, {_NAMED} from ({rows}) rows having count(*) > 0".encode(), told)


@dataclass(frozen=True, slots=True)
class Reached:
    """One address that is handed out, whose it is, and their name where names go too and the use may open it."""

    person: UUID
    address: Any = field(repr=False)
    name: Mapping[str, Any] | None = field(default=None, repr=False)


def reached(vault: Vault, use: str, act: Act, address: str, handing: Handing) -> Iterator[Reached]:
    """Everybody's address of this kind whom the use reaches, ordered by person.

    Raises NotPermitted when the database refuses the processor, the use or the fields.
    """
    after = (_NOBODY, _NOBODY)
    while True:
        parameters = (ADDRESSES[address], *after)
        opened, named = _opened(vault, use, act, ADDRESSES_AFTER, parameters, handing, f"contact.{address}")
        if not named:
            return
        people = list({row.person for row in opened})
        names = _names(vault, use, act, people, handing) if handing.names and people else {}
        for row in opened:
            yield Reached(row.person, row.content.show(), names.get(row.person))
        after = named[-1]


def _names(
    vault: Vault, use: str, act: Act, people: list[UUID], handing: Handing
) -> dict[UUID, Mapping[str, Any]]:
    opened, _ = _opened(vault, use, act, _NAMES, (people,), handing, "contact.name")
    return {row.person: row.content.show() for row in opened}


def _opened(
    vault: Vault,
    use: str,
    act: Act,
    rows: LiteralString,
    parameters: Sequence[Any],
    handing: Handing,
    what: str,
) -> tuple[list[Opened], list[tuple[UUID, UUID]]]:
    """Of the rows that the line of this handing names, in order: those that open, and all of them by their ids.

    A row that came between the line and the look is in no line, so it doesn't go out.
    """
    query = Query(rows, parameters)
    line = handing.line(rows, parameters, what)
    seen = look_and_open_all(vault.connection, vault.keys, use, act, {"contact": query}, (line,))
    named = [place for _, people, ids in seen.beside[0] for place in zip(people, ids, strict=True)]
    told = frozenset(named)
    opened = (row for row in seen.rows["contact"] if (row.person, row.row) in told)
    return sorted(opened, key=lambda row: (row.person, row.row)), named
