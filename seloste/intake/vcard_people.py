"""What one card says of a person or an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from seloste.intake import cells
from seloste.intake.cells import Misfit
from seloste.intake.found import Accepted, ContactKind, ContactPoint, Detail, Name, Prohibition, Told, What
from seloste.intake.google import postal_point
from seloste.intake.tables import person_name, url
from seloste.intake.vcard_lines import Card, Property, parts_of, split, text_of, unescaped
from seloste.terms.addresses import tidy
from seloste.terms.words import Label

TAKEN = frozenset({
    "VERSION", "N", "FN", "ORG", "TITLE", "EMAIL", "TEL", "ADR", "URL", "LANG", "CATEGORIES", "UID", "KIND",
    "X-ABLABEL", "X-ABSHOWAS", "X-ADDRESSBOOKSERVER-KIND", "X-ADDRESSBOOKSERVER-MEMBER", "MEMBER",
})  # fmt: skip
REFUSED = frozenset({
    "RELATED", "X-ABRELATEDNAMES", "AGENT", "X-MS-MANAGER", "X-MS-ASSISTANT", "X-MS-TEL", "X-ASSISTANT",
    "X-MANAGER", "X-SPOUSE", "X-EVOLUTION-MANAGER", "X-EVOLUTION-ASSISTANT", "X-EVOLUTION-SPOUSE",
})  # fmt: skip
FILLS = (
    ("FN", "contact.name"), ("EMAIL", "contact.email"), ("TEL", "contact.phone"), ("ADR", "contact.address"),
    ("ORG", "employer.name"), ("TITLE", "position.title"), ("LANG", "customership.language"),
)  # fmt: skip
_SYSTEM = frozenset({"mycontacts", "starred"})
_BUILT_IN = re.compile(r"_\$!<(.*)>!\$_")
_THIRD = re.compile(
    r"assistant|manager|spouse|partner|child|parent|mother|father|friend|sister|brother", re.IGNORECASE
)
_SILENT = frozenset({"fax", "pager", "modem", "bbs", "pcs", "textphone"})
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-.*)?", re.IGNORECASE)
_DECODED = TAKEN | {"PRODID"}


@dataclass(slots=True)
class Opened:
    """A card whose text is decoded. ``charset`` is what its bytes are in."""

    card: Card
    charset: str
    warnings: list[str] = field(default_factory=list)

    def every(self, name: str) -> list[Property]:
        """The properties of a name."""
        return [one for one in self.card.properties if one.name == name]

    def first(self, name: str) -> str:
        """The first value of a name, unescaped; empty without one."""
        return next((unescaped(text_of(one, self.charset)).strip() for one in self.every(name)), "")

    def parts(self, name: str) -> list[str]:
        """The parts of the first structured value of a name."""
        return next((parts_of(one, self.charset) for one in self.every(name)), [])

    @property
    def version(self) -> str:
        return self.first("VERSION")

    @property
    def external_id(self) -> str:
        return tidy(self.first("UID"))[: cells.LONGEST_TEXT]

    @property
    def full_name(self) -> str:
        return cells.short_text(self.first("FN"), [])

    @property
    def organisation_name(self) -> str:
        """The whole name where the card has one; of a company card the first part of ORG is not always it."""
        return self.full_name or cells.short_text(next(iter(self.parts("ORG")), ""), [])

    @property
    def kind(self) -> str:
        return (self.first("KIND") or self.first("X-ADDRESSBOOKSERVER-KIND")).casefold()

    @property
    def is_group(self) -> bool:
        return self.kind == "group"

    @property
    def members(self) -> list[str]:
        """Who belongs to the group, as ``member_of`` gives it."""
        found = (*self.every("MEMBER"), *self.every("X-ADDRESSBOOKSERVER-MEMBER"))
        return [member_of(unescaped(text_of(one, self.charset))) for one in found]

    @property
    def labels_with_system(self) -> list[str]:
        """The labels, those of the system's own included."""
        found = (part for one in self.every("CATEGORIES") for part in split(text_of(one, self.charset), ","))
        return [tidy(unescaped(part)) for part in found]

    @property
    def what(self) -> What:
        """An organisation by its kind, or when no person is named beside it."""
        organisation = tidy(next(iter(self.parts("ORG")), ""))
        shown = self.first("X-ABSHOWAS").casefold() == "company"
        nameless = not any(part.strip() for part in self.parts("N")) and self.full_name in ("", organisation)
        is_one = self.kind == "org" or shown or (bool(organisation) and nameless)
        return What.ORGANISATION if is_one else What.PERSON

    def label(self, one: Property) -> str:
        """What the group of a property is called; a built-in label without its signs."""
        for other in self.every("X-ABLABEL") if one.group else ():
            if other.group == one.group:
                text = unescaped(text_of(other, self.charset)).strip()
                found = _BUILT_IN.fullmatch(text)
                return found[1].casefold() if found else text
        return ""


