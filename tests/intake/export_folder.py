"""Builders of a Mailchimp export: records given by header, and what is read of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from seloste.intake.found import Accepted, ContactKind, Rejected
from seloste.intake.mailchimp import read_export
from seloste.terms.identity import check_character

CODE = "010190-900" + check_character("010190", "900")
HEADER = ["Email Address", "First Name", "Last Name", "MEMBER_RATING", "OPTIN_TIME", "OPTIN_IP",
          "CONFIRM_TIME", "CONFIRM_IP", "UNSUB_TIME", "UNSUB_REASON", "CLEAN_TIME", "LEID", "EUID", "NOTES",
          "TAGS"]  # fmt: skip
DOUBLE = {"OPTIN_TIME": "2026-01-01 10:00:00", "CONFIRM_TIME": "2026-01-01 10:05:00"}


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


class Folder:
    """Writes export files of records given by header."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, status: str, *records: dict[str, str], more: tuple[str, ...] = ()) -> Path:
        header = [*more, *HEADER] if "Email Address" in more else [*HEADER[:3], *more, *HEADER[3:]]
        lines = [",".join(map(quoted, header))]
        lines += (",".join(quoted(record.get(name, "")) for name in header) for record in records)
        path = self.path / f"{status}_email_audience_export_00aa11bb22.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path


@pytest.fixture
def export(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def someone(email: str = "aino@example.com", **cells: str) -> dict[str, str]:
    return {"Email Address": email} | cells


def accepted(*paths: Path, **told: Any) -> list[Accepted]:
    read = list(read_export(paths, **told))
    assert all(isinstance(found, Accepted) for found in read)
    return [found for found in read if isinstance(found, Accepted)]


def one(path: Path) -> Accepted:
    (found,) = accepted(path)
    return found


def name_of(found: Accepted) -> tuple[str, str]:
    return (found.name.given, found.name.family) if found.name else ("", "")


def outcome(*paths: Path) -> list[str]:
    return [
        found.reason if isinstance(found, Rejected) else found.consent.state.value
        for found in read_export(paths)
    ]


def email_of(found: Accepted) -> str:
    return next(str(point.value) for point in found.contacts if point.kind is ContactKind.EMAIL)
