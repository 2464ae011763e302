"""An import: a file of people comes into the register, a thousand records at a time.

Refusals are stored before permissions. A record is taken whole or not at all: a batch in which a
door refuses one is halved until that one is found. Nothing needs to be remembered of an import
that was cut off: whoever came in is met again, and the same command goes on where it stopped.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import psycopg

from seloste.engine.connect import Connection
from seloste.engine.errors import Exit, SelosteError
from seloste.gate import bind
from seloste.gate.decide import Question, row_end
from seloste.gate.errors import GateError, IndexRebuilding, NestedUse, NotPermitted
from seloste.gate.errors import Rejected as Refused
from seloste.gate.facts import Facts, GroundFact, RelationFact, RowFact
from seloste.intake import matching
from seloste.intake.found import Accepted, ContactKind, Rejected, What
from seloste.intake.matching import Met, Sought
from seloste.intake.merging import Growth, Outcome, name_of, outcome, refusal
from seloste.intake.orders import EMAIL, PHONE, Order, Plan, Progress, prepare, shown_column
from seloste.intake.organisations import Organisations
from seloste.intake.readings import AnyReading
from seloste.intake.reports import Report, RowNote, Sink, ignore
from seloste.protection.vault import Vault
from seloste.register import kind_names, people
from seloste.register.facts import Person
from seloste.register.people import BATCH, Origin
from seloste.terms.act import Act
from seloste.terms.words import Scope

_ONE_AT_A_TIME = 7102
_log = logging.getLogger("seloste.intake")

Record = Accepted | Rejected
Item = TypeVar("Item")


class ImportRunning(SelosteError):
    """Two imports at once would make the same person twice."""

    exit_code = Exit.CONFLICT
    code = "import_running"


@dataclass(frozen=True, slots=True)
class _Came:
    """A record with what it comes to; ``growths`` of a rejected one are the refusal that it tells."""

    record: Record
    outcome: Outcome
    suppress: tuple[tuple[UUID, Scope], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Import:
    """What stays the same from batch to batch. ``believed`` turns false when a file ends too early."""

    vault: Vault
    plan: Plan
    act: Act
    report: Report
    organisations: Organisations
    believed: bool = True
    kinds: dict[int, tuple[str, str]] = field(default_factory=kind_names)

    @property
    def origin(self) -> Origin:
        return Origin(self.plan.source.name, self.plan.use, self.plan.batch)


def _silent(_done: int, _of: int) -> None:
    """Nobody watches."""


def run(
    vault: Vault, reading: AnyReading, order: Order, act: Act, progress: Progress = _silent, *,
    dry: bool = False, sink: Sink = ignore,
) -> Report:  # fmt: skip
    """Brings the people of these files in; what came of it, by numbers of records.

    ``dry`` stores nothing and counts the same. ``sink`` is given every row that was rejected or
    given no permission. Raises ImportRefused before anything is stored when the notice or the
    actor's grants don't allow it, ImportRunning, and IndexRebuilding.
    """
    plan = prepare(vault, reading, order, act)
    report = Report(
        plan.batch, plan.source.name, plan.use, plan.relation, plan.columns_not_declared, dry, sink=sink
    )
    work = _Import(vault, plan, act, report, Organisations(vault, plan.source.name, dry))
    with _alone(vault.connection):
        done = _organisations(work, reading) if reading.organised else 0
        for batch in _batches(reading):
            came = _decide(work, batch)
            if not dry:
                came = _store(work, came)
            _count(work, came)
            done += len(batch)
            progress(min(done, reading.records), reading.records)
    _log.info(
        "import done",
        extra={"batch": plan.batch, "count": report.changed, "rejected": report.rejected.total()},
    )
    return report


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """One import at a time: nothing else makes two people of one address. Ends with the connection."""
    row = connection.execute("select pg_try_advisory_lock(%s)", (_ONE_AT_A_TIME,)).fetchone()
    if row is None or not row[0]:
        raise ImportRunning(
            "Another import is running.", help="Wait until it has ended; then the same command goes on."
        )
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("select pg_advisory_unlock(%s)", (_ONE_AT_A_TIME,))


def _organisations(work: _Import, reading: AnyReading) -> int:
    """The organisations of all files come first: people refer to them. How many there are."""
    done = 0
    for batch in _batches(reading, lambda record: _is(record, What.ORGANISATION)):
        found = [(digest, record) for digest, record in batch if isinstance(record, Accepted)]
        work.report.counts.update(work.organisations.store(found))
        details = sum(bool(record.contacts or record.details) for _, record in found)
        work.report.counts["organisation_details_not_kept"] += details
        work.report.counts.update(records=len(found), accepted=len(found))
        done += len(found)
    return done


def _is(record: Record, what: What) -> bool:
    return isinstance(record, Accepted) and record.what is what


def _batches(
    reading: AnyReading, wanted: Callable[[Record], bool] = lambda record: not _is(record, What.ORGANISATION)
) -> Iterator[list[tuple[str, Record]]]:
    """Records, each with the digest of its file; two files may have one name."""
    batch: list[tuple[str, Record]] = []
    for file in reading.files:
        for record in filter(wanted, reading.of(file)):
            batch.append((file.digest, record))
            if len(batch) == BATCH:
                yield batch
                batch = []
    if batch:
        yield batch


def _decide(work: _Import, batch: Sequence[tuple[str, Record]]) -> list[_Came]:
    """Whom the records meet, and what each comes to."""
    taken = [(digest, _takeable(record, work.plan)) for digest, record in batch]
    asked = [_sought(record, work.plan) for _, record in taken]
    met = iter(matching.look_up(work.vault, [one for one in asked if one], work.plan.use, work.act))
    people = [(digest, one) for digest, one in taken if isinstance(one, Accepted)]
    serves = iter(work.organisations.of(people))
    return [
        _came(work, digest, record, next(met) if one else None, serves)
        for (digest, record), one in zip(taken, asked, strict=True)
    ]


def _takeable(record: Record, plan: Plan) -> Record:
    """The record, or why nobody can come in by it."""
    if not isinstance(record, Accepted) or record.what is What.CONTACT_DETAILS_OF:
        return record
    if record.what is What.UNDECIDED:
        return Rejected(record.at, record.file, "kind_unknown")
    if any(point.kind is ContactKind.EMAIL and EMAIL in plan.fields for point in record.contacts):
        return record
    phoned = any(point.kind is ContactKind.PHONE and PHONE in plan.fields for point in record.contacts)
    if phoned and name_of(record, plan):
        return record
    return Rejected(record.at, record.file, "nothing_to_know_by")


def _sought(record: Record, plan: Plan) -> Sought | None:
    if isinstance(record, Rejected):
        return Sought(record.withdrawn_email) if record.withdrawn_email else None
    if record.what is What.CONTACT_DETAILS_OF:
        return None
    points = [(point.kind, str(point.value)) for point in record.contacts]
    emails = [value for kind, value in points if kind is ContactKind.EMAIL and EMAIL in plan.fields]
    phones = tuple(value for kind, value in points if kind is ContactKind.PHONE and PHONE in plan.fields)
    return Sought(emails[0] if emails else None, tuple(emails[1:]), phones, name_of(record, plan))


def _came(
    work: _Import, digest: str, record: Record, met: Met | None, serves: Iterator[UUID | None]
) -> _Came:
    if isinstance(record, Accepted):
        organisation = next(serves)
        if met is None:
            return _Came(record, Outcome(), notes=("contact_details_not_kept",))
        asked = record.works_for is not None and record.works_for.value is not None
        notes = ("organisation_not_known",) if asked and organisation is None else ()
        came = outcome(
            record, met, work.plan, digest=digest, believed=work.believed, organisation=organisation
        )
        return _Came(record, came, notes=notes)
    if record.rest_unread:
        work.believed = work.report.complete = False
    if met is None or record.withdrawn_email is None:
        return _Came(record, Outcome())
    return _Came(record, Outcome(growths=refusal(met, work.plan, record.withdrawn)), _kept(work, record, met))


def _kept(work: _Import, record: Rejected, met: Met) -> tuple[tuple[UUID, Scope], ...]:
    """The refusals of somebody who is not in the register and may not come in, by keyed hashes."""
    if met.people or record.withdrawn_email is None:
        return ()
    hashes = matching.suppression_hashes(work.vault, record.withdrawn_email)
    return tuple((one, scope) for scope in record.withdrawn if scope not in met.suppressed for one in hashes)


def _store(work: _Import, came: Sequence[_Came]) -> list[_Came]:
    """Refusals and changes first, then the new; what a door refuses comes back as rejected."""
    _suppress(work, [h for one in came for h in one.suppress])
    failed = _grow(work, came)
    new = [one.outcome.new for one in came if one.outcome.new is not None]
    failed |= _bisected(new, lambda part: _add(work, part), lambda person: person.id)
    return [_unless_failed(one, failed) for one in came]


def _suppress(work: _Import, kept: Sequence[tuple[UUID, Scope]]) -> None:
    if kept:
        with bind.use(work.vault.connection, work.plan.use, work.act):
            work.vault.connection.execute(
                "select gate.suppress(%s, %s::smallint[])",
                ([one for one, _ in kept], [int(scope) for _, scope in kept]),
            )


def _add(work: _Import, part: Sequence[Person]) -> None:
    people.add(work.vault, part, work.origin, work.act)


def _grow(work: _Import, came: Sequence[_Came]) -> dict[UUID, str]:
    """Each person known changes once, whoever of the batch spoke of them."""
    changes: dict[UUID, Growth] = {}
    for one in came:
        for growth in one.outcome.growths:
            held = changes.get(growth.person.id)
            changes[growth.person.id] = growth if held is None else held.joined(growth)
    grown = list(changes.values())
    failed: dict[UUID, str] = {}
    for start in range(0, len(grown), BATCH):
        failed |= _bisected(
            grown[start : start + BATCH], lambda part: _extend(work, part), lambda growth: growth.person.id
        )
    return failed


def _extend(work: _Import, part: Sequence[Growth]) -> None:
    _withdraw(work, part)

    def beside(connection: Connection) -> None:
        _change(connection, part, work.plan.source.name)

    people.extend(work.vault, [growth.person for growth in part], work.origin, work.act, beside=beside)


def _withdraw(work: _Import, part: Sequence[Growth]) -> None:
    """Consents end under their own use (spine 17); without its grant the refusal alone stands."""
    ended = [(growth.person.id, one) for growth in part for one in growth.ended]
    if ended and work.plan.withdraws and work.plan.consent_use:
        with bind.use(work.vault.connection, work.plan.consent_use, work.act):
            work.vault.connection.execute("select gate.end_grounds(%s, %s, 'withdrawn')", _columns(ended))


def _change(connection: Connection, part: Sequence[Growth], source: str) -> None:
    """What of these people bounced, is replaced or moves on, in the transaction of what is added."""
    if bounced := [(g.person.id, one) for g in part for one in g.undeliverable]:
        connection.execute("select gate.mark_undeliverable(%s, %s)", _columns(bounced))
    if former := [(g.person.id, one) for g in part for one in g.superseded]:
        connection.execute("select gate.supersede_names(%s, %s, %s)", (source, *_columns(former)))
    if renewed := [(g.person.id, one, at) for g in part for one, at in g.renewed]:
        connection.execute(
            "select gate.renew_relations(%s, %s, %s::timestamptz[])",
            (*_columns([(person, one) for person, one, _ in renewed]), [at for *_, at in renewed]),
        )


def _columns(pairs: Sequence[tuple[UUID, UUID]]) -> tuple[list[UUID], list[UUID]]:
    return [one for one, _ in pairs], [two for _, two in pairs]


def _bisected(
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
        return _bisected(items[:half], store, key) | _bisected(items[half:], store, key)
    return {}


def _code(error: Exception) -> str:
    if isinstance(error, Refused):
        return f"refused_{error.code.lower()}"
    return f"refused_{error.sqlstate}" if isinstance(error, psycopg.Error) else "gone_meanwhile"


def _unless_failed(one: _Came, failed: dict[UUID, str]) -> _Came:
    """The record as rejected, when what it brings was refused by a door."""
    ids = [
        *([one.outcome.new.id] if one.outcome.new else []),
        *(growth.person.id for growth in one.outcome.growths),
    ]
    code = next((failed[person] for person in ids if person in failed), None)
    if code is None or isinstance(one.record, Rejected):
        return one
    return _Came(Rejected(one.record.at, one.record.file, code), Outcome())


def _count(work: _Import, came: Sequence[_Came]) -> None:
    """Adds a batch to the report."""
    report = work.report
    changed = {growth.person.id for one in came for growth in one.outcome.growths}
    report.counts["changed_people"] += len(changed)
    for one in came:
        report.counts["records"] += 1
        report.counts["refusals_kept"] += bool(one.suppress)
        if isinstance(one.record, Rejected):
            column = shown_column(one.record.column)
            report.note(RowNote(one.record.file, one.record.at, "rejected", one.record.reason, column))
            continue
        report.counts["accepted"] += 1
        report.counts.update(one.notes)
        if one.record.what is not What.CONTACT_DETAILS_OF:
            _count_accepted(work, one.record, one.outcome)


def _count_accepted(work: _Import, record: Accepted, outcome: Outcome) -> None:
    counts = work.report.counts
    counts.update(outcome.notes)
    if outcome.not_raised:
        work.report.note(RowNote(record.file, record.at, "permission_not_raised", outcome.not_raised))
    if outcome.new is not None:
        counts["new_people"] += 1
        counts["prohibitions"] += len(outcome.new.prohibitions)
        counts["undeliverable"] += any(int(contact.state) for contact in outcome.new.contacts)
        counts["already_past_period"] += _past(work, outcome.new)
        counts["to_be_told"] += not work.plan.source.own  # GDPR 14: they didn't give the data themselves
    elif outcome.growths:
        counts["prohibitions"] += sum(len(growth.person.prohibitions) for growth in outcome.growths)
        counts["undeliverable"] += sum(len(growth.undeliverable) for growth in outcome.growths)
    else:
        counts["unchanged"] += 1


def _past(work: _Import, person: Person) -> bool:
    """Whether the notice's period for this person has ended already: the next sweep takes them."""
    now = work.plan.now
    relations = tuple(
        RelationFact(r.group, r.started or now, r.ended, r.active or r.started or now)
        for r in person.relations
    )
    grounds = tuple(GroundFact(g.basis, g.use, g.row, g.started or now, g.ended) for g in person.grounds)
    asked = Question(
        work.plan.policy, work.plan.use, Facts(relations=relations, grounds=grounds), now, work.kinds
    )
    ends = (row_end(asked, _row(work, contact.kind, contact.obtained or now)) for contact in person.contacts)
    return all(end is not None and end <= now for end in ends)


def _row(work: _Import, kind: str, obtained: datetime) -> RowFact:
    number = next(no for no, named in work.kinds.items() if named == ("contact", kind))
    return RowFact(UUID(int=0), number, 0, False, obtained, 0, None, None)
