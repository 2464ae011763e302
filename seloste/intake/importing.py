"""An import: a file of people comes into the register, a thousand records at a time.

Refusals are stored before permissions. A record is taken whole or not at all: a batch in which a
door refuses one is halved until that one is found. Nothing needs to be remembered of an import
that was cut off: whoever came in is met again, and the same command goes on where it stopped.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

import psycopg

from seloste.engine.connect import Connection
from seloste.gate import bind
from seloste.gate.errors import GateError, IndexRebuilding, NestedUse, NotPermitted
from seloste.gate.errors import Rejected as Refused
from seloste.intake import own_addresses
from seloste.intake.counting import count
from seloste.intake.deciding import Came, Import, Record, decide, is_a, keys_of, looks_by, taken
from seloste.intake.found import Accepted, Rejected, What
from seloste.intake.growing import Growth, Outcome
from seloste.intake.helpers import MOST_OPEN, Helpers, helpers
from seloste.intake.orders import Order, Plan, Progress
from seloste.intake.readings import AnyReading
from seloste.intake.reports import Report, Sink, ignore
from seloste.intake.running import batches, begun, silent
from seloste.protection.vault import Vault
from seloste.register import people
from seloste.register.facts import Person
from seloste.register.people import BATCH
from seloste.terms.act import Act
from seloste.terms.words import Scope

_log = logging.getLogger("seloste.intake")

Item = TypeVar("Item")


def run(
    vault: Vault, reading: AnyReading, order: Order, act: Act, progress: Progress = silent, *,
    dry: bool = False, sink: Sink = ignore,
) -> Report:  # fmt: skip
    """Brings the people of these files in; what came of it, by numbers of records.

    ``dry`` stores nothing and counts the same. ``sink`` is given every row that was rejected or
    given no permission. Raises ImportRefused before anything is stored when the notice or the
    actor's grants don't allow it, ImportRunning, and IndexRebuilding.
    """
    with (
        begun(vault, reading, order, act, dry=dry, sink=sink) as work,
        helpers(work, 0 if dry else reading.records) as crew,
    ):
        report = work.report
        done = _organisations(work, reading) if reading.organised else 0
        flow = _Flow(work, crew, lambda: progress(min(done, reading.records), reading.records))
        for batch in _batches(reading):
            done += len(batch)
            flow.take(batch, dry=dry)
        flow.end()
    _log.info(
        "import done",
        extra={"batch": report.batch, "count": report.changed, "rejected": report.rejected.total()},
    )
    return report


def _organisations(work: Import, reading: AnyReading) -> int:
    """The organisations of all files come first: people refer to them. How many there are."""
    done = 0
    for batch in _batches(reading, lambda record: is_a(record, What.ORGANISATION)):
        found = [(digest, record) for digest, record in batch if isinstance(record, Accepted)]
        work.report.counts.update(work.organisations.store(found))
        own_addresses.take(work, work.organisations.stored(found))
        work.report.counts.update(records=len(found), accepted=len(found))
        work.report.warnings.update(code for _, record in found for code in record.warnings)
        done += len(found)
    return done


def _batches(
    reading: AnyReading, wanted: Callable[[Record], bool] = lambda record: not is_a(record, What.ORGANISATION)
) -> Iterator[list[tuple[str, Record]]]:
    """Records, each with the digest of its file; two files may have one name."""
    found = (
        (file.digest, record) for file in reading.files for record in filter(wanted, reading.to_store(file))
    )
    return batches(found, BATCH)


class _Flow:
    """Batches one after the other; while helpers store the new of one, the next is decided.

    A record that could meet somebody who is still being stored waits until that is done, so that what
    comes of it is the same as one after the other.
    """

    def __init__(self, work: Import, crew: Helpers | None, done: Callable[[], None]) -> None:
        self._work, self._crew, self._done = work, crew, done
        self._open: deque[_Storing] = deque()

    def take(self, batch: Sequence[tuple[str, Record]], *, dry: bool) -> None:
        """Decides a batch, stores its refusals and changes, and begins to store its new people."""
        found = taken(batch, self._work.plan)
        sought = [one.sought for one in found if one.sought] if self._crew else []
        looked = {key for one in sought for key in looks_by(one)}
        while self._open and (len(self._open) >= MOST_OPEN or any(looked & one.keys for one in self._open)):
            self._close()
        came = decide(self._work, found)
        if dry:
            count(self._work, came)
            self._done()
            return
        failed = _store_known(self._work, came)
        new = [one.outcome.new for one in came if one.outcome.new is not None]
        stored = self._crew.add(new) if self._crew and new else None
        keys = {key for one in sought for key in keys_of(one)}
        self._open.append(_Storing(came, new, failed, keys, stored))
        if self._crew is None:
            self._close()

    def end(self) -> None:
        """Waits for all that is being stored."""
        while self._open:
            self._close()

    def _close(self) -> None:
        """Waits for the oldest; what the helper couldn't store whole is stored here, record by record."""
        one = self._open.popleft()
        if one.stored is None or not one.stored.result():
            one.failed.update(
                bisected(one.new, lambda part: _add(self._work, part), lambda person: person.id)
            )
        count(self._work, [_unless_failed(came, one.failed) for came in one.came])
        self._done()


@dataclass(frozen=True, slots=True)
class _Storing:
    """A batch on its way: ``keys`` by which others could meet its people; ``failed`` with their codes."""

    came: list[Came]
    new: list[Person]
    failed: dict[UUID, str]
    keys: set[str]
    stored: Future[bool] | None


