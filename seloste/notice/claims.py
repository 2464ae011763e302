"""What a notice claims: each term, and each sentence of its prose with the terms that it is bound to.

A claim has a kind, which is its path without the names that the notice's author chose, such as
``purpose.*.basis.consent``; code and tests say by it what they keep (``seloste.notice.markers``). Words of closed
lists stay in it: the names of rights and measures, a basis, the event of a period, the stance on transfers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from seloste.notice.constructs import ATTRIBUTES, CONSTRUCTS
from seloste.notice.model import (
    BasisPhrase,
    Length,
    Notice,
    Period,
    Stated,
    Term,
    Texts,
)
from seloste.notice.record import Named
from seloste.notice.source import At, Span

_MARKS: Final = frozenset(
    {"path", "name", "at", "title", "text", "quote", "hedge", "proposed", "broken", "purpose", "channel", "written"}
)  # fmt: skip
"""What a term says of itself, and no claim."""
_SINGLE: Final = frozenset({"general", "version", "organisation", "hosting", "changes"})
_BY_NAME: Final = frozenset({"measure", "right"})
"""Terms whose names are a list of the language's own, and say what is promised."""
_BY_WORD: Final = frozenset(
    {"evidence", "withdraw", "ends_with", "stance", "authority", "what", "by", "because", "ways", "like_access"}
)  # fmt: skip
"""Keys whose words are of a closed list, so that each word is a claim of its own."""
_SECTION: Final = {
    "general": "1", "group": "1", "service": "1", "controller": "2", "register": "3", "purpose": "4", "use": "4", "basis": "4",
    "profiling": "4", "category": "5", "organisation": "5", "source": "6", "processor": "6", "disclosure": "7", "transfer": "8",
    "hosting": "8", "law": "9", "keep": "9", "measure": "10", "right": "11", "changes": "12", "version": "12",
}  # fmt: skip
_PLACE: Final = re.compile(r"\{\{\s*([^|{}]*?)\s*(?:\|[^{}]*)?\}\}")
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zåäö])")

TOLD: Final = (
    "general.*", "group.*", "group.*.many", "service.*", "register.*", "version.*", "law.*.*",
    "controller.name", "controller.business_id", "controller.address.*", "controller.contact.*", "controller.officer.*",
    "controller.representative.*", "purpose.*.acts", "purpose.*.interest", "purpose.*.balance.done", "purpose.*.people",
    "category.*.required", "category.*.without", "category.*.field.*", "source.*.why", "source.*.open", "processor.*.task",
    "processor.*.entity.product", "processor.*.entity.name", "processor.*.transfer.copy", "disclosure.*.role", "measure.*.kind",
    "right.complaint", "right.complaint.*", "changes.because.*",
    *(
        f"{family}{below}"
        for family in (
            "age", "as_processor", "authority", "breach", "decision", "delegated", "derived", "device", "joint", "occasion",
            "recording", "secondary", "secrecy", "third_person", "visible", "work",
        )
        for below in ("", ".*", ".*.*")
    ),
)  # fmt: skip
"""Kinds that only tell something: whoever shows them has kept them. Every other kind promises to do or to leave."""


class Claim(Named):
    """``path``: where it stands (``purpose.newsletter.basis.1``); ``section`` as people cite it (``4.13``).

    ``words``: the sentence by language, of prose; ``bound``: paths of the terms that carry the sentence.
    ``told``: it tells something, and promises nothing.
    """

    path: str
    kind: str
    section: str
    span: Span
    told: bool = False
    words: Mapping[str, str] | None = None
    bound: tuple[str, ...] = ()

    @property
    def is_sentence(self) -> bool:
        return self.words is not None


def claims_of(notice: Notice) -> tuple[Claim, ...]:
    """Every claim of a notice, terms before the sentences that they carry, section by section."""
    terms = tuple(_terms(notice))
    found = [claim for place, term in terms for claim in _of_term(place, term)]
    if notice.profiling:
        found.append(_claim("profiling", f"profiling.{notice.profiling.state}", "4", notice.profiling.span))
    known = tuple(claim.path for claim in found)
    for place, term in terms:
        found.extend(_sentences(notice, place, term, known))
    return tuple(sorted(found, key=lambda one: (_order(one.section), one.is_sentence)))


def matches(pattern: str, kind: str) -> bool:
    """Whether a pattern speaks of a kind: ``*`` is one name, and at the end everything below.

    ``category.*.keep.*`` speaks of ``category.*.keep.relation.ended``; ``right.access`` of nothing but itself.
    """
    wanted, given = pattern.split("."), kind.split(".")
    open_end = wanted[-1] == "*" and len(wanted) > 2
    if len(given) < len(wanted) or (len(given) > len(wanted) and not open_end):
        return False
    return all(one in ("*", other) for one, other in zip(wanted, given, strict=False))


def line_of(notice: Notice, claim: Claim) -> int:
    """The line of the file on which a claim stands, from 1."""
    return notice.source.line_and_column(claim.span.start)[0]


# -- terms -------------------------------------------------------------------------------------------


