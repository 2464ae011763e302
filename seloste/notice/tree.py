"""A rendered notice before it is HTML, Markdown, text or Typst: made from the terms once, said alike by all of them.

Text in it is plain: the writers escape. What can't be shown (control characters, and those that turn the
direction of writing) becomes U+FFFD; runs of blanks and line breaks become one blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_UNSHOWN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


class Kind(Enum):
    """How a run of text is set."""

    PLAIN = "plain"
    STRONG = "strong"
    QUOTE = "quote"  # words of the notice as it stood
    TAG = "tag"  # a mark of ours, such as "proposed"
    MAIL = "mail"  # an address, to write to
    NUMBER = "number"  # not broken over lines


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    kind: Kind = Kind.PLAIN


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``section``: the number by which it is cited (``4.4``), empty for none."""

    line: Line
    section: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    term: str
    line: Line
    section: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The first cell of a row is a section number, the second its heading."""

    label: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What the notice doesn't tell, in plain words."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class More:
    """The second layer of something: folded on a page, open on paper."""

    title: str
    facts: Facts


Block = Paragraph | Items | Facts | Table | Unsaid | More


@dataclass(frozen=True, slots=True)
class Section:
    number: int
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """``dates``: the version and its days; ``day``: from which it is in force.

    ``sample``: the sentence that this is one, ``mark`` its one word; both empty when it is none.
    ``folded``: a page opens with its sections folded to their headings.
    """

    language: str
    title: str
    controller: str
    register: str
    dates: str
    day: date | None
    sample: str
    mark: str
    remarks: tuple[str, ...]
    brief_title: str
    brief: Facts
    contents_title: str
    sections: tuple[Section, ...]
    page_word: str
    folded: bool = True


def shown(text: str) -> str:
    """The text as it is shown: one blank for each run of them, U+FFFD for what has no form."""
    return _UNSHOWN.sub("\ufffd", _BLANKS.sub(" ", text)).strip(" ")


def plain(text: str) -> Line:
    """A line of one plain run; empty for an empty text."""
    said = shown(text)
    return (Run(said),) if said else ()


def text_of(line: Line) -> str:
    return "".join(run.text for run in line)


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text of some blocks, in their order."""
    for block in blocks:
        match block:
            case Paragraph():
                yield text_of(block.line)
            case Items():
                yield from (text_of(item.line) for item in block.items)
            case Facts():
                yield from (f"{fact.term}: {text_of(fact.line)}" for fact in block.rows)
            case Table():
                yield from (cell for row in (block.heads, *block.rows) for cell in row)
            case Unsaid():
                yield from (block.title, *block.items)
            case More():
                yield from (block.title, *texts((block.facts,)))
