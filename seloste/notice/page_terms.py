"""Any term as facts: each of its public keys by its label, each value as people read it.

What a key is called and how its words read stands in ``page_world_labels`` and ``page_world_values``; nothing here
knows one table from another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from seloste.notice import page_labels
from seloste.notice import vocabulary as words
from seloste.notice.constructs import ATTRIBUTES, SHAPES
from seloste.notice.grammar_kinds import EVERY_TERM, Key
from seloste.notice.model import BasisPhrase, Length, Period, Term, Texts
from seloste.notice.page_world_labels import LABELS
from seloste.notice.page_world_values import ALSO, LANGUAGES_SAID, NO, VALUES, YES
from seloste.notice.source import At, Word
from seloste.notice.tree import Fact, plain, shown, text_of
from seloste.terms.law import LAW

if TYPE_CHECKING:
    from seloste.notice.details import Details

BESIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "group": ("open", "purposes", "categories", "basis", "sources", "keep", "contact"),
    "version": ("adopted",),
    "controller": ("role", "answers_for", "purposes"),
    "register": ("people", "languages", "purposes", "shares"),
    "purpose": ("choice",),
    "use": ("offers", "audience"),
    "category": ("origin", "derived_from", "how", "unless"),
    "source": ("kind",),
    "processor": ("under",),
    "disclosure": ("entity", "basis", "certainty"),
    "transfer": ("to", "seat", "servers", "mechanism", "assessed", "until", "copy", "published"),
    "law": ("section", "in_force", "until", "replaced_by", "hinted"),
    "keep": ("criterion", "unless"),
    "measure": ("place", "by", "testable", "certificate"),
    "right": ("evidence", "scope", "limit", "passes_on"),
}
"""Keys of the tables that have a place of their own on the page, told there beside the rest."""

_UNTOLD: Final = frozenset({*EVERY_TERM, "title", "proposed"})
_HELD: Final = {written: held for held, written in ATTRIBUTES.items() if held != "legal_name"}


class Telling:
    """The facts of any term in one language of a notice."""

    def __init__(self, details: Details) -> None:
        self.more = details
        self.notice, self.language = details.notice, details.language
        self.number = words.LANGUAGES.index(details.language)

    def facts(self, table: str, term: Term, keys: Iterable[str] | None = None) -> tuple[Fact, ...]:
        """Each key that the term says, or of these alone, in the order of the grammar."""
        shape = SHAPES[type(term)]
        told = [key for key in keys or shape if key in shape and (keys or key not in _UNTOLD)]
        said = ((key, self.said(table, key, term)) for key in told)
        return tuple(Fact(self.label(table, key), plain(text)) for key, text in said if text)

    def beside(self, table: str, term: Term) -> tuple[Fact, ...]:
        """What a term says beside what its own place on the page tells."""
        return self.facts(table, term, BESIDE[table])

    def lines(self, table: str, term: Term) -> tuple[str, ...]:
        """The same as plain words: *Laji: eväste*."""
        return tuple(f"{fact.term}: {text_of(fact.line)}" for fact in self.beside(table, term))

    def label(self, table: str, key: str) -> str:
        three = LABELS.get(f"{table}.{key}") or LABELS.get(key)
        return three[self.number] if three else page_labels.label(key, self.language)

    def said(self, table: str, key: str, term: Term) -> str:
        """A key of a term as people read it; empty where it is silent."""
        held = "legal_name" if key == "name" and hasattr(term, "legal_name") else _HELD.get(key, key)
        value = getattr(term, held)
        known = SHAPES[type(term)][key]
        if isinstance(value, tuple):
            if known.of == "data":
                return self.more.data(value)
            return words.strung([one for one in self._each(table, key, known, value) if one], self.language)
        return next(iter(self._each(table, key, known, (value,))), "")

    def _each(self, table: str, key: str, known: Key, values: Iterable[object]) -> Iterator[str]:
        for value in values:
            match value:
                case Texts():
                    yield self.more.say(value)
                case Term():
                    own = (inner for inner in SHAPES[type(value)] if inner not in ("at", "proposed"))
                    facts = self.facts(key, value, tuple(own))
                    yield "; ".join(f"{fact.term}: {text_of(fact.line)}" for fact in facts)
                case BasisPhrase():
                    yield self.more.basis(value, None)
                case Period():
                    yield self.more.period(value)
                case Length():
                    yield self.more.length(value)
                case At():
                    yield self._word(table, key, known, value)

    def _word(self, table: str, key: str, known: Key, word: At[object]) -> str:
        match word.value:
            case bool():
                return (YES if word.value else NO)[self.number]
            case date():
                return self.more.day(word)
            case str() as said:
                if known.of:
                    return self.named(known.of, At(said, word.span))
                return self._closed(table, key, said)
        return str(word.value)

    def _closed(self, table: str, key: str, said: str) -> str:
        where = f"{table}.{key}"
        by_word = VALUES.get(ALSO.get(where, where)) or VALUES.get(key) or {}
        if three := by_word.get(said):
            return three[self.number]
        if key in ("seat", "servers", "country"):
            return words.country(said, self.language)
        if key == "languages" and said in LANGUAGES_SAID:
            return LANGUAGES_SAID[said][self.number]
        if key == "mechanism":
            return words.MECHANISMS.get(said, {}).get(self.language, said)
        if key in ("withdraw", "ways"):
            return page_labels.way(said, self.language)
        return page_labels.value(said, self.language)

    def named(self, of: str, word: Word) -> str:
        """What people call the thing that a name names."""
        name = word.value
        match of:
            case "law":
                return self.more.law(word)
            case "use":
                return self.more.use_title(name)
            case "register":
                found = (one for one in self.notice.registers if one.id and one.id.value == name)
                return next((self.more.say(one.names) for one in found), name)
            case "authority":
                return self._authority(name)
            case "receiver" if name in self.notice.recipients:
                return self.more.say(self.notice.recipients[name].title) or name
            case "receiver" | "processor":
                return self.more.title_of("processor", name)
        return self.more.title_of(of, name)

    def _authority(self, name: str) -> str:
        own = self.notice.authorities.get(name)
        told = self.more.say(own.names) if own else ""
        known = next((one.title[self.language] for one in LAW.authorities if one.id == name), name)
        return told or known

    def heading(self, term: Term) -> str:
        """What a term is called; empty where the notice gives it no name for people."""
        names = getattr(term, "names", None)
        return self.more.say(term.title) or (self.more.say(names) if isinstance(names, Texts) else "")


def cells(
    telling: Telling, table: str, terms: Iterable[Term], keys: Iterable[str]
) -> tuple[tuple[str, ...], ...]:
    """The heads of a table and its rows, without the columns in which nobody says anything.

    The first cell of a row is its number in the notice, the second its name.
    """
    rows = [
        (
            term.at.value if term.at else "",
            telling.heading(term),
            *(telling.said(table, key, term) for key in keys),
        )
        for term in terms
    ]
    heads = ("", telling.label(table, "name"), *(telling.label(table, key) for key in keys))
    told = [number for number in range(len(heads)) if number < 2 or any(row[number] for row in rows)]
    return tuple(tuple(shown(row[number]) for number in told) for row in (heads, *rows))