def _store_known(work: Import, came: Sequence[Came]) -> dict[UUID, str]:
    """Refusals and changes come first, then the new; what a door refuses comes back with its code."""
    _suppress(work, [h for one in came for h in one.suppress])
    return _grow(work, came)


def store_refusals(work: Import, came: Sequence[Came]) -> list[Came]:
    """Stores what these records forbid people known here; what a door refuses comes back as rejected."""
    failed = _grow(work, came)
    return [_unless_failed(one, failed) for one in came]


def _suppress(work: Import, kept: Sequence[tuple[UUID, Scope]]) -> None:
    if kept:
        with bind.use(work.vault.connection, work.plan.use, work.act):
            work.vault.connection.execute(
                "select gate.suppress(%s, %s::smallint[])",
                ([one for one, _ in kept], [int(scope) for _, scope in kept]),
            )


def _add(work: Import, part: Sequence[Person]) -> None:
    people.add(work.vault, part, work.origin, work.act)


def _grow(work: Import, came: Sequence[Came]) -> dict[UUID, str]:
    """Each person known changes once, whoever of the batch spoke of them."""
    changes: dict[UUID, Growth] = {}
    for one in came:
        for growth in one.outcome.growths:
            held = changes.get(growth.person.id)
            changes[growth.person.id] = growth if held is None else held.joined(growth)
    grown = list(changes.values())
    failed: dict[UUID, str] = {}
    for start in range(0, len(grown), BATCH):
        failed |= bisected(
            grown[start : start + BATCH], lambda part: _extend(work, part), lambda growth: growth.person.id
        )
    return failed


def _extend(work: Import, part: Sequence[Growth]) -> None:
    _withdraw(work, part)

    def beside(connection: Connection) -> None:
        _change(connection, part, work.plan)

    people.extend(work.vault, [growth.person for growth in part], work.origin, work.act, beside=beside)


def _withdraw(work: Import, part: Sequence[Growth]) -> None:
    """Consents end under their own use (spine 17); without its grant the refusal alone stands."""
    ended = [(growth.person.id, one) for growth in part for one in growth.ended]
    if ended and work.plan.withdraws and work.plan.consent_use:
        with bind.use(work.vault.connection, work.plan.consent_use, work.act):
            work.vault.connection.execute("select gate.end_grounds(%s, %s, 'withdrawn')", _columns(ended))


def _change(connection: Connection, part: Sequence[Growth], plan: Plan) -> None:
    """What of these people bounced, is replaced or moves on, in the transaction of what is added.

    How it stood is kept for whoever undoes the import.
    """
    if bounced := [(g.person.id, one) for g in part for one in g.undeliverable]:
        connection.execute("select gate.note_marks(%s, %s, %s)", (plan.batch, *_columns(bounced)))
        connection.execute("select gate.mark_undeliverable(%s, %s)", _columns(bounced))
    if former := [(g.person.id, one, g.new_name) for g in part for one in g.superseded]:
        gone, by = [(person, one) for person, one, _ in former], [new for *_, new in former]
        connection.execute(
            "select gate.supersede_names(%s, %s, %s, %s, %s)",
            (plan.source.name, plan.batch, *_columns(gone), by),
        )
    for table in sorted({one.table for g in part for one in g.replaced}):
        ours = [(g.person.id, one) for g in part for one in g.replaced if one.table == table]
        columns = _columns([(person, one.row) for person, one in ours])
        connection.execute(
            "select gate.note_former(%s, %s::smallint, %s, %s, %s)",
            (plan.batch, table, *columns, [one.by for _, one in ours]),
        )
        connection.execute("select gate.remove_rows(%s::smallint, %s, %s)", (table, *columns))
    if left := [(g.person.id, one) for g in part for one in g.left]:
        connection.execute("select gate.leave_relations(%s, %s, %s)", (plan.batch, *_columns(left)))
    if renewed := [(g.person.id, one, at) for g in part for one, at in g.renewed]:
        connection.execute(
            "select gate.renew_relations(%s, %s, %s, %s::timestamptz[])",
            (
                plan.batch,
                *_columns([(person, one) for person, one, _ in renewed]),
                [at for *_, at in renewed],
            ),
        )


def _columns(pairs: Sequence[tuple[UUID, UUID]]) -> tuple[list[UUID], list[UUID]]:
    return [one for one, _ in pairs], [two for _, two in pairs]


def bisected(
    items: Sequence[Item], store: Callable[[Sequence[Item]], None], key: Callable[[Item], UUID]
) -> dict[UUID, str]:
    """Stores all but those that a door refuses; of these, the code."""
    if not items:
        return {}
    try:
        store(items)
    except (NotPermitted, NestedUse, IndexRebuilding):
        raise  # it is not the record's fault
    except (GateError, psycopg.DataError, psycopg.IntegrityError) as error:
        if len(items) == 1:
            return {key(items[0]): _code(error)}
        half = len(items) // 2
        return bisected(items[:half], store, key) | bisected(items[half:], store, key)
    return {}


def _code(error: Exception) -> str:
    if isinstance(error, Refused):
        return f"refused_{error.code.lower()}"
    return f"refused_{error.sqlstate}" if isinstance(error, psycopg.Error) else "gone_meanwhile"


def _unless_failed(one: Came, failed: dict[UUID, str]) -> Came:
    """The record as rejected, when what it brings was refused by a door."""
    ids = [
        *([one.outcome.new.id] if one.outcome.new else []),
        *(growth.person.id for growth in one.outcome.growths),
    ]
    code = next((failed[person] for person in ids if person in failed), None)
    if code is None or isinstance(one.record, Rejected):
        return one
    return Came(Rejected(one.record.at, one.record.file, code), Outcome())
