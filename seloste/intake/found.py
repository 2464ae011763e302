"""What a file of people says, record by record, before the register decides what it keeps of it.

A file gives no permission by itself: ``Consent`` says how well the file proves one, and the
register opens nothing on it until the text that was shown is attached. Values of people are
left out of ``repr``, so that none ends in a log by accident.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from seloste.terms.addresses import PostalAddress
from seloste.terms.words import Label, RowState, Scope

T = TypeVar("T")


class What(StrEnum):
    """What a record is about."""

    PERSON = "person"
    ORGANISATION = "organisation"
    CONTACT_DETAILS_OF = "contact_details_of"  # an address that belongs to another record
    UNDECIDED = "undecided"  # the file doesn't tell, and nobody guesses
    CALL = "call"
    INVOICE = "invoice"
    PROHIBITION = "prohibition"
    REFERENCE = "reference"
    INDUSTRY = "industry"


class ContactKind(StrEnum):
    """By what a person can be reached."""

    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    WEB = "web"


class ConsentState(StrEnum):
    """How far a file proves a consent to electronic direct marketing (917/2014 § 200)."""

    GRANTED = "granted"  # asked and confirmed by the person; only the shown text is wanting
    SINGLE_OPT_IN = "single_opt_in"  # asked by the person, confirmed by nobody
    UNPROVEN = "unproven"  # claimed; gives no ground
    WITHDRAWN = "withdrawn"
    NEVER_GIVEN = "never_given"
    NOT_TOLD = "not_told"  # the file says nothing of consents


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, parted or whole as the file has it; unknown parts are empty."""

    given: str = field(default="", repr=False)
    family: str = field(default="", repr=False)
    full: str = field(default="", repr=False)
    middle: str = field(default="", repr=False)
    prefix: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """An address in its normal form. ``since``: when it became undeliverable (aware), or None.

    ``country_assumed``: a number whose first zero was lost, read as one of that country. ``of``: whose
    it is when it isn't the record's own; ``use`` is a label that the register has no word for.
    """

    kind: ContactKind
    value: str | PostalAddress = field(repr=False)
    label: Label = Label.UNKNOWN
    state: RowState = RowState.LIVE
    since: datetime | None = None
    country_assumed: str = ""
    preferred: bool = False
    extension: str = field(default="", repr=False)
    of: What | None = None
    use: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """What the file says of a consent to marketing by e-mail.

    ``at``: given or withdrawn, None when not told. ``asked_from`` and ``confirmed_from`` are
    network addresses: proof, to be sealed as such and used for nothing else. ``granted_at`` is
    the earlier grant of a consent that was withdrawn; ``proof`` is what else the file gives for it.
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
    proof: tuple[tuple[str, str], ...] = field(default=(), repr=False)


NOT_TOLD = Consent(ConsentState.NOT_TOLD)


@dataclass(frozen=True, slots=True)
class Prohibition:
    """A refusal. ``since`` is None when the file doesn't tell: then the day of the import, marked so.

    ``by_tag``: a tag reads as one; it holds until somebody decides. ``about``: what exactly was refused,
    where it is less than all marketing; the register forbids the more.
    """

    channel: str
    scope: Scope
    since: datetime | None
    complained: bool = False
    campaign: str = field(default="", repr=False)
    by_tag: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """What a file has a column for: ``value`` is None where the column says nothing that can be kept."""

    value: T | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Detail:
    """The value of any further field of the register, such as ``position.title``."""

    path: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody answered to the questions of a form, and when they sent it (aware; None when not told).

    ``key`` is the form's own id of it, empty where there is none.
    """

    form: str
    at: datetime | None
    told: tuple[tuple[str, str], ...] = field(repr=False)
    key: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A record that may become somebody, or something, of the register.

    ``at`` is the number of the record in ``file``, ``also`` are further records that belong to it.
    ``external_id`` is how its own system knows it; ``works_for`` and ``belongs_to`` are such ids of
    organisations and parents, or ``#`` and the number of a record. ``works_for_name`` only names
    an employer: nobody is joined to an organisation by a name. ``activity`` is the latest of the
    person's own acts that the record tells (asking, confirming, leaving), None without any;
    ``since`` the day from which the relation runs; ``warnings`` are stable codes. ``said`` is what the
    record tells beside: it is shown in the reading and stored nowhere. ``natural_person``: an
    organisation that is one person's own business.
    """

    at: int
    file: str
    name: Name | None = None
    works_for_name: str = field(default="", repr=False)
    contacts: tuple[ContactPoint, ...] = ()
    consent: Consent = NOT_TOLD
    prohibitions: tuple[Prohibition, ...] = ()
    tags: tuple[str, ...] = field(default=(), repr=False)
    external_ids: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    activity: datetime | None = None
    warnings: tuple[str, ...] = ()
    what: What = What.PERSON
    also: tuple[int, ...] = ()
    external_id: str = field(default="", repr=False)
    organisation: str = field(default="", repr=False)
    business_id: Told[str] | None = None
    works_for: Told[str] | None = None
    more_employers: tuple[str, ...] = field(default=(), repr=False)
    belongs_to: str = field(default="", repr=False)
    role: str = ""
    since: Told[date] | None = None
    archived: bool = False
    tag_ids: tuple[str, ...] = field(default=(), repr=False)
    details: tuple[Detail, ...] = ()
    answered: Answered | None = None
    said: tuple[tuple[str, Any], ...] = field(default=(), repr=False)
    natural_person: bool = False

    @property
    def own(self) -> Accepted:
        """The record with the addresses alone that are its own."""
        if all(point.of is None for point in self.contacts):
            return self
        return replace(self, contacts=tuple(point for point in self.contacts if point.of is None))


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that is not taken. ``reason`` is a stable code, ``column`` the header concerned or None.

    ``at`` is 0 when the fault is the file's from some line on. ``withdrawn_email`` is the address
    (normal form) whose withdrawal the record tells, of what ``withdrawn`` names: that much is obeyed
    though the rest of the record may not be stored. ``left_email``: of somebody who has left, so that what
    relation the same source told of them ends. ``rest_unread``: nothing after this record of the
    file is believed.
    """

    at: int
    file: str
    reason: str
    column: str | None = None
    withdrawn_email: str | None = field(default=None, repr=False)
    rest_unread: bool = False
    withdrawn: tuple[Scope, ...] = (Scope.MARKETING_EMAIL,)
    left_email: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is not stored: its header and a stable code of the cause."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Brings:
    """A column that the reader knows: its header, and the field of the register that it fills.

    ``path`` is empty where the register has no place for it; ``place`` is its position. ``optional``: where the notice doesn't let the field in, the column still says
    something that is no personal data.
    """

    column: str
    path: str
    place: int
    optional: bool = False
