"""What each code of an import means, in words: in Finnish, Swedish and English, for whoever brought the file.

Codes are stable and made for programs; the words stand in ``reasons.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Final

LANGUAGES: Final = ("fi", "sv", "en")
_ANOTHER: Final = {
    "fi": "Tietokanta hylkäsi tietueen säännöllään {code}.",
    "sv": "Databasen avvisade posten enligt sin regel {code}.",
    "en": "The database refused the record by its rule {code}.",
}
_NOT_READ: Final = {
    "fi": "Tiedosto on {kind}, jota ei lueta.",
    "sv": "Filen är {kind}, som inte läses.",
    "en": "The file is {kind}, which isn't read.",
}

Words = Mapping[str, str]
"""A sentence by its language."""


def sentences(code: str) -> Words:
    """What a code means, in each language; one without words stands for itself, and a test lets none be so."""
    if code.startswith("refused_") and code not in _told("code"):
        return {
            lang: text.format(code=code.removeprefix("refused_").upper()) for lang, text in _ANOTHER.items()
        }
    if code.startswith("is_"):
        kind = kinds()[code.removeprefix("is_")]
        return {lang: text.format(kind=kind[lang]) for lang, text in _NOT_READ.items()}
    return _told("code").get(code, dict.fromkeys(LANGUAGES, code))


def sentence(code: str, language: str) -> str:
    """What a code means; in English where the language is none of these."""
    return in_language(sentences(code), language)


def in_language(words: Words, language: str) -> str:
    """The words of this language, else the English ones."""
    return words[language if language in LANGUAGES else "en"]


def explained(codes: Iterable[str]) -> dict[str, Words]:
    """The sentences of these codes, for programs; each once, in the codes' order."""
    return {code: dict(sentences(code)) for code in sorted(set(codes))}


def every() -> frozenset[str]:
    """Every code that has a sentence of its own."""
    return frozenset(_told("code"))


def kinds() -> Mapping[str, Words]:
    """What people call the kinds of files that are told by their bytes."""
    return _told("kind")


@cache
def _told(part: str) -> Mapping[str, Words]:
    text = resources.files("seloste.intake").joinpath("reasons.toml").read_text(encoding="utf-8")
    found: Mapping[str, Words] = tomllib.loads(text)[part]
    return found
