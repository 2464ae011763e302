"""One record of a Mailchimp export: what it says of a person, and what of it may be kept."""

from __future__ import annotations

import csv
import ipaddress
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import IntEnum
from functools import cached_property

from seloste.intake import cells
from seloste.intake.cells import LONGEST_TEXT, Misfit, unguarded
from seloste.intake.found import (
    Accepted,
    Consent,
    ConsentState,
    ContactKind,
    ContactPoint,
    Name,
    Prohibition,
)
from seloste.intake.mailchimp_columns import Columns
from seloste.terms.addresses import (
    AddressError,
    PostalAddress,
    looks_damaged,
    mailbox,
    normal_email,
    tidy,
)
from seloste.terms.words import RowState, Scope

_BYTE = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_PLAIN_IPV4 = re.compile(rf"(?:{_BYTE}\.){{3}}{_BYTE}")
_MOST_TAGS = 100
_FIRST_YEAR = 2000


class Status(IntEnum):
    """What a file says of everybody in it; the numbers are the order of reading."""

    UNSUBSCRIBED = 0
    CLEANED = 1
    SUBSCRIBED = 2
    NONSUBSCRIBED = 3


class Row:
    """The cells of one record by meaning. Times later than ``not_after`` are not believed."""

    def __init__(self, columns: Columns, cells: tuple[str, ...], not_after: datetime | None) -> None:
        self.columns, self.cells = columns, cells
        self._not_after = not_after
        self.warnings: list[str] = []
        self._times: dict[str, datetime | None] = {}

    @property
    def email(self) -> str:
        """The cell of the e-mail address, as it stands."""
        return self.cells[self.columns.email]

    @cached_property
    def normal(self) -> str | AddressError:
        """The e-mail address in its normal form, or why it is none."""
        try:
            return normal_email(self.email)
        except AddressError as fault:
            return fault

    @cached_property
    def mailbox(self) -> str | None:
        """The form on which two records are of one address; None when it is no address."""
        try:
            return mailbox(self.normal) if isinstance(self.normal, str) else None
        except AddressError:
            return None

    @property
    def email_column(self) -> str:
        """The header of the e-mail address."""
        return self.columns.header[self.columns.email]

    def merge(self, place: int | None) -> str:
        """A merge field, its white space tidied and a guard against formulas taken off."""
        return "" if place is None else unguarded(self.cells[place])

    def system(self, name: str) -> str:
        """A column of the vendor's own: the last of that name, which is the vendor's.

        Only what makes a refusal stricter may come out of an earlier column of the same name: a
        merge field is never believed as the proof of a consent.
        """
        places = self.columns.system.get(name, ())
        if len(places) == 1 or (places and not name.startswith("unsub_")):
            return self.cells[places[-1]].strip()
        return next((cell for place in reversed(places) if (cell := self.cells[place].strip())), "")

    def time(self, name: str) -> datetime | None:
        """A time in UTC; None when empty, or unreadable or in the future (then with a warning)."""
        text = self.system(name)
        if not text or text.startswith("0000-00-00"):
            return None
        try:
            read = datetime.fromisoformat(text) if len(text) >= len("2000-01-01 00:00:00") else None
            read = read and (read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC))
        except (ValueError, OverflowError):
            read = None
        if read is None or read.year < _FIRST_YEAR:
            self.warnings.append("bad_time")
            return None
        if self._not_after is not None and read > self._not_after:
            self.warnings.append("time_in_future")
            return None
        return read

    def _once(self, name: str) -> datetime | None:
        """A time that is read once, and warned of once."""
        if name not in self._times:
            self._times[name] = self.time(name)
        return self._times[name]

    @property
    def asked_at(self) -> datetime | None:
        """OPTIN_TIME: when the person filled in the form."""
        return self._once("optin_time")

    @property
    def confirmed_at(self) -> datetime | None:
        """CONFIRM_TIME; without OPTIN_TIME it is when the record came, and nobody's act."""
        return self._once("confirm_time")

    @property
    def left_at(self) -> datetime | None:
        """UNSUB_TIME."""
        return self._once("unsub_time")

    @property
    def complained(self) -> bool:
        """Whether the person left by a complaint of abuse."""
        return self.system("unsub_reason").upper() == "ABUSE"


def standing(row: Row, status: Status) -> tuple[int, datetime | None]:
    """How well a record holds against another of its address: a rank of proof (0 best) and its age."""
    if status is Status.UNSUBSCRIBED:
        return (0 if row.complained else 1), row.left_at
    consent = _claimed(row)
    rank = {ConsentState.GRANTED: 0, ConsentState.SINGLE_OPT_IN: 1}.get(consent.state, 2)
    return rank, consent.at


def person(row: Row, status: Status, at: int, file: str, warnings: tuple[str, ...]) -> Accepted:
    """What the record says. Raises ``Misfit``: the record is taken whole or not at all."""
    if not any(cell.strip() for cell in row.cells):
        raise Misfit("empty_record")
    left = status is Status.UNSUBSCRIBED
    if (forbidden := forbidden_column(row, status)) is not None:
        raise Misfit(*forbidden)
    email = _email(row, undeliverable=status is Status.CLEANED)
    tags = () if left else _tags(row)
    return Accepted(
        at=at,
        file=file,
        name=_name(row),
        works_for_name=_text(row, row.columns.company),
        contacts=(email, *_phones(row), *_addresses(row)),
        consent=_consent(row, status),
        prohibitions=_prohibitions(row, tags, left=left),
        tags=tags,
        external_ids=tuple((n.upper(), v) for n in ("leid", "euid") if (v := _external_id(row, n))),
        activity=_activity(row, left=left),
        warnings=(*warnings, *dict.fromkeys(row.warnings)),
    )


