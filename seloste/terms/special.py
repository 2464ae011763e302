"""Free text that looks like special-category data: a hint for whoever writes it (R5.6a, L29a, GDPR 9 and 10).

Closed lists of beginnings of words, by language, in ``special.toml``. What is found decides nothing and is kept
nowhere: a hint names the kinds alone, never a word of the text.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

LANGUAGES: Final = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True)
class Special:
    """A kind of special-category data. ``title``: what people call it, by language."""

    name: str
    title: Mapping[str, str]
    found: re.Pattern[str]
    left_out: re.Pattern[str] | None


@cache
def kinds() -> tuple[Special, ...]:
    """Every kind that is looked for."""
    text = resources.files("seloste.terms").joinpath("special.toml").read_text(encoding="utf-8")
    return tuple(_special(name, entry) for name, entry in tomllib.loads(text).items())


def _special(name: str, entry: Mapping[str, Any]) -> Special:
    words = [word for language in LANGUAGES for word in entry[language]["words"]]
    others = [word for language in LANGUAGES for word in entry[language]["not"]]
    found = _begins(words)
    assert found is not None  # every kind has words
    return Special(name, entry["title"], found, _begins(others))


def _begins(words: list[str]) -> re.Pattern[str] | None:
    """Any of these at the beginning of a word."""
    if not words:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(_folded(word)) for word in words)})")


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def hints(content: object) -> tuple[str, ...]:
    """The names of the kinds that a text, or any text inside a value, looks like; in the order of the list."""
    texts = [_folded(text) for text in _texts(content)]
    return tuple(kind.name for kind in kinds() if any(_looks(kind, text) for text in texts))


def _looks(kind: Special, text: str) -> bool:
    cleared = kind.left_out.sub(" ", text) if kind.left_out else text
    return kind.found.search(cleared) is not None


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, (list, tuple)):
        for value in content:
            yield from _texts(value)


def worded(names: tuple[str, ...], language: str) -> str:
    """The kinds in a person's words: *terveys, uskonto tai vakaumus*."""
    titles = {kind.name: kind.title for kind in kinds()}
    return ", ".join(titles[name].get(language) or titles[name]["en"] for name in names)
