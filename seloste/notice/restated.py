"""A notice of level ``read``, said back section by section: every fact where it stands, and nothing else.

Its own words are marked as quotes, hedges as hedges.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from seloste.notice import page_words
from seloste.notice import vocabulary as words
from seloste.notice.checks_lint import OPEN_END
from seloste.notice.model import Notice, Term, Texts
from seloste.notice.sentences import field_title
from seloste.notice.source import Word

_LABELS: Final[dict[str, dict[str, str]]] = {
    "hedge": {"fi": "Varaus", "sv": "Förbehåll", "en": "Hedge"},
    "basis": {"fi": "Peruste", "sv": "Grund", "en": "Basis"},
    "bases": {"fi": "Peruste koko selosteelle", "sv": "Grund för hela beskrivningen", "en": "Basis for the whole notice"},
    "for": {"fi": "koskee", "sv": "gäller", "en": "for"},
    "open": {"fi": "luettelo jää avoimeksi", "sv": "listan är öppen", "en": "the list is left open"},
    "ways": {"fi": "Miten", "sv": "Hur", "en": "How"},
    "form": {"fi": "Muoto", "sv": "Form", "en": "Form"},
    "against": {"fi": "Voi kieltää", "sv": "Kan förbjudas", "en": "Can be refused"},
    "updated": {"fi": "Päivitetty", "sv": "Uppdaterad", "en": "Updated"},
    "covers": {"fi": "Koskee kaikkia palveluja", "sv": "Gäller alla tjänster", "en": "Covers all services"},
    "follows": {"fi": "Noudatetaan", "sv": "Följs", "en": "Followed"},
    "technical": {"fi": "Tekniset menetelmät", "sv": "Tekniska metoder", "en": "Technical measures"},
    "organisational": {"fi": "Organisatoriset menetelmät", "sv": "Organisatoriska metoder", "en": "Organisational measures"},
    "data": {"fi": "Tiedot", "sv": "Uppgifter", "en": "Data"},
    "because": {"fi": "Syyt", "sv": "Orsaker", "en": "Reasons"},
    "written and signed": {"fi": "kirjallisesti ja allekirjoitettuna", "sv": "skriftligen och undertecknad", "en": "written and signed"},
}  # fmt: skip
_BASES: Final[dict[str, dict[str, str]]] = {
    "consent": {"fi": "suostumus", "sv": "samtycke", "en": "consent"},
    "contract": {"fi": "sopimussuhde", "sv": "avtal", "en": "contract"},
    "law": {"fi": "lakisääteinen velvoite", "sv": "rättslig förpliktelse", "en": "legal duty"},
    "interest": {"fi": "oikeutettu etu", "sv": "berättigat intresse", "en": "legitimate interest"},
}


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its number, title and lines, each a plain text."""

    number: int
    title: str
    lines: tuple[str, ...]


def parts(notice: Notice, language: str) -> list[Part]:
    """The twelve sections in one language of the notice."""
    by_section: dict[int, list[str]] = {number: [] for number in range(1, 13)}
    for section, line in _Restated(notice, language).lines():
        by_section[section].append(line)
    titles = page_words.SECTIONS[language]
    return [Part(n, titles[n - 1], tuple(lines)) for n, lines in by_section.items()]


