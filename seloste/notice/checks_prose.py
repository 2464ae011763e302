"""Prose against terms: what a notice that drives a register says in words must be what its terms say.

A number, a country, a law, an address or a recipient's name that stands in running text is kept true by nobody; it
belongs in a term, and the text names the term. What can't be seen: a number or a period in words (*kaksi viikkoa*).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Final

from seloste.notice.checks_controller import all_texts
from seloste.notice.findings import Findings
from seloste.notice.lint_parts import receivers
from seloste.notice.lint_tokens import bare, place_of, without_places
from seloste.notice.lint_wording import joined
from seloste.notice.model import Notice, Texts
from seloste.notice.prose import PLACE, prose_of
from seloste.notice.source import Phrase
from seloste.notice.wording_lists import COUNTRIES

_PROSE: Final = frozenset({"text", "what"})
_SIGNS: Final = (*"0123456789§@", "GDPR")
"""A text without any of these holds no number, law or address."""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Made only where a sign stands: most notices need none."""
    return (
        ("SEL1907", re.compile(r"\b\d{1,4}/\d{4}\b|§+\s*\d+|\d+\s*§|\bGDPR\b")),
        ("SEL1908", re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.\w+")),
        ("SEL1905", re.compile(r"(?<![\w/@.:-])\d+(?:[ \u00a0.,:]\d+)*(?![\w/@-])")),
    )


def check_prose_terms(notice: Notice, findings: Findings, today: date) -> None:
    names = _names(notice)
    known = {language: prose.names for language, prose in prose_of(notice).items()}
    suspects = {language: _suspects(notice, language, names) for language in notice.languages}
    for term, key, texts in all_texts(notice):
        path = f"{term.path}.{key}"
        if key != "quote" and _has_places(texts):
            _check_places(texts, path, known, findings)
        for language, phrase in texts.by_language.items() if key in _PROSE else ():
            for code, start, end in _bare(phrase, suspects.get(language, [])):
                said = phrase.value[start:end]
                findings.add(code, phrase.part(start, end), f"{path}.{language}", said=said)


def _has_places(texts: Texts) -> bool:
    for phrase in texts.by_language.values():  # noqa: SIM110
        if "{{" in phrase.value:
            return True
    return False


def _check_places(texts: Texts, path: str, known: Mapping[str, Collection[str]], findings: Findings) -> None:
    """The multisets of terms are equal in all languages, and no ending is glued to a term.

    ``known``: what can be named, by language; where something else is named, that is found by itself.
    """
    counted: dict[str, Counter[str]] = {}
    for language, names in known.items():
        phrase = texts.by_language.get(language)
        if phrase is None:
            continue
        places = list(PLACE.finditer(phrase.value)) if "{{" in phrase.value else []
        counted[language] = Counter(place[1] for place in places)
        for place in places:
            if ending := _ending(phrase.value, place.end()):
                findings.add(
                    "SEL1911", phrase.part(place.end(), place.end() + len(ending)), f"{path}.{language}",
                    said=ending, name=place[1], language=language,
                )  # fmt: skip
        if not counted[language].keys() <= set(names):
            return
    first = next(iter(counted.values()), Counter())
    for language, terms in counted.items():
        if terms != first:
            differing = sorted(((terms - first) + (first - terms)).elements())
            span = texts.by_language[language].span
            findings.add("SEL1910", span, path, language=language, said=", ".join(differing))
            return


def _ending(text: str, start: int) -> str:
    """Letters, or a colon and letters, right behind a term."""
    end = start + (text[start : start + 1] == ":")
    stop = end
    while text[stop : stop + 1].isalpha():
        stop += 1
    return text[start:stop] if stop > end else ""


def _suspects(notice: Notice, language: str, names: dict[str, str]) -> list[tuple[str, str]]:
    """Countries and names that stand anywhere in this language, each with the code of what is found in prose."""
    said = joined(notice)[language][2]
    countries = ((form, "SEL1906") for forms in COUNTRIES.get(language, {}).values() for form in forms)
    return [one for one in (*countries, *names.items()) if f" {one[0]} " in said]


def _names(notice: Notice) -> dict[str, str]:
    """Names of recipients and laws as bare words, each with the code of what is found where one stands in prose."""
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
    return found


def _bare(phrase: Phrase, suspects: list[tuple[str, str]]) -> Iterator[tuple[str, int, int]]:
    """Each thing that belongs in a term: code, start and end in the text."""
    text = without_places(phrase.value, "\x01")
    lowered = text.lower()
    for name, code in suspects:
        if name.partition(" ")[0] in lowered and f" {name} " in f" {bare(text)} ":
            yield (code, *place_of(name, text))
    if not any(sign in text for sign in _SIGNS):
        return
    taken: list[tuple[int, int]] = []
    for code, pattern in _patterns():
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(begin < end and start < stop for begin, stop in taken):
                taken.append((start, end))
                yield code, start, end