def opened(card: Card) -> Opened:
    """A card with the charset in which its bytes are text: UTF-8, else Windows-1252 and a warning."""
    for one in card.properties:
        if one.name in _DECODED and "charset" not in one.parameters:
            try:
                text_of(one, "utf-8")
            except UnicodeDecodeError:
                return Opened(_without_undefined(card), "cp1252", ["encoding_guessed"])
    return Opened(card, "utf-8")


def _without_undefined(card: Card) -> Card:
    """Five bytes mean nothing in Windows-1252; a value that has one can't be read."""
    kept: list[Property] = []
    for one in card.properties:
        try:
            text_of(one, "cp1252")
        except UnicodeDecodeError:
            continue
        kept.append(one)
    return replace(card, properties=kept)


def member_of(text: str) -> str:
    """An id as members of groups are compared."""
    return tidy(text).casefold().removeprefix("urn:uuid:")


def read(one: Opened, file: str, groups: tuple[str, ...], organisations: Mapping[str, str]) -> Accepted:
    """What the card says. Raises ``Misfit``: it is taken whole or not at all."""
    if one.is_group:
        raise Misfit("group_card")
    if one.kind not in ("", "individual", "org"):
        raise Misfit("not_person_nor_organisation")
    _refuse(one)
    labels = _labels(one, groups)
    if one.what is What.ORGANISATION:
        found = _organisation(one, file, labels)
    else:
        found = _person(one, file, labels, organisations)
    return replace(found, warnings=tuple(dict.fromkeys(one.warnings)))


def _refuse(one: Opened) -> None:
    """Raises ``Misfit`` when what would be stored holds what is never stored."""
    for name in ("N", "FN", "ORG", "TITLE", "EMAIL", "TEL", "ADR", "CATEGORIES", "URL", "UID"):
        for prop in one.every(name):
            if reason := cells.forbidden(text_of(prop, one.charset), numeric=name in ("TEL", "UID")):
                raise Misfit(reason, name)


def _organisation(one: Opened, file: str, labels: tuple[str, ...]) -> Accepted:
    name = one.organisation_name
    if not name:
        raise Misfit("no_name")
    return Accepted(
        one.card.at, file, what=What.ORGANISATION, organisation=name, external_id=one.external_id,
        contacts=tuple(_points(one)), tags=labels,
    )  # fmt: skip


def _person(one: Opened, file: str, labels: tuple[str, ...], organisations: Mapping[str, str]) -> Accepted:
    name = _name(one)
    if name is None:
        raise Misfit("no_name")
    points = tuple(_points(one))
    if not points:
        raise Misfit("no_contact_detail")
    company, *units = [cells.short_text(part, one.warnings) for part in one.parts("ORG")] or [""]
    known = organisations.get(company, "")
    return Accepted(
        one.card.at, file, name, "" if known else company, points,
        works_for=Told(known) if known else None, external_id=one.external_id, tags=labels,
        prohibitions=_refusals(labels, one.warnings), details=tuple(_details(one, units)),
    )  # fmt: skip


def _name(one: Opened) -> Name | None:
    told = one.parts("N")
    if told and len(told) < 5:
        one.warnings.append("short_N")
    listed = one.version != "2.1"
    family, given, middle, prefix, _ = ([_spaced(part) if listed else part for part in told] + [""] * 5)[:5]
    full = one.full_name
    if prefix and full.casefold().startswith(f"{tidy(prefix).casefold()} "):
        full = full[len(tidy(prefix)) + 1 :]
    return person_name(one.warnings, given=given, middle=middle, family=family, prefix=prefix, full=full)


