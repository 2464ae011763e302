"""Every name that a term uses must be declared somewhere in the notice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from seloste.notice.findings import Findings
from seloste.notice.model import BasisPhrase, CategoryEntry, Notice, Period, ProcessorTerm, Recipient
from seloste.notice.phrases import did_you_mean
from seloste.notice.resolve import all_uses, is_data
from seloste.notice.source import At, Word


def check_references(notice: Notice, findings: Findings, today: date) -> None:
    look = _Look(notice, findings)
    for register in notice.registers:
        look.up("SEL1401", register.people, notice.groups, f"{register.path}.people")
    look.purposes()
    look.categories()
    look.sources()
    look.processors()
    look.roles()
    look.stated()


class _Look:
    """Looks names up and finds those that mean nothing."""

    def __init__(self, notice: Notice, findings: Findings) -> None:
        self.notice = notice
        self.findings = findings
        self.uses = all_uses(notice)
        self.data = {
            name
            for category in notice.categories.values()
            for name in (
                category.name.value,
                *(f"{category.name.value}.{field.value}" for field in category.fields),
            )
        }

    def up(self, code: str, words: Iterable[Word | None], known: Collection[str], path: str) -> None:
        for word in words:
            if word and word.value not in known:
                mend = did_you_mean(word.value, known)
                self.findings.add(code, word.span, path, name=word.value, mend=mend)

    def at_data(self, words: Iterable[Word], path: str) -> None:
        self.up("SEL1402", (w for w in words if not is_data(self.notice, w.value)), self.data, path)

    def purposes(self) -> None:
        for purpose in self.notice.purposes.values():
            self.up("SEL1401", purpose.people, self.notice.groups, f"{purpose.path}.people")
            self.at_data(purpose.data, f"{purpose.path}.data")
            self._bases(purpose.basis, f"{purpose.path}.basis")
        for use in self.notice.uses.values():
            self.up("SEL1403", [use.purpose], self.notice.purposes, use.path)
            self.at_data(use.data, f"{use.path}.data")
            self._bases(use.basis, f"{use.path}.basis")

    def _bases(self, bases: Iterable[BasisPhrase], path: str) -> None:
        for basis in bases:
            self.up("SEL1405", [basis.law], self.notice.laws, path)
            self._targets(basis.targets, self.data, path)

    def _targets(self, targets: Iterable[Word], data: Collection[str], path: str) -> None:
        for target in targets:
            if target.value in self.notice.groups or target.value in data:
                continue
            # A dot can only be meant as data; a bare word is most likely meant as a group.
            code = "SEL1402" if "." in target.value else "SEL1401"
            mend = did_you_mean(target.value, [*self.notice.groups, *data])
            self.findings.add(code, target.span, path, name=target.value, mend=mend)

    def categories(self) -> None:
        for category in self.notice.categories.values():
            self.up("SEL1404", category.sources, self.notice.sources, f"{category.path}.sources")
            fields = [f.value for f in category.fields]
            titled = [term.name for term in (category.field or {}).values()]
            self.up("SEL1402", titled, fields, f"{category.path}.field")
            for name, word in (category.required or {}).items():
                self.up("SEL1402", [At(name, word.span)], fields, f"{category.path}.required")
            self._keeps(category, fields)

    def _keeps(self, category: CategoryEntry, fields: list[str]) -> None:
        data = [*fields, *(f"{category.name.value}.{field}" for field in fields)]
        path = f"{category.path}.keep"
        for period in category.keep:
            self.up("SEL1407", [period.named], self.notice.keeps, path)
            self._targets(period.targets, data, path)

    def roles(self) -> None:
        for name, uses in self.notice.roles.items():
            self.up("SEL1406", uses, self.uses, f"role.{name}")

    def sources(self) -> None:
        for source in self.notice.sources.values():
            self.up("SEL1401", [source.group], self.notice.groups, f"{source.path}.group")
            self.up("SEL1406", source.uses, self.uses, f"{source.path}.uses")
            self.at_data(source.fields, f"{source.path}.fields")

    def stated(self) -> None:
        for stated in self.notice.bases:
            self.up("SEL1403", stated.purposes, self.notice.purposes, f"{stated.path}.purposes")
            self._bases(stated.basis, f"{stated.path}.basis")
        if self.notice.general:
            self.up("SEL1405", self.notice.general.follows, self.notice.laws, "general.follows")

    def processors(self) -> None:
        receivers: list[ProcessorTerm | Recipient] = [*self.notice.processors.values()]
        receivers += self.notice.recipients.values()
        for term in receivers:
            self.up("SEL1406", term.uses, self.uses, f"{term.path}.uses")
            self.at_data(term.data, f"{term.path}.data")
        for keep in self.notice.keeps.values():
            self.up("SEL1406", [keep.only], self.uses, f"{keep.path}.only")
            self._named_period(keep.period, f"{keep.path}.period")
            if keep.law:
                law = keep.law.value.split(" ")[0]
                if law not in self.notice.laws:
                    mend = did_you_mean(law, self.notice.laws)
                    self.findings.add("SEL1405", keep.law.span, f"{keep.path}.law", name=law, mend=mend)

    def _named_period(self, periods: Iterable[Period], path: str) -> None:
        """A named period holds a length and an event; it can't name another."""
        for period in periods:
            if period.named:
                self.findings.add("SEL1202", period.named.span, path, word=period.named.value)
