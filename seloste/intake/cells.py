"""Single cells: what they say in their normal form, and what is never taken from a cell of any format.

A fault of a cell is told as a warning, by a stable code; the value is repeated nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from seloste.intake.found import ContactKind, ContactPoint, Prohibition
from seloste.intake.reading import is_formula, without_guard
from seloste.terms.addresses import (
    AddressError,
    looks_damaged,
    lost_its_zero,
    normal_email,
    normal_phone,
    parse_postal,
    tidy,
)
from seloste.terms.identity import holds_card_number, holds_identity_code
from seloste.terms.words import Label, Scope

LONGEST_TEXT = 200
_NINE_DIGITS = re.compile(r"(?:\d\D{0,3}){9}")  # what neither an identity code nor a card has less of
_SHORTEST_FORBIDDEN = 11  # an identity code in plain signs; folding makes some others longer
_FAR_APART = "\n" * 4  # more than the three between two digits of one number
_PLACEHOLDERS = frozenset({"-", "--", "---", "/", ".", "?", "n/a", "null", "none", "#n/a"})

_REFUSAL = re.compile(
    r"\bei (?:saa )?(?:markkinoi|mainos|soita|postia)|\bälä |kielto\b|kieltänyt|"
    r"\bingen (?:reklam|marknadsföring)|\bring inte|\bkontakta inte|"
    r"\bdo[ -]?not[ -]?(?:call|mail|contact|email)|\bno (?:marketing|calls|mail)|\bopt(?:ed)?[ -]?out",
    re.IGNORECASE,
)
_BY_PHONE = re.compile(r"soit|ring|call", re.IGNORECASE)

Warnings = list[str]


class Misfit(Exception):
    """A record that can't be taken: a stable reason, and the header of the column at fault."""

    def __init__(self, reason: str, column: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.column = reason, column


def unguarded(cell: str) -> str:
    """A cell, its white space tidied and a guard against formulas taken off."""
    return without_guard(tidy(cell)) if cell else ""


def or_nothing(cell: str, warnings: Warnings) -> str:
    """The cell, or nothing for what stands where there is nothing to say (``-``, ``n/a``)."""
    text = unguarded(cell)
    if text.lower() in _PLACEHOLDERS:
        warnings.append("placeholder")
        return ""
    return text


def fault_of(text: str) -> str | None:
    """Why a tidy text is none to keep: a stable code; None when nothing is wrong with it."""
    if len(text) > LONGEST_TEXT:
        return "text_too_long"
    if is_formula(text):
        return "text_is_formula"
    return "damaged_by_spreadsheet" if looks_damaged(text) else None


def short_text(cell: str, warnings: Warnings) -> str:
    """A short text; what can't be one is left out with a warning."""
    text = unguarded(cell)
    if not text:
        return ""
    if fault := fault_of(text):
        warnings.append(fault)
        return ""
    return text


def email(cell: str, warnings: Warnings, label: Label = Label.UNKNOWN) -> ContactPoint | None:
    """An e-mail address, or nothing and a warning."""
    if not (text := or_nothing(cell, warnings)):
        return None
    try:
        return ContactPoint(ContactKind.EMAIL, normal_email(text), label)
    except AddressError as fault:
        warnings.append(fault.code)
        return None


def phone(
    cell: str, warnings: Warnings, label: Label = Label.UNKNOWN, country: str = "FI", *, say: bool = False
) -> ContactPoint | None:
    """A phone number, or nothing and a warning; one without a country code is of ``country``.

    ``say``: a number whose first zero was lost says which country was assumed.
    """
    if not (text := or_nothing(cell, warnings)):
        return None
    try:
        value = normal_phone(text, country)
    except AddressError as fault:
        zeros = text.replace(" ", "").endswith("0000000")
        warnings.append("phone_all_zero" if zeros and fault.code == "bad_phone" else fault.code)
        return None
    if not lost_its_zero(text):
        return ContactPoint(ContactKind.PHONE, value, label)
    warnings.append("phone_lost_zero")
    return ContactPoint(ContactKind.PHONE, value, label, country_assumed=country if say else "")


def whole_address(cell: str, warnings: Warnings) -> ContactPoint | None:
    """An address in one cell, or nothing and a warning."""
    if not cell.strip():
        return None
    try:
        value = parse_postal(without_guard(cell.strip()[: 2 * LONGEST_TEXT]))
    except AddressError as fault:
        warnings.append(fault.code)
        return None
    if not value.post_code:
        warnings.append("address_not_parted")
    return ContactPoint(ContactKind.ADDRESS, value)


def may_hold_forbidden(texts: Iterable[str]) -> bool:
    """Whether ``forbidden`` need look at each of these cells: one look at all that are long enough."""
    long = [text for text in texts if len(text) >= _SHORTEST_FORBIDDEN or not text.isascii()]
    return _NINE_DIGITS.search(_FAR_APART.join(long)) is not None


def forbidden(cell: str, *, numeric: bool) -> str | None:
    """The reason when a cell to be stored holds what is never stored, else None.

    1050/2018 § 29: no identity code in anything that would be stored; nor the number of a card.
    ``numeric``: a phone number, in which a card's number is not looked for.
    """
    if not _NINE_DIGITS.search(cell):
        return None
    if holds_identity_code(cell):
        return "national_identity_code"
    return "card_number" if not numeric and holds_card_number(cell) else None


def refusal_of(tag: str) -> Prohibition | None:
    """The refusal that a tag reads as, if it does: it holds until somebody decides."""
    if not _REFUSAL.search(tag):
        return None
    by_phone = _BY_PHONE.search(tag) is not None
    scope = Scope.MARKETING_PHONE if by_phone else Scope.MARKETING
    return Prohibition("phone" if by_phone else "all", scope, None, by_tag=True)