def _spaced(part: str) -> str:
    """Several names of one part are parted by commas."""
    return " ".join(part.split(",")) if "," in part else part


def _points(one: Opened) -> Iterator[ContactPoint]:
    """Addresses in the order of the card, each once."""
    met: set[object] = set()
    readers = {"EMAIL": _email, "TEL": _phone, "ADR": _address, "URL": _web}
    for prop in one.card.properties:
        reader = readers.get(prop.name)
        label = one.label(prop) if reader else ""
        if reader is None or _THIRD.search(label) or "assistant" in prop.types:
            continue
        point = reader(one, prop)
        if point is not None and point.value not in met:
            met.add(point.value)
            yield _labelled(point, prop, label)


def _labelled(point: ContactPoint, prop: Property, label: str) -> ContactPoint:
    """With what the address is for; own words for it are free text and become "other"."""
    words = {
        "work": Label.WORK,
        "home": Label.HOME,
        "mobile": Label.MOBILE,
        "cell": Label.MOBILE,
        "other": Label.OTHER,
    }
    found = Label.UNKNOWN
    for word in ("cell", "work", "home"):
        if word in prop.types:
            found = words[word]
            break
    own = "x-custom" in prop.types or (label and label != "homepage")
    if found is Label.UNKNOWN and own:
        found = words.get(label, Label.OTHER)
    preferred = "pref" in prop.types or prop.parameters.get("pref") == "1"
    return replace(point, label=found, preferred=preferred)


def _email(one: Opened, prop: Property) -> ContactPoint | None:
    text = unescaped(text_of(prop, one.charset)).strip()
    return cells.email(re.sub(r"(?i)^mailto:", "", text), one.warnings)


def _phone(one: Opened, prop: Property) -> ContactPoint | None:
    """A number that can be called; pauses and what follows them are kept apart."""
    if prop.types & _SILENT:
        return None
    text = re.sub(r"(?i)^tel:", "", unescaped(text_of(prop, one.charset)).strip())
    number, *more = re.split(r"[;,]|(?<=\d)[pwPW]", text)
    if re.match(r"[*#]", number.strip()) or number.strip().endswith("#"):
        one.warnings.append("service_code")
        return None
    found = next((part for part in more if part.lower().startswith("ext=")), "")
    point = cells.phone(number, one.warnings)
    extension = re.sub(r"\D", "", found)[:7]
    return replace(point, extension=extension) if point and extension else point


def _address(one: Opened, prop: Property) -> ContactPoint | None:
    box, further, street, city, _, code, country = (parts_of(prop, one.charset) + [""] * 7)[:7]
    lines = [line.strip() for part in (street, further, box) for line in part.splitlines()]
    told = ", ".join(filter(None, lines))
    if not (city.strip() or code.strip()) and len([line for line in lines if line]) > 1:
        return cells.whole_address("\n".join(filter(None, (*lines, country))), one.warnings)
    return postal_point(told, code, city, country, one.warnings)


def _web(one: Opened, prop: Property) -> ContactPoint | None:
    value = url(unescaped(text_of(prop, one.charset)), one.warnings)
    return ContactPoint(ContactKind.WEB, value) if value else None


def _labels(one: Opened, groups: tuple[str, ...]) -> tuple[str, ...]:
    own = (cells.short_text(label, one.warnings) for label in one.labels_with_system)
    kept = (label for label in own if label and label.casefold() not in _SYSTEM)
    return tuple(dict.fromkeys((*kept, *filter(None, groups))))


def _refusals(labels: tuple[str, ...], warnings: list[str]) -> tuple[Prohibition, ...]:
    found = [refusal for label in labels if (refusal := cells.refusal_of(label))]
    if found:
        warnings.append("label_looks_like_prohibition")
    return tuple(dict.fromkeys(found))


def _details(one: Opened, units: list[str]) -> Iterator[Detail]:
    if title := cells.short_text(one.first("TITLE"), one.warnings):
        yield Detail("position.title", title)
    if department := " / ".join(filter(None, units)):
        yield Detail("position.department", department)
    languages = sorted(one.every("LANG"), key=lambda prop: prop.parameters.get("pref", "99").zfill(3))
    if languages and (found := _LANGUAGE.fullmatch(text_of(languages[0], one.charset).strip())):
        yield Detail("customership.language", found[1].lower())