def forbidden_column(row: Row, status: Status) -> tuple[str, str] | None:
    """The reason and the header when a column to be stored holds what is never stored, else None.

    1050/2018 § 29: no identity code in anything that would be stored; nor the number of a card.
    """
    left = status is Status.UNSUBSCRIBED
    stored = row.columns.stored_without_tags if left else row.columns.stored
    numeric = {place for place, _ in row.columns.phones}
    if not cells.may_hold_forbidden(
        [row.cells[place] for place in stored if place not in numeric]
    ) and not any(cells.forbidden(row.cells[place], numeric=True) for place in numeric):
        return None
    for place in stored:
        if reason := cells.forbidden(row.cells[place], numeric=place in numeric):
            return reason, row.columns.header[place]
    return None


def _email(row: Row, *, undeliverable: bool) -> ContactPoint:
    value = row.normal
    if isinstance(value, AddressError):
        raise Misfit(value.code, row.email_column)
    if not undeliverable:
        return ContactPoint(ContactKind.EMAIL, value)
    return ContactPoint(ContactKind.EMAIL, value, state=RowState.UNDELIVERABLE, since=row.time("clean_time"))


def _phones(row: Row) -> Iterator[ContactPoint]:
    met: set[str | PostalAddress] = set()
    for place, label in row.columns.phones:
        point = cells.phone(row.cells[place], row.warnings, label)
        if point is not None and point.value not in met:
            met.add(point.value)
            yield point


def _addresses(row: Row) -> Iterator[ContactPoint]:
    for place in row.columns.addresses:
        if point := cells.whole_address(row.cells[place], row.warnings):
            yield point


def _name(row: Row) -> Name | None:
    given, family = _text(row, row.columns.given), _text(row, row.columns.family)
    if given or family:
        return Name(given=given, family=family)
    full = _text(row, row.columns.full)
    return Name(full=full) if full else None


def _text(row: Row, place: int | None) -> str:
    return "" if place is None else cells.short_text(row.cells[place], row.warnings)


def _external_id(row: Row, name: str) -> str:
    value = tidy(row.system(name))
    return value if len(value) <= LONGEST_TEXT and not looks_damaged(value) else ""


def _tags(row: Row) -> tuple[str, ...]:
    """TAGS is a line of CSV inside one cell: a tag may hold a comma."""
    cell = row.system("tags")
    try:
        parted = next(csv.reader([cell.replace("\r", " ").replace("\n", " ")], strict=True), [])
    except csv.Error:
        row.warnings.append("bad_tags")
        return ()
    tags = dict.fromkeys(tag for part in parted if (tag := tidy(part)[:LONGEST_TEXT]))
    return tuple(tags)[:_MOST_TAGS]


def _claimed(row: Row) -> Consent:
    """What the times prove: both, double opt-in; asked alone, single; confirmed alone, nothing."""
    asked, confirmed = row.asked_at, row.confirmed_at
    state, at = ConsentState.UNPROVEN, None
    if asked is not None and confirmed is None:
        state, at = ConsentState.SINGLE_OPT_IN, asked
    elif asked is not None and confirmed is not None and asked <= confirmed:
        state, at = ConsentState.GRANTED, confirmed
    elif asked is not None:
        row.warnings.append("times_out_of_order")
    return Consent(state, at, asked, confirmed)


def _consent(row: Row, status: Status) -> Consent:
    claimed = _claimed(row)
    if status is Status.UNSUBSCRIBED:
        earlier = claimed.at if claimed.state is ConsentState.GRANTED else None
        return Consent(ConsentState.WITHDRAWN, row.left_at, granted_at=earlier)
    if status is Status.NONSUBSCRIBED:
        return Consent(ConsentState.NEVER_GIVEN)
    asked_from, confirmed_from = _network_address(row, "optin_ip"), _network_address(row, "confirm_ip")
    return Consent(
        claimed.state, claimed.at, claimed.asked_at, claimed.confirmed_at, asked_from, confirmed_from
    )


def _network_address(row: Row, name: str) -> str | None:
    if not (text := row.system(name)):
        return None
    if _PLAIN_IPV4.fullmatch(text):
        return text
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None


def _prohibitions(row: Row, tags: tuple[str, ...], *, left: bool) -> tuple[Prohibition, ...]:
    """Leaving forbids marketing by e-mail; a tag that reads as a refusal forbids until somebody decides."""
    found: list[Prohibition] = []
    if left:
        complained = row.complained
        campaign = "" if complained else tidy(row.system("unsub_campaign_title"))[:LONGEST_TEXT]
        found.append(Prohibition("email", Scope.MARKETING_EMAIL, row.left_at, complained, campaign))
    for tag in tags:
        if refusal := cells.refusal_of(tag):
            row.warnings.append("tag_looks_like_prohibition")
            found.append(refusal)
    return tuple(dict.fromkeys(found))


def _activity(row: Row, *, left: bool) -> datetime | None:
    """The latest of the person's own acts; an administrator's CONFIRM_TIME is none of them."""
    acts = [row.asked_at, row.confirmed_at if row.asked_at else None, row.left_at if left else None]
    return max((act for act in acts if act is not None), default=None)
