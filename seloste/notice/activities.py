"""The controller's record of processing activities (GDPR Article 30(1)), made from the terms of the notice.

Each letter of the paragraph has its place, and what the notice doesn't say is empty there. It is made of what may
leave the house, so it can be handed to the authority as it is (Article 30(4)). Its JSON Schema is made from these types.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, Literal

import msgspec

from seloste.notice import vocabulary as words
from seloste.notice.activities_words import LETTERS
from seloste.notice.model import (
    CategoryEntry,
    Controller,
    Notice,
    Period,
    ProcessorTerm,
    PurposeTerm,
    UseEntry,
)
from seloste.notice.page_labels import value
from seloste.notice.page_parts import Parts, value_of
from seloste.notice.page_sections import lengths
from seloste.notice.public import public
from seloste.notice.receivers import Receiver, Serving, looked_at, outside_eea, places_of, unplaced
from seloste.notice.resolve import bases_of, groups_of, touched
from seloste.notice.sentences import field_title, of_fields, people
from seloste.notice.spoken import LANGUAGES, of
from seloste.notice.tree import shown


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the record: nothing in it is unnamed."""


class Holder(Part, frozen=True):
    """30(1)(a): a controller, its contact, and what the notice says of its officer and representative."""

    name: str
    business_id: str
    address: str
    contact: list[str]
    officer: str
    representative: str


class Data(Part, frozen=True):
    """30(1)(c): a category of data. ``special``: those of its fields that GDPR 9 protects."""

    category: str
    fields: list[str]
    special: list[str]


class Gets(Part, frozen=True):
    """30(1)(d): somebody to whom data is disclosed, and in which countries; ``role`` as the notice calls it."""

    name: str
    role: str
    countries: list[str]


class Transfer(Part, frozen=True):
    """30(1)(e): a transfer to third countries and its safeguard, with the days of assessment and of its end."""

    to: str
    countries: list[str]
    safeguard: str
    assessed: date | None
    until: date | None


class Activity(Part, frozen=True):
    """One purpose of the notice. ``section``: where the notice tells of it; ``bases`` go beyond Article 30(1)."""

    id: str
    section: str
    purpose: str
    bases: list[str]
    people: list[str]
    data: list[Data]
    recipients: list[Gets]
    transfers: list[Transfer]
    periods: list[str]


class Measures(Part, frozen=True):
    """30(1)(g): measures by their kind; ``general`` are those of which the notice doesn't say it."""

    technical: list[str]
    organisational: list[str]
    general: list[str]


class Others(Part, frozen=True):
    """What a notice says without naming the purpose that it belongs to; all of it empty where it names each."""

    bases: list[str]
    data: list[Data]
    recipients: list[Gets]
    periods: list[str]


class Record(Part, frozen=True):
    """The record in one language. ``letters``: what Article 30(1) asks for under each of its letters."""

    format: Literal["seloste-record-of-processing"]
    version: Literal[1]
    language: str
    letters: dict[str, str]
    registers: list[str]
    notice: int | None
    in_force: date | None
    sample: bool
    controllers: list[Holder]
    activities: list[Activity]
    others: Others
    measures: Measures


def record(notice: Notice, language: str) -> Record:
    """The record in one language of the notice. Raises ``ValueError`` for a language that it doesn't declare."""
    if language not in notice.languages or language not in LANGUAGES:
        raise ValueError(f"the notice has no language {language!r}; it has {', '.join(notice.languages)}")
    return _Maker(public(notice), language).record()


def as_json(made: Record) -> bytes:
    """Indented, with a line feed at its end."""
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"


def from_json(text: bytes) -> Record:
    """Raises msgspec.ValidationError on anything that is no such record."""
    return msgspec.json.decode(text, type=Record)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12), as it stands in docs/schema/record-of-processing.json."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Record)}


