"""The notice as JSON-LD in the W3C's Data Privacy Vocabulary (DPV 2.1), in all its languages at once.

One ``dpv:PrivacyNotice`` whose processes are the purposes. Which terms of other vocabularies are used, and where
each is defined, stands in ``dpv.json``; there is no other. What a notice says is only ever the value of a string:
ids and types are made of names of its terms and of our own words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from seloste.notice import vocabulary as words
from seloste.notice.details import Details
from seloste.notice.model import (
    BasisPhrase,
    CategoryEntry,
    Controller,
    Notice,
    Period,
    ProcessorTerm,
    PurposeTerm,
    Recipient,
    Term,
    Texts,
)
from seloste.notice.page_sections import lengths
from seloste.notice.public import public
from seloste.notice.receivers import Serving, looked_at, outside_eea, places_of
from seloste.notice.resolve import bases_of, groups_of, touched
from seloste.notice.sentences import field_title
from seloste.notice.source import At
from seloste.notice.tree import shown

Node = dict[str, Any]
VOCABULARY: Final = Path(__file__).parent / "dpv.json"

BASES: Final = {
    "CONSENT": "eu-gdpr:A6-1-a",
    "CONTRACT": "eu-gdpr:A6-1-b-contract-performance",
    "LAW": "eu-gdpr:A6-1-c",
    "VITAL": "eu-gdpr:A6-1-d",
    "PUBLIC_TASK": "eu-gdpr:A6-1-e",
    "INTEREST": "eu-gdpr:A6-1-f",
    # 917/2014 §§ 200(3) and 202 say when a letter may be sent; processing rests on an interest (recital 47).
    "EXISTING_CUSTOMER": "eu-gdpr:A6-1-f",
    "TASK": "eu-gdpr:A6-1-f",
}
"""The letter of GDPR 6(1) for each basis, by its name; those that carry nothing in a register are said all the same."""

BEFORE_CONTRACT: Final = "eu-gdpr:A6-1-b-enter-into-contract"
RIGHTS: Final = {
    "access": "eu-gdpr:A15", "rectify": "eu-gdpr:A16", "erase": "eu-gdpr:A17", "restrict": "eu-gdpr:A18",
    "port": "eu-gdpr:A20", "object": "eu-gdpr:A21", "decision": "eu-gdpr:A22", "withdraw": "eu-gdpr:A7-3",
    "complaint": "eu-gdpr:A77",
}  # fmt: skip
MECHANISMS: Final = {
    "scc-2021": "eu-gdpr:A46-2-c", "bcr": "eu-gdpr:A46-2-b", "dpf-2023": "eu-gdpr:A45-3",
    "adequacy-ch": "eu-gdpr:A45-3", "adequacy-jp": "eu-gdpr:A45-3",
}  # fmt: skip
MEASURES: Final = {"technical": "dpv:TechnicalMeasure", "organisational": "dpv:OrganisationalMeasure"}


def write(notice: Notice) -> bytes:
    """The document, indented. The signs of HTML in it are escaped, so it may stand inside a page as well."""
    text = json.dumps(_Graph(public(notice)).document(), ensure_ascii=False, indent=1)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f"{text}\n".encode()


@cache
def vocabulary() -> Mapping[str, Any]:
    """``dpv.json``: prefixes with their sources, and the terms of each."""
    found: Mapping[str, Any] = json.loads(VOCABULARY.read_text(encoding="utf-8"))
    return found


def _context() -> Node:
    text = {"@container": "@language"}
    return {
        **{prefix: one["iri"] for prefix, one in vocabulary()["prefixes"].items()},
        "title": {"@id": "dct:title", **text},
        "description": {"@id": "dct:description", **text},
        "name": {"@id": "dpv:hasName", **text},
    }


class _Graph:
    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        spoken = [language for language in notice.languages if language in words.LANGUAGES]
        self.more = {language: Details(notice, language) for language in spoken}
        self.serving = Serving(notice)

    def document(self) -> Node:
        notice, version = self.notice, self.notice.version
        return _told({
            "@context": _context(),
            "@id": "#notice",
            "@type": "dpv:PrivacyNotice",
            "title": self.each(lambda more: more.prose.names.get("register.name", "")),
            "dct:identifier": str(version.number.value) if version and version.number else "",
            "dct:issued": _day(version.published if version else None),
            "dct:valid": _day(version.in_force if version else None),
            "dct:language": list(self.more),
            "dpv:hasJurisdiction": [shown(word.value).upper() for word in notice.jurisdiction],
            "dpv:hasDataController": [self._controller(*one) for one in enumerate(notice.controllers, start=1)],
            "dpv:hasDataSubject": [self._titled("group", "dpv:DataSubject", one) for one in notice.groups.values()],
            "dpv:hasPersonalData": [self._category(one) for one in notice.categories.values()],
            "dpv:hasDataSource": list(self._sources()),
            "dpv:hasRecipient": [
                *map(self._processor, notice.processors.values()), *map(self._recipient, notice.recipients.values())
            ],
            "dpv:hasProcess": [self._process(one) for one in notice.purposes.values()],
            "dpv:hasRight": list(self._rights()),
            "dpv:hasTechnicalOrganisationalMeasure": list(self._measures()),
        })  # fmt: skip

    # -- words -------------------------------------------------------------------------------------

    def each(self, say: Callable[[Details], str]) -> dict[str, str]:
        """What is said, by language; a language in which nothing is said isn't there."""
        told = ((language, shown(say(more))) for language, more in self.more.items())
        return {language: text for language, text in told if text}

    def said(self, texts: Texts | None) -> dict[str, str]:
        return self.each(lambda more: more.say(texts))

    def _titled(self, place: str, kind: str | list[str], term: Term) -> Node:
        return _told({
            "@id": _id(place, term.name.value), "@type": kind, "title": self.said(term.title), "description": self.said(term.text),
        })  # fmt: skip

    # -- who and what ------------------------------------------------------------------------------

    def _controller(self, number: int, controller: Controller) -> Node:
        contact, address = controller.contact, controller.address
        town = f"{_value(address.postcode)} {_value(address.town)}".strip() if address else ""
        return _told({
            "@id": _id("controller", str(number)),
            "@type": "dpv:DataController",
            "name": self.said(controller.names),
            "dpv:hasIdentifier": shown(_value(controller.business_id)),
            "dpv:hasAddress": shown(", ".join(filter(None, (_value(address.street), town)))) if address else "",
            "dpv:hasContact": [shown(_value(one)) for one in (contact.mail, contact.phone) if one] if contact else [],
        })  # fmt: skip

    def _category(self, category: CategoryEntry) -> Node:
        fields = [self._field(category, word.value) for word in category.fields]
        keeps = [
            self._kept(category, period)
            for written in category.keep
            for period in lengths(self.notice, written)
        ]
        return self._titled("category", "dpv:PersonalData", category) | _told(
            {"dpv:hasPersonalData": fields, "dpv:hasStorageCondition": keeps}
        )

    def _field(self, category: CategoryEntry, name: str) -> Node:
        own = (category.field or {}).get(name)
        special = own is not None and own.special is not None
        return {
            "@id": _id("category", f"{category.name.value}.{name}"),
            "@type": "dpv:SpecialCategoryPersonalData" if special else "dpv:PersonalData",
            "title": self.each(lambda more: field_title(category, name, more.language)),
        }

    def _kept(self, category: CategoryEntry, period: Period) -> Node:
        duration = f"P{period.months}M" if period.months else f"P{period.days}D" if period.days else ""
        return _told({
            "@type": "dpv:StorageDuration" if duration else "dpv:StorageCondition",
            "dpv:hasDuration": {"@type": "xsd:duration", "@value": duration} if duration else None,
            "description": self.each(lambda more: more.period(period)),
        })  # fmt: skip

    def _sources(self) -> Iterator[Node]:
        for source in self.notice.sources.values():
            own = source.own is not None and source.own.value
            yield self._titled(
                "source", "dpv:DataSubjectDataSource" if own else "dpv:ThirdPartyDataSource", source
            )

    def _processor(self, processor: ProcessorTerm) -> Node:
        entity, transfer = processor.entity, processor.transfer
        mechanism = _value(transfer.mechanism) if transfer else ""
        basis: Node = {"@type": MECHANISMS[mechanism]} if mechanism in MECHANISMS else {}
        if basis and transfer:
            basis["description"] = self.each(lambda more: more.mechanism(transfer.mechanism))
        outside = outside_eea(processor, looked_at(self.notice, processor))
        named = {"name": self.each(lambda _: _value(entity.legal_name or entity.product) if entity else "")}
        return self._titled("processor", "dpv:DataProcessor", processor) | _told({
            **named,
            "dpv:hasPurpose": self.said(processor.task) and {"description": self.said(processor.task)},
            "dpv:hasCountry": [self._country(code) for code in places_of(processor) if code not in outside],
            "dpv:hasThirdCountry": [self._country(code) for code in outside],
            "dpv:hasLegalBasis": basis,
        })  # fmt: skip

    def _country(self, code: str) -> Node:
        return {
            "dct:identifier": shown(code),
            "title": self.each(lambda more: words.country(code, more.language)),
        }

    def _recipient(self, recipient: Recipient) -> Node:
        kinds = {"processor": "dpv:DataProcessor", "controller": "dpv:ThirdParty"}
        return self._titled("disclosure", kinds.get(_value(recipient.role), "dpv:Recipient"), recipient)

    # -- what is done ------------------------------------------------------------------------------

    def _process(self, purpose: PurposeTerm) -> Node:
        """A purpose with all its uses."""
        name = purpose.name.value
        uses = self.serving.uses(purpose).values()
        data = dict.fromkeys(datum for use in uses for datum in touched(self.notice, use, purpose))
        marketing = ["dpv:DirectMarketing"] if purpose.marketing and purpose.marketing.value else []
        bases = dict.fromkeys(basis for use in uses for basis in bases_of(use, purpose)[0])
        people = dict.fromkeys(group for basis in bases for group in groups_of(self.notice, basis, purpose))
        return _told({
            "@id": _id("process", name),
            "@type": "dpv:Process",
            "title": self.said(purpose.title),
            "dpv:hasPurpose": self._titled("purpose", ["dpv:Purpose", *marketing], purpose),
            "dpv:hasLegalBasis": [self._basis(one, purpose) for one in bases],
            "dpv:hasDataSubject": _references("group", people or self.notice.groups),
            "dpv:hasPersonalData": _references("category", map(".".join, data)),
            "dpv:hasRecipient": [
                {"@id": _id(*one.path.split(".", 1))} for one in self.serving.receivers(purpose)
            ],
        })  # fmt: skip

    def _basis(self, basis: BasisPhrase, purpose: PurposeTerm) -> Node:
        kind = BEFORE_CONTRACT if basis.before_contract else BASES[basis.basis.value.name]
        told = self.each(lambda more: more.basis(basis, purpose))
        return _told({"@type": kind, "description": told})

    def _rights(self) -> Iterator[Node]:
        for name, right in self.notice.rights.items():
            node = self._titled("right", ["dpv:DataSubjectRight", *filter(None, [RIGHTS.get(name)])], right)
            authority = _value(right.authority)
            if authority:
                node["dpv:hasAuthority"] = {
                    "@type": "dpv:DataProtectionAuthority",
                    "dct:identifier": shown(authority),
                }
            yield node

    def _measures(self) -> Iterator[Node]:
        for measure in self.notice.measures.values():
            kind = MEASURES.get(_value(measure.kind), "dpv:TechnicalOrganisationalMeasure")
            yield self._titled("measure", kind, measure) | _told(
                {"description": self.said(measure.text or measure.what)}
            )


def _told(node: Node) -> Node:
    """Without what says nothing."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def _id(place: str, name: str) -> str:
    """``#purpose.newsletter``; whatever else a name may hold than letters and digits is written in percents."""
    return f"#{place}.{quote(name, safe='')}"


def _references(place: str, names: Iterable[str]) -> list[Node]:
    return [{"@id": _id(place, name)} for name in names]


def _value(word: At[str] | None) -> str:
    return word.value if word else ""


def _day(day: At[date] | None) -> Node | None:
    return {"@type": "xsd:date", "@value": day.value.isoformat()} if day else None
