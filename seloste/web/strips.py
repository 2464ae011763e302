"""The use strip: one cell for each use of the notice, always in the same order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_uppercase

from seloste.notice.policy import Policy, UseTerm
from seloste.web import figures
from seloste.web.words import Language, say, told


@dataclass(frozen=True, slots=True)
class Cell:
    """``state``: ``y`` lawful now, ``n`` not, ``x`` forbidden by the person."""

    use: str
    letter: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The cells and, for readers, the sentence that says the same."""

    cells: tuple[Cell, ...]
    label: str


def strip(policy: Policy, states: Mapping[str, str], language: Language) -> Strip:
    """The strip of somebody for whom the uses stand so; what isn't named has no ground."""
    cells = tuple(
        Cell(term.name, letter, told(term.title, language), states.get(term.name, "n"))
        for term, letter in zip(policy.uses, letters(policy.uses, language), strict=True)
    )
    said = []
    for key, state in (("uses.yes", "y"), ("uses.no", "n"), ("uses.forbidden", "x")):
        titles = [figures.lowered(cell.title) for cell in cells if cell.state == state]
        said += [say(key, language, uses=", ".join(titles))] if titles else []
    return Strip(cells, " ".join(said))


def letters(uses: Sequence[UseTerm], language: Language) -> tuple[str, ...]:
    """A letter for each use, none twice: whoever can, of a word of the title; then of any of its signs, of any."""
    return _letters(tuple(told(term.title, language) for term in uses))


@lru_cache(maxsize=8)
def _letters(titles: tuple[str, ...]) -> tuple[str, ...]:
    taken: dict[int, str] = {}
    for signs_of in (_initials, _signs, _any):
        for place, title in enumerate(titles):
            free = (sign for sign in signs_of(title) if sign not in taken.values())
            if place not in taken and (sign := next(free, "")):
                taken[place] = sign
    return tuple(taken.get(place, str(place + 1)) for place in range(len(titles)))


def _initials(title: str) -> str:
    first, *others = title.split()
    return "".join(word[0] for word in (first, *others) if word is first or len(word) > 3).upper()


def _signs(title: str) -> str:
    return "".join(filter(str.isalpha, title)).upper()


def _any(_title: str) -> str:
    return ascii_uppercase
