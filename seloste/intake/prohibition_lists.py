"""Wash lists: who may not be reached by phone, e-mail or post, as a service of limitation gives them out.

No format of these services is public, so a list is one value a line (numbers, addresses, or SHA-256 of
addresses), or names with postal addresses. The user tells what it forbids where the file doesn't. A line
that can't be read may be a refusal that wasn't applied: it is never passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from seloste.intake import cells, headers
from seloste.intake.bytes import Source, Unreadable, sources
from seloste.intake.found import Name, Rejected, What
from seloste.intake.google import postal_point
from seloste.intake.lists import Lined, a_list, lines_of
from seloste.intake.reading import Damaged, Record, Table, header_key, open_table
from seloste.intake.readings import Other, ReadFile, Reading, Stored
from seloste.intake.seen import Seen
from seloste.terms.addresses import AddressError, PostalAddress, match_key, normal_email, normal_phone, tidy
from seloste.terms.words import Scope

SCOPES = {
    "phone": Scope.MARKETING_PHONE, "email": Scope.MARKETING_EMAIL, "post": Scope.MARKETING_POST,
}  # fmt: skip
_HASHES = frozenset({"email_sha256", "sha256", "hash", "email hash"})
_ONE_COLUMN = headers.EMAIL | headers.PHONE | headers.MOBILE | _HASHES
_SHORTEST = 7
"""Digits below which a number is no subscriber's whole one, though a numbering plan may allow it."""

_HASH = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
_STREET = headers.ADDRESS | {"street", "katu", "gata", "gatuadress"}
_CODE = frozenset({"postinumero", "post code", "postcode", "postal code", "zip", "zip code", "postnummer"})
_CITY = frozenset({"postitoimipaikka", "city", "kaupunki", "paikkakunta", "postort", "ort", "town"})
EXPLAINED = frozenset({"comment", "duplicate_in_file"})
"""Reasons that need no explanation: after any other, known or not, a refusal may have been missed."""


