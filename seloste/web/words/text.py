"""One text in the three languages of the pages."""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = Literal["fi", "sv", "en"]


class Text(NamedTuple):
    """What a person reads; ``{names}`` are filled by ``say``, the same in every language."""

    fi: str
    sv: str
    en: str

    def of(self, language: Language) -> str:
        return {"fi": self.fi, "sv": self.sv, "en": self.en}[language]
