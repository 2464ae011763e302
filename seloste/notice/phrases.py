"""Bases and periods, written as phrases; a finding points at the very word that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable

from seloste.notice.findings import Findings
from seloste.notice.grammar import EVENTS, UNITS, YEAR_END
from seloste.notice.model import BasisPhrase, Length, Period
from seloste.notice.said import Said
from seloste.notice.source import At, Phrase, Span, Word
from seloste.terms.words import Basis

_TOKEN = re.compile(r"[^\s,]+|,")
_MANY = 300
"""Names beyond which a misspelt one isn't compared with each, and not all are listed."""
_MOST = 1200  # months or days: a hundred years, and whole numbers that any database column holds
BASES = {
    "consent": Basis.CONSENT,
    "contract": Basis.CONTRACT,
    "law": Basis.LAW,
    "interest": Basis.INTEREST,
    "existing_customer": Basis.EXISTING_CUSTOMER,
    "task": Basis.TASK,
    "public_task": Basis.PUBLIC_TASK,
    "vital": Basis.VITAL,
}
_BASIS_EXAMPLE = '"interest for customer"'
_PERIOD_EXAMPLE = '"24 months after relation.ended for customer"'


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that this one was most likely meant to be."""
    from difflib import get_close_matches  # only where something is wrong

    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=0.6)), None)


def did_you_mean(word: str, known: Iterable[str]) -> Said:
    """The mend for a word that is not known: the nearest one, or all of them."""
    names = sorted(known)
    near = nearest(word, names) if len(names) <= _MANY else None
    if near:
        return Said("near", (near,))
    told = [*names[:_MANY], *(["…"] if len(names) > _MANY else [])]
    return Said("known", (", ".join(told),)) if names else Said("none")


class _Fault(Exception):
    """Carries one finding out of a phrase."""

    def __init__(self, code: str, span: Span, **words: str | Said) -> None:
        self.code, self.span, self.words = code, span, words
        super().__init__(code)


class _Words:
    """The words of a phrase, taken one after another."""

    def __init__(self, phrase: Phrase, example: str) -> None:
        self.phrase = phrase
        self.example = example
        self.tokens = [At(m.group(), phrase.part(m.start(), m.end())) for m in _TOKEN.finditer(phrase.value)]
        self.next = 0
        end = phrase.part(len(phrase.value), len(phrase.value))
        self.end = At("the end of the phrase", end if phrase.value else phrase.span)

    def peek(self) -> Word:
        return self.tokens[self.next] if self.next < len(self.tokens) else self.end

    def done(self) -> bool:
        return self.next >= len(self.tokens)

    def take(self) -> Word:
        word = self.peek()
        self.next += 1
        return word

    def taken(self, word: str) -> bool:
        if self.done() or self.peek().value != word:
            return False
        self.next += 1
        return True

    def expect(self, word: str) -> None:
        if not self.taken(word):
            found = self.peek()
            raise _Fault("SEL1204", found.span, expected=word, word=found.value, example=self.example)

    def one_of(self, *known: str) -> str:
        for word in known:
            if self.taken(word):
                return word
        found = self.peek()
        raise _Fault(
            "SEL1204", found.span, expected=" / ".join(known), word=found.value, example=self.example
        )

    def targets(self) -> tuple[Word, ...]:
        """``for a, b and c`` up to the end of the phrase; nothing where there is no ``for``."""
        if self.done():
            return ()
        if not self.taken("for"):
            word = self.peek()
            raise _Fault("SEL1206", word.span, word=word.value, example=self.example)
        named: list[Word] = []
        while True:
            word = self.take()
            if word is self.end or word.value in (",", "and", "for"):
                raise _Fault("SEL1204", word.span, expected="a name", word=word.value, example=self.example)
            named.append(word)
            if self.done():
                return tuple(named)
            if not (self.taken(",") or self.taken("and")):
                left = self.peek()
                raise _Fault("SEL1206", left.span, word=left.value, example=self.example)
            self.taken("and")


def read_basis(phrase: Phrase, findings: Findings, path: str) -> BasisPhrase | None:
    try:
        return _basis(_Words(phrase, _BASIS_EXAMPLE))
    except _Fault as fault:
        findings.add(fault.code, fault.span, path, **fault.words)
        return None


def _basis(words: _Words) -> BasisPhrase:
    first = words.take()
    law: Word | None = None
    before = first.value == "steps"
    if before:
        for word in ("before", "a", "contract"):
            words.expect(word)
        basis = Basis.CONTRACT
    elif first.value in BASES:
        basis = BASES[first.value]
    else:
        mend = did_you_mean(first.value, [*BASES, "steps before a contract"])
        raise _Fault("SEL1201", first.span, word=first.value, mend=mend)
    if basis in (Basis.LAW, Basis.PUBLIC_TASK):
        law = words.take()
        if law is words.end or law.value in ("for", ",", "and"):
            raise _Fault(
                "SEL1207",
                first.span,
                word=first.value,
                expected="the name of a law",
                example='"law accounting"',
            )
    name = "contract" if before else first.value
    return BasisPhrase(At(basis, first.span), name, law, words.targets(), words.phrase.span, before)


def read_period(phrase: Phrase, findings: Findings, path: str) -> Period | None:
    try:
        return _period(_Words(phrase, _PERIOD_EXAMPLE))
    except _Fault as fault:
        findings.add(fault.code, fault.span, path, **fault.words)
        return None


def _period(words: _Words) -> Period:
    if words.taken("until"):
        words.expect("withdrawal")
        return _with_targets(words, 0, 0, "ground.ended", None)
    bound = ""
    if words.taken("at"):
        bound = words.one_of("least", "most")
    first = words.peek()
    if not bound and not first.value[:1].isdigit():
        words.take()
        if first is words.end or not (words.done() or words.peek().value == "for"):
            raise _Fault("SEL1202", first.span, word=first.value)
        return _with_targets(words, 0, 0, "", first)
    months, days = _length(words)
    words.expect("after")
    if words.taken("end"):
        for word in ("of", "year", "of", "financial_year.ended"):
            words.expect(word)
        return _with_targets(words, months, days, YEAR_END, None, bound)
    event = words.take()
    if event.value not in EVENTS:
        raise _Fault("SEL1205", event.span, word=event.value, mend=did_you_mean(event.value, EVENTS))
    return _with_targets(words, months, days, event.value, None, bound)


def _with_targets(
    words: _Words, months: int, days: int, event: str, named: Word | None, bound: str = ""
) -> Period:
    targets = words.targets()
    kept = tuple(t for t in targets if t.value != "claims")
    return Period(months, days, event, named, kept, len(kept) < len(targets), words.phrase.span, bound)


def read_length(phrase: Phrase, findings: Findings, path: str) -> Length | None:
    """``12 months``, with nothing before and after it."""
    words = _Words(phrase, '"12 months"')
    try:
        months, days = _length(words)
        if not words.done():
            left = words.peek()
            raise _Fault("SEL1206", left.span, word=left.value, example=words.example)
    except _Fault as fault:
        findings.add(fault.code, fault.span, path, **fault.words)
        return None
    return Length(months, days, phrase.span)


def _length(words: _Words) -> tuple[int, int]:
    number = words.take()
    if not re.fullmatch(r"[0-9]{1,4}", number.value) or int(number.value) > _MOST:
        raise _Fault("SEL1202", number.span, word=number.value)
    unit = words.take()
    for known, months, days in (("day", 0, 1), ("week", 0, 7), ("month", 1, 0), ("year", 12, 0)):
        if unit.value in (known, known + "s"):
            return int(number.value) * months, int(number.value) * days
    raise _Fault("SEL1203", unit.span, word=unit.value, mend=did_you_mean(unit.value, UNITS))
