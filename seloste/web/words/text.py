"""One text in the three languages of the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Language = Literal["fi", "sv", "en"]


class Text(NamedTuple):
    """What a person reads; ``{names}`` are filled by ``say``, the same in every language."""

    fi: str
    sv: str
    en: str

    def of(self, language: Language) -> str:
        return {"fi": self.fi, "sv": self.sv, "en": self.en}[language]


def told(text: Mapping[str, str], language: Language) -> str:
    """Words of the notice in the reader's language, else in its first one; empty where it has none."""
    return text.get(language) or next(iter(text.values()), "")
