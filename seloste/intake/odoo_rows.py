"""One record of an Odoo contact export: what it says of a person, an organisation or an address of either."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from seloste.intake import cells
from seloste.intake.cells import Misfit
from seloste.intake.found import Accepted, ContactKind, ContactPoint, Detail, Name, Prohibition, Told, What
from seloste.intake.odoo_columns import Columns, role_of
from seloste.terms.addresses import AddressError, PostalAddress, normal_post_code, tidy
from seloste.terms.identity import BusinessIdError, business_id
from seloste.terms.places import country_code
from seloste.terms.words import Label

_TRUE = frozenset({"true", "1", "yes", "kyllä", "tosi", "x"})
_FALSE = frozenset({"", "false", "0", "no", "ei", "epätosi"})
_COMPANY = frozenset({"company", "yritys"})
_TECHNICAL = ("base.partner_", "base.public_", "base.main_partner", "base.user_", "base.default_user")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[_-][A-Za-z@]+)?")
_NEWSLETTER = re.compile(r"uutiskirje|newsletter|nyhetsbrev|suostumus|consent|samtycke", re.IGNORECASE)
_STORED = (
    "id", "name", "complete_name", "display_name", "email", "phone", "mobile", "street", "street2", "zip",
    "city", "function", "company_name", "category_id", "category_id/id", "parent_id", "parent_id/id",
)  # fmt: skip

Known = Callable[[str, bool], str | None]
"""The key of a parent by its external id (True) or display name (False); None when no organisation has it."""


@dataclass(slots=True)
class Partner:
    """One record with those that continue it. ``kind``: what the user says of rows whose kind isn't told."""

    columns: Columns
    at: int
    record: tuple[str, ...] = field(repr=False)
    kind: What = What.UNDECIDED
    also: list[int] = field(default_factory=list)
    more_tags: list[str] = field(default_factory=list, repr=False)
    warnings: list[str] = field(default_factory=list)

    def cell(self, name: str) -> str:
        """The cell of a field as it stands; empty when the file has no such column."""
        place = self.columns.places.get(name)
        return "" if place is None else self.record[place]

    def header(self, name: str) -> str:
        """The header of a field's column."""
        place = self.columns.places.get(name)
        return "" if place is None else self.columns.header[place]

    @property
    def external_id(self) -> str:
        """How its own system knows it."""
        return tidy(self.cell("id"))[: cells.LONGEST_TEXT]

    @property
    def name(self) -> str:
        """The name of its own, guard taken off."""
        return cells.unguarded(self.cell("name") or self.cell("complete_name") or self.cell("display_name"))

    @property
    def parent(self) -> tuple[str, bool]:
        """The parent as the file names it, and whether that is an external id; empty without one."""
        by_id, by_name = tidy(self.cell("parent_id/id")), cells.unguarded(self.cell("parent_id"))
        named = "" if by_name.casefold() == "false" else by_name  # odoo/odoo #35338
        return (by_id, True) if by_id else (named, False)

    @property
    def what(self) -> What:
        """Whether it is a person, an organisation, or an address of its parent."""
        if self.parent[0] and not self.name and role_of(self.cell("type")):
            return What.CONTACT_DETAILS_OF
        if "is_company" in self.columns.places:
            return What.ORGANISATION if is_true(self.cell("is_company")) else What.PERSON
        if "company_type" in self.columns.places:
            told = self.cell("company_type").strip().casefold() in _COMPANY
            return What.ORGANISATION if told else What.PERSON
        return self.kind

    @property
    def display_name(self) -> str:
        """The name by which another record names it as its parent."""
        shown = cells.unguarded(self.cell("display_name") or self.cell("complete_name"))
        if shown or not self.parent[0]:
            return shown or self.name
        return f"{self.parent[0]}, {self.name}"


def is_true(cell: str) -> bool:
    """A boolean as the vendor writes it: False is an empty cell."""
    return cell.strip().casefold() in _TRUE


def read(one: Partner, file: str, known: Known) -> Accepted:
    """What the record says. Raises ``Misfit``: the record is taken whole or not at all."""
    _refuse(one)
    what, warnings = one.what, one.warnings
    if tidy(one.cell("vat")) == "/":
        warnings.append("no_tax_id")
    name, points = _name_of(one, what), _points(one)
    if not name and not points:
        raise Misfit("empty_record")
    parent = _parent(one, known)
    tags, tag_ids = _tags(one)
    person = what is What.PERSON
    role = role_of(one.cell("type")) if what is What.CONTACT_DETAILS_OF else ""
    return Accepted(
        at=one.at, file=file, what=what, also=tuple(one.also), external_id=one.external_id,
        name=Name(full=name) if name and what is not What.ORGANISATION else None,
        organisation=name if what is What.ORGANISATION else "",
        business_id=_business_id(one) if what is What.ORGANISATION else None,
        works_for=Told(parent) if person and _may_have_parent(one) else None,
        works_for_name=cells.short_text(one.cell("company_name"), warnings) if person and not parent else "",
        belongs_to=(parent or "") if what is What.CONTACT_DETAILS_OF else "",
        role=role, contacts=points, tags=tags, tag_ids=tag_ids,
        prohibitions=_refusals(tags, warnings) if person else (),
        archived="active" in one.columns.places and one.cell("active").strip().casefold() in _FALSE,
        details=tuple(_details(one, what)),
        warnings=tuple(dict.fromkeys(warnings)),
    )  # fmt: skip


