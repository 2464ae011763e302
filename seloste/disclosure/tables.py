"""CSV as spreadsheets and our own importer read it: UTF-8 with its mark, commas, a header, no cell a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from seloste.intake.reading import guarded


def write(to: BinaryIO, rows: Iterable[Sequence[str]]) -> None:
    """The rows (RFC 4180), the first of them the header."""
    text = io.TextIOWrapper(to, encoding="utf-8-sig", newline="", errors="replace")
    out = csv.writer(text)
    out.writerows([guarded(cell) for cell in row] for row in rows)
    text.flush()
    text.detach()
