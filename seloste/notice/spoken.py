"""Our own words in the three languages of the pages: each is one entry with all three, or there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LANGUAGES: Final = ("fi", "sv", "en")

Three = tuple[str, str, str]
"""Finnish, Swedish, English."""


def of(words: Mapping[str, Three], key: str, language: str, **values: object) -> str:
    """The words under a key, their ``{places}`` filled. Raises KeyError for a key that isn't there."""
    said = words[key][LANGUAGES.index(language)]
    return said.format(**values) if values else said


def known(words: Mapping[str, Three], key: str, language: str, otherwise: str) -> str:
    """As :func:`of`, or ``otherwise`` for what has no words."""
    return of(words, key, language) if key in words else otherwise
