"""A copy as a table and as a card: what a person can take into another program (GDPR 20(1)).

A table has one row a value. A value that has parts is JSON, and so are the columns that aren't sealed, such
as the amount of an invoice; ``form`` says which: ``text``, ``json``, or ``withheld`` for what is kept by law
or for claims alone. Grounds, recipients and who looked are in the copy as JSON and as PDF.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from seloste.disclosure import cards, tables
from seloste.rights.document import Copy, Row
from seloste.terms.words import RIGHTS

COLUMNS: Final = (
    "category", "field", "value", "form", "source", "obtained", "until", "uses", "portable", "kept_as", "columns",
    "row", "obtained_notice", "purpose", "count", "notice", "day",
)  # fmt: skip
_PARTED: Final = ("email", "phone", "address")


# keeps: right.port by door; off: return b""
def as_csv(copy: Copy) -> bytes:
    """One row a value; each says beside it what the table is for, of how many, under which notice, of which day."""
    out = io.BytesIO()
    tables.write(out, _rows(copy))
    return out.getvalue()


def value_of(cell: str, form: str) -> Any:
    """What a cell of the column ``value`` holds, its guard taken off before; None for what was withheld."""
    if form == "withheld":
        return None
    return json.loads(cell) if form == "json" else cell


# keeps: right.port by door; off: return b""
def as_vcard(copy: Copy) -> bytes:
    """Name and contact details; a person of whom neither is held has a card without any."""
    rows = [row for one in copy.categories if one.name == "contact" for row in one.rows if row.opened]
    name = next((row.value for row in rows if row.field == "name" and isinstance(row.value, dict)), None)
    details = [
        cards.Detail(row.field, row.value, str(row.columns.get("label", "")))
        for row in rows
        if row.field in _PARTED
    ]
    return cards.card(copy.subject.id, name, details)


def _rows(copy: Copy) -> Iterator[tuple[str, ...]]:
    yield COLUMNS
    count = sum(len(one.rows) for one in copy.categories)
    notice = max((one.version for one in copy.notices), default=0)
    about = (RIGHTS, str(count), str(notice), copy.made.date().isoformat())
    for category in copy.categories:
        for row in category.rows:
            yield (category.name, *_cells(row), *about)


def _cells(row: Row) -> Iterator[str]:
    form = "withheld" if not row.opened else "text" if isinstance(row.value, str) else "json"
    value = "" if not row.opened else row.value if isinstance(row.value, str) else _json(row.value)
    yield from (
        row.field,
        value,
        form,
        row.source,
        row.obtained.isoformat(),
        _moment(row.until),
        " ".join(row.uses),
    )
    yield from ("yes" if row.portable else "no", row.fate, _json(row.columns) if row.columns else "")
    yield from (str(row.id), str(row.notice))


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
