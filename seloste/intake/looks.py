"""What a file that nobody recognises looks like, so that whoever brought it knows how to go on.

Its first line is repeated where it is a header, which is known by one of its words; any other line may be
about a person, and of that only the shape is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from seloste.intake import headers
from seloste.intake.glimpse import Glimpse
from seloste.intake.orders import shown_column
from seloste.intake.reading import header_key
from seloste.intake.reasons import LANGUAGES, Words, kinds

_MOST_SHOWN: Final = 12
_ROOT = re.compile(r"<([A-Za-z_][\w.-]{0,40}(?::[\w.-]{1,40})?)[\s/>]")
_SIGNS: Final[Mapping[str, Words]] = {
    ",": {"fi": "pilkulla", "sv": "komma", "en": "commas"},
    ";": {"fi": "puolipisteellä", "sv": "semikolon", "en": "semicolons"},
    "\t": {"fi": "sarkaimella", "sv": "tabb", "en": "tabs"},
    "|": {"fi": "pystyviivalla", "sv": "lodstreck", "en": "bars"},
}
_SHAPE: Final[Words] = {
    "fi": "ensimmäisellä rivillä on {count} {sign} erotettua solua",
    "sv": "på första raden finns {count} celler skilda med {sign}",
    "en": "its first line has {count} cells parted by {sign}",
}
_ONE_CELL: Final[Words] = {
    "fi": "ensimmäisellä rivillä on yksi solu",
    "sv": "på första raden finns en cell",
    "en": "its first line is a single cell",
}
_UNHEADED: Final[Words] = {
    "fi": "joista mikään ei ole tunnettu otsikko", "sv": "av vilka ingen är en känd rubrik",
    "en": "none of which is a heading that is known",
}  # fmt: skip
_ELEMENT: Final[Words] = {
    "fi": "sen ensimmäinen elementti on <{root}>", "sv": "dess första element är <{root}>",
    "en": "its first element is <{root}>",
}  # fmt: skip
_EMPTY: Final[Words] = {"fi": "se on tyhjä", "sv": "den är tom", "en": "it is empty"}
_IS: Final[Words] = {
    "fi": "{file} on {kind}; {more}.",
    "sv": "{file} är {kind}; {more}.",
    "en": "{file} is {kind}; {more}.",
}
_HELP: Final[Words] = {
    "fi": "Kerro --format-valinnalla, mikä ohjelma sen teki ({formats}), tai lue taulukko kuvauksella: --mapping FILE.toml.",
    "sv": "Ange med --format vilket program som skrev den ({formats}), eller läs tabellen med en beskrivning: --mapping FILE.toml.",
    "en": "Say by --format what wrote it ({formats}), or read any table by a mapping: --mapping FILE.toml.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looks:
    """How a file looks. ``kind``: by its bytes; ``separator``: the one that parts its first line into most
    cells; ``headings``: that line, where it is a header; ``root``: the first element of XML."""

    file: str
    kind: str
    separator: str = ""
    cells: int = 0
    headings: tuple[str, ...] = ()
    root: str = ""

    def words(self) -> Words:
        """What the file looks like, in each language."""
        return {
            lang: _IS[lang].format(file=shown_column(self.file), kind=kinds()[self.kind][lang], more=self._more(lang))
            for lang in LANGUAGES
        }  # fmt: skip

    def _more(self, lang: str) -> str:
        if self.root:
            return _ELEMENT[lang].format(root=self.root)
        if not self.cells:
            return _EMPTY[lang]
        if self.cells == 1:
            shape = _ONE_CELL[lang]
        else:
            sign = _SIGNS[self.separator or ","][lang]
            shape = _SHAPE[lang].format(count=self.cells, sign=sign)
        if not self.headings:
            return f"{shape}, {_UNHEADED[lang]}" if self.cells > 1 else shape
        shown = ", ".join(self.headings[:_MOST_SHOWN])
        return f"{shape}: {shown}{' …' if len(self.headings) > _MOST_SHOWN else ''}"


def looks(seen: Glimpse) -> Looks:
    """How a file looks that was glimpsed at."""
    if seen.kind.name == "xml":
        found = _ROOT.search(seen.text)
        return Looks(seen.name, "xml", root=found[1] if found else "", cells=1)
    if seen.kind.name == "json":
        return Looks(seen.name, "json", cells=1)
    first = [_first(rows) for rows in seen.tables]
    widest = max(first, key=len, default=())
    separator = (",", ";", "\t", "|")[first.index(widest)] if len(first) > 1 else ""
    known = any(header_key(cell) in _known() for cell in widest)
    told = tuple(shown_column(cell) or "–" for cell in widest) if known else ()
    return Looks(seen.name, seen.kind.name, separator, len(widest), told)


def help_words(formats: Iterable[str]) -> Words:
    """What to do with it, in each language."""
    named = ", ".join(formats)
    return {lang: text.format(formats=named) for lang, text in _HELP.items()}


def _first(rows: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The first row that says something."""
    return next((row for row in rows if any(cell.strip() for cell in row)), ())


def _known() -> frozenset[str]:
    """Words that stand in headers and are nobody's name."""
    return (
        headers.EMAIL
        | headers.GIVEN
        | headers.FAMILY
        | headers.PHONE
        | headers.MOBILE
        | headers.COMPANY
        | headers.ADDRESS
    )
