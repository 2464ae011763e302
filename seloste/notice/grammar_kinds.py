"""Kinds of value and how a table's keys are told: what the grammar is written in."""

from __future__ import annotations

from enum import Enum
from typing import Final

from seloste.notice.record import Record


class Kind(Enum):
    """A kind of value: how an error calls it, and an example."""

    TEXT = "a text in the notice's languages", '{ fi = "…", sv = "…", en = "…" }'
    STRING = "a text in quotes", '"…"'
    STRINGS = "a list of texts", '["…", "…"]'
    NAME = "a name", '"name"'
    NAMES = "a list of names", '["name", "name"]'
    BASES = "one basis or a list of them", '["consent", "contract for customer"]'
    PERIODS = "one period or a list of them", '"24 months after relation.ended"'
    SPAN_OF_TIME = "a length of time", '"12 months"'
    REVIEW = "a day or a length of time", '2027-10-05 or "12 months"'
    NUMBER = "a whole number", "3"
    DATE = "a day", "2026-12-01"
    TRUTH = "true or false", "true"
    PROPOSED = "true, or the list of this term's proposed keys", 'true or ["keep"]'
    STATED = 'a text, "none", or { not_applicable = "…" }', '"none"'
    PARTY = 'who it is, "none", or { not_applicable = "…" }', '{ fi = "…", mail = "…" }'
    LISTS = "lists of names by key", '{ sales = ["name"] }'
    WORDS = "text by key", '{ email = "voluntary" }'
    TABLE = "a table of its own keys", "{ key = … }"
    TABLES = "a table of named tables", "[table.name]"
    MANY = "one table or several of the same name", "[table] or [[table]]"

    def __init__(self, called: str, example: str) -> None:
        self.called = called
        self.example = example


class Key(Record):
    """``words``: the closed set of a string or of the strings of a list; ``inside``: a table's own keys.

    ``of``: what its names are names of, such as ``group`` or ``data``.
    """

    kind: Kind
    words: tuple[str, ...] = ()
    inside: Shape | None = None
    of: str = ""


Shape = dict[str, Key]

TEXT, STRING, STRINGS = Key(Kind.TEXT), Key(Kind.STRING), Key(Kind.STRINGS)
DATE, TRUTH, NUMBER = Key(Kind.DATE), Key(Kind.TRUTH), Key(Kind.NUMBER)
BASES, PERIODS, LENGTH = Key(Kind.BASES), Key(Kind.PERIODS), Key(Kind.SPAN_OF_TIME)
PROPOSED = Key(Kind.PROPOSED)

EVERY_TERM: Final[Shape] = {
    "at": STRING, "text": TEXT, "quote": TEXT, "hedge": STRING, "proposed": PROPOSED, "country": STRING,
}  # fmt: skip
"""What any term may say of itself."""


def term(**keys: Key) -> Shape:
    return {**EVERY_TERM, **keys}


def one(of: str) -> Key:
    """The name of one thing of a kind, such as a purpose."""
    return Key(Kind.NAME, of=of)


def several(of: str) -> Key:
    """The names of one or several things of a kind."""
    return Key(Kind.NAMES, of=of)


def word(*words: str) -> Key:
    """One of a closed set of words."""
    return Key(Kind.STRING, words)


def words(*known: str) -> Key:
    """One or several of a closed set of words."""
    return Key(Kind.STRINGS, known)
