"""What a reader makes of a few bytes: a file is written, recognised or named, and read."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from seloste.intake.as_json import as_json
from seloste.intake.recognising import Told, named, recognise

OWN = frozenset({"101", "102"})


def reading(
    folder: Path,
    content: str | bytes,
    name: str = "file.csv",
    format_name: str = "",
    zone: str = "UTC",
    **told: Any,
) -> dict[str, Any]:
    """The reading of one file in the shape that every reader prints."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    taken = named(format_name, [path]) if format_name else recognise([path])
    said = Told(zone=ZoneInfo(zone), own=OWN, **told)
    (read,) = as_json(taken.format.read([path], said))
    return read


def values(read: dict[str, Any], kind: str = "phone", at: int = 0) -> list[Any]:
    """The values of one kind of the addresses of an accepted record."""
    return [one["value"] for one in read["accepted"][at]["contact"] if one["kind"] == kind]


def codes(read: dict[str, Any]) -> list[str]:
    """The warnings, by code."""
    return [one["code"] for one in read["warnings"]]


def reasons(read: dict[str, Any]) -> list[tuple[int, str]]:
    """The rejected records, by number and reason."""
    return [(one["at"], one["reason"]) for one in read["rejected"]]
