"""The use strip: one cell for each use of the notice, always in the same order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
    """A letter for each use, none twice: of the title's first word, of its other long words, of any."""
    return _letters(tuple(told(term.title, language) for term in uses))


@lru_cache(maxsize=8)
def _letters(titles: tuple[str, ...]) -> tuple[str, ...]:
    taken: list[str] = []
    for title in titles:
        words = title.split()
        initials = [words[0][0], *(word[0] for word in words[1:] if len(word) > 3)]
        wanted = [sign.upper() for sign in (*initials, *"".join(words)) if sign.isalpha()]
        taken.append(next((sign for sign in wanted if sign not in taken), str(len(taken) + 1)))
    return tuple(taken)
