"""A mapping: which column of a CSV file means what. A TOML file; docs/importing.md describes it.

A mapping is the user's word, so everything in it is checked before a record is read. A fault names
the file, the line and the mend. What may never come out of a file can't be mapped either.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from seloste.engine.errors import Exit, SelosteError
from seloste.intake import headers
from seloste.intake.found import What
from seloste.intake.reading import header_key
from seloste.terms.words import Label, Scope

_KEYS = {
    "rows", "source", "relation", "separator", "zone", "dates", "country", "key", "drop", "column", "constant",
    "refusal", "claim", "bounced", "deleted", "name", "partial",
}  # fmt: skip
NAME_PARTS = ("full", "given", "family")
ADDRESS_PARTS = ("street", "post_code", "city", "country")
OWN = frozenset({
    "contact.name", *(f"contact.name.{part}" for part in NAME_PARTS), "contact.email", "contact.phone",
    "contact.address", *(f"contact.address.{part}" for part in ADDRESS_PARTS), "organisation.name",
    "organisation.business_id", "organisation.external_id", "relation.started", "tag",
})  # fmt: skip
"""What a column may fill beside the further fields of the register."""

FREE_TEXT = {"events.note", "consent.evidence", "calls.recording", "mention.mention"}
_CHANNELS = {
    "all": Scope.MARKETING, "email": Scope.MARKETING_EMAIL, "phone": Scope.MARKETING_PHONE,
    "post": Scope.MARKETING_POST, "sms": Scope.MARKETING_SMS, "research": Scope.RESEARCH,
}  # fmt: skip
_MANY = ("contact.email", "contact.phone", "contact.address", "tag", "organisation.name")


class MappingFault(SelosteError):
    """A mapping that can't be followed: which file, which line, and what to write instead."""

    exit_code = Exit.BAD_INPUT
    code = "bad_mapping"


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column: its header as it is compared, the field it fills, and how. ``split`` parts several values."""

    header: str
    key: str
    path: str
    label: Label = Label.UNKNOWN
    split: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when the column's cell is one of ``values`` (without case); with none, when it isn't empty."""

    header: str
    key: str
    values: frozenset[str] = frozenset()
    channel: str = "email"
    scope: Scope = Scope.MARKETING_EMAIL
    withdraws: bool = False
    since: str = ""

    def holds(self, cell: str) -> bool:
        """Whether the cell says so."""
        text = cell.strip().casefold()
        return text in self.values if self.values else bool(text)


@dataclass(frozen=True, slots=True)
class CsvMapping:
    """A mapping that was checked. ``zone``: of times without one, where the mapping tells it; ``dates``: formats
    of ``strptime``.

    ``name`` tells whose files it reads; ``partial``: a file may lack some of the columns.
    """

    rows: What
    columns: tuple[Mapped, ...]
    constants: tuple[tuple[str, str], ...] = ()
    key: str = ""
    drop: frozenset[str] = frozenset()
    source: str = ""
    relation: str = ""
    separator: str | None = None
    zone: ZoneInfo | None = None
    dates: tuple[str, ...] = ()
    country: str = "FI"
    refusals: tuple[Condition, ...] = ()
    claims: tuple[Condition, ...] = ()
    bounced: tuple[Condition, ...] = ()
    deleted: tuple[Condition, ...] = ()
    name: str = ""
    partial: bool = False

    @property
    def of_times(self) -> ZoneInfo:
        """The zone of times without one; Finland's where nobody tells it."""
        return self.zone or ZoneInfo("Europe/Helsinki")

    def in_zone(self, told: ZoneInfo | None) -> CsvMapping:
        """The mapping for files whose user tells a zone: the mapping's own word is the format's and goes before."""
        return replace(self, zone=told) if self.zone is None and told is not None else self

    @property
    def wanted(self) -> frozenset[str]:
        """The headers that the file must have, as they are compared."""
        conditions = (*self.refusals, *self.claims, *self.bounced, *self.deleted)
        keys = {one.key for one in self.columns} | {one.key for one in conditions}
        return frozenset(keys | {one.since for one in self.bounced} | {self.key}) - {""}


