"""What the rules of the linter are made with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from seloste.notice.model import (
    BasisPhrase,
    CategoryEntry,
    GroupTerm,
    Notice,
    ProcessorTerm,
    PurposeTerm,
    Recipient,
    Term,
    Texts,
)
from seloste.notice.remembered import remembered
from seloste.notice.resolve import all_uses, bases_of, data_of, fields_of, uses_of
from seloste.notice.said import Said
from seloste.notice.source import Span, Word
from seloste.notice.wording_lists import STEMS
from seloste.terms.words import Basis

Datum = tuple[str, str]
"""Category and field."""

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
    used = used_data(notice)
    return not any(Basis.CONSENT in used.get(datum, ()) for datum in fields)


def rests_on(notice: Notice, purpose: PurposeTerm) -> list[Basis]:
    """The bases of a purpose: its own, its uses', and those that the notice says of it elsewhere."""
    own = [basis for use in uses_of(notice, purpose) for basis in bases_of(use, purpose)[0]]
    return [phrase.basis.value for phrase in (*own, *_stated(notice).get(purpose.name.value, ()))]


@remembered
def _stated(notice: Notice) -> dict[str, list[BasisPhrase]]:
    """Bases that ``[[basis]]`` says of purposes, by purpose."""
    found: dict[str, list[BasisPhrase]] = {}
    for stated in notice.bases:
        for name in dict.fromkeys(word.value for word in stated.purposes):
            found.setdefault(name, []).extend(stated.basis)
    return found


@remembered
def used_data(notice: Notice) -> dict[Datum, set[Basis]]:
    """Category and field of all that purposes use, with the bases of those purposes."""
    found: dict[Datum, set[Basis]] = {}
    for use in all_uses(notice).values():
        purpose = notice.purposes.get(use.purpose.value)
        if purpose:
            bases = rests_on(notice, purpose)
            for datum in fields_of(notice, data_of(use, purpose)):
                found.setdefault(datum, set()).update(bases)
    return found


# -- what a term is about, whatever its name: its own words decide ---------------------------------

Spoken = Texts | Word | tuple[Word, ...] | None


def speaks(notice: Notice, kind: str, *said: Spoken) -> bool:
    """Whether one of these titles, texts or words speaks of a kind of thing (``[stems]`` of ``words/*.toml``)."""
    for language in notice.languages:
        stems = STEMS.get(language, {}).get(kind, ())
        for one in said if stems else ():
            for text in _told(one, language):
                if _holds(text, stems):
                    return True
    return False


def _told(said: Spoken, language: str) -> Iterator[str]:
    """In small letters, a blank before the first word: in English a stem begins a word."""
    if isinstance(said, Texts):
        phrase = said.by_language.get(language)
        if phrase:
            yield f" {phrase.value.lower()}"
    elif isinstance(said, tuple):
        for word in said:
            yield f" {word.value.lower()}"
    elif said is not None:
        yield f" {said.value.lower()}"


def titled(notice: Notice, kind: str, term: Term, *more: Spoken) -> bool:
    """Whether a term's title speaks of a kind; a term without a title is known by its name alone."""
    if term.title is not None or any(more):
        return speaks(notice, kind, term.title, *more)
    name = f" {term.name.value.replace('_', ' ')}"
    return any(stem in name for stem in STEMS["en"][kind])


def groups_of_kind(notice: Notice, kind: str) -> list[GroupTerm]:
    """Groups that their title tells to be of a kind, in their order."""
    return [group for group in notice.groups.values() if titled(notice, kind, group, group.many)]


def fields_of_kind(notice: Notice, kind: str) -> Iterator[tuple[CategoryEntry, Word]]:
    """Fields whose title speaks of a kind; those without a title by their name."""
    by_language = {language: told[kind] for language, told in STEMS.items()}
    for category, word, titles in _field_titles(notice):
        if any(_holds(title, by_language[language]) for language, title in titles):
            yield category, word


def _holds(text: str, stems: tuple[str, ...]) -> bool:
    for stem in stems:  # noqa: SIM110
        if stem in text:
            return True
    return False


@remembered
def _field_titles(notice: Notice) -> list[tuple[CategoryEntry, Word, list[tuple[str, str]]]]:
    """Each field with its title in the languages of the lists, in small letters, or with its name as if in English."""
    found = []
    for category in notice.categories.values():
        told = category.field or {}
        for word in category.fields:
            title = told[word.value].title if word.value in told else None
            if title:
                phrases = title.by_language.items()
                titles = [(lang, f" {p.value.lower()}") for lang, p in phrases if lang in STEMS]
            else:
                titles = [("en", f" {word.value.replace('_', ' ')}")]
            found.append((category, word, titles))
    return found


def people_of(notice: Notice, purpose: PurposeTerm) -> set[str]:
    """The groups that a purpose, its bases or its uses' bases name."""
    phrases = [*purpose.basis, *(basis for use in uses_of(notice, purpose) for basis in use.basis)]
    return {w.value for w in purpose.people} | {w.value for p in phrases for w in p.targets}


def receives(processor: ProcessorTerm) -> bool:
    """Whether a processor gets data: it says which, or it says nothing that would limit it."""
    return bool(processor.uses or processor.data) or not processor.task


def receivers(notice: Notice) -> Iterable[ProcessorTerm | Recipient]:
    yield from notice.processors.values()
    yield from notice.recipients.values()
