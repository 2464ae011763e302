"""Which column of an Odoo contact export (``res.partner``) means what.

An import-compatible export has technical names, any other the labels of the user's language. Labels
change between versions, so each field has a set of them. A sub-field is joined with ``/``
(``Tags/External ID``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seloste.intake import headers
from seloste.intake.found import Brings, Column

_LABELS: dict[str, str] = {
    "id": "external id|ulkoinen id",
    ".id": "id|tunniste (id)",
    "name": "name|nimi",
    "complete_name": "complete name|täydellinen nimi",
    "display_name": "display name|näyttönimi",
    "is_company": "is a company|on yritys",
    "company_type": "company type|yrityksen tyyppi",
    "parent_id": "related company|liittyvä yritys",
    "child_ids": "contact|contacts|kontakti|yhteystiedot",
    "type": "address type|osoitteen tyyppi",
    "function": "job position|tehtävänimike",
    "title": "title|otsikko|titteli",
    "email": "email|sähköposti",
    "phone": "phone|puhelin",
    "mobile": "mobile|matkapuhelin",
    "street": "street|katuosoite",
    "street2": "street2|katuosoite2",
    "zip": "zip|postinumero",
    "city": "city|kaupunki",
    "state_id": "state|alue|tila",
    "country_id": "country|maa",
    "vat": "vat|tax id|alv|alv-numero|vat-numero",
    "company_registry": "company id|yritystunnus",
    "company_name": "company name|yrityksen nimi",
    "category_id": "tags|tunnisteet",
    "lang": "language|kieli",
    "website": "website link|website|verkkosivusto|verkkosivu",
    "comment": "notes|muistiinpanot",
    "industry_id": "industry|toimiala",
    "user_id": "salesperson|myyjä",
    "ref": "reference|viite|sisäinen viite",
    "active": "active|aktiivinen",
    "create_date": "created on|luotu",
    "write_date": "last updated on|viimeksi päivitetty",
    "additional_identifiers": "additional identifiers",
}
_FIELD_OF = {label: field for field, labels in _LABELS.items() for label in labels.split("|")}
FINNISH = frozenset({"nimi", "ulkoinen id", "sähköposti", "liittyvä yritys", "on yritys", "tunnisteet"})
"""Labels by which a file of the Finnish interface is known."""

_SUBFIELDS = {"external id": "id", "ulkoinen id": "id", "id": "id"}
_NAMES = ("name", "complete_name", "display_name")

_DROPPED = {
    ".id": "no_purpose", "child_ids": "no_purpose", "title": "no_purpose", "state_id": "no_purpose",
    "website": "no_purpose", "industry_id": "no_purpose", "user_id": "no_purpose", "ref": "no_purpose",
    "create_date": "vendors_own", "write_date": "vendors_own",
}  # fmt: skip
_REFUSED = {"comment": "free_text", "additional_identifiers": "identity_code"}
_FILLS = {
    "name": "contact.name", "complete_name": "contact.name", "display_name": "contact.name",
    "email": "contact.email", "phone": "contact.phone", "mobile": "contact.phone",
    "street": "contact.address", "street2": "contact.address", "zip": "contact.address",
    "city": "contact.address", "country_id": "contact.address", "country_id/id": "contact.address",
    "function": "position.title", "lang": "customership.language", "company_name": "employer.name",
    "category_id": "", "category_id/id": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions of the fields in a record. ``labelled``: the header is in a language, not technical."""

    header: tuple[str, ...]
    places: Mapping[str, int]
    labelled: bool
    dropped: tuple[Column, ...]
    refused: tuple[Column, ...]
    brings: tuple[Brings, ...]

    @property
    def tells_kind(self) -> bool:
        """Whether the file tells people from organisations."""
        return "is_company" in self.places or "company_type" in self.places


def field_of(key: str) -> tuple[str, bool] | None:
    """The field of a header (as ``header_key`` gives it) and whether it is a label; None when unknown."""
    head, slash, tail = key.partition("/")
    if head in _LABELS and (not slash or tail in ("id", ".id", "name", "display_name")):
        return (f"{head}/id" if slash and tail == "id" else head), False
    if head in _FIELD_OF:
        return _FIELD_OF[head] + ("/id" if slash and _SUBFIELDS.get(tail) else ""), True
    return None


def is_header(keys: Sequence[str]) -> bool:
    """Whether a record is the header of an export: it has a name and another column known."""
    known = {found[0] for key in keys if (found := field_of(key))}
    return bool(known.intersection(_NAMES)) and len(known) > 1


def columns(header: tuple[str, ...], keys: Sequence[str]) -> Columns:
    """Reads a header; ``keys`` is the same as it is compared."""
    read = _read(keys)
    places: dict[str, int] = {}
    dropped: dict[str, Column] = {}
    refused: dict[str, Column] = {}
    for place, found in enumerate(read):
        name = header[place].strip() or f"#{place + 1}"
        field = found[0] if found else ""
        if cause := _REFUSED.get(field) or (None if found else headers.refused(keys[place])):
            refused[name] = Column(name, cause)
        elif not found or field in _DROPPED:
            dropped[name] = Column(name, _DROPPED.get(field, "no_purpose"))
        else:
            places.setdefault(field, place)
    brings = tuple(
        Brings(header[place], _FILLS[field], place) for field, place in places.items() if field in _FILLS
    )
    labelled = any(found[1] for found in read if found)
    return Columns(header, places, labelled, tuple(dropped.values()), tuple(refused.values()), brings)


def _read(keys: Sequence[str]) -> list[tuple[str, bool] | None]:
    """Each header's field. ``Name`` and ``name`` are the same key: the others tell which they are."""
    found = [field_of(key) for key in keys]
    technical = any(
        one and not one[1] and ("_" in key or "/" in key) for one, key in zip(found, keys, strict=True)
    )
    if technical:
        return found
    return [(_FIELD_OF[key], True) if key in _FIELD_OF else one for one, key in zip(found, keys, strict=True)]


def role_of(address_type: str) -> str:
    """What an address of another record is for; empty for the record's own (``contact``)."""
    key = address_type.strip().casefold()
    return next((role for role, names in _ROLES.items() if key in names), "other" if key else "")


_ROLES = {
    "": ("", "contact", "kontakti"),
    "invoice": ("invoice", "invoice address", "laskutusosoite"),
    "delivery": ("delivery", "delivery address", "shipping address", "toimitusosoite"),
    "home": ("private", "private address", "yksityisosoite", "yksityinen osoite"),
    "followup": ("followup", "follow-up address"),
}
