"""What a file of people says, record by record, before the register decides what it keeps of it.

A file gives no permission by itself: ``Consent`` says how well the file proves one, and the
register opens nothing on it until the text that was shown is attached. Values of people are
left out of ``repr``, so that none ends in a log by accident.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from seloste.terms.addresses import PostalAddress
from seloste.terms.words import Label, RowState, Scope


class ContactKind(StrEnum):
    """By what a person can be reached."""

    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"


class ConsentState(StrEnum):
    """How far a file proves a consent to electronic direct marketing (917/2014 § 200)."""

    GRANTED = "granted"  # asked and confirmed by the person; only the shown text is wanting
    SINGLE_OPT_IN = "single_opt_in"  # asked by the person, confirmed by nobody
    UNPROVEN = "unproven"  # claimed; gives no ground
    WITHDRAWN = "withdrawn"
    NEVER_GIVEN = "never_given"


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, parted or whole as the file has it; unknown parts are empty."""

    given: str = field(default="", repr=False)
    family: str = field(default="", repr=False)
    full: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """An address in its normal form. ``since``: when it became undeliverable (aware), or None."""

    kind: ContactKind
    value: str | PostalAddress = field(repr=False)
    label: Label = Label.UNKNOWN
    state: RowState = RowState.LIVE
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """What the file says of a consent to marketing by e-mail.

    ``at``: given or withdrawn, None when not told. ``asked_from`` and ``confirmed_from`` are
    network addresses: proof, to be sealed as such and used for nothing else. ``granted_at`` is
    the earlier grant of a consent that was withdrawn.
    """

    state: ConsentState
    at: datetime | None = None
    asked_at: datetime | None = None
    confirmed_at: datetime | None = None
    asked_from: str | None = field(default=None, repr=False)
    confirmed_from: str | None = field(default=None, repr=False)
    granted_at: datetime | None = None
    channel: str = "email"
    purpose: str = "marketing"


@dataclass(frozen=True, slots=True)
class Prohibition:
    """A refusal. ``since`` is None when the file doesn't tell: then the day of the import, marked so."""

    channel: str
    scope: Scope
    since: datetime | None
    complained: bool = False
    campaign: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A record that may become a person of the register.

    ``at`` is the number of the record in ``file``; ``activity`` the latest of the person's own
    acts that the record tells (asking, confirming, leaving), None without any; ``warnings`` are
    stable codes.
    """

    at: int
    file: str
    name: Name | None
    works_for_name: str = field(repr=False)
    contacts: tuple[ContactPoint, ...]
    consent: Consent
    prohibitions: tuple[Prohibition, ...]
    tags: tuple[str, ...] = field(repr=False)
    external_ids: tuple[tuple[str, str], ...] = field(repr=False)
    activity: datetime | None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that is not taken. ``reason`` is a stable code, ``column`` the header concerned or None.

    ``at`` is 0 when the fault is the file's from some line on. ``withdrawn_email`` is the address
    (normal form) whose withdrawal the record tells: that much is obeyed though the rest of the
    record may not be stored. ``rest_unread``: nothing after this record of the file is believed.
    """

    at: int
    file: str
    reason: str
    column: str | None = None
    withdrawn_email: str | None = field(default=None, repr=False)
    rest_unread: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is not stored: its header and a stable code of the cause."""

    name: str
    why: str
