"""What an import did, told by numbers of records and never by content."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from seloste.intake.found import Column
from seloste.intake.reasons import explained

MOST_HELD = 10_000
"""Rows that a report keeps in memory; a file given for it takes them all."""

_PARTS = re.compile(r"[;|\t\r\n]")

What = Literal["rejected", "permission_not_raised"]


@dataclass(frozen=True, slots=True)
class RowNote:
    """One record of a file that wasn't taken as it stands. ``reason`` is a stable code."""

    file: str
    at: int
    what: What
    reason: str
    column: str = ""


Sink = Callable[[RowNote], None]


def ignore(_note: RowNote) -> None:
    """Nobody writes the rows down."""


@dataclass(slots=True)
class Report:
    """Counts by stable codes, and the first rows that were rejected or given no permission.

    ``complete`` is false when a file could not be read to its end. ``dry``: nothing was stored.
    ``organisation_fields``: what files tell of organisations and the notice declares no place for, by name.
    ``warnings``: what was taken, and is to be looked at.
    """

    batch: UUID
    source: str
    use: str
    relation: str
    columns_not_declared: tuple[Column, ...]
    dry: bool = False
    complete: bool = True
    counts: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    not_raised: Counter[str] = field(default_factory=Counter)
    organisation_fields: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    rows: list[RowNote] = field(default_factory=list)
    sink: Sink = ignore

    def note(self, row: RowNote) -> None:
        """Counts a row and writes it down."""
        by = self.rejected if row.what == "rejected" else self.not_raised
        by[row.reason] += 1
        self.sink(row)
        if len(self.rows) < MOST_HELD:
            self.rows.append(row)

    @property
    def changed(self) -> int:
        """How many people and organisations came in or changed, and refusals kept of people not known here."""
        told = (
            "new_people", "changed_people", "refusals_kept", "organisations", "organisations_changed",
            "calls", "invoices",
        )  # fmt: skip
        return sum(self.counts[code] for code in told)

    def as_json(self) -> dict[str, Any]:
        """Counts and rows, for programs."""
        return {
            "batch": str(self.batch),
            "source": self.source,
            "use": self.use,
            "relation": self.relation,
            "dry_run": self.dry,
            "complete": self.complete,
            "changed": self.changed,
            "counts": dict(sorted(self.counts.items())),
            "rejected": dict(sorted(self.rejected.items())),
            "permission_not_raised": dict(sorted(self.not_raised.items())),
            "warnings": dict(sorted(self.warnings.items())),
            "reasons": explained((*self.rejected, *self.not_raised, *self.warnings)),
            "columns_not_declared": [column.name for column in self.columns_not_declared],
            "organisation_fields_not_declared": dict(sorted(self.organisation_fields.items())),
            "rows": [
                {"file": row.file, "at": row.at, "what": row.what, "reason": row.reason}
                | ({"column": row.column} if row.column else {})
                for row in self.rows
            ],
        }


@contextmanager
def written(path: Path | None) -> Iterator[Sink]:
    """A file of comma-separated values that takes every row; None takes none."""
    if path is None:
        yield ignore
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("file", "record", "what", "reason", "column"))

        def write(row: RowNote) -> None:
            out.writerow((_inert(row.file), row.at, row.what, row.reason, _inert(row.column)))

        yield write


def _inert(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, nor cuts where its country parts cells."""
    text = _PARTS.sub(" ", text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
