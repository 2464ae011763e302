"""Canaries: personal values made fresh for one test, and the search for them in bytes (spine 30).

A canary is at least 8 bytes long in every spelling that is searched, so a chance hit can be ruled out.
"""

from __future__ import annotations

import base64
import hashlib
import quopri
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

SHORTEST = 8


def word(length: int = 14) -> str:
    """Random lower-case letters."""
    return "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(length))


@dataclass(frozen=True)
class Canary:
    """The personal values of one invented person."""

    given: str
    family: str
    email: str
    phone: str
    street: str
    consent: str


@dataclass(frozen=True)
class Flock:
    """People whose every value holds a mark of this flock, so that a search for the marks finds them all."""

    mark: str
    accented: str
    people: tuple[Canary, ...]

    @classmethod
    def fresh(cls, size: int) -> Flock:
        mark, accented = word(), f"{word(7)}ä{word(7)}"
        people = tuple(
            Canary(
                given=mark.title(),
                family=f"{accented.title()}{word(3)}",
                email=f"{mark}.{word(5)}@example.com",
                phone=f"+35850{secrets.randbelow(10**7):07}",
                street=f"{accented.title()}katu {number}",
                consent=f"Saa kirjoittaa: {mark} {accented}",
            )
            for number in range(10, 10 + size)
        )
        return cls(mark, accented, people)

    def wanted(self) -> dict[str, str]:
        """What is searched for: the two marks, and each number."""
        numbers = {f"phone {place}": one.phone.removeprefix("+358") for place, one in enumerate(self.people)}
        return {"mark": self.mark, "accented mark": self.accented} | numbers


def spellings(value: str) -> dict[str, bytes]:
    """A value in every encoding that a file may hold it in."""
    found: dict[str, bytes] = {}
    for cased, text in {"": value, " lower": value.lower(), " upper": value.upper()}.items():
        plain = text.encode()
        found |= {
            f"utf-8{cased}": plain,
            f"utf-16-le{cased}": text.encode("utf-16-le"),
            f"utf-16-be{cased}": text.encode("utf-16-be"),
            f"latin-1{cased}": text.encode("latin-1"),
            f"hex{cased}": plain.hex().encode(),
            f"HEX{cased}": plain.hex().upper().encode(),
            f"percent{cased}": quote(text, safe="").encode(),
            f"quoted-printable{cased}": quopri.encodestring(plain).rstrip(b"=\n"),
        }
        for shift in range(3):
            found[f"base64+{shift}{cased}"] = _base64(plain, shift)
    assert all(len(bytes_) >= SHORTEST for bytes_ in found.values())
    return {
        spelling: bytes_
        for bytes_, spelling in {bytes_: spelling for spelling, bytes_ in reversed(found.items())}.items()
    }


def _base64(plain: bytes, shift: int) -> bytes:
    """What base64 makes of these bytes wherever they begin: without the letters that neighbours colour."""
    return base64.b64encode(bytes(shift) + plain)[(shift * 8 + 5) // 6 :].rstrip(b"=")[:-1]


def found_in(content: bytes, flock: Flock) -> list[str]:
    """Which value stands in these bytes, and how it is spelled."""
    return [
        f"{name} as {spelling}"
        for name, value in flock.wanted().items()
        for spelling, bytes_ in spellings(value).items()
        if bytes_ in content
    ]


def found_under(folders: Iterable[Path], flock: Flock) -> dict[str, list[str]]:
    """The same for every file under these folders, by its path. Equal files are searched once."""
    found: dict[str, list[str]] = {}
    searched: dict[bytes, list[str]] = {}
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes().replace(bytes(4096), b"")  # empty pages, which hold no value
        digest = hashlib.sha256(content).digest()
        if digest not in searched:
            searched[digest] = found_in(content, flock)
        if searched[digest]:
            found[str(path)] = searched[digest]
    return found


def rows_of_dump(dump: bytes) -> Mapping[str, int]:
    """How many rows a plain-format dump holds of each table."""
    counts: dict[str, int] = {}
    table = None
    for line in dump.splitlines():
        if table is None and line.startswith(b"COPY "):
            table = line.split()[1].decode()
            counts[table] = 0
        elif line == b"\\.":
            table = None
        elif table is not None:
            counts[table] += 1
    return counts
