"""What the value of a field must be before it is sealed (section 5 of the notice)."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from typing import Any

from stdnum import iban

from seloste.terms.addresses import AddressError, normal_phone
from seloste.terms.identity import BusinessIdError, business_id

_INDUSTRY = re.compile(r"[A-V]|\d{2,5}", re.ASCII)
_PART = re.compile(r"[^/\s]+")
_MAIL = re.compile(r".(?:@|%40).", re.IGNORECASE)
_KEPT_BITS = {4: 24, 6: 48}
_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)


class RefusedValue(ValueError):
    """A value that is none for its field. The message names the field and what would be right, never the value."""

    code = "refused_value"

    def __init__(self, field: str, right: str) -> None:
        super().__init__(f"{field}: {right}")
        self.field = field


def checked(field: str, value: Any) -> Any:
    """The value as it is kept. ``field``: ``category.field`` of the notice. Raises RefusedValue."""
    if value is None or value in ("", {}, []):
        raise RefusedValue(field, "a value is missing.")
    check = _CHECKS.get(field)
    return check(field, value) if check else value


def _account(field: str, value: Any) -> str:
    """R5.5a: IBAN (ISO 13616), its remainder by 97 and its country's length."""
    try:
        return str(iban.validate(str(value)))
    except Exception as error:
        if not isinstance(error, iban.ValidationError):
            raise
        raise RefusedValue(
            field, "an IBAN is wanted, such as FI00 0000 0000 0000 00, with right check digits."
        ) from None


def _business_id(field: str, value: Any) -> str:
    """R2.1a, R5.4a."""
    try:
        return business_id(str(value))
    except BusinessIdError:
        raise RefusedValue(
            field, "a business ID is wanted, seven digits, a dash and the check digit."
        ) from None


def _industry(field: str, value: Any) -> str:
    """R5.4a: a code of the industrial classification TOL 2008, a letter or two to five digits."""
    code = str(value).strip().upper()
    if not _INDUSTRY.fullmatch(code):
        raise RefusedValue(field, "a code of TOL 2008 is wanted: a letter, or two to five digits.")
    return code


def _history(field: str, value: Any) -> dict[str, Any]:
    """R5.3a: the other party's number, as E.164 where it is one."""
    if not isinstance(value, Mapping) or not value.get("number"):
        raise RefusedValue(field, "a call names the other party's number.")
    try:
        return {**value, "number": normal_phone(str(value["number"]))}
    except AddressError:
        raise RefusedValue(field, "the number of the other party is not a telephone number.") from None


def _recording(field: str, value: Any) -> dict[str, Any]:
    """R5.3b, L30: none is kept without the announcement that came before the speech."""
    wanted = ("file", "hash", "codec", "announced_at")
    if not isinstance(value, Mapping) or not all(value.get(name) for name in wanted):
        raise RefusedValue(
            field, "a recording names its file, hash, codec and when it was announced (R5.3b)."
        )
    return dict(value)


def _ip(field: str, value: Any) -> str:
    """R5.9b: the network alone, cut at arrival, so that no raw address outlives any day of its own.

    The last 8 bits of an IPv4 and the last 80 of an IPv6 address go; one of IPv4 inside IPv6 is cut as IPv4.
    """
    try:
        came = ipaddress.ip_interface(str(value).strip().partition("%")[0])
    except ValueError:
        raise RefusedValue(field, "an IPv4 or IPv6 address is wanted.") from None
    address, bits = came.ip, came.network.prefixlen
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address, bits = address.ipv4_mapped, 32
    bits = min(bits, _KEPT_BITS[address.version])
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))


def _visited(field: str, value: Any) -> Any:
    """R5.9b: a page without what a visit carries along: sign-in, query and fragment hold addresses and tokens."""
    if isinstance(value, (list, tuple)):
        return [_visited(field, one) for one in value]
    page = re.split(r"[?#]", str(value).strip(), maxsplit=1)[0]
    page = re.sub(r"(?<=//)[^/@]*@", "", page)
    return _PART.sub(lambda part: "…" if _MAIL.search(part[0]) else part[0], page) or "/"


def _language(field: str, value: Any) -> str:
    code = str(value).strip().lower()
    if not _LANGUAGE.fullmatch(code):
        raise RefusedValue(field, "a language code is wanted, such as fi, sv or en (ISO 639).")
    return code


_CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "calls.history": _history,
    "calls.recording": _recording,
    "employer.business_id": _business_id,
    "employer.industry": _industry,
    "customership.account": _account,
    "customership.language": _language,
    "behaviour.ip": _ip,
    "behaviour.pages": _visited,
    "behaviour.address": _visited,
}