def _refuse(one: Partner) -> None:
    """Raises ``Misfit`` for what is no customer, and for what is never stored."""
    if one.external_id.startswith(_TECHNICAL):
        raise Misfit("system_record", one.header("id"))
    for name in _STORED:
        place = one.columns.places.get(name)
        if place is None:
            continue
        numeric = name in ("phone", "mobile")
        for cell in (one.record[place], *(one.more_tags if name.startswith("category_id") else ())):
            if reason := cells.forbidden(cell, numeric=numeric):
                raise Misfit(reason, one.columns.header[place])


def _name_of(one: Partner, what: What) -> str:
    name = one.name
    fault = cells.fault_of(name) if name else None
    if fault:
        raise Misfit("name_is_formula" if name.startswith(("=", "@")) else fault, one.header("name"))
    if what is What.ORGANISATION and not name:
        raise Misfit("no_name", one.header("name"))
    return name


def _may_have_parent(one: Partner) -> bool:
    return "parent_id" in one.columns.places or "parent_id/id" in one.columns.places


def _parent(one: Partner, known: Known) -> str | None:
    """The key of the parent organisation; an unknown one is told, and nobody is made for it."""
    named, by_id = one.parent
    if not named:
        return None
    found = known(named, by_id)
    if found is None:
        one.warnings.append("unknown_reference")
    return found


def _points(one: Partner) -> tuple[ContactPoint, ...]:
    found = [
        cells.email(one.cell("email"), one.warnings),
        cells.phone(one.cell("phone"), one.warnings),
        cells.phone(one.cell("mobile"), one.warnings, Label.MOBILE),
        _address(one),
    ]
    points: dict[object, ContactPoint] = {}
    for point in found:
        if point is not None:
            points.setdefault(point.value, point)
    return tuple(points.values())


def _address(one: Partner) -> ContactPoint | None:
    """Street, post code, city and country as they are told; a country that isn't told stays open."""
    lines = (cells.short_text(one.cell(name), one.warnings) for name in ("street", "street2"))
    street = ", ".join(filter(None, lines))
    city = cells.short_text(one.cell("city"), one.warnings)
    country = _country(one)
    code = ""
    try:
        if written := cells.or_nothing(one.cell("zip"), one.warnings):
            code = normal_post_code(written, country or "FI")
    except AddressError as fault:
        one.warnings.append(fault.code)
    if not (street or code or city or country):
        return None
    return ContactPoint(ContactKind.ADDRESS, PostalAddress(street, code, city, country))


def _country(one: Partner) -> str:
    """Two letters; ``base.fi`` is the external id of a country."""
    text = tidy(one.cell("country_id/id")).removeprefix("base.") or tidy(one.cell("country_id"))
    if not text:
        return ""
    found = country_code("gb" if text == "uk" else text)
    if found is None:
        one.warnings.append("unknown_country")
    return found or ""


def _business_id(one: Partner) -> Told[str] | None:
    """From the company's own number or its VAT number, in which ``/`` means that it has none."""
    places = one.columns.places
    if "vat" not in places and "company_registry" not in places:
        return None
    for name in ("company_registry", "vat"):
        text = tidy(one.cell(name))
        if text != "/" and (name == "company_registry" or text.upper().startswith("FI")) and text:
            try:
                return Told(business_id(text))
            except BusinessIdError as fault:
                one.warnings.append(fault.code)
    return Told(None)


def _tags(one: Partner) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tags by name and by external id. Ids are parted by commas; a name may hold one."""
    ids = [tidy(part) for part in one.cell("category_id/id").split(",")]
    own = cells.unguarded(one.cell("category_id"))
    if own and "," in own and not one.columns.labelled:
        one.warnings.append("tags_not_parted")  # the vendor joined them by commas: never guessed apart
        own = ""
    names = [own, *(cells.unguarded(tag) for tag in one.more_tags)]
    if any(_NEWSLETTER.search(name) for name in names):
        one.warnings.append("tag_is_not_consent")
    return _each(names), _each(ids)


def _each(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text[: cells.LONGEST_TEXT] for text in texts if text))


def _refusals(tags: tuple[str, ...], warnings: list[str]) -> tuple[Prohibition, ...]:
    found = [refusal for tag in tags if (refusal := cells.refusal_of(tag))]
    if found:
        warnings.append("tag_looks_like_prohibition")
    return tuple(dict.fromkeys(found))


def _details(one: Partner, what: What) -> Iterator[Detail]:
    if what is What.PERSON and (title := cells.short_text(one.cell("function"), one.warnings)):
        yield Detail("position.title", title)
    code = _LANGUAGE.fullmatch(one.cell("lang").strip())
    if code and what is not What.CONTACT_DETAILS_OF:
        yield Detail("customership.language", code[1])