def _terms(notice: Notice) -> Iterator[tuple[str, Term]]:
    """Every term with its kind; a section's own statements after its terms."""
    for one in CONSTRUCTS:
        held = getattr(notice, one.attribute)
        if isinstance(held, dict):
            for name, term in held.items():
                yield (f"{one.key}.{name}" if one.key in _BY_NAME else f"{one.key}.*"), term
        elif held is not None and one.key != "accept":
            yield from ((one.key, term) for term in (held if isinstance(held, tuple) else (held,)))
    yield from notice.sections.items()


def _of_term(place: str, term: Term, section: str = "") -> Iterator[Claim]:
    """The claims of one term; one of nothing but a title is a claim by itself, and so is each right and measure."""
    family, *below = place.split(".")
    section = term.at.value if term.at else section or _section(family)
    mine = [
        claim
        for key, value in term.given()
        if key not in _MARKS and (family, key) != ("measure", "what")  # the measure itself is that claim
        for claim in _of_value(place, term, key, value, section)
    ]
    if below and (not mine or (family in _BY_NAME and len(below) == 1)):
        yield _claim(term.path, place, section, term.name.span)
    yield from mine


def _section(family: str) -> str:
    shown = next((one.section for one in CONSTRUCTS if one.key == family and one.section), 0)
    return _SECTION.get(family, str(shown) if shown else "")


def _of_value(place: str, term: Term, key: str, value: Any, section: str) -> Iterator[Claim]:
    kind, path = f"{place}.{ATTRIBUTES.get(key, key)}", f"{term.path}.{ATTRIBUTES.get(key, key)}"
    if value is None or value == () or value == {}:
        return
    if isinstance(value, Term):
        yield from _of_term(kind, value, section)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, Term):
                yield from _of_term(f"{kind}.*", inner, section)
            elif isinstance(inner, At):
                yield _claim(f"{path}.{name}", kind, section, inner.span)
    elif isinstance(value, tuple) and isinstance(value[0], Term):
        for one in value:
            yield from _of_term(kind, one, section)
    elif isinstance(value, tuple) and (key in _BY_WORD or not isinstance(value[0], At)):
        for number, one in enumerate(value, start=1):
            yield _claim(f"{path}.{number}", _refined(kind, key, one), section, one.span)
    else:
        first = value[0] if isinstance(value, tuple) else value
        yield _claim(path, _refined(kind, key, first), section, first.span)


def _refined(kind: str, key: str, value: Any) -> str:
    """The kind with the word of a closed list behind it."""
    if isinstance(value, BasisPhrase):
        return f"{kind}.{value.basis.value.name.lower()}"
    if isinstance(value, Period):
        return f"{kind}.{'law' if value.named else 'claims' if value.claims else value.event}"
    if isinstance(value, Stated):
        return f"{kind}.{value.state}"
    if isinstance(value, At) and (key in _BY_WORD or isinstance(value.value, bool)):
        return f"{kind}.{str(value.value).lower().replace(' ', '_')}"
    if isinstance(value, At | Length | Texts):
        return kind
    raise TypeError(f"{type(value).__name__} is no value of a term")


def _claim(path: str, kind: str, section: str, span: Span) -> Claim:
    return Claim(path=path, kind=kind, section=section, span=span, told=is_told(kind))


def is_told(kind: str) -> bool:
    return any(matches(pattern, kind) for pattern in TOLD)


# -- prose -------------------------------------------------------------------------------------------


def _sentences(notice: Notice, place: str, term: Term, known: tuple[str, ...]) -> Iterator[Claim]:
    """The sentences of a term's own text, each with what carries it.

    The text of a term is carried by the term. What stands before a whole section is carried by the terms that it
    names in ``{{ … }}`` alone, and without one by nothing.
    """
    if term.text is None:
        return
    section = term.at.value if term.at else _SECTION.get(place.split(".")[0], "")
    spoken = {lang: _SENTENCE.split(phrase.value) for lang, phrase in term.text.by_language.items()}
    first = next((lang for lang in notice.languages if lang in spoken), None)
    carried = "." in place or place in _SINGLE
    own = tuple(path for path in known if carried and _stands_in(path, term.path))
    for number, sentence in enumerate(spoken[first] if first else (), start=1):
        words = {lang: said[number - 1] for lang, said in spoken.items() if len(said) >= number}
        bound = tuple(dict.fromkeys((*own, *_named_in(sentence, known))))
        path, kind = f"{term.path}.text.{number}", f"{place}.text"
        yield Claim(
            path=path, kind=kind, section=section, span=term.text.span, told=is_told(kind), words=words, bound=bound
        )  # fmt: skip


def _named_in(sentence: str, known: Iterable[str]) -> Iterator[str]:
    """Paths of the terms that a sentence names in ``{{ … }}``."""
    for name in _PLACE.findall(sentence):
        yield from (path for path in known if _stands_in(path, name))


def _stands_in(path: str, place: str) -> bool:
    return path == place or path.startswith(f"{place}.")


def _order(section: str) -> tuple[int, ...]:
    return tuple(int(part) for part in section.split(".") if part.isdigit())
