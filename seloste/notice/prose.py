"""Terms inside text: ``{{ controller.name | gen }}`` becomes what the notice says, inflected."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seloste.notice import vocabulary as words
from seloste.notice.findings import Findings
from seloste.notice.model import Notice, Texts
from seloste.notice.phrases import did_you_mean
from seloste.notice.record import Record
from seloste.notice.remembered import remembered
from seloste.notice.resolve import all_uses, told_period, withdraw_of
from seloste.notice.source import Phrase

PLACE = re.compile(r"\{\{\s*([^|{}]*?)\s*(?:\|\s*([^{}]*?)\s*)?\}\}")


class Prose(Record):
    """What each name says in one language of a notice."""

    language: str
    names: dict[str, str]
    forms: dict[str, dict[str, str]]

    @classmethod
    def of(cls, notice: Notice, language: str) -> Prose:
        return cls(language, dict(_names(notice, language)), notice.forms.get(language, {}))

    def fill(self, text: str) -> str:
        """The text with its names said; what can't be said stays as written (checks find it)."""
        return PLACE.sub(lambda m: self._say(m[1], m[2]) or m[0], text)

    def _say(self, name: str, form: str | None) -> str | None:
        said = self.names.get(name)
        if said is None or form is None:
            return said
        return self.forms.get(said, {}).get(form)

    def check(self, phrase: Phrase, path: str, findings: Findings) -> None:
        """Finds names that say nothing and forms that are not given."""
        if "{{" not in phrase.value:
            return
        for match in PLACE.finditer(phrase.value):
            name, form = match[1], match[2]
            span = phrase.part(match.start(1), max(match.end(1), match.start(1) + 1))
            if name not in self.names:
                mend = did_you_mean(name, self.names)
                findings.add("SEL1901", span, path, name=name, mend=mend)
            elif form is not None and self._say(name, form) is None:
                span = phrase.part(match.start(2), max(match.end(2), match.start(2) + 1))
                word = self.names[name]
                findings.add("SEL1902", span, path, form=form, word=word, language=self.language)
        left = PLACE.sub(lambda m: " " * len(m[0]), phrase.value)
        if "{{" in left:
            start = left.index("{{")
            findings.add("SEL1903", phrase.part(start, start + 2), path)


@remembered
def prose_of(notice: Notice) -> dict[str, Prose]:
    """What each name says, in each language of the notice."""
    return {language: Prose.of(notice, language) for language in notice.languages}


def _names(notice: Notice, language: str) -> Iterator[tuple[str, str]]:
    yield from _controller_names(notice, language)
    titled = (
        ("group", notice.groups), ("service", notice.services), ("purpose", notice.purposes), ("category", notice.categories),
        ("source", notice.sources), ("right", notice.rights),
    )  # fmt: skip
    for kind, terms in titled:
        for name, term in terms.items():
            if said := _in(term.title, language):
                yield f"{kind}.{name}", said
    for name, law in notice.laws.items():
        if said := _in(law.names, language):
            yield f"law.{name}", said
    for name, processor in notice.processors.items():
        if processor.entity and processor.entity.product:
            yield f"processor.{name}", processor.entity.product.value
    for name, use in all_uses(notice).items():
        ways = [words.WAYS.get(w.value, {}).get(language, w.value) for w in withdraw_of(notice, use)]
        if ways:
            yield f"use.{name}.withdraw", words.listed(ways, language)
    for name, keep in notice.keeps.items():
        if language in words.LANGUAGES and (periods := told_period(notice, keep)):
            yield f"keep.{name}", words.length(periods[0].months, periods[0].days, language)
    own = notice.sections.get("keep")
    if own and own.backups and language in words.LANGUAGES:
        yield "keep.backups", words.length(own.backups.months, own.backups.days, language)


def _controller_names(notice: Notice, language: str) -> Iterator[tuple[str, str]]:
    controller, register = notice.controller, notice.register
    if register and (said := _in(register.names, language)):
        yield "register.name", said
    if controller is None:
        return
    if said := _in(controller.names, language):
        yield "controller.name", said
    if controller.business_id:
        yield "controller.business_id", controller.business_id.value
    address = controller.address
    if address and address.street and address.postcode and address.town:
        yield "controller.address", f"{address.street.value}, {address.postcode.value} {address.town.value}"
    contact = controller.contact
    if contact and contact.mail:
        yield "controller.contact.mail", contact.mail.value
    if contact and contact.phone:
        yield "controller.contact.phone", contact.phone.value


def _in(texts: Texts | None, language: str) -> str | None:
    return texts.get(language) if texts else None