@dataclass(frozen=True, slots=True)
class Refused(Other):
    """A refusal of direct marketing: by whom, as far as the list tells. ``digest``: of an e-mail address."""

    at: int
    file: str
    channel: str
    value: str = field(default="", repr=False)
    digest: str = field(default="", repr=False)
    name: Name | None = None
    address: PostalAddress | None = None
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The refusal in the shape that every reader prints."""
        said: dict[str, Any] = {
            "at": self.at, "what": What.PROHIBITION.value, "channel": self.channel, "scope": "direct_marketing",
        }  # fmt: skip
        if self.value:
            said["value"] = self.value
        if self.name:
            said["name"] = {"given": self.name.given, "family": self.name.family}
        if self.address:
            parts = {
                "street": self.address.street, "post_code": self.address.post_code, "city": self.address.city,
                "country": self.address.country,
            }  # fmt: skip
            said["address"] = {part: told for part, told in parts.items() if told}
        return said


@dataclass(frozen=True, slots=True)
class NameList(ReadFile):
    """A list of names and postal addresses; ``places`` are those of its columns."""

    places: tuple[int | None, ...] = ()


class Prohibitions(Reading[ReadFile]):
    """Lists of refusals. ``lists``: the channel that the user told, empty when the file tells it."""

    format = "prohibition_list"
    stored = Stored.REFUSALS

    def __init__(self, files: Sequence[Path], lists: str) -> None:
        self._lists = lists
        found = [source for path in files for source in sources(path)]
        if not found:
            raise Unreadable("no_export_file", ", ".join(path.name for path in files))
        self.files = [self._opened(source) for source in found]
        if any(isinstance(file, NameList) or _is_hashed(file) for file in self.files):
            self.stored = Stored.READ_ONLY  # whom these mean is for a person to decide

    def _opened(self, source: Source) -> ReadFile:
        names = _names(source)
        if names is not None:
            return names
        file = a_list(source, _ONE_COLUMN)
        return replace(
            file, variant=_variant(file, self._channel(file)), records=sum(1 for _ in lines_of(file))
        )

    def _channel(self, file: Lined) -> str:
        """By what the list forbids. Raises ``Unreadable("channel_unknown")`` where nobody tells."""
        if file.header in _HASHES or file.header in headers.EMAIL:
            return "email"
        if file.header:
            return "phone"
        told = self._lists or next(filter(None, (_looks_like(line) for _, line in lines_of(file))), "")
        if told not in ("phone", "email"):
            raise Unreadable("channel_unknown", file.name)
        return told

    def of(self, file: ReadFile) -> Iterator[Refused | Rejected]:
        """The refusals of one file."""
        if isinstance(file, NameList):
            yield from _by_name(file)
        elif isinstance(file, Lined):
            yield from _by_value(file, self._channel(file))


def read_prohibitions(files: Sequence[Path], lists: str) -> Prohibitions:
    """Opens lists of refusals. Raises ``Unreadable``, among others ``channel_unknown``."""
    return Prohibitions(files, lists)


def is_list(lines: Sequence[str]) -> bool:
    """Whether the first lines are numbers, or hashes under their header, and nothing else."""
    values = [line.strip() for line in lines if not line.lstrip().startswith("#")]
    if not values:
        return False
    if header_key(values[0]) in _HASHES:
        return True
    numbers = sum(_looks_like(value) == "phone" for value in values)
    return numbers >= 2 and 2 * numbers > len(values) and not any("," in v or ";" in v for v in values)


def _looks_like(line: str) -> str:
    text = line.strip().strip('"')
    if text.startswith("#") or not text:
        return ""
    if "@" in text:
        return "email"
    return "phone" if re.fullmatch(r"\+?[0-9 ()/.-]{7,20}", text) else ""


def _by_value(file: Lined, channel: str) -> Iterator[Refused | Rejected]:
    seen = Seen()
    for at, line in lines_of(file):
        text = tidy(line).strip('"')
        if not text:
            continue
        if text.startswith("#"):
            yield Rejected(at, file.name, "comment")
            continue
        hashed = _is_hashed(file)
        value, fault = _digest(text) if hashed else _value(text, channel)
        if fault:
            yield Rejected(at, file.name, fault)
        elif (key := match_key(value) if channel == "email" and not hashed else value) in seen:
            yield Rejected(at, file.name, "duplicate_in_file")
        else:
            seen.note(key, at)
            yield Refused(at, file.name, channel, "" if hashed else value, digest=value if hashed else "")


def _is_hashed(file: ReadFile) -> bool:
    return isinstance(file, Lined) and file.header in _HASHES


def _digest(text: str) -> tuple[str, str]:
    return (text.lower(), "") if _HASH.fullmatch(text) else ("", "bad_hash")


def _value(text: str, channel: str) -> tuple[str, str]:
    """The value in its normal form, or why it is none."""
    if reason := cells.forbidden(text, numeric=True):
        return "", reason
    text = cells.unguarded(text)
    try:
        if channel == "email":
            return normal_email(text), ""
        digits = re.sub(r"\D", "", text)
        if len(digits) < _SHORTEST:
            return "", "bad_phone"
        return normal_phone(f"+{digits}" if re.match(r"358\d{6,}", text) else text), ""
    except AddressError as fault:
        return "", fault.code


def _variant(file: Lined, channel: str) -> str:
    if file.header in _HASHES:
        return "SHA-256 of lower-cased, trimmed addresses"
    said = {"phone": "phone numbers", "email": "e-mail addresses"}[channel]
    return f"{said}, one column, {'with a header' if file.header else 'no header'}"


def is_name_list(keys: Sequence[str]) -> bool:
    """Whether a record is the header of names and postal addresses."""
    known = set(keys)
    return (
        bool(known & (headers.FAMILY | headers.FULL))
        and bool(known & _STREET)
        and bool(known & (_CODE | _CITY))
    )


def _names(source: Source) -> NameList | None:
    """The list as names and addresses, when its header says so."""
    try:
        table = open_table(source, is_name_list)
    except Unreadable as fault:
        if fault.code in ("no_header", "separator_unclear", "too_many_columns"):
            return None
        raise
    keys = [header_key(cell) for cell in table.header]
    kinds = (headers.FAMILY, headers.GIVEN, headers.FULL, _STREET, _CODE, _CITY)
    places = tuple(next((i for i, key in enumerate(keys) if key in kind), None) for kind in kinds)
    return NameList(
        table, (), (), (), table.warnings, "post: name and address", records=_count(table), places=places
    )


def _count(table: Table) -> int:
    return sum(1 for _ in table.records())


def _by_name(file: NameList) -> Iterator[Refused | Rejected]:
    for record in file.table.records():
        if isinstance(record, Damaged):
            yield Rejected(record.at, file.name, record.reason, rest_unread=record.rest)
        else:
            yield _named(file, record)


def _named(file: NameList, record: Record) -> Refused | Rejected:
    told = [record.cells[place] if place is not None else "" for place in file.places]
    if reason := next(filter(None, (cells.forbidden(cell, numeric=False) for cell in told)), None):
        return Rejected(record.at, file.name, reason)
    warnings: list[str] = list(record.warnings)
    family, given, full = (cells.short_text(cell, warnings) for cell in told[:3])
    point = postal_point(told[3], told[4], told[5], "", warnings)
    if not (family or full) or point is None or not isinstance(point.value, PostalAddress):
        return Rejected(record.at, file.name, "no_name")
    name = Name(given, family, full)
    return Refused(record.at, file.name, "post", name=name, address=point.value, warnings=tuple(warnings))
