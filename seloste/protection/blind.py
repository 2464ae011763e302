"""The blind index: keyed hashes of addresses and of prefixes of names (spine 24 to 26).

HMAC-SHA256 cut to 128 bits for addresses and buckets, to 64 for prefixes; one key a generation.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from seloste.terms.alphabet import asked_prefix, prefixes, query_words, search_words
from seloste.terms.alphabet import buckets as letters_of


class Blind:
    """Tokens under one generation's key. Equal words get equal tokens, so a word is folded and hashed once."""

    def __init__(self, key: bytes, generation: int) -> None:
        self.generation = generation
        self._key = key
        self._word = lru_cache(maxsize=50_000)(self._tokens_of_word)
        self.bucket = lru_cache(maxsize=50_000)(self._bucket)
        """Of the first letters of a family name."""
        self.name_buckets = lru_cache(maxsize=50_000)(self._name_buckets)
        """Of a family name: its first letter, its first two, and so on."""

    def _hash(self, what: str, value: str) -> bytes:
        return hmac.digest(self._key, f"{what}\0{value}".encode(), sha256)

    def address(self, kind: str, value: str) -> UUID:
        """Of a normalised e-mail address or phone number; ``kind`` is its field."""
        return UUID(bytes=self._hash(kind, value)[:16])

    def _bucket(self, letters: str) -> UUID:
        return UUID(bytes=self._hash("bucket", letters)[:16])

    def prefix(self, letters: str) -> int:
        """Of the first letters of a name word; a signed 64-bit number."""
        return int.from_bytes(self._hash("prefix", letters)[:8], "big", signed=True)

    def _tokens_of_word(self, word: str) -> frozenset[int]:
        return frozenset(self.prefix(letters) for form in search_words(word) for letters in prefixes(form))

    def name(self, words: str) -> list[int]:
        """Tokens of every prefix of every word of a name."""
        return sorted(frozenset().union(*map(self._word, words.split())))

    def whole_name(self, name: Mapping[str, Any]) -> int:
        """Of a name as it stands, letter for letter: whether two are the same is told without opening either."""
        parts = "\0".join(str(name.get(part) or "") for part in ("given", "family", "full"))
        return int.from_bytes(self._hash("whole name", parts)[:8], "big", signed=True)

    def _name_buckets(self, family: str) -> tuple[UUID, ...]:
        return tuple(self.bucket(letters) for letters in letters_of(family))

    def wanted(self, typed: str) -> list[int]:
        """What must stand in a name for it to match what was typed: words in any order, as prefixes."""
        return [self.prefix(asked_prefix(word)) for word in query_words(typed)]


def suppressions(key: bytes, kind: str, forms: Iterable[str]) -> list[UUID]:
    """Hashes under which a refusal outlives an erasure: one for each form the address may come in."""
    return [keyed(key, kind, form) for form in forms]


def keyed(key: bytes, kind: str, value: str) -> UUID:
    """What is the same for the same value under this key, and tells nothing of it to whoever lacks the key."""
    return UUID(bytes=hmac.digest(key, f"{kind}\0{value}".encode(), sha256)[:16])
