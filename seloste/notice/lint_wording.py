"""Rules of wording: closed lists of phrases in Finnish, Swedish and English, over titles, texts and quotes.

The lists are ``words/*.toml``, each entry with a sentence that fires and two that don't. Each code looks only where
its words mean what it says (``SCOPES``), and stays silent where terms tell what the words leave open (``_TOLD``).
What a list can't see: other words for the same, irony, a negation round the phrase, and any other language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from operator import eq
from typing import Final

from seloste.notice.checks_controller import all_texts
from seloste.notice.lint_parts import Found
from seloste.notice.lint_tokens import WORD, bare, place_of, without_places
from seloste.notice.model import CategoryEntry, NamedPeriod, Notice, Term
from seloste.notice.remembered import remembered
from seloste.notice.source import Phrase
from seloste.notice.wording_lists import NAMES, PHRASES

_KEPT: Final = ("keep", "category")
SCOPES: Final[dict[str, tuple[str, ...]]] = {
    "SEL2102": _KEPT, "SEL2111": ("right",), "SEL2114": ("source",), "SEL2131": ("purpose",),
    "SEL2137": ("category",), "SEL2148": ("disclosure",), "SEL2151": _KEPT, "SEL2152": _KEPT, "SEL2153": _KEPT,
    "SEL2154": _KEPT, "SEL2155": ("measure",), "SEL2156": ("measure",), "SEL2157": ("right",),
    "SEL2307": ("transfer", "processor", "disclosure"), "SEL2309": ("right",), "SEL2310": ("right",),
    "SEL2320": ("category", "purpose", "source"), "SEL2321": _KEPT,
    "SEL2324": ("category", "purpose", "source", "use"), "SEL2327": ("disclosure",),
    "SEL2330": ("disclosure", "general"), "SEL2333": ("group", "register", "general"),
}  # fmt: skip
"""Sections in which the words of a code mean what it says; a code without a line here looks everywhere."""

_MANY_NAMES: Final = 3
_TWICE: Final = frozenset({"that", "had"})
"""Words that a sentence may say twice in a row."""


def _has_period(notice: Notice, term: Term) -> bool:
    return (isinstance(term, NamedPeriod) and bool(term.period)) or (
        isinstance(term, CategoryEntry) and bool(term.keep)
    )


def _has_law(notice: Notice, term: Term) -> bool:
    return _has_period(notice, term) or (isinstance(term, NamedPeriod) and term.law is not None)


def _has_agreement(notice: Notice, term: Term) -> bool:
    return any(processor.agreement for processor in notice.processors.values())


def _has_mechanism(notice: Notice, term: Term) -> bool:
    return any(p.transfer and p.transfer.mechanism for p in notice.processors.values())


def _has_roles(notice: Notice, term: Term) -> bool:
    return bool(notice.recipients) and all(r.role for r in notice.recipients.values())


def _discloses_nothing(notice: Notice, term: Term) -> bool:
    return not any(r.role is None or r.role.value != "processor" for r in notice.recipients.values())


_TOLD: Final[dict[str, Callable[[Notice, Term], bool]]] = {
    "SEL2102": _has_period, "SEL2151": _has_period, "SEL2152": _has_period, "SEL2153": _has_period,
    "SEL2321": _has_period, "SEL2154": _has_law, "SEL2155": _has_agreement, "SEL2148": _has_roles,
    "SEL2307": _has_mechanism, "SEL2330": _discloses_nothing,
}  # fmt: skip
"""Terms that tell what the words leave open: beside them the words do no harm."""


def wording(notice: Notice) -> Iterator[Found]:
    """Every phrase of the lists that stands where it means what its code says; each code once in a text."""
    for language in notice.languages:
        marks = _marks(notice, language) if language in PHRASES else {}
        for term, key, texts in all_texts(notice) if marks else ():
            phrase = texts.by_language.get(language)
            if phrase and _may_hold(phrase.value, marks, term.path):
                yield from _in_text(notice, term, f"{term.path}.{key}.{language}", phrase, language)


@remembered
def joined(notice: Notice) -> dict[str, tuple[str, list[str], str]]:
    """All texts of a language in one, its words in small letters, and these parted by blanks.

    A look at these spares most notices the rest.
    """
    found: dict[str, tuple[str, list[str], str]] = {}
    texts = all_texts(notice)
    for language in notice.languages:
        said = [without_places(p.value, "_") for _, _, one in texts if (p := one.by_language.get(language))]
        whole = " _ ".join(said)
        words = WORD.findall(whole.lower())
        found[language] = whole, words, f" {' '.join(words)} "
    return found


def _marks(notice: Notice, language: str) -> dict[str, tuple[str, ...]]:
    """Of each phrase that stands somewhere its longest word, with the sections that it looks at: few in most notices."""
    text, words, said = joined(notice)[language]
    if "  " in text or any(map(eq, words, words[1:])):
        return {"": ()}
    first = PHRASES[language]
    found: dict[str, tuple[str, ...]] = {}
    for word in first.keys() & set(words):
        for told, code in first[word]:
            if f" {told} " in said:
                mark, scopes = max(told.split(" "), key=len), SCOPES.get(code, ())
                found[mark] = () if () in (scopes, found.get(mark, scopes)) else found.get(mark, ()) + scopes
    return found


def _may_hold(text: str, marks: dict[str, tuple[str, ...]], path: str) -> bool:
    said, section = text.lower(), _section(path)
    return any((not scopes or section in scopes) and mark in said for mark, scopes in marks.items())


def _in_text(notice: Notice, term: Term, path: str, phrase: Phrase, language: str) -> Iterator[Found]:
    text = without_places(phrase.value)
    words = bare(text)
    first, said = PHRASES[language], f" {words} "
    found: dict[str, str] = {}
    for word in first.keys() & set(words.split(" ")):
        for told, code in first[word]:
            if code not in found and f" {told} " in said:
                found[code] = told
    for code, told in found.items():
        if _looks_at(code, path) and not (code in _TOLD and _TOLD[code](notice, term)):
            yield code, phrase.part(*place_of(told, text)), path, _named(term, told)
    if slip := _slip(text, words):
        yield "SEL2164", phrase.part(*slip), path, _named(term, text[slip[0] : slip[1]].strip())


def _looks_at(code: str, path: str) -> bool:
    scopes = SCOPES.get(code)
    return scopes is None or _section(path) in scopes


def _section(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def _named(term: Term, said: str) -> dict[str, str]:
    """The words that a code's sentence may ask for: each is about the term in which the phrase stands."""
    name = term.name.value
    kinds = ("purpose", "category", "source", "keep", "right", "group", "processor", "recipient")
    return dict.fromkeys(kinds, name) | {"said": said, "form": said}