class _Maker:
    def __init__(self, notice: Notice, language: str) -> None:
        self.notice, self.language = notice, language
        self.parts = Parts(notice, language)
        self.serving = Serving(notice)

    def record(self) -> Record:
        notice, version = self.notice, self.notice.version
        return Record(
            format="seloste-record-of-processing",
            version=1,
            language=self.language,
            letters={letter: of(LETTERS, letter, self.language) for letter in LETTERS},
            registers=_said(self.parts.say(one.names) for one in notice.registers),
            notice=version.number.value if version and version.number else None,
            in_force=version.in_force.value if version and version.in_force else None,
            sample=notice.sample,
            controllers=[self._holder(one) for one in notice.controllers],
            activities=[self._activity(one) for one in notice.purposes.values()],
            others=self._others(),
            measures=self._measures(),
        )

    def _holder(self, one: Controller) -> Holder:
        address, contact = one.address, one.contact
        town = f"{value_of(address.postcode)} {value_of(address.town)}" if address else ""
        place = _said((value_of(address.street), town)) if address else []
        reached = (
            (self.parts.say(contact.role), *map(value_of, (contact.person, contact.mail, contact.phone)))
            if contact
            else ()
        )
        return Holder(
            name=shown(self.parts.say(one.names)),
            business_id=shown(value_of(one.business_id)),
            address=", ".join(place),
            contact=_said(reached),
            officer=shown(self.parts.stated(one.officer, "no_officer")),
            representative=shown(self.parts.stated(one.representative, "no_representative")),
        )

    def _activity(self, purpose: PurposeTerm) -> Activity:
        name = purpose.name.value
        uses = self.serving.uses(purpose).values()
        served = self.serving.receivers(purpose)
        data = dict.fromkeys(datum for use in uses for datum in touched(self.notice, use, purpose))
        groups = self._groups(purpose, uses)
        return Activity(
            id=name,
            section=shown(value_of(purpose.at)),
            purpose=shown(self.parts.title(purpose)),
            bases=self._bases(purpose, uses),
            people=_said(people(self.notice, [group], self.language) for group in groups),
            data=list(self._data(data)),
            recipients=[self._gets(one) for one in served],
            transfers=list(self._transfers(served)),
            periods=_said(self._periods(data, groups)),
        )

    def _bases(self, purpose: PurposeTerm, uses: Iterable[UseEntry]) -> list[str]:
        name = purpose.name.value
        stated = (one for one in self.notice.bases if any(word.value == name for word in one.purposes))
        return _said((
            *(self.parts.more.basis(one, purpose) for use in uses for one in bases_of(use, purpose)[0]),
            *(self.parts.more.basis(basis, purpose) for one in stated for basis in one.basis),
        ))  # fmt: skip

    def _groups(self, purpose: PurposeTerm, uses: Iterable[UseEntry]) -> tuple[str, ...]:
        """The groups of its bases; where one is for anybody, everybody whom the notice concerns."""
        found = [groups_of(self.notice, one, purpose) for use in uses for one in bases_of(use, purpose)[0]]
        if found and not all(found):
            return tuple(self.notice.groups)
        own = [tuple(word.value for word in purpose.people)]
        return tuple(dict.fromkeys(name for some in found or own for name in some))

    def _data(self, data: Iterable[tuple[str, str]]) -> Iterator[Data]:
        by_category: dict[str, list[str]] = {}
        for name, field in data:
            by_category.setdefault(name, []).append(field)
        for name, fields in by_category.items():
            category = self.notice.categories[name]
            own = category.field or {}
            special = [field for field in fields if field in own and own[field].special]
            yield Data(
                shown(self.parts.title(category)),
                self._fields(category, fields),
                self._fields(category, special),
            )

    def _fields(self, category: CategoryEntry, fields: Iterable[str]) -> list[str]:
        return _said(field_title(category, field, self.language) for field in fields)

    def _name(self, receiver: Receiver) -> str:
        """The company itself; its product or what the notice calls it where that isn't said."""
        entity = receiver.entity if isinstance(receiver, ProcessorTerm) else None
        named = value_of(entity.legal_name or entity.product) if entity else ""
        return shown(named or self.parts.title(receiver))

    def _gets(self, receiver: Receiver) -> Gets:
        role = "processor" if isinstance(receiver, ProcessorTerm) else value_of(receiver.role)
        return Gets(
            self._name(receiver),
            shown(value(role, self.language)),
            self._countries(places_of(receiver)),
        )

    def _countries(self, codes: Iterable[str]) -> list[str]:
        return _said(words.country(code, self.language) for code in codes)

    def _transfers(self, served: Iterable[Receiver]) -> Iterator[Transfer]:
        for one in served:
            own = one.transfer if isinstance(one, ProcessorTerm) else None
            assessed = own.assessed.value if own and own.assessed else None
            outside = outside_eea(one, looked_at(self.notice, one))
            if outside:
                safeguard = shown(self.parts.more.mechanism(own.mechanism)) if own else ""
                until = own.until.value if own and own.until else None
                yield Transfer(self._name(one), self._countries(outside), safeguard, assessed, until)

    def _periods(self, data: Collection[tuple[str, str]], groups: Collection[str]) -> Iterator[str]:
        """How long its data of its people are kept, and no other."""
        for name in dict.fromkeys(category for category, _ in data):
            category = self.notice.categories[name]
            for written in category.keep:
                fields = of_fields(self.notice, category, written)
                whose = [word.value for word in written.targets if word.value in self.notice.groups]
                touches = not fields or any((name, field) in data for field in fields)
                if touches and (not whose or not set(whose).isdisjoint(groups)):
                    yield from self._period(category, written, self._fields(category, fields))

    def _period(self, category: CategoryEntry, written: Period, fields: list[str]) -> Iterator[str]:
        title = self.parts.title(category)
        what = f"{title} ({words.listed(fields, self.language)})" if fields else title
        term = self.notice.keeps.get(written.named.value) if written.named else None
        cited = f" ({self.parts.more.law(term.law)})" if term and term.law else ""
        for period in lengths(self.notice, written):
            yield f"{what}: {self.parts.more.period(period)}{cited}"

    def _others(self) -> Others:
        activities = ((use, self.notice.purposes.get(use.purpose.value)) for use in self.parts.uses.values())
        used = {
            category
            for use, purpose in activities
            if purpose
            for category, _ in touched(self.notice, use, purpose)
        }
        idle = {name: one for name, one in self.notice.categories.items() if name not in used}
        data = {(name, word.value): None for name, one in idle.items() for word in one.fields}
        stated = (basis for one in self.notice.bases if not one.purposes for basis in one.basis)
        return Others(
            bases=_said(self.parts.more.basis(basis, None) for basis in stated),
            data=list(self._data(data)),
            recipients=[self._gets(one) for one in unplaced(self.notice)],
            periods=_said(self._periods(data, self.notice.groups)),
        )

    def _measures(self) -> Measures:
        by_kind: dict[str, list[str]] = {}
        for one in self.notice.measures.values():
            by_kind.setdefault(value_of(one.kind), []).append(
                shown(self.parts.say(one.text) or self.parts.say(one.what))
            )
        return Measures(*(_said(by_kind.get(kind, ())) for kind in ("technical", "organisational", "")))


def _said(found: Iterable[str]) -> list[str]:
    """What is said, each once."""
    return list(dict.fromkeys(one for one in map(shown, found) if one))


if __name__ == "__main__":  # the schema of the docs, made anew
    sys.stdout.write(json.dumps(schema(), ensure_ascii=False, indent=1) + "\n")
