"""An import while it runs: one at a time, written down as begun and as ended, so that it can be found and undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, LiteralString, TypeVar

from seloste.engine.connect import Connection
from seloste.engine.errors import Exit, SelosteError
from seloste.gate import bind
from seloste.intake.deciding import Import
from seloste.intake.helpers import AT_WORK
from seloste.intake.orders import Order, prepare
from seloste.intake.organisations import Organisations
from seloste.intake.readings import AnyReading
from seloste.intake.reports import Report, Sink
from seloste.protection.vault import Vault
from seloste.register.people import BATCH, Origin
from seloste.terms.act import Act

_ONE_AT_A_TIME = 7102

Item = TypeVar("Item")


class ImportRunning(SelosteError):
    """Two imports at once would make the same person twice."""

    exit_code = Exit.CONFLICT
    code = "import_running"


def silent(_done: int, _of: int) -> None:
    """A progress that nobody watches."""


@contextmanager
def begun(
    vault: Vault, reading: AnyReading, order: Order, act: Act, *, dry: bool, sink: Sink
) -> Iterator[Import]:
    """The order held against the notice, and the import written down as begun; at its end, as ended.

    Raises ImportRefused before anything is stored when the notice or the actor's grants don't allow it, and
    ImportRunning.
    """
    plan = prepare(vault, reading, order, act)
    report = Report(
        plan.batch, plan.source.name, plan.use, plan.relation, plan.columns_not_declared, dry, sink=sink
    )
    report.warnings.update(code for file in reading.files for code in file.warnings)
    origin = Origin(plan.source.name, plan.use, plan.batch)
    work = Import(vault, plan, act, report, Organisations(vault, origin, act, dry))
    with alone(vault.connection):
        if not dry:
            form, days = reading.format, plan.policy.backups_days
            _write_down(work, "select gate.begin_import(%s, %s, %s, %s)", plan.source.name, form, days)
        yield work
        if not dry:
            _write_down(work, "select gate.end_import(%s, %s)", report.changed)


def _write_down(work: Import, statement: LiteralString, *more: Any) -> None:
    with bind.use(work.vault.connection, work.plan.use, work.act):
        work.vault.connection.execute(statement, (work.plan.batch, *more))


@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """One import at a time: nothing else makes two people of one address. Ends with the connection."""
    row = connection.execute("select pg_try_advisory_lock(%s)", (_ONE_AT_A_TIME,)).fetchone()
    if row is None or not row[0]:
        raise ImportRunning(
            "Another import is running.", help="Wait until it has ended; then the same command goes on."
        )
    connection.execute("select pg_advisory_lock(%s), pg_advisory_unlock(%s)", (AT_WORK, AT_WORK))
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("select pg_advisory_unlock(%s)", (_ONE_AT_A_TIME,))


def batches(found: Iterable[Item], most: int = BATCH) -> Iterator[list[Item]]:
    """As many at a time as a door takes."""
    batch: list[Item] = []
    for one in found:
        batch.append(one)
        if len(batch) == most:
            yield batch
            batch = []
    if batch:
        yield batch