def _slip(text: str, words: str) -> tuple[int, int] | None:
    """N64: two blanks between two words, or a word said twice in a row."""
    if "  " in text and (blank := re.search(r"\w+  +\w+", text)):
        return blank.span()
    tokens = words.split(" ")
    for number, one in enumerate(tokens[1:]):
        twice = one == tokens[number] and one not in _TWICE and one.isalpha() and len(one) > 1
        if twice and f"{one} {one}" in text.lower():
            return place_of(f"{one} {one}", text)
    return None


def own_names(notice: Notice) -> Iterator[Found]:
    """N63: what the controller calls itself, three ways or more in one language."""
    for language in notice.languages:
        forms = [(form, name) for name, told in NAMES.get(language, {}).items() for form in told]
        first = {form.partition(" ")[0] for form, _ in forms}
        everything = joined(notice)[language][2]
        named = {name for form, name in forms if f" {form} " in everything}
        if len(named) < _MANY_NAMES:
            continue
        seen: dict[str, Found] = {}
        for term, key, texts in all_texts(notice) if forms else ():
            phrase = texts.by_language.get(language)
            said = bare(phrase.value) if phrase else ""
            if phrase is None or first.isdisjoint(said.split(" ")):
                continue
            for form, name in forms:
                if name not in seen and f" {form} " in f" {said} ":
                    span = phrase.part(*place_of(form, phrase.value))
                    seen[name] = "SEL2163", span, f"{term.path}.{key}.{language}", {}
        if len(seen) >= _MANY_NAMES:
            code, span, path, _ = [*seen.values()][-1]
            yield code, span, path, {"names": ", ".join(seen)}
