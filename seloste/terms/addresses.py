"""Normal forms of the addresses that reach a person: e-mail, phone, post.

Duplicates, look-ups and prohibitions are found on these forms (notice R5.1a, R5.7b). An error
carries a stable code and never the value: it may end in a log.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import email_validator
import phonenumbers

from seloste.terms.places import country_code

Code = Literal[
    "bad_email",
    "bad_phone",
    "number_damaged_by_spreadsheet",
    "bad_post_code",
    "post_code_lost_zeros",
    "bad_address",
]

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_PLAIN_LOCAL = re.compile(r"[a-z0-9_%+-]+(?:\.[a-z0-9_%+-]+)*", re.ASCII)
_PLAIN_DOMAIN = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,63}", re.ASCII)
_PLAIN_EMAIL = re.compile(f"{_PLAIN_LOCAL.pattern}@{_PLAIN_DOMAIN.pattern}", re.ASCII)
_SPECIAL = frozenset(name.lower() for name in email_validator.SPECIAL_USE_DOMAIN_NAMES)
_SPECIAL_ENDS = tuple(f".{name}" for name in sorted(_SPECIAL))
_LOST_DIGITS = re.compile(r"#+|#[A-Z/0]+[!?]?|[+-]?\d+(?:[.,]\d+)?\s*E\s*[+-]?\d+|=.*", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9 ()./\u2010-\u2015-]+(?:\s*(?:ext\.?|;ext=|x|#)\s*[0-9]{1,7})?", re.IGNORECASE)
_PLACEHOLDER_ZEROS = "0" * 7
_FINNISH_MOBILE = re.compile(r"(\+358[ -]?|0)([45](?:[ -]?\d){5,9})", re.ASCII)

_ONE_MAILBOX = {"googlemail.com": "gmail.com"}
_DOTS_IGNORED = frozenset({"gmail.com", "proton.me", "protonmail.com", "pm.me"})


class AddressError(ValueError):
    """A value that is no address. ``code`` is stable; neither text nor code repeats the value."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """An address of letters; an unknown part is empty. ``country`` has two letters (ISO 3166)."""

    street: str
    post_code: str
    city: str
    country: str

    def __repr__(self) -> str:
        return "PostalAddress()"


def tidy(text: str) -> str:
    """``text`` composed (NFC), without invisible signs, its white space single and none at the ends."""
    # what can be printed holds no control, no invisible sign and no white space but the plain one
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text):
        return text.strip()
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    shown = (" " if c.isspace() or unicodedata.category(c) == "Cc" else c for c in visible)
    return unicodedata.normalize("NFC", " ".join("".join(shown).split()))


def normal_email(text: str) -> str:
    """The one form in which an e-mail address is kept: lower case, NFC, the domain in Unicode.

    No network is asked. Raises ``AddressError("bad_email")``.
    """
    candidate = tidy(text).lower()
    if len(candidate) <= 64 and _PLAIN_EMAIL.fullmatch(candidate) and _is_plain(candidate.rpartition("@")[2]):
        return candidate
    local, _, domain = candidate.rpartition("@")
    if len(candidate) > 254:  # a local part over 64 signs breaks RFC 5321, and reaches people all the same
        raise AddressError("bad_email")
    if not _PLAIN_LOCAL.fullmatch(local):
        local = _checked(candidate).local_part.lower()
        local = _checked(f"{unicodedata.normalize('NFC', local)}@{domain}").local_part
    return f"{local}@{domain if _is_plain(domain) else _domain(domain)[0]}"


def match_key(email: str) -> str:
    """The form on which two addresses are one mailbox for sure: case and domain set aside (R5.1a).

    ``email`` is raw or normal; the domain comes out in its ASCII form. Raises ``AddressError``.
    """
    return mailbox(normal_email(email))


def mailbox(normal: str) -> str:
    """The ``match_key`` of an address in its normal form already."""
    if normal.isascii():
        return normal
    local, _, domain = normal.rpartition("@")
    return f"{local}@{domain if domain.isascii() else _domain(domain)[1]}"


def suppression_keys(email: str) -> tuple[str, ...]:
    """The forms under which a prohibition of ``email`` holds, the address itself first (R5.7b).

    Wider than ``match_key``: what stands after a plus, the dots that some services set aside and
    a service's second domain open no way round a refusal. Two addresses whose last forms agree
    are under the same prohibition.
    """
    return forms(match_key(email))


def forms(exact: str) -> tuple[str, ...]:
    """The ``suppression_keys`` of a ``match_key``."""
    local, _, domain = exact.rpartition("@")
    domain = _ONE_MAILBOX.get(domain, domain)
    bare = local.split("+", 1)[0] or local
    if domain in _DOTS_IGNORED:
        bare = bare.replace(".", "") or bare
    widest = f"{bare}@{domain}"
    return (exact,) if widest == exact else (exact, widest)


def normal_phone(text: str, region: str = "FI") -> str:
    """``text`` as an E.164 number; one without a country code is of ``region``.

    Raises ``AddressError``: ``number_damaged_by_spreadsheet`` for what has lost digits
    (``3,585E+11``), which is never guessed at, else ``bad_phone``.
    """
    candidate = tidy(text)
    if known := _finnish_mobile(candidate, region):
        return known
    if looks_damaged(candidate):
        raise AddressError("number_damaged_by_spreadsheet")
    if not _PHONE.fullmatch(candidate):
        raise AddressError("bad_phone")
    try:
        number = phonenumbers.parse(candidate, region)
    except phonenumbers.NumberParseException:
        raise AddressError("bad_phone") from None
    if not phonenumbers.is_valid_number(number) or str(number.national_number).endswith(_PLACEHOLDER_ZEROS):
        raise AddressError("bad_phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _finnish_mobile(candidate: str, region: str) -> str | None:
    """A mobile number as Finns write it, by the library's own pattern of them and without its parsing.

    None for anything else: that is for the library to read.
    """
    found = _FINNISH_MOBILE.fullmatch(candidate)
    if found is None or (found[1] == "0" and region != "FI"):
        return None
    national = found[2].replace(" ", "").replace("-", "")
    if not _mobiles().fullmatch(national) or national.endswith(_PLACEHOLDER_ZEROS):
        return None
    return f"+358{national}"


@lru_cache(maxsize=1)
def _mobiles() -> re.Pattern[str]:
    """National numbers of Finnish mobile phones; its lengths stand in the pattern."""
    known = phonenumbers.PhoneMetadata.metadata_for_region("FI")
    pattern = known.mobile.national_number_pattern if known and known.mobile else None
    return re.compile(pattern or "(?!)", re.ASCII)


def lost_its_zero(text: str) -> bool:
    """Whether a phone number looks like a Finnish one whose first zero a spreadsheet ate."""
    digits = "".join(c for c in text if c.isdigit())
    return "+" not in text and len(digits) == 9 and digits[0] in "45"


def looks_damaged(text: str) -> bool:
    """Whether a spreadsheet has put something else in the place of the data (``3,585E+11``, ``#NUM!``)."""
    return _LOST_DIGITS.fullmatch(text.strip()) is not None


def normal_post_code(text: str, country: str = "FI") -> str:
    """A post code; a Finnish one has five digits (``FI-00100`` and ``00 100`` are read).

    Raises ``AddressError``: ``post_code_lost_zeros`` for a Finnish one of fewer digits,
    ``bad_post_code`` otherwise.
    """
    candidate = tidy(text).upper()
    if country != "FI":
        if not re.fullmatch(r"[0-9A-Z][0-9A-Z -]{1,10}", candidate):
            raise AddressError("bad_post_code")
        return candidate
    digits = re.sub(r"^(?:FIN?|AX)-?", "", candidate).replace(" ", "")
    if re.fullmatch(r"[0-9]{5}", digits):
        return digits
    raise AddressError("post_code_lost_zeros" if re.fullmatch(r"[0-9]{2,4}", digits) else "bad_post_code")


def postal(street: str, post_code: str, city: str, country: str = "FI") -> PostalAddress:
    """An address in its normal form. Raises ``AddressError``."""
    code = country_code(country)
    if code is None:
        raise AddressError("bad_address")
    kept = normal_post_code(post_code, code) if post_code.strip() else ""
    address = PostalAddress(street=tidy(street), post_code=kept, city=tidy(city), country=code)
    if not (address.street or address.post_code or address.city):
        raise AddressError("bad_address")
    return address


def parse_postal(text: str, country: str = "FI") -> PostalAddress:
    """An address written in one cell or several lines: street, post code and city, country.

    Mailchimp parts the pieces by two spaces, people by commas or lines. What can't be parted
    stays in ``street``. Raises ``AddressError("bad_address")`` for an empty text.
    """
    pieces = [tidy(piece) for piece in re.split(r"[\r\n]+|\s{2,}|,\s*", text)]
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        raise AddressError("bad_address")
    if len(pieces) > 1 and (named := country_code(pieces[-1])) is not None:
        country, pieces = named, pieces[:-1]
    for place, piece in enumerate(pieces):
        found = re.fullmatch(r"(?:FIN?-|AX-)?(\d{5})(?:\s+(\D.*))?", piece)
        if found:
            before, after = pieces[:place], pieces[place + 1 :]
            city = found[2] or (after[0] if after else before.pop() if len(before) > 1 else "")
            return postal(", ".join(before), found[1], city, country)
    return PostalAddress(street=", ".join(pieces), post_code="", city="", country=country)


def _checked(email: str) -> email_validator.ValidatedEmail:
    try:
        return email_validator.validate_email(email, check_deliverability=False)
    except email_validator.EmailNotValidError:
        raise AddressError("bad_email") from None


@lru_cache(maxsize=1024)
def _domain(domain: str) -> tuple[str, str]:
    """A domain in Unicode and in ASCII (IDNA)."""
    checked = _checked(f"a@{domain}")
    if not checked.ascii_domain:
        raise AddressError("bad_email")
    return checked.domain, checked.ascii_domain


@lru_cache(maxsize=1024)
def _is_plain(domain: str) -> bool:
    """Whether a domain is in its one form already: plain ASCII, of short labels, no reserved name."""
    if not _PLAIN_DOMAIN.fullmatch(domain) or any(len(part) > 63 for part in domain.split(".")):
        return False
    return not domain.endswith(_SPECIAL_ENDS) and domain not in _SPECIAL
