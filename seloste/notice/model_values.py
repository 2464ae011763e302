"""What the terms of a notice are made of: texts, facts of three states, bases, periods."""

from __future__ import annotations

from seloste.notice.record import Named, Record
from seloste.notice.source import At, Phrase, Span, Word
from seloste.terms.words import Basis


class Texts(Record):
    """A text for people in each language that it was written in."""

    by_language: dict[str, Phrase]
    span: Span

    def get(self, language: str) -> str | None:
        phrase = self.by_language.get(language)
        return phrase.value if phrase else None


class Stated(Record):
    """A fact of three states: ``none``, ``not_applicable`` or ``said``.

    Why it doesn't apply stands in ``texts``, or in ``why`` when it is said in one wording for all languages.
    ``person``, ``mail`` and ``phone``: how to reach whoever the fact names.
    """

    state: str
    why: str
    texts: Texts | None
    span: Span
    person: Word | None = None
    mail: Word | None = None
    phone: Word | None = None


class BasisPhrase(Record):
    """``law accounting for billing``: a basis, the law it names, and the groups or data it is for."""

    basis: At[Basis]
    word: str
    law: Word | None
    targets: tuple[Word, ...]
    span: Span
    before_contract: bool = False


class Period(Record):
    """``24 months after relation.ended for customer``, or the name of a period of ``[keep]``.

    ``bound``: ``least`` or ``most`` where the phrase says *at least* or *at most*.
    """

    months: int
    days: int
    event: str
    named: Word | None
    targets: tuple[Word, ...]
    claims: bool
    span: Span
    bound: str = ""


class Length(Record):
    """A length of time without a start."""

    months: int
    days: int
    span: Span


class Term(Named):
    """What every term may say of itself. ``broken``: keys that are written but could not be read (already found).

    at: its number on the page
    title: what people call it; may be written without the word
    text: the sentence that people read in place of the default one
    quote: the words of an older notice, at most 25
    hedge: the word that leaves the statement open, as it is written
    proposed: what goes beyond what the controller has said
    country: the one country in which the statement holds
    """

    path: str
    name: Word
    at: Word | None = None
    title: Texts | None = None
    text: Texts | None = None
    quote: Texts | None = None
    hedge: Word | None = None
    proposed: At[bool | tuple[str, ...]] | None = None
    country: Word | None = None
    broken: frozenset[str] = frozenset()

    def lacks(self, key: str) -> bool:
        """Whether the notice is silent on this key (a key that was misspelt is not silence)."""
        value = getattr(self, key)
        return key not in self.broken and (value is None or value == ())

    def is_proposed(self, key: str | None = None) -> bool:
        """Whether the term, or one key of it, goes beyond what the controller has said."""
        said = self.proposed.value if self.proposed else False
        return said if isinstance(said, bool) else key in said
