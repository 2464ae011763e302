"""What the rules of the linter are made with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from seloste.notice.model import CategoryEntry, Notice, PurposeTerm, Term
from seloste.notice.resolve import all_uses, bases_of, data_of, fields_of
from seloste.notice.said import Said
from seloste.notice.source import Span, Word
from seloste.terms.words import Basis

Found = tuple[str, Span, str, Mapping[str, str | Said]]
"""Code, place, path and words."""

OPEN_END: Final = "…"
APPLICATION: Final = frozenset({"application", "cv", "references"})
_START: Final = Span(0, 1)


def at_term(term: Term, code: str, /, **words: str) -> Found:
    return code, term.name.span, term.path, words


def silent(code: str, path: str, **words: str) -> Found:
    """The notice says nothing: the finding stands at its first line."""
    return code, _START, path, words


def open_end(words: tuple[Word, ...]) -> Word | None:
    return next((word for word in words if word.value.startswith(OPEN_END)), None)


def is_elsewhere(notice: Notice, category: CategoryEntry, source: str) -> bool:
    """Whether this source would tell of applicants what neither they nor their consent gave (759/2004 § 4)."""
    term = notice.sources.get(source)
    own = term is None or bool(term.own and term.own.value)
    fields = {(category.name.value, word.value) for word in category.fields}
    if own or not APPLICATION & {field for _, field in fields}:
        return False
    return not any(
        Basis.CONSENT in rests_on(notice, purpose) and fields.intersection(fields_of(notice, data_of(use, purpose)))
        for use in all_uses(notice).values()
        if (purpose := notice.purposes.get(use.purpose.value))
    )  # fmt: skip


def rests_on(notice: Notice, purpose: PurposeTerm) -> list[Basis]:
    """The bases of a purpose: its own, its uses', and those that the notice says of it elsewhere."""
    name = purpose.name.value
    own = [
        basis
        for use in all_uses(notice).values()
        if use.purpose.value == name
        for basis in bases_of(use, purpose)[0]
    ]
    said = [
        b for stated in notice.bases if any(w.value == name for w in stated.purposes) for b in stated.basis
    ]
    return [phrase.basis.value for phrase in (*own, *said)]
