"""Every name that a term uses must be declared somewhere in the notice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from seloste.notice.checks_controller import terms_of
from seloste.notice.constructs import ATTRIBUTES, SHAPES
from seloste.notice.findings import Findings
from seloste.notice.model import BasisPhrase, CategoryEntry, Notice, Period, Term
from seloste.notice.phrases import did_you_mean
from seloste.notice.resolve import all_uses, is_data
from seloste.notice.source import At, Word
from seloste.terms.law import LAW

_CODES: Final = {
    "group": "SEL1401",
    "data": "SEL1402",
    "category": "SEL1402",
    "purpose": "SEL1403",
    "source": "SEL1404",
    "law": "SEL1405",
    "use": "SEL1406",
    "processor": "SEL1408",
    "receiver": "SEL1408",
    "register": "SEL1409",
    "authority": "SEL1410",
}
"""The finding for a name that names nothing of its kind."""


def check_references(notice: Notice, findings: Findings, today: date) -> None:
    look = _Look(notice, findings)
    for term in terms_of(notice):
        look.term(term)
    for use in notice.uses.values():
        look.up("SEL1403", [use.purpose], notice.purposes, use.path)
    for category in notice.categories.values():
        look.category(category)
    for keep in notice.keeps.values():
        look.named_period(keep.period, f"{keep.path}.period")
    for name, uses in notice.roles.items():
        look.up("SEL1406", uses, look.known["use"], f"role.{name}")


class _Look:
    """Looks names up and finds those that mean nothing."""

    def __init__(self, notice: Notice, findings: Findings) -> None:
        self.notice = notice
        self.findings = findings
        self.data = {
            name
            for category in notice.categories.values()
            for name in (
                category.name.value,
                *(f"{category.name.value}.{field.value}" for field in category.fields),
            )
        }
        self.known: dict[str, Collection[str]] = {
            "group": notice.groups,
            "category": notice.categories,
            "purpose": notice.purposes,
            "source": notice.sources,
            "law": notice.laws,
            "use": all_uses(notice),
            "processor": notice.processors,
            "receiver": [*notice.processors, *notice.recipients],
            "register": [register.id.value for register in notice.registers if register.id],
            "authority": [*notice.authorities, *(authority.id for authority in LAW.authorities)],
        }

    def up(self, code: str, words: Iterable[Word | None], known: Collection[str], path: str) -> None:
        for word in words:
            if word and word.value not in known:
                mend = did_you_mean(word.value, known)
                self.findings.add(code, word.span, path, name=word.value, mend=mend)

    def term(self, term: Term) -> None:
        """The names that its keys say, by the grammar; and the groups, data and laws of its phrases."""
        shape = SHAPES[type(term)]
        for held, value in term.given():
            key = ATTRIBUTES.get(held, held)
            of = shape[key].of if key in shape else ""
            path = f"{term.path}.{key}"
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, BasisPhrase):
                    self.up("SEL1405", [one.law], self.notice.laws, path)
                    self.targets(one.targets, self.data, path)
                elif isinstance(one, At) and of:
                    self._name(of, one, path)

    def _name(self, of: str, word: Word, path: str) -> None:
        if of == "data":
            known = is_data(self.notice, word.value)
            self.up(_CODES[of], () if known else (word,), self.data, path)
        elif of == "law":  # a law and its section
            self.up(_CODES[of], [At(word.value.split(" ")[0], word.span)], self.known[of], path)
        else:
            self.up(_CODES[of], [word], self.known[of], path)

    def targets(self, targets: Iterable[Word], data: Collection[str], path: str) -> None:
        for target in targets:
            if target.value in self.notice.groups or target.value in data:
                continue
            # A dot can only be meant as data; a bare word is most likely meant as a group.
            code = "SEL1402" if "." in target.value else "SEL1401"
            mend = did_you_mean(target.value, [*self.notice.groups, *data])
            self.findings.add(code, target.span, path, name=target.value, mend=mend)

    def category(self, category: CategoryEntry) -> None:
        fields = [f.value for f in category.fields]
        told = (category.field or {}).values()
        titled = [term.name for term in told if not (term.kept and term.kept.value == "seen, not stored")]
        self.up("SEL1402", titled, fields, f"{category.path}.field")
        for name, word in (category.required or {}).items():
            self.up("SEL1402", [At(name, word.span)], fields, f"{category.path}.required")
        data = [*fields, *(f"{category.name.value}.{field}" for field in fields)]
        for period in category.keep:
            self.up("SEL1407", [period.named], self.notice.keeps, f"{category.path}.keep")
            self.targets(period.targets, data, f"{category.path}.keep")

    def named_period(self, periods: Iterable[Period], path: str) -> None:
        """A named period holds a length and an event; it can't name another."""
        for period in periods:
            if period.named:
                self.findings.add("SEL1202", period.named.span, path, word=period.named.value)
