"""Which column of a Mailchimp export means what: system columns by name, merge fields by label.

Merge fields carry labels in the account's language. A label that nothing here knows has no
declared purpose, so its column is dropped; one that speaks of third persons, identity codes or
special categories (GDPR 9) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seloste.intake.found import Column
from seloste.intake.reading import header_key
from seloste.terms.words import Label

SYSTEM = frozenset({
    "email_type", "member_rating", "optin_time", "optin_ip", "confirm_time", "confirm_ip", "latitude",
    "longitude", "gmtoff", "dstoff", "timezone", "cc", "region", "last_changed", "unsub_time",
    "unsub_campaign_title", "unsub_campaign_id", "unsub_reason", "unsub_reason_other", "clean_time",
    "clean_campaign_title", "clean_campaign_id", "leid", "euid", "notes", "tags",
})  # fmt: skip
_MARKS = frozenset({"optin_time", "confirm_time", "member_rating", "leid", "euid", "last_changed"})

_WHY = {
    "email_type": "no_purpose",
    "member_rating": "profile",
    "last_changed": "vendors_own",
    "notes": "free_text",
    "unsub_reason_other": "free_text",
    "unsub_campaign_id": "no_purpose",
    "clean_campaign_title": "no_purpose",
    "clean_campaign_id": "no_purpose",
} | dict.fromkeys(("latitude", "longitude", "gmtoff", "dstoff", "timezone", "cc", "region"), "guessed_place")

_EMAIL = frozenset({
    "email address", "email", "e-mail", "e-mail address", "sähköposti", "sähköpostiosoite", "e-post",
    "e-postadress",
})  # fmt: skip
_GIVEN = frozenset({"first name", "given name", "etunimi", "förnamn"})
_FAMILY = frozenset({"last name", "family name", "surname", "sukunimi", "efternamn"})
_FULL = frozenset({"name", "full name", "nimi", "koko nimi", "namn"})
_COMPANY = frozenset({
    "company", "company name", "organization", "organisation", "employer", "yritys", "yrityksen nimi",
    "organisaatio", "työnantaja", "företag", "företagsnamn", "arbetsgivare",
})  # fmt: skip
_PHONE = frozenset({"phone", "phone number", "telephone", "puhelin", "puhelinnumero", "telefon",
                    "telefonnummer"})  # fmt: skip
_MOBILE = frozenset({
    "mobile", "mobile phone", "mobile number", "cell phone", "sms phone", "sms phone number", "gsm",
    "matkapuhelin", "matkapuhelinnumero", "kännykkä", "mobil", "mobiltelefon", "mobilnummer",
})  # fmt: skip
_ADDRESS = frozenset({
    "address", "postal address", "mailing address", "osoite", "postiosoite", "katuosoite", "adress",
    "postadress",
})  # fmt: skip
_REFUSED = {
    "identity_code": re.compile(
        r"henkilötunnus|hetu\b|sotu\b|personbeteckning|personnummer|social security|\bssn\b|national id|"
        r"government id|passport|passi|kortin ?numero|card number"
    ),
    "third_person": re.compile(
        r"spouse|puoliso|\bmake\b|maka\b|make/maka|children|lapset|lapsen|barn|assistant|avustaja|assistent|"
        r"manager|esimies|esihenkilö|relative|omainen|referred by|suosittelija"
    ),
    "special_category": re.compile(
        r"health|tervey|hälsa|sairau|allerg|diet|religio|uskonto|trade union|ammattiliit|fackför|ethnic|etni|"
        r"political|poliitti|politisk|sexual|seksuaal"
    ),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions in a record. ``system`` gives the positions of each system column, in order."""

    header: tuple[str, ...]
    email: int
    given: int | None
    family: int | None
    full: int | None
    company: int | None
    phones: tuple[tuple[int, Label], ...]
    addresses: tuple[int, ...]
    system: Mapping[str, tuple[int, ...]]
    dropped: tuple[Column, ...]
    refused: tuple[Column, ...]
    doubled: bool
    warnings: tuple[str, ...]


def is_header(keys: Sequence[str]) -> bool:
    """Whether a record is the header of an export: it names columns of the vendor's own."""
    return len(_MARKS.intersection(keys)) >= 2 or (
        bool(_MARKS.intersection(keys)) and bool(_EMAIL.intersection(keys))
    )


def columns(header: tuple[str, ...], *, without_tags: bool) -> Columns:
    """Reads a header. ``without_tags``: segments of somebody who left are not built."""
    keys = [header_key(cell) for cell in header]
    system: dict[str, tuple[int, ...]] = {}
    for place, key in enumerate(keys):
        if key in SYSTEM:
            system[key] = (*system.get(key, ()), place)
    email = next((place for place, key in enumerate(keys) if key in _EMAIL), 0)
    one = {labels: _first(keys, labels) for labels in (_GIVEN, _FAMILY, _FULL, _COMPANY)}
    phones = tuple(
        (place, Label.MOBILE if key in _MOBILE else Label.UNKNOWN)
        for place, key in enumerate(keys)
        if key in _PHONE or key in _MOBILE
    )
    addresses = tuple(place for place, key in enumerate(keys) if key in _ADDRESS)
    taken = {email, *one.values(), *addresses, *(place for place, _ in phones)}
    dropped, refused = _left(header, keys, taken, without_tags=without_tags)
    second = any(key in _EMAIL and place != email for place, key in enumerate(keys))
    return Columns(
        header, email, one[_GIVEN], one[_FAMILY], one[_FULL], one[_COMPANY], phones, addresses, system,
        dropped, refused, any(len(places) > 1 for places in system.values()),
        ("second_email_column",) if second else (),
    )  # fmt: skip


def _first(keys: Sequence[str], labels: frozenset[str]) -> int | None:
    return next((place for place, key in enumerate(keys) if key in labels), None)


def _left(
    header: tuple[str, ...], keys: Sequence[str], taken: set[int | None], *, without_tags: bool
) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """The columns that are not stored, and those that may not be."""
    dropped: dict[str, Column] = {}
    refused: dict[str, Column] = {}
    for place, key in enumerate(keys):
        name = header[place].strip() or f"#{place + 1}"
        if key in SYSTEM:
            why = "left" if key == "tags" and without_tags else _WHY.get(key)
            if why:
                dropped[name] = Column(name, why)
        elif place not in taken:
            cause = next((code for code, label in _REFUSED.items() if label.search(key)), None)
            if cause:
                refused[name] = Column(name, cause)
            else:
                dropped[name] = Column(name, "no_purpose")
    return tuple(dropped.values()), tuple(refused.values())
