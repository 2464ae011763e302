"""The trade register's open data (PRH, YTJ, version 3): organisations, and people who trade on their own.

What is current has no end date. A sole trader's name and address are a person's data. No phone, e-mail
or representative stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from seloste.intake import cells
from seloste.intake.bytes import Source, Unreadable, detect, sources
from seloste.intake.cells import Misfit
from seloste.intake.found import Accepted, ContactKind, ContactPoint, Rejected, Told, What
from seloste.intake.google import postal_point
from seloste.intake.json_items import items
from seloste.intake.readings import ReadFile, Reading, document
from seloste.terms.identity import BusinessIdError, business_id

_FINNISH = "1"
_CODE_SETS = {"TOIMI3": "TOL 2008", "TOIMI4": "TOL 2025"}
_SOLE_TRADER = "26"
_OTHER_NAMES = {"2": "parallel", "3": "auxiliary"}
_ADDRESSES = {"1": "visiting", "2": "postal"}
_TRADE, _PREPAYMENT, _VAT = "1", "5", "6"
_UNREGISTERED = "0"

Json = Mapping[str, Any]


class Ytj(Reading[ReadFile]):
    """Answers of the register, and its file of all companies."""

    format = "prh.ytj.v3"
    organised = True

    def __init__(self, files: Sequence[Path]) -> None:
        found = [source for path in files for source in sources(path)]
        if not found:
            raise Unreadable("no_export_file", ", ".join(path.name for path in files))
        self.files = [_opened(source) for source in found]

    def of(self, file: ReadFile) -> Iterator[Accepted | Rejected]:
        """The organisations of one file."""
        for at, item in enumerate(items(file.table.source, "companies"), start=1):
            try:
                if not isinstance(item, dict):
                    raise Misfit("bad_item")
                yield _organisation(item, at, file.name)
            except Misfit as fault:
                yield Rejected(at, file.name, fault.reason, fault.column)


def read_ytj(files: Sequence[Path]) -> Ytj:
    """Opens such files. Raises ``Unreadable``."""
    return Ytj(files)


def _opened(source: Source) -> ReadFile:
    shown = document(source, detect(source), list_at="companies", count_at="totalResults")
    count = sum(1 for _ in items(source, "companies"))
    variant = "answer of GET /companies" if count else "nothing found"
    return ReadFile(shown, (), (), (), (), variant, frozenset({"contact"}), count)


def _organisation(item: Json, at: int, file: str) -> Accepted:
    warnings: list[str] = []
    try:
        number = business_id(_text(_dict(item, "businessId"), "value"))
    except BusinessIdError as fault:
        raise Misfit(fault.code, "businessId") from None
    ended = _text(item, "endDate")
    names = _list(item, "names")
    name = _name(names, warnings)
    form = next(iter(_current(_list(item, "companyForms"))), next(iter(_list(item, "companyForms")), {}))
    private = _text(form, "type") == _SOLE_TRADER
    if private:
        warnings.append("personal_data")
    points = () if ended else tuple(_points(item, warnings))
    said = [pair for pair in _said(item, names, form, number, ended) if pair[1] not in ("", None, [], {})]
    return Accepted(
        at, file, what=What.ORGANISATION, organisation=name, business_id=Told(number), contacts=points,
        said=tuple(said), natural_person=private, warnings=tuple(dict.fromkeys(warnings)),
    )  # fmt: skip


def _name(names: list[Json], warnings: list[str]) -> str:
    """The current name; when all have ended, the last. Raises ``Misfit``."""
    own = [one for one in names if _text(one, "type") == "1"]
    current = _current(own)
    if not current:
        warnings.append("no_current_name")
        current = sorted(own, key=lambda one: _text(one, "endDate"), reverse=True)
    name = cells.short_text(_text(current[0], "name"), warnings) if current else ""
    if not name:
        raise Misfit("no_name", "names")
    if reason := cells.forbidden(name, numeric=False):
        raise Misfit(reason, "names")
    return name


def _said(item: Json, names: list[Json], form: Json, number: str, ended: str) -> Iterator[tuple[str, Any]]:
    """What else the register tells; the reading shows it and nothing of it is stored."""
    liable = _registered(item, _VAT)
    if liable:
        yield "vat_id", "FI" + number.replace("-", "")
    yield (
        "other_names",
        [
            {"kind": kind, "name": _text(one, "name")}
            for one in _current(names)
            if (kind := _OTHER_NAMES.get(_text(one, "type")))
        ],
    )
    yield "former_names", [_text(one, "name") for one in names if _text(one, "endDate")]
    if form:
        yield "form", {"code": _text(form, "type"), "fi": _in_finnish(form)}
    line = _dict(item, "mainBusinessLine")
    if line:
        code_set = _CODE_SETS.get(_text(line, "typeCodeSet"), _text(line, "typeCodeSet"))
        yield "industry", {"code": _text(line, "type"), "code_set": code_set, "fi": _in_finnish(line)}
    yield "active", not ended
    yield "ended", ended
    entries = [one for one in _entries(item, _TRADE) if _text(one, "type") != _UNREGISTERED]
    yield "registered_since", next((_text(one, "registrationDate") for one in _current(entries)), "")
    yield "in_trade_register", {"1": True, "0": False}.get(_text(item, "tradeRegisterStatus"))
    yield "vat_liable", liable
    yield "prepayment_register", _registered(item, _PREPAYMENT)


def _registered(item: Json, register: str) -> bool | None:
    """Whether it is in a register now; None when the answer says nothing of that register."""
    entries = _entries(item, register)
    return any(_text(one, "type") != _UNREGISTERED for one in _current(entries)) if entries else None


def _entries(item: Json, register: str) -> list[Json]:
    return [one for one in _list(item, "registeredEntries") if _text(one, "register") == register]


def _points(item: Json, warnings: list[str]) -> Iterator[ContactPoint]:
    web = _text(_dict(item, "website"), "url")
    if web and " " not in web and len(web) < 500:
        yield ContactPoint(ContactKind.WEB, web if "://" in web else f"http://{web}")
    for one in _current(_list(item, "addresses")):
        street = _street(one)
        city = _city(one)
        country = _text(one, "country") or "FI"
        point = postal_point(street, _text(one, "postCode"), city, country, warnings)
        if point is not None and (street or city):
            yield ContactPoint(point.kind, point.value, use=_ADDRESSES.get(_text(one, "type"), "other"))


def _street(one: Json) -> str:
    """``Keksitie 1 B 12a``, a post-office box, or what was written as one line; a "c/o" stands before it."""
    number = _text(one, "apartmentNumber") + _text(one, "apartmentIdSuffix")
    parts = (_text(one, "street"), _text(one, "buildingNumber"), _text(one, "entrance"), number)
    box = _text(one, "postOfficeBox")
    lines = (
        _text(one, "co"),
        " ".join(filter(None, parts)),
        f"PL {box}" if box else "",
        _text(one, "freeAddressLine"),
    )
    return ", ".join(filter(None, lines))


def _city(one: Json) -> str:
    offices = _list(one, "postOffices")
    found = next((office for office in offices if _text(office, "languageCode") == _FINNISH), None)
    return _text(found or next(iter(offices), {}), "city").title()


def _in_finnish(item: Json) -> str:
    told = _list(item, "descriptions")
    return next((_text(one, "description") for one in told if _text(one, "languageCode") == _FINNISH), "")


def _current(listed: list[Json]) -> list[Json]:
    return [one for one in listed if not _text(one, "endDate")]


def _text(item: Json, key: str) -> str:
    """A value as text: absent, null and empty say the same, and some numbers are numbers."""
    value = item.get(key)
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _dict(item: Json, key: str) -> Json:
    value = item.get(key)
    return value if isinstance(value, dict) else {}


def _list(item: Json, key: str) -> list[Json]:
    value = item.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
