"""Numbers that identify: national identity codes, which are never kept, and business IDs.

A Finnish personal identity code may be processed only where the law asks for unambiguous
identification (1050/2018 § 29); this register never needs one (L13). Nothing here returns,
prints or raises the code itself.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CENTURY = {"+": 1800} | dict.fromkeys("-UVWXY", 1900) | dict.fromkeys("ABCDEF", 2000)
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
_HIDDEN = dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF))
_FOLDED = {**_DASHES, **_HIDDEN}
_SIGNED = re.compile(r"(?<!\d)(?=(\d{2})(\d{2})(\d{2}) ?([-+]) ?(\d{3})([0-9A-Y])(?!\d))", re.ASCII)
# A letter for the century also stands in random hexadecimal text: there a word must begin and end.
_LETTERED = re.compile(r"\b(?=(\d{2})(\d{2})(\d{2})([A-FU-Y])(\d{3})([0-9A-Y])\b)", re.ASCII)
_SHAPE = re.compile(r"\d{6} ?[-+A-FU-Ya-fu-y] ?\d{3}", re.ASCII)  # what either has in plain text
_CARD = re.compile(r"(?<![\d+])\d(?:[ -]?\d){12,18}(?!\d)", re.ASCII)

_BUSINESS_ID = re.compile(r"(?:FI)?(\d{7})-?(\d)", re.ASCII)
_BUSINESS_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


class BusinessIdError(ValueError):
    """Not a Finnish business ID: its shape or its check digit is wrong."""

    code = "bad_business_id"

    def __init__(self) -> None:
        super().__init__(self.code)


def holds_identity_code(text: str) -> bool:
    """Whether a Finnish personal identity code stands anywhere in ``text`` (L13).

    The shape is DDMMYY, a sign of the century (``+``, ``-``, ``A``-``F``, ``U``-``Y``), three
    digits and a check character; date and check character must be right, so that other numbers
    are not struck. Any dash counts as ``-``.
    """
    if text.isascii():
        if not _SHAPE.search(text):
            return False
    elif text.replace(" ", "").isalpha() or not any(c.isdigit() for c in text):
        return False
    folded = unicodedata.normalize("NFKC", text).translate(_FOLDED).upper()
    return any(_is_code(m.groups()) for pattern in (_SIGNED, _LETTERED) for m in pattern.finditer(folded))


def holds_card_number(text: str) -> bool:
    """Whether a payment card's number stands in ``text``: 13-19 digits with a right Luhn sum."""
    return any(
        digits[0] in "23456" and _luhn(digits)
        for digits in (re.sub(r"\D", "", found.group()) for found in _CARD.finditer(text))
    )


def check_character(day_month_year: str, individual: str) -> str:
    """The check character of a personal identity code: nine digits as a number, modulo 31."""
    return _CHECK_CHARACTERS[int(day_month_year + individual) % 31]


def business_id(text: str) -> str:
    """A Finnish business ID as ``1234567-8``; ``12345678`` and ``FI12345678`` are read too (R2.1a).

    The check digit is the sum by the weights 7-9-10-5-8-4-2 modulo 11: a rest of 0 gives 0,
    1 is never given out, else 11 minus the rest. Raises ``BusinessIdError``.
    """
    found = _BUSINESS_ID.fullmatch(text.strip().upper().replace(" ", "").translate(_DASHES))
    if found is None:
        raise BusinessIdError
    rest = sum(w * int(d) for w, d in zip(_BUSINESS_WEIGHTS, found[1], strict=True)) % 11
    if rest == 1 or int(found[2]) != (11 - rest) % 11:
        raise BusinessIdError
    return f"{found[1]}-{found[2]}"


def _is_code(parts: tuple[str, ...]) -> bool:
    day, month, year, sign, individual, check = parts
    try:
        date(_CENTURY[sign] + int(year), int(month), int(day))
    except ValueError:
        return False
    return check == check_character(day + month + year, individual)


def _luhn(digits: str) -> bool:
    doubled = (sum(divmod(int(d) * 2, 10)) for d in digits[-2::-2])
    return (sum(doubled) + sum(int(d) for d in digits[-1::-2])) % 10 == 0
