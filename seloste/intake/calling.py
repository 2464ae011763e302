"""Calls come into the history of whoever in the register has the number (R5.3).

Nobody is added for having called. A number of several people says which of them it was to nobody, so
such a call is counted and left. A call is known again by the exchange's own id: the same log twice, or
a longer one, brings each call once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from seloste.gate import bind
from seloste.intake import matching
from seloste.intake.calls import Call
from seloste.intake.deciding import Import
from seloste.intake.found import Rejected
from seloste.intake.importing import bisected
from seloste.intake.matching import Met, Sought
from seloste.intake.orders import Order, Progress, shown_column
from seloste.intake.readings import AnyReading
from seloste.intake.reports import Report, RowNote, Sink, ignore
from seloste.intake.running import batches, begun, silent
from seloste.protection import blind
from seloste.protection.vault import Vault
from seloste.register import people
from seloste.register.facts import Person, Row
from seloste.terms.act import Act

HISTORY = "calls.history"
_DIRECTIONS = {"in": 1, "out": 2}

Line = Call | Rejected


@dataclass(frozen=True, slots=True)
class _Kept:
    """A call as a row of the person whose number it was with."""

    call: Call
    person: UUID
    row: Row


def run(
    vault: Vault, reading: AnyReading, order: Order, act: Act, progress: Progress = silent, *,
    dry: bool = False, sink: Sink = ignore,
) -> Report:  # fmt: skip
    """Brings the calls of these logs in; what came of it, by numbers of records.

    ``dry`` stores nothing and counts the same. Raises what an import raises.
    """
    done = 0
    with begun(vault, reading, order, act, dry=dry, sink=sink) as work:
        for batch in batches(_lines(reading)):
            _take(work, batch, dry=dry)
            done += len(batch)
            progress(min(done, reading.records), reading.records)
    return work.report


def _take(work: Import, batch: Sequence[Line], *, dry: bool) -> None:
    report, calls = work.report, [one for one in batch if isinstance(one, Call)]
    for one in batch:
        if isinstance(one, Rejected):
            report.note(
                RowNote(shown_column(one.file), one.at, "rejected", one.reason, shown_column(one.column))
            )
    report.counts["records"] += len(batch)
    report.counts["accepted"] += len(calls)
    report.warnings.update(code for call in calls for code in call.warnings)
    fresh = _new(work, _placed(work, calls))
    failed = {} if dry else _stored(work, fresh)
    for kept in fresh:
        if reason := failed.get(kept.row.id):
            report.note(RowNote(shown_column(kept.call.file), kept.call.at, "rejected", reason))
    report.counts["calls"] += len(fresh) - len(failed)


def _placed(work: Import, calls: Sequence[Call]) -> list[_Kept]:
    """The calls of which it is sure whose they were; of the others it is counted why not."""
    numbered = [(call, number) for call in calls if (number := _outside(call)) is not None]
    work.report.counts["calls_without_number"] += len(calls) - len(numbered)
    asked = [Sought(None, phones=(number,), any_name=True) for _, number in numbered]
    met = matching.look_up(work.vault, asked, work.plan.use, work.act)
    placed: list[_Kept] = []
    for (call, number), one in zip(numbered, met, strict=True):
        if reason := _unplaced(one):
            work.report.counts[reason] += 1
        else:
            person = one.people[0].person
            placed.append(_Kept(call, person, _row(work, call, number, person)))
    return placed


def _outside(call: Call) -> str | None:
    """The number of whoever isn't ours; None when it was withheld, or nobody outside took part."""
    return {"in": call.caller, "out": call.called}.get(call.direction)


def _unplaced(met: Met) -> str:
    if not met.people:
        return "calls_with_strangers"
    if len(met.people) > 1:
        return "calls_of_shared_numbers"
    return "restricted" if met.people[0].restricted else ""


def _row(work: Import, call: Call, number: str, person: UUID) -> Row:
    columns = {"at": call.started, "direction": _DIRECTIONS[call.direction], "seconds": call.talk}
    one = row_id(work.vault.keys.suppression_key, work.plan.source.name, call, person)
    return Row("calls", "history", {"number": number}, columns, call.started, id=one)


def row_id(key: bytes, source: str, call: Call, person: UUID) -> UUID:
    """The same for the same call. Ids stand in plain, and a log without ids of its own is known by its numbers:
    without the key, all numbers could be tried until one fits, also those of people who were erased.
    """
    known_by = call.call_id or f"{call.started.isoformat()} {call.caller} {call.called} {call.total}"
    return blind.keyed(key, "call", "\n".join((source, known_by, str(person))))


def _new(work: Import, placed: Sequence[_Kept]) -> list[_Kept]:
    """The calls that aren't here yet, each once."""
    if not placed:
        return []
    with bind.use(work.vault.connection, work.plan.use, work.act):
        rows = work.vault.connection.execute(
            "select ord from gate.calls_held(%s, %s)",
            ([kept.person for kept in placed], [kept.row.id for kept in placed]),
        ).fetchall()
    held = {placed[row[0] - 1].row.id for row in rows}
    fresh: list[_Kept] = []
    for kept in placed:
        if kept.row.id in held:
            work.report.counts["unchanged"] += 1
        else:
            held.add(kept.row.id)
            fresh.append(kept)
    return fresh


def _stored(work: Import, fresh: Sequence[_Kept]) -> dict[UUID, str]:
    """Stores all but those that a door refuses; of these, the code."""
    return bisected(fresh, partial(_extend, work), lambda kept: kept.row.id)


def _extend(work: Import, part: Sequence[_Kept]) -> None:
    rows: dict[UUID, list[Row]] = {}
    for kept in part:
        rows.setdefault(kept.person, []).append(kept.row)
    grown = [Person(id=person, rows=tuple(own)) for person, own in rows.items()]
    people.extend(work.vault, grown, work.origin, work.act)


def _lines(reading: AnyReading) -> Iterator[Line]:
    for file in reading.files:
        for found in reading.of(file):
            if isinstance(found, Call | Rejected):
                yield found
