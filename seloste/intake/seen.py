"""Which keys an import has met, in sixteen to thirty-two bytes a key: a million people in 32 MB."""

from __future__ import annotations

import hashlib
import secrets
from array import array

from seloste.intake.found import Accepted, ContactKind, Rejected, What
from seloste.terms.addresses import match_key

_FIRST_SIZE = 1 << 12


class Seen:
    """The smallest number noted for each key; keys are kept as keyed hashes of 64 bits.

    Two keys of a million fall together once in some ten million imports. The hash's own key is
    made anew for each object, so nobody can write a file whose keys fall together.
    """

    def __init__(self) -> None:
        self._salt = secrets.token_bytes(16)
        self._keys = array("Q", bytes(8 * _FIRST_SIZE))
        self._values = array("Q", bytes(8 * _FIRST_SIZE))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def note(self, key: str, number: int) -> None:
        """Keeps ``number`` (0 to 2^64 - 1) for ``key`` unless a smaller one is kept already."""
        if self._count * 2 >= len(self._keys):
            self._grow()
        mark = self._mark(key)
        slot = self._slot(mark)
        if self._keys[slot] == 0:
            self._keys[slot], self._values[slot] = mark, number
            self._count += 1
        elif number < self._values[slot]:
            self._values[slot] = number

    def least(self, key: str) -> int | None:
        """The smallest number noted for ``key``, or None when there is none."""
        slot = self._slot(self._mark(key))
        return self._values[slot] if self._keys[slot] else None

    def __contains__(self, key: str) -> bool:
        return self.least(key) is not None

    def _mark(self, key: str) -> int:
        digest = hashlib.blake2b(key.encode(), digest_size=8, key=self._salt).digest()
        return int.from_bytes(digest, "big") or 1

    def _slot(self, mark: int) -> int:
        keys, last = self._keys, len(self._keys) - 1
        slot = mark & last
        while keys[slot] not in (0, mark):
            slot = (slot + 1) & last
        return slot

    def _grow(self) -> None:
        keys, values = self._keys, self._values
        size = 8 * 2 * len(keys)
        self._keys, self._values = array("Q", bytes(size)), array("Q", bytes(size))
        for mark, number in zip(keys, values, strict=True):
            if mark:
                slot = self._slot(mark)
                self._keys[slot], self._values[slot] = mark, number


class Once:
    """Of several records by which one would be known again, the first holds; others are rejected.

    People are known by their e-mail address, or without one by phone number and name. A refusal that
    a rejected record tells is obeyed all the same.
    """

    def __init__(self) -> None:
        self._seen = Seen()

    def checked(self, found: Accepted) -> Accepted | Rejected:
        """The record, or why it is not taken."""
        if found.what is not What.PERSON:
            return found
        keys = known_by(found)
        if not keys or not any(self._seen.least(key) is not None for key in keys):
            for key in keys:
                self._seen.note(key, found.at)
            return found
        told = tuple(dict.fromkeys(one.scope for one in found.prohibitions))
        email = next((str(p.value) for p in found.contacts if p.kind is ContactKind.EMAIL), None)
        return Rejected(
            found.at, found.file, "duplicate_in_file", None, email if told else None, withdrawn=told
        )


def known_by(found: Accepted) -> list[str]:
    """What a person would be known by again; nothing when the record gives none."""
    emails = [str(p.value) for p in found.contacts if p.kind is ContactKind.EMAIL]
    if emails:
        return [f"m{match_key(email)}" for email in emails]
    name = found.name and "\0".join((found.name.given, found.name.family, found.name.full))
    return [f"p{p.value}\0{name}" for p in found.contacts if p.kind is ContactKind.PHONE and name]
