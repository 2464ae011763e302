"""The four files of a Mailchimp audience export: subscribed, unsubscribed, cleaned, nonsubscribed.

The status of everybody in a file stands in the first word of its name and nowhere else. Files
are read in the order unsubscribed, cleaned, subscribed, nonsubscribed, so that a refusal is
known before any permission: the withdrawal wins whatever the files' order or times say.
Times carry no zone and are UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from seloste.intake.bytes import Source, Unreadable, sources
from seloste.intake.cells import Misfit
from seloste.intake.found import Accepted, ConsentState, Rejected
from seloste.intake.mailchimp_columns import Columns, columns, is_header
from seloste.intake.mailchimp_rows import Row, Status, forbidden_column, person, standing
from seloste.intake.reading import Damaged, open_table
from seloste.intake.readings import ReadFile, Reading
from seloste.intake.seen import Seen
from seloste.terms.addresses import AddressError, forms, normal_email
from seloste.terms.identity import holds_identity_code

_FIRST_WORD = re.compile(r"(subscribed|unsubscribed|cleaned|nonsubscribed)(?![a-z0-9])", re.IGNORECASE)
_MOST_FILES, _MOST_RECORDS = 1 << 6, 1 << 26
_LATEST_MINUTE = (1 << 28) - 1
_ALWAYS = frozenset({"external_ids", "name", "contact", "times"})


@dataclass(frozen=True, slots=True)
class ExportFile(ReadFile):
    """One file of an export. ``ordinal``: its place in the order of reading."""

    ordinal: int = 0
    status: Status = Status.NONSUBSCRIBED
    columns: Columns = field(kw_only=True)


class Export(Reading[ExportFile]):
    """An export that is ready to be read, each file surveyed for its addresses."""

    format = "mailchimp.audience"

    def __init__(
        self, files: tuple[ExportFile, ...], skipped: tuple[str, ...], not_after: datetime | None
    ) -> None:
        self.skipped = skipped
        self._not_after = not_after
        self._best, self._refused = Seen(), Seen()
        self.files = tuple(self._surveyed(file) for file in files)

    def of(self, file: ExportFile) -> Iterator[Accepted | Rejected]:
        """The records of one file of this reading."""
        for record in file.table.records():
            if isinstance(record, Damaged):
                yield Rejected(record.at, file.name, record.reason, rest_unread=record.rest)
                continue
            row = Row(file.columns, record.cells, self._not_after)
            try:
                found = person(row, file.status, record.at, file.name, record.warnings)
                self._first_of_its_address(file, record.at, row)
            except Misfit as fault:
                yield Rejected(record.at, file.name, fault.reason, fault.column, _withdrawn(file, row, fault))
            else:
                yield self._without_what_was_refused(file, found, row)

    def _surveyed(self, file: ExportFile) -> ExportFile:
        """Counts the records and notes, for each address, which record of it holds."""
        count = 0
        for record in file.table.records():
            count += 1
            if isinstance(record, Damaged):
                continue
            row = Row(file.columns, record.cells, self._not_after)
            if row.mailbox is None or self._is_nobody(file, row):
                continue
            self._best.note(row.mailbox, self._place(file, record.at, row))
            if file.status is Status.UNSUBSCRIBED:
                self._refused.note(forms(row.mailbox)[-1], 0)
        return replace(file, records=count)

    def _is_nobody(self, file: ExportFile, row: Row) -> bool:
        """Whether a record will be rejected and so keeps no other of its address from holding.

        A refusal or a bounce keeps it all the same: neither is made weaker by what stands beside it.
        """
        strict = file.status in (Status.UNSUBSCRIBED, Status.CLEANED)
        return not strict and forbidden_column(row, file.status) is not None

    def _place(self, file: ExportFile, at: int, row: Row) -> int:
        """A number by which the record that holds is the smallest: status, proof, age, place."""
        rank, when = standing(row, file.status)
        minute = _LATEST_MINUTE if when is None else min(int(when.timestamp()) // 60, _LATEST_MINUTE)
        if at >= _MOST_RECORDS:
            raise Unreadable("too_many_records", file.name)
        return ((file.status << 2 | rank) << 28 | minute) << 32 | file.ordinal << 26 | at

    def _first_of_its_address(self, file: ExportFile, at: int, row: Row) -> None:
        """The older, better proven of two records of an address holds; the other is rejected."""
        best = None if row.mailbox is None else self._best.least(row.mailbox)
        if best is not None and best & 0xFFFFFFFF != file.ordinal << 26 | at:
            same = (best >> 26) & (_MOST_FILES - 1) == file.ordinal
            raise Misfit("duplicate_in_file" if same else "duplicate_in_export", row.email_column)

    def _without_what_was_refused(self, file: ExportFile, found: Accepted, row: Row) -> Accepted:
        """A refusal holds for every spelling of its mailbox, in the same export too (R5.7b)."""
        open_states = (ConsentState.GRANTED, ConsentState.SINGLE_OPT_IN)
        if found.consent.state not in open_states or row.mailbox is None:
            return found
        if forms(row.mailbox)[-1] not in self._refused:
            return found
        consent = replace(found.consent, state=ConsentState.UNPROVEN, at=None)
        return replace(found, consent=consent, warnings=(*found.warnings, "kept_prohibited"))


def read_export(files: Sequence[Path], *, not_after: datetime | None = None) -> Export:
    """Opens the files of an export, any of the four or a zip of them.

    Every file is read once for its encoding and once for its addresses; then iterate the result.
    A time later than ``not_after`` (aware) isn't believed. Raises ``Unreadable``, among others
    ``status_not_in_file_name`` and ``no_export_file``.
    """
    known: list[tuple[Status, Source]] = []
    skipped: list[str] = []
    for path in files:
        for source in sources(path):
            status = status_of(source.name)
            if status is not None:
                known.append((status, source))
            elif path.suffix.lower() == ".zip":
                skipped.append(source.name)
            else:
                raise Unreadable("status_not_in_file_name", source.name)
    if not known or len(known) > _MOST_FILES:
        raise Unreadable("too_many_files" if known else "no_export_file", ", ".join(p.name for p in files))
    known.sort(key=lambda one: (one[0], one[1].name))
    opened = tuple(_opened(ordinal, *one) for ordinal, one in enumerate(known))
    return Export(opened, tuple(skipped), not_after)


def status_of(file_name: str) -> Status | None:
    """The status by the first word of a file's name, whole: ``nonsubscribed`` is not ``subscribed``."""
    found = _FIRST_WORD.match(file_name)
    return Status[found[1].upper()] if found else None


def _withdrawn(file: ExportFile, row: Row, fault: Misfit) -> str | None:
    """The address that a record of the unsubscribed withdraws although it is rejected, if any."""
    if file.status is not Status.UNSUBSCRIBED or fault.reason.startswith("duplicate"):
        return None
    try:
        return None if holds_identity_code(row.email) else normal_email(row.email)
    except AddressError:
        return None


def _opened(ordinal: int, status: Status, source: Source) -> ExportFile:
    table = open_table(source, is_header)
    known = columns(table.header, without_tags=status is Status.UNSUBSCRIBED)
    return ExportFile(
        table, known.brings(), known.dropped, known.refused, (*table.warnings, *known.warnings),
        _variant(status, source.name, known),
        _ALWAYS | ({"tags"} if status is Status.SUBSCRIBED else set()),
        ordinal=ordinal, status=status, columns=known,
    )  # fmt: skip


def _variant(status: Status, name: str, known: Columns) -> str:
    older = ", older file name" if "_members_export" in name.lower() else ""
    doubled = ", merge fields called like system columns (duplicate headers)" if known.doubled else ""
    return status.name.lower() + older + doubled
