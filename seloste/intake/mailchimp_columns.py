"""Which column of a Mailchimp export means what: system columns by name, merge fields by label.

Merge fields carry labels in the account's language. A label that nothing here knows has no
declared purpose, so its column is dropped; one that speaks of third persons, identity codes or
special categories (GDPR 9) is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from seloste.intake import headers
from seloste.intake.found import Brings, Column
from seloste.intake.headers import ADDRESS, COMPANY, EMAIL, FAMILY, FULL, GIVEN, MOBILE, PHONE
from seloste.intake.reading import header_key
from seloste.terms.words import Label

SYSTEM = frozenset({
    "email_type", "member_rating", "optin_time", "optin_ip", "confirm_time", "confirm_ip", "latitude",
    "longitude", "gmtoff", "dstoff", "timezone", "cc", "region", "last_changed", "unsub_time",
    "unsub_campaign_title", "unsub_campaign_id", "unsub_reason", "unsub_reason_other", "clean_time",
    "clean_campaign_title", "clean_campaign_id", "leid", "euid", "notes", "tags",
})  # fmt: skip
_KEPT_ASIDE = ("tags", "leid", "euid", "unsub_campaign_title")
_STORED_SYSTEM = ("leid", "euid", "unsub_campaign_title")
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


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions in a record. ``system`` gives the positions of each system column, in order.

    ``stored``: of the cells whose text would be stored, tags last; ``stored_without_tags``: where tags aren't.
    """

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
    stored: tuple[int, ...] = field(init=False)
    stored_without_tags: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        names = (self.given, self.family, self.full, self.company)
        known = [self.email, *(place for place in names if place is not None)]
        known += [*(place for place, _ in self.phones), *self.addresses]
        known += [place for name in _STORED_SYSTEM for place in self.system.get(name, ())]
        object.__setattr__(self, "stored_without_tags", tuple(known))
        object.__setattr__(self, "stored", (*known, *self.system.get("tags", ())))

    def brings(self) -> tuple[Brings, ...]:
        """The field that each known column fills; what the register has no place for fills none."""
        dropped = {column.name for column in self.dropped}
        aside = [p for name in _KEPT_ASIDE for p in self.system.get(name, ())]
        filled = [
            (self.email, "contact.email"), (0, "consent.evidence"),
            *((p, "contact.name") for p in (self.given, self.family, self.full) if p is not None),
            *((p, "contact.phone") for p, _ in self.phones),
            *((p, "contact.address") for p in self.addresses),
            *([(self.company, "")] if self.company is not None else []),
            *((p, "") for p in aside if self.header[p].strip() not in dropped),
        ]  # fmt: skip
        return tuple(Brings(self.header[place], path, place) for place, path in filled)


def is_header(keys: Sequence[str]) -> bool:
    """Whether a record is the header of an export: it names columns of the vendor's own."""
    return len(_MARKS.intersection(keys)) >= 2 or (
        bool(_MARKS.intersection(keys)) and bool(EMAIL.intersection(keys))
    )


def columns(header: tuple[str, ...], *, without_tags: bool) -> Columns:
    """Reads a header. ``without_tags``: segments of somebody who left are not built."""
    keys = [header_key(cell) for cell in header]
    system: dict[str, tuple[int, ...]] = {}
    for place, key in enumerate(keys):
        if key in SYSTEM:
            system[key] = (*system.get(key, ()), place)
    email = next((place for place, key in enumerate(keys) if key in EMAIL), 0)
    one = {labels: _first(keys, labels) for labels in (GIVEN, FAMILY, FULL, COMPANY)}
    phones = tuple(
        (place, Label.MOBILE if key in MOBILE else Label.UNKNOWN)
        for place, key in enumerate(keys)
        if key in PHONE or key in MOBILE
    )
    addresses = tuple(place for place, key in enumerate(keys) if key in ADDRESS)
    taken = {email, *one.values(), *addresses, *(place for place, _ in phones)}
    dropped, refused = _left(header, keys, taken, without_tags=without_tags)
    second = any(key in EMAIL and place != email for place, key in enumerate(keys))
    return Columns(
        header, email, one[GIVEN], one[FAMILY], one[FULL], one[COMPANY], phones, addresses, system,
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
            if cause := headers.refused(key):
                refused[name] = Column(name, cause)
            else:
                dropped[name] = Column(name, "no_purpose")
    return tuple(dropped.values()), tuple(refused.values())
