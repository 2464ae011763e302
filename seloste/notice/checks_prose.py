"""Prose against terms: what a notice that drives a register says in words must be what its terms say.

A number, a country, a law, an address or a recipient's name that stands in running text is kept true by nobody; it
belongs in a term, and the text names the term. What can't be seen: a number or a period in words (*kaksi viikkoa*).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Final

from seloste.notice.findings import Findings
from seloste.notice.lint_parts import all_texts, receivers
from seloste.notice.lint_tokens import bare, place_of, without_places
from seloste.notice.model import Notice, Texts
from seloste.notice.prose import Prose
from seloste.notice.source import Phrase
from seloste.notice.wording_lists import COUNTRIES

_PROSE: Final = frozenset({"text", "what"})
_PLACE: Final = re.compile(r"\{\{\s*([^|{}]*?)\s*(?:\|[^{}]*)?\}\}")
_GLUED: Final = re.compile(r"\{\{\s*([^|{}]*?)\s*(?:\|[^{}]*)?\}\}(:?[^\W\d_]+)")
_SIGNS: Final = re.compile(r"[\d§@]|GDPR")
"""A text without any of these holds no number, law or address."""

_LAW: Final = re.compile(r"\b\d{1,4}/\d{4}\b|§+\s*\d+|\d+\s*§|\bGDPR\b")
_MAIL: Final = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.\w+")
_NUMBER: Final = re.compile(r"(?<![\w/@.:-])\d+(?:[ \u00a0.,:]\d+)*(?![\w/@-])")


def check_prose_terms(notice: Notice, findings: Findings, today: date) -> None:
    names = _names(notice)
    known = {language: Prose.of(notice, language).names.keys() for language in notice.languages}
    for term, key, texts in all_texts(notice):
        path = f"{term.path}.{key}"
        if key != "quote":
            _check_places(texts, path, known, findings)
        for language, phrase in texts.by_language.items() if key in _PROSE else ():
            for code, start, end in _bare(phrase, language, names):
                said = phrase.value[start:end]
                findings.add(code, phrase.part(start, end), f"{path}.{language}", said=said)


def _check_places(texts: Texts, path: str, known: Mapping[str, Collection[str]], findings: Findings) -> None:
    """The multisets of terms are equal in all languages, and no ending is glued to a term.

    ``known``: what can be named, by language; where something else is named, that is found by itself.
    """
    counted: dict[str, Counter[str]] = {}
    for language, names in known.items():
        phrase = texts.by_language.get(language)
        if phrase is None:
            continue
        named = "{{" in phrase.value
        counted[language] = Counter(_PLACE.findall(phrase.value)) if named else Counter()
        if not counted[language].keys() <= set(names):
            return
        for glued in _GLUED.finditer(phrase.value) if named else ():
            findings.add(
                "SEL1911", phrase.part(*glued.span(2)), f"{path}.{language}",
                said=glued[2], name=glued[1], language=language,
            )  # fmt: skip
    first = next(iter(counted.values()), Counter())
    for language, places in counted.items():
        if places != first:
            differing = sorted(((places - first) + (first - places)).elements())
            span = texts.by_language[language].span
            findings.add("SEL1910", span, path, language=language, said=", ".join(differing))
            return


def _names(notice: Notice) -> dict[str, list[tuple[str, str]]]:
    """Names of recipients and laws as bare words, by their first one, with the code of what is found in prose."""
    found: dict[str, str] = {}
    for one in receivers(notice):
        entity = getattr(one, "entity", None)
        for word in (entity.product, entity.legal_name) if entity else ():
            if word and bare(word.value):
                found[bare(word.value)] = "SEL1909"
    for law in notice.laws.values():
        for phrase in law.names.by_language.values() if law.names else ():
            if bare(phrase.value):
                found[bare(phrase.value)] = "SEL1907"
    controller = notice.controller
    street = controller.address.street if controller and controller.address else None
    if street and bare(street.value):
        found[bare(street.value)] = "SEL1908"
    by_first: dict[str, list[tuple[str, str]]] = {}
    for name, code in found.items():
        by_first.setdefault(name.partition(" ")[0], []).append((name, code))
    return by_first


def _bare(
    phrase: Phrase, language: str, names: dict[str, list[tuple[str, str]]]
) -> Iterator[tuple[str, int, int]]:
    """Each thing that belongs in a term: code, start and end in the text."""
    text = without_places(phrase.value, "\x01")
    said = f" {bare(text)} "
    for forms in COUNTRIES.get(language, {}).values():
        for form in forms:
            if f" {form} " in said:
                yield ("SEL1906", *place_of(form, text))
    for word in names.keys() & set(said.split()):
        for name, code in names[word]:
            if f" {name} " in said:
                yield (code, *place_of(name, text))
    if not _SIGNS.search(text):
        return
    taken: list[tuple[int, int]] = []
    for code, pattern in (("SEL1907", _LAW), ("SEL1908", _MAIL), ("SEL1905", _NUMBER)):
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(begin < end and start < stop for begin, stop in taken):
                taken.append((start, end))
                yield code, start, end
