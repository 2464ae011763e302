"""Odoo contact exports of invented companies and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

HEADER = ("id", "name", "is_company", "type", "parent_id/id", "function", "email", "phone", "mobile", "street",
          "zip", "city", "country_id/id", "vat", "category_id/id", "lang", "active")  # fmt: skip
Cells = Mapping[str, str]


def company(key: str, name: str, **cells: str) -> Cells:
    """A company's record."""
    return {"id": key, "name": name, "is_company": "True", "type": "Contact", "active": "True"} | cells


def contact(key: str, name: str, parent: str = "", **cells: str) -> Cells:
    """A person's record, of a company when ``parent`` is given."""
    told = {"id": key, "name": name, "type": "Contact", "parent_id/id": parent, "active": "True"}
    return told | {name.replace("_id_id", "_id/id"): value for name, value in cells.items()}


def partners(path: Path, records: Iterable[Cells], header: tuple[str, ...] = HEADER) -> Path:
    """A file as the vendor writes it: every cell quoted, CRLF."""
    lines = [header, *(tuple(record.get(name, "") for name in header) for record in records)]
    text = "".join(",".join(map(_quoted, line)) + "\r\n" for line in lines)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'