class _Restated:
    def __init__(self, notice: Notice, language: str) -> None:
        self.notice = notice
        self.language = language

    def lines(self) -> Iterator[tuple[int, str]]:
        yield from self._general()
        yield from self._controller()
        yield from self._purposes()
        yield from self._data()
        yield from self._sources()
        yield from self._ends()

    # -- small parts -------------------------------------------------------------------------------

    def _label(self, key: str) -> str:
        return _LABELS[key][self.language]

    def _text(self, texts: Texts | None) -> str:
        return (texts.get(self.language) or "") if texts else ""

    def _listed(self, items: tuple[Word, ...]) -> str:
        named = [word.value for word in items if not word.value.startswith(OPEN_END)]
        ends = [
            word.value.removeprefix(OPEN_END).strip() for word in items if word.value.startswith(OPEN_END)
        ]
        line = ", ".join(named)
        return f"{line} … {ends[0]} ({self._label('open')})" if ends else line

    def _section(self, term: Term, default: int) -> int:
        head = term.at.value.split(".")[0] if term.at else ""
        return int(head) if head.isdigit() and 1 <= int(head) <= 12 else default

    def _said(self, term: Term, default: int, *own: str) -> Iterator[tuple[int, str]]:
        """A term in one line: title, own facts, text, quote and hedge."""
        section = self._section(term, default)
        quote, hedge = self._text(term.quote), term.hedge.value if term.hedge else ""
        facts = [part for part in (*own, self._text(term.text)) if part]
        title = self._text(term.title)
        line = ". ".join(
            part.rstrip(".")
            for part in ([f"{title}: {facts[0]}", *facts[1:]] if title and facts else [title, *facts])
            if part
        )
        if quote:
            line += f" ”{quote}”" if line else f"”{quote}”"
        if hedge:
            line += f" ({self._label('hedge')}: ”{hedge}”)"
        if line:
            yield section, line

    # -- the sections ------------------------------------------------------------------------------

    def _general(self) -> Iterator[tuple[int, str]]:
        general = self.notice.general
        if general:
            covers = self._label("covers") if general.services else ""
            laws = [
                self._text(self.notice.laws[w.value].names)
                for w in general.follows
                if w.value in self.notice.laws
            ]
            yield from self._said(
                general, 1, covers, f"{self._label('follows')}: {', '.join(laws)}" if laws else ""
            )
        for group in self.notice.groups.values():
            yield from self._said(group, 1)

    def _controller(self) -> Iterator[tuple[int, str]]:
        for controller in self.notice.controllers:
            address, contact = controller.address, controller.contact
            street = (
                f"{address.street.value}, {address.postcode.value} {address.town.value}"
                if address and address.street and address.postcode and address.town
                else ""
            )
            yield from self._said(
                controller,
                2,
                self._text(controller.names),
                street,
                controller.business_id.value if controller.business_id else "",
            )
            if contact:
                parts = (
                    self._text(contact.role),
                    *(w.value for w in (contact.person, contact.mail, contact.phone) if w),
                )
                yield self._section(controller, 2), ", ".join(part for part in parts if part)
        for register in self.notice.registers:
            yield from self._said(register, 3, self._text(register.names))

    def _purposes(self) -> Iterator[tuple[int, str]]:
        for purpose in self.notice.purposes.values():
            people = [
                self._text(self.notice.groups[w.value].title)
                for w in purpose.people
                if w.value in self.notice.groups
            ]
            bases = [_BASES.get(b.word, {}).get(self.language, b.word) for b in purpose.basis]
            yield from self._said(
                purpose, 4, self._listed(purpose.acts),
                f"{self._label('for')}: {', '.join(people)}" if people else "",
                f"{self._label('basis')}: {', '.join(bases)}" if bases else "",
            )  # fmt: skip
        for stated in self.notice.bases:
            named = []
            for phrase in stated.basis:
                law = self.notice.laws.get(phrase.law.value) if phrase.law else None
                said = _BASES.get(phrase.word, {}).get(self.language, phrase.word)
                named.append(f"{said} ({self._text(law.names)})" if law else said)
            targets = [
                self._text(self.notice.purposes[w.value].title)
                for w in stated.purposes
                if w.value in self.notice.purposes
            ]
            label = self._label("basis") if targets else self._label("bases")
            reach = f" ({self._label('for')}: {', '.join(targets)})" if targets else ""
            yield from self._said(stated, 4, f"{label}: {', '.join(named)}{reach}")

    def _data(self) -> Iterator[tuple[int, str]]:
        own = self.notice.sections.get("category")
        if own:
            yield from self._said(own, 5)
        for category in self.notice.categories.values():
            fields = [
                field_title(category, word.value, self.language)
                for word in category.fields
                if not word.value.startswith(OPEN_END)
            ]
            end = next(
                (
                    w.value.removeprefix(OPEN_END).strip()
                    for w in category.fields
                    if w.value.startswith(OPEN_END)
                ),
                None,
            )
            line = ", ".join(fields) + (f" … {end} ({self._label('open')})" if end is not None else "")
            yield from self._said(category, 5, line)

    def _sources(self) -> Iterator[tuple[int, str]]:
        for source in self.notice.sources.values():
            yield from self._said(source, 6)
        for processor in self.notice.processors.values():
            entity = processor.entity
            who = [w.value for w in (entity.product, entity.legal_name) if w] if entity else []
            data = [
                self._text(self.notice.categories[w.value].title)
                for w in processor.data
                if w.value in self.notice.categories
            ]
            yield from self._said(
                processor, 6, ", ".join(who), self._text(processor.task), f"{self._label('data')}: {', '.join(data)}" if data else ""
            )  # fmt: skip
        for recipient in self.notice.recipients.values():
            yield from self._said(recipient, 7)

    def _ends(self) -> Iterator[tuple[int, str]]:
        for transfer in self.notice.transfers:
            stance = (
                words.STANCES.get(transfer.stance.value, {}).get(self.language, transfer.stance.value)
                if transfer.stance
                else ""
            )
            yield from self._said(transfer, 8, stance)
        for keep in self.notice.keeps.values():
            yield from self._said(keep, 9)
        measures = self.notice.sections.get("measure")
        if measures:
            yield from self._said(measures, 10)
        for measure in self.notice.measures.values():
            kind = self._label(measure.kind.value) if measure.kind else ""
            yield from self._said(
                measure, 10, f"{kind}: {self._text(measure.what)}" if kind else self._text(measure.what)
            )
        rights = self.notice.sections.get("right")
        if rights:
            yield from self._said(rights, 11)
        for right in self.notice.rights.values():
            ways = [words.WAYS.get(w.value, {}).get(self.language, w.value) for w in right.ways]
            form = (
                _LABELS.get(right.form.value, {}).get(self.language, right.form.value) if right.form else ""
            )
            yield from self._said(
                right, 11, f"{self._label('ways')}: {', '.join(ways)}" if ways else "",
                f"{self._label('form')}: {form}" if form else "",
                f"{self._label('against')}: {self._listed(right.against)}" if right.against else "",
            )  # fmt: skip
        changes, version = self.notice.changes, self.notice.version
        if changes:
            yield from self._said(
                changes,
                12,
                f"{self._label('because')}: {self._listed(changes.because)}" if changes.because else "",
            )
        if version and version.updated:
            day = version.updated.value
            yield (
                12,
                f"{self._label('updated')}: {page_words.day(day.year, day.month, day.day, self.language)}",
            )
