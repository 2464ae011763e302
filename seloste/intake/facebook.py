"""Facebook lead ads: a "CSV" that is UTF-16 with tabs, the same as UTF-8, or a workbook.

Cells carry a prefix by column (``l:``, ``f:``, ``p:``, ``z:`` …), so that no spreadsheet makes numbers
of them. Columns of questions are named by the questions. The ticks of a form's disclaimers are not in
the file, so a consent is unproven.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from seloste.intake import cells
from seloste.intake.cells import Misfit
from seloste.intake.found import Accepted, Answered, Consent, ConsentState, ContactPoint, Detail
from seloste.intake.google import postal_point
from seloste.intake.leads import ANSWERS, answers, is_test, refused_contact
from seloste.intake.reading import Table
from seloste.intake.spreadsheet import Sheet
from seloste.intake.tables import Row, Rows, TableFile, opened, person_name
from seloste.terms.addresses import tidy
from seloste.terms.words import Label

_DROPPED = frozenset({"ad_id", "ad_name", "adset_id", "adset_name", "inbox_url", "lead_status"})
_FIELDS = {
    "id": "", "created_time": "", "campaign_id": "", "campaign_name": "", "form_id": "", "form_name": "",
    "is_organic": "", "platform": "", "full_name": "contact.name", "first_name": "contact.name",
    "last_name": "contact.name", "phone_number": "contact.phone", "email": "contact.email",
    "work_email": "contact.email", "work_phone_number": "contact.phone", "company_name": "employer.name",
    "job_title": "position.title", "street_address": "contact.address", "city": "contact.address",
    "zip_code": "contact.address", "post_code": "contact.address", "country": "contact.address",
}  # fmt: skip


def is_header(keys: Sequence[str]) -> bool:
    """Whether a record is the header of leads."""
    return {"id", "created_time", "form_id"} <= set(keys)


def read_facebook(files: Sequence[Path], zone: ZoneInfo | None = None) -> Facebook:
    """Opens files of leads; ``zone``: of times without an offset. Raises ``Unreadable``."""
    return Facebook(opened(files, is_header, _known, _variant), zone)


class Facebook(Rows):
    """People who answered an advertisement's form."""

    format = "facebook.leads"
    known_by = "id"

    def __init__(self, files: Sequence[TableFile], zone: ZoneInfo | None = None) -> None:
        super().__init__(files)
        self._zone = zone

    def key(self, row: Row) -> str:
        """The lead's id: rows may repeat."""
        return _bare(row, "id")

    def read(self, row: Row) -> Accepted:
        """A person, what they answered, and which form it was."""
        if is_test(row.record) or row.cell("email").strip().lower() == "test@fb.com":
            raise Misfit("test_lead")
        at = _time(row, self._zone)
        name = person_name(
            row.warnings,
            full=row.cell("full_name"),
            given=row.cell("first_name"),
            family=row.cell("last_name"),
        )
        points = tuple(_points(row))
        if not any(point for point in points if isinstance(point.value, str)):
            raise Misfit("no_contact_detail")
        told = answers(row, frozenset(_FIELDS), row.warnings)
        refused = refused_contact(told, at)
        consent = Consent(ConsentState.NEVER_GIVEN if refused else ConsentState.UNPROVEN)
        title = row.text("job_title")
        return Accepted(
            row.at, row.file.name, name, row.text("company_name"), points, consent, refused, activity=at,
            details=(Detail("position.title", title),) if title else (),
            answered=Answered(tidy(row.cell("form_name")), at, tuple(told.items()), _bare(row, "id")) if told else None,
            said=(("lead", _lead(row, at)), ("answers", told)),
        )  # fmt: skip


def _known(key: str) -> str | None:
    """What isn't the vendor's own is a question."""
    return None if key in _DROPPED or not key else _FIELDS.get(key, ANSWERS)


def _variant(table: Table, _keys: tuple[str, ...]) -> str:
    if isinstance(table, Sheet):
        return "Excel download"
    if table.separator == "\t":
        utf_16 = {"utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE"}.get(table.encoding.codec)
        return f".csv that is {utf_16} with byte-order mark and tabs" if utf_16 else ".csv with tabs"
    return f"the same, {table.encoding.label.upper()} and commas (as some tools pass it on)"


def _bare(row: Row, key: str) -> str:
    """A cell without the prefix of its column."""
    head, colon, tail = tidy(row.cell(key)).partition(":")
    return tail.strip() if colon and head in ("l", "ag", "as", "c", "f", "p", "z") else tidy(row.cell(key))


def _points(row: Row) -> Iterator[ContactPoint]:
    met: set[object] = set()
    found = (
        cells.phone(_bare(row, "phone_number"), row.warnings),
        cells.phone(_bare(row, "work_phone_number"), row.warnings, Label.WORK),
        cells.email(row.cell("email"), row.warnings),
        cells.email(row.cell("work_email"), row.warnings, Label.WORK),
        postal_point(
            row.cell("street_address"), _bare(row, "zip_code") or _bare(row, "post_code"), row.cell("city"),
            row.cell("country"), row.warnings,
        ),
    )  # fmt: skip
    for point in found:
        if point is not None and point.value not in met:
            met.add(point.value)
            yield point


def _time(row: Row, zone: ZoneInfo | None) -> datetime | None:
    """The time with the offset of the advertiser's account; without one (a workbook's date cell) of the zone told."""
    try:
        moment = datetime.fromisoformat(tidy(row.cell("created_time")))
    except ValueError:
        row.warnings.append("bad_time")
        return None
    if moment.tzinfo is None and zone is None:
        row.warnings.append("time_without_zone")
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _lead(row: Row, at: datetime | None) -> dict[str, Any]:
    organic = row.cell("is_organic").strip().casefold()
    said: dict[str, Any] = {
        "id": _bare(row, "id"), "form_id": _bare(row, "form_id"), "form": tidy(row.cell("form_name")),
        "at": at.isoformat() if at else None, "platform": tidy(row.cell("platform")),
    }  # fmt: skip
    said = {key: value for key, value in said.items() if value}
    return said | ({"organic": organic in ("true", "1")} if organic else {})
