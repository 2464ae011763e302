"""Payment references and account numbers: Finnish references, RF creditor references (ISO 11649), IBAN.

Nothing here repeats a wrong number in an error.
"""

from __future__ import annotations

import re

_WEIGHTS = (7, 3, 1)
_RF = re.compile(r"RF(\d{2})([0-9A-Z]{1,21})", re.ASCII)
_IBAN = re.compile(r"[A-Z]{2}\d{2}[0-9A-Z]{11,30}", re.ASCII)


class ReferenceFault(ValueError):
    """Not a reference, or not an account number: its shape or its check digits are wrong."""


def finnish_reference(text: str) -> str:
    """A Finnish reference without spaces and leading zeros, which carry no meaning.

    4 to 20 digits, the last a check: weights 7, 3 and 1 from the right, the next ten minus the sum. Raises
    ``ReferenceFault``.
    """
    digits = "".join(text.split())
    if not re.fullmatch(r"[0-9]{4,20}", digits):
        raise ReferenceFault
    body, check = digits[:-1], int(digits[-1])
    total = sum(int(digit) * _WEIGHTS[place % 3] for place, digit in enumerate(reversed(body)))
    if -total % 10 != check or not digits.strip("0"):
        raise ReferenceFault
    return digits.lstrip("0")


def rf_reference(text: str) -> str:
    """An RF reference without spaces, in capitals. Raises ``ReferenceFault`` when modulo 97 isn't 1."""
    candidate = "".join(text.split()).upper()
    found = _RF.fullmatch(candidate)
    if found is None or _modulo_97(found[2] + "RF" + found[1]) != 1:
        raise ReferenceFault
    return candidate


def rf_of(reference: str) -> str:
    """The RF reference of a Finnish one in its normal form."""
    return f"RF{98 - _modulo_97(reference + 'RF00'):02d}{reference}"


def national_of(rf: str) -> str | None:
    """The Finnish reference inside an RF reference, or None when its body is none."""
    try:
        return finnish_reference(rf[4:])
    except ReferenceFault:
        return None


def iban(text: str) -> str:
    """An account number without spaces, in capitals. Raises ``ReferenceFault`` when its check digits are wrong."""
    candidate = "".join(text.split()).upper()
    if not _IBAN.fullmatch(candidate) or _modulo_97(candidate[4:] + candidate[:4]) != 1:
        raise ReferenceFault
    return candidate


def _modulo_97(text: str) -> int:
    return int("".join(str(int(sign, 36)) for sign in text)) % 97