def read_mapping(path: Path, fields: Iterable[str]) -> CsvMapping:
    """Reads and checks a mapping; ``fields`` are those of the register (``position.title``).

    Raises MappingFault.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        told = tomllib.loads(text)
    except (OSError, UnicodeDecodeError):
        raise MappingFault(f"{path.name} can't be read.", help="Give a TOML file in UTF-8.") from None
    except tomllib.TOMLDecodeError as fault:
        raise MappingFault(
            f"{path.name}: {fault}.", help="Mend the line; docs/importing.md has an example."
        ) from None
    return _Checked(path.name, text, OWN | frozenset(fields)).mapping(told)


@dataclass(frozen=True, slots=True)
class _Checked:
    """The words of one file on their way to a mapping."""

    file: str
    text: str
    fields: frozenset[str]

    def mapping(self, told: Mapping[str, Any]) -> CsvMapping:
        """The whole of it."""
        for word in told:
            if word not in _KEYS:
                raise self.fault(
                    word, f'"{word}" is no word of a mapping', f"One of {', '.join(sorted(_KEYS))}."
                )
        columns = self.table(told, "column")
        if not columns:
            raise self.fault(
                "column", "no column is mapped", 'Write [column] and below it "Header" = "contact.email".'
            )
        return CsvMapping(
            rows=self.rows(told),
            columns=tuple(one for header, value in columns.items() for one in self.columns(header, value)),
            constants=tuple(self.constant(*pair) for pair in self.table(told, "constant").items()),
            key=header_key(self.word(told, "key")),
            drop=frozenset(header_key(name) for name in self.words(told, "drop")),
            source=self.word(told, "source"), relation=self.word(told, "relation"),
            separator=self.separator(told), zone=self.zone(told), dates=self.words(told, "dates"),
            country=self.country(told),
            refusals=self.conditions(told, "refusal"), claims=self.conditions(told, "claim"),
            bounced=self.conditions(told, "bounced"), deleted=self.conditions(told, "deleted"),
            name=self.word(told, "name"), partial=self.yes(told, "partial"),
        )  # fmt: skip

    def rows(self, told: Mapping[str, Any]) -> What:
        word = self.word(told, "rows", "person")
        if word not in ("person", "organisation"):
            raise self.fault("rows", f'a row is no "{word}"', 'rows = "person" or rows = "organisation".')
        return What(word)

    def columns(self, header: str, value: Any) -> Iterable[Mapped]:
        """What one column fills: a field, a table with its particulars, or a list of these."""
        for one in value if isinstance(value, list) else [value]:
            told = {"field": one} if isinstance(one, str) else one
            if not isinstance(told, dict) or not set(told) <= {"field", "label", "split"}:
                raise self.fault(
                    header,
                    f'what "{header}" means can\'t be read',
                    '"Header" = "contact.email", or { field = "contact.email", label = "work", split = "," }.',
                )
            yield self.column(header, told)

    def column(self, header: str, told: Mapping[str, Any]) -> Mapped:
        path = self.field(header, self.word(told, "field"))
        if cause := headers.refused(header_key(header)):
            raise self.fault(
                header, f'the column "{header}" may not be stored ({cause})', "Take it out of the mapping."
            )
        label = self.word(told, "label", "unknown").upper()
        if label not in Label.__members__:
            names = ", ".join(name.lower() for name in Label.__members__)
            raise self.fault(header, f'"{label.lower()}" is no label', f"One of {names}.")
        split = self.word(told, "split")
        if split and path not in _MANY:
            raise self.fault(header, f"{path} holds one value", f"split is for {', '.join(_MANY)}.")
        return Mapped(header, header_key(header), path, Label[label], split)

    def constant(self, path: str, value: Any) -> tuple[str, str]:
        if not isinstance(value, str) or self.field(path, path) in OWN:
            raise self.fault(
                path, f"{path} can't be the same for everybody", 'As in "customership.language" = "fi".'
            )
        return path, value

    def field(self, near: str, path: str) -> str:
        """A field that the register has and a file may fill."""
        if path in FREE_TEXT:
            raise self.fault(
                near, f"{path} is never taken from a file", "Take it out: free text may hold anything."
            )
        if path not in self.fields:
            known = ", ".join(sorted(self.fields - FREE_TEXT))
            raise self.fault(near, f'the register has no field "{path}"', f"One of {known}.")
        return path

    def conditions(self, told: Mapping[str, Any], word: str) -> tuple[Condition, ...]:
        """What a column says of everybody whose cell has one of some values."""
        listed = told.get(word, [])
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            raise self.fault(
                word, f"{word} can't be read", f'[[{word}]] and below it column = "Header", is = ["1"].'
            )
        return tuple(self.condition(word, one) for one in listed)

    def condition(self, word: str, told: Mapping[str, Any]) -> Condition:
        more = {"refusal": {"channel", "withdraws"}, "bounced": {"since"}}.get(word, set())
        if unknown := set(told) - {"column", "is"} - more:
            raise self.fault(min(unknown), f'"{min(unknown)}" is no word of {word}', "Take it out.")
        header = self.word(told, "column")
        if not header:
            raise self.fault(word, f"{word} names no column", 'column = "Header".')
        channel = self.word(told, "channel", "email")
        if channel not in _CHANNELS:
            raise self.fault(channel, f'"{channel}" is no channel', f"One of {', '.join(_CHANNELS)}.")
        values = frozenset(value.strip().casefold() for value in self.words(told, "is"))
        return Condition(
            header, header_key(header), values, channel, _CHANNELS[channel], told.get("withdraws") is True,
            header_key(self.word(told, "since")),
        )  # fmt: skip

    def zone(self, told: Mapping[str, Any]) -> ZoneInfo | None:
        name = self.word(told, "zone")
        if not name:
            return None
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            raise self.fault("zone", f'"{name}" is no time zone', 'As in zone = "Europe/Helsinki".') from None

    def separator(self, told: Mapping[str, Any]) -> str | None:
        sign = self.word(told, "separator") or None
        if sign and sign not in (",", ";", "\t", "|"):
            raise self.fault("separator", "no such separator", 'One of "," ";" "|" and "\\t".')
        return sign

    def country(self, told: Mapping[str, Any]) -> str:
        code = self.word(told, "country", "FI")
        if not re.fullmatch("[A-Z]{2}", code):
            raise self.fault("country", f'"{code}" is no country', 'Two letters, as in country = "FI".')
        return code

    def word(self, told: Mapping[str, Any], name: str, default: str = "") -> str:
        value = told.get(name, default)
        if not isinstance(value, str):
            raise self.fault(name, f"{name} is one text", f'{name} = "…".')
        return value

    def yes(self, told: Mapping[str, Any], name: str) -> bool:
        value = told.get(name, False)
        if not isinstance(value, bool):
            raise self.fault(name, f"{name} is true or false", f"{name} = true")
        return value

    def words(self, told: Mapping[str, Any], name: str) -> tuple[str, ...]:
        value = told.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.fault(name, f"{name} is a list of texts", f'{name} = ["…"].')
        return tuple(value)

    def table(self, told: Mapping[str, Any], name: str) -> dict[str, Any]:
        value = told.get(name, {})
        if not isinstance(value, dict):
            raise self.fault(name, f"{name} is a table", f"[{name}]")
        return value

    def fault(self, near: str, what: str, mend: str) -> MappingFault:
        """A fault at the line on which the word at fault is a key, else the first on which it stands."""
        word = re.escape(near)
        patterns = (rf"""\s*["']?{word}["']?\s*=""", rf"\s*\[\[?{word}\]", rf".*(?<![\w.]){word}(?![\w.])")
        lines = list(enumerate(self.text.splitlines(), start=1))
        found = (number for pattern in patterns for number, line in lines if re.match(pattern, line))
        return MappingFault(f"{self.file}:{next(found, 1)}: {what}.", help=mend)
