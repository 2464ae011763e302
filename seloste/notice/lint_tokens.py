"""Texts as bare words: what the lists of words of the linter are held against."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from seloste.notice.resolve import PLACES

WORD: Final = re.compile(r"\w+")


@lru_cache(4096)  # several rules look at each text
def bare(text: str) -> str:
    """The words of a text in small letters, parted by single blanks: ``T.ex. namn`` is ``t ex namn``."""
    return " ".join(WORD.findall(text.lower()))


def without_places(text: str, filler: str = "0") -> str:
    """The text with fillers in the place of each ``{{ term }}``: what a term says is no wording of the text."""
    if "{{" not in text:
        return text
    return PLACES.sub(lambda found: filler * len(found[0]), text)


def place_of(phrase: str, text: str) -> tuple[int, int]:
    """Where bare words stand in a text: start and end, in characters."""
    found = re.search(r"(?<!\w)" + r"\W+".join(map(re.escape, phrase.split(" "))) + r"(?!\w)", text.lower())
    return found.span() if found else (0, len(text))
