"""vCard 4.0 (RFC 6350): a person's name and contact details, as any address book takes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from seloste.protection.keeping import spoken
from seloste.register.showing import written

_LONGEST = 75
"""Octets of a line without its end (RFC 6350, 3.2)."""

_ESCAPED = {"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"}
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f]")
_NUMBER = re.compile(r"\+\d{3,20}")
_TYPES = {"work": "work", "home": "home", "mobile": "cell"}


@dataclass(frozen=True, slots=True)
class Detail:
    """One address: ``kind`` email, phone or address; ``label`` work, home, mobile or anything else."""

    kind: str
    value: Any = field(repr=False)
    label: str = ""


def card(
    person: UUID,
    name: Mapping[str, Any] | None,
    details: Sequence[Detail],
    more: Mapping[str, str] | None = None,
) -> bytes:
    """One card. ``more``: further properties by name, such as ``X-SELOSTE-USE``.

    A person without a name is called by their first address: a card must have a name.
    """
    lines = ["BEGIN:VCARD", "VERSION:4.0", "PRODID:-//Seloste//EN", f"UID:urn:uuid:{person}"]
    lines += _name(name, details)
    lines += (line for one in details for line in _detail(one))
    lines += (f"{key}:{_text(value)}" for key, value in (more or {}).items())
    return b"".join(_folded(line) for line in (*lines, "END:VCARD"))


def _name(name: Mapping[str, Any] | None, details: Sequence[Detail]) -> Iterable[str]:
    called = spoken(name) if name else ""
    yield f"FN:{_text(called or (written(details[0].value) if details else ''))}"
    if name and (name.get("given") or name.get("family")):
        parts = (str(name.get(part) or "") for part in ("family", "given"))
        yield f"N:{';'.join(map(_text, parts))};;;"


def _detail(one: Detail) -> Iterable[str]:
    kind = f";TYPE={_TYPES[one.label]}" if one.label in _TYPES else ""
    if one.kind == "email":
        yield f"EMAIL{kind}:{_text(one.value)}"
    elif one.kind == "phone":
        number = str(one.value)
        yield (
            f"TEL;VALUE=uri{kind}:tel:{number}" if _NUMBER.fullmatch(number) else f"TEL{kind}:{_text(number)}"
        )
    elif one.kind == "address" and isinstance(one.value, Mapping):
        street, city, code, country = (
            _text(one.value.get(part) or "") for part in ("street", "city", "post_code", "country")
        )
        yield f"ADR{kind}:;;{street};{city};;{code};{country}"


def _text(value: object) -> str:
    """A value as text of a card: what parts it is escaped, what no text may hold is a blank."""
    told = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_ESCAPED.get(sign, sign) for sign in _CONTROL.sub(" ", told))


def _folded(line: str) -> bytes:
    """A line of at most 75 octets, its rest on lines that begin with a blank; no character is cut in two."""
    parts, size, start = [], 0, 0
    for place, sign in enumerate(line):
        wide = len(sign.encode())
        if size + wide > _LONGEST:
            parts.append(line[start:place])
            start, size = place, 1  # the blank
        size += wide
    parts.append(line[start:])
    return "\r\n ".join(parts).encode() + b"\r\n"
