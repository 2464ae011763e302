"""What the notice promises, tried against the living register: does it hold, and what was found.

Each trial looks at the database, the key folder or the ledger, and not at our own code's word. None
opens content; where a grant is missing, a trial says that it wasn't made.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import Enum
from functools import partial
from zoneinfo import ZoneInfo

import psycopg

from seloste.engine.conformity import server_conformity
from seloste.engine.database import Roles
from seloste.engine.errors import SelosteError
from seloste.gate.errors import NotPermitted
from seloste.notice.policy import Policy, Text
from seloste.protection import proof
from seloste.protection.keys import Master
from seloste.protection.vault import Vault
from seloste.register import catalogue
from seloste.register.records import registry
from seloste.register.schema import table_of
from seloste.retention import previewing
from seloste.terms.act import Act

PREVIEW_DAYS = 30
LONG_LEDGER = 200_000
"""Lines above which the ledger is verified only when that is asked for: it takes many seconds."""


class Held(Enum):
    """Whether a promise holds; UNTRIED where that can't be told."""

    YES = "yes"
    NO = "no"
    UNTRIED = "untried"


@dataclass(frozen=True, slots=True)
class Trial:
    """``found``: a code of what was found, with its ``numbers`` and days.

    ``details``: what is wrong, one by one, by language; names of tables and settings in English alone.
    """

    name: str
    held: Held
    found: str
    numbers: dict[str, int | date]
    details: tuple[Text, ...] = ()
    at: datetime = field(default_factory=partial(datetime.now, UTC))


@dataclass(frozen=True, slots=True)
class Bench:
    """What trials are made with. ``whole``: also what takes long."""

    vault: Vault
    act: Act
    policy: Policy
    roles: Roles
    whole: bool = False

    def one(self, query: str) -> tuple[object, ...]:
        """The row of a function of one row."""
        row = self.vault.connection.execute(query.encode()).fetchone()
        assert row is not None
        return row


def attempt(name: str, bench: Bench) -> Trial:
    """Try one promise now. Raises KeyError for a name that isn't there."""
    try:
        found = TRIALS[name](bench)
    except NotPermitted:
        found = Trial(name, Held.UNTRIED, "no_grant", {})
    except SelosteError as error:
        found = Trial(name, Held.NO, "failed", {}, ({"en": error.message},))
    return replace(found, name=name)


def _trial(wrong: object, found: str, details: Iterable[str] = (), **numbers: int | date) -> Trial:
    told = tuple({"en": detail} for detail in details)
    return Trial("", Held.NO if wrong else Held.YES, found, numbers, told)


def _notice(bench: Bench) -> Trial:
    """R12.1: the rules in force are those of the text that people read, and of no other."""
    (source,) = bench.one("select source from gate.published()")
    digest = hashlib.sha256(str(source).encode()).hexdigest()
    return _trial(digest != bench.policy.digest, "notice", version=bench.policy.version)


def _despite(bench: Bench) -> Trial:
    """What a notice leaves unsaid is refused; why it was published so is looked at again in time."""
    due = bench.vault.connection.execute("select review from gate.despite_due()").fetchall()
    if not due:
        return _trial(False, "despite_none")
    review: date = min(row[0] for row in due)
    return _trial(review <= _today(bench), "despite", day=review)


def _today(bench: Bench) -> date:
    """The day where the notice counts its days."""
    return datetime.now(UTC).astimezone(ZoneInfo(bench.policy.time_zone)).date()


# keeps: purpose.*.balance.review by trial
def _balance(bench: Bench) -> Trial:
    """R4.2c: a use whose balancing test is overdue is closed, which is a promise kept late."""
    days = [rule.until for rule in bench.policy.rules if rule.until]
    if not days:
        return _trial(False, "balance_none")
    return _trial(min(days) <= _today(bench), "balance", day=min(days))


# keeps: category.*.keep.*, keep.*.period.*, right.erase by trial
def _retention(bench: Bench) -> Trial:
    """R9.1: what is past its end is hidden at once and goes the following night."""
    (late,) = bench.one("select rows from gate.past_end()")
    ahead = previewing.preview(bench.vault, bench.act, PREVIEW_DAYS)
    count = int(str(late))
    return _trial(count, "retention", late=count, rows=ahead.rows, people=ahead.people, days=PREVIEW_DAYS)


# keeps: purpose.*.data, purpose.*.basis.*, measure.looks, measure.access, measure.grants by trial
def _tables(bench: Bench) -> Trial:
    """Spine 1, 2, 16: policies, grants, functions and triggers stand as they were generated."""
    wrong = catalogue.findings(bench.vault.connection, bench.roles)
    return _trial(wrong, "tables", wrong, tables=len(catalogue.verdicts()))


# keeps: purpose.*.data, purpose.*.basis.*, measure.looks, measure.access, measure.grants by trial
def _closed(bench: Bench) -> Trial:
    """No mask, no row: this very connection, without a use, reads no row and no ciphertext of any table."""
    connection, tables = bench.vault.connection, [table_of(model) for model in registry()]
    seen = [
        table
        for table in tables
        if connection.execute(f"select exists (select from register.{table})".encode()).fetchone() != (False,)
    ]
    sealed = [table for table in tables if _reads_sealed(bench, table)]
    details = [f"register.{table}" for table in dict.fromkeys((*seen, *sealed))]
    return _trial(details, "closed", details, tables=len(tables))


def _reads_sealed(bench: Bench, table: str) -> bool:
    try:
        bench.vault.connection.execute(f"select sealed from register.{table} limit 0".encode())
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


# keeps: right.erase, measure.sealing, measure.encrypted_data by trial
def _copies(bench: Bench) -> Trial:
    """Spine 20: who was erased opens out of no older copy, for the keys they were under are gone."""
    keys = bench.vault.keys
    in_force = bench.vault.connection.execute(
        "select bucket, generation from gate.all_generations()"
    ).fetchall()
    strange = sum(generation not in keys.generations(no) for no, generation in in_force)
    half = len(keys.half_turned())
    (waiting,) = bench.one("select gate.count_waiting()")
    left = int(str(waiting))
    return _trial(strange + half + left, "copies", buckets=len(in_force), half=half + strange, waiting=left)


# keeps: measure.sealing, measure.encrypted_data by trial
def _keys(bench: Bench) -> Trial:
    """The keys are readable by the account of the register alone."""
    folder = bench.vault.keys.folder
    paths = (folder, folder / "keyfile", Master.of(folder).path)
    open_to_others = [path.name for path in paths if stat.S_IMODE(path.stat().st_mode) & 0o077]
    return _trial(open_to_others, "keys", open_to_others, files=len(paths))


def _index(bench: Bench) -> Trial:
    """Spine 24, 25: a search answers out of the whole register, and of nobody who was erased."""
    ready, done, people, holds = bench.one(
        "select ready, done, people, gate.index_holds_erased() from gate.index_progress()"
    )
    if not ready:
        return _trial(True, "index_rebuilding", done=int(str(done)), people=int(str(people)))
    return _trial(False, "index_waits" if holds else "index")


# keeps: category.*.keep.*, keep.*.period.*, controller.time_zone by trial
def _clock(bench: Bench) -> Trial:
    """Spine 9: periods end by the server's clock, which nobody has moved."""
    (moved,) = bench.one("select gate.now() <> statement_timestamp()")
    return _trial(moved, "clock")


# keeps: measure.sealing, measure.encrypted_data by trial
def _logs(bench: Bench) -> Trial:
    """Spine 5: the server writes no value into its log."""
    lines = server_conformity(bench.vault.connection)
    return _trial(lines, "logs", lines)


# keeps: measure.looks, measure.monitoring by trial
def _ledger(bench: Bench) -> Trial:
    """Spine 27, 28: each use left a line, and no line was changed, taken out or put in."""
    proof.seal(bench.vault)
    lines = proof.sealed(bench.vault)
    if lines > LONG_LEDGER and not bench.whole:
        return Trial("", Held.UNTRIED, "ledger_long", {"lines": lines})
    verdict = proof.check(bench.vault, bench.act)
    found = _trial(not verdict.intact, "ledger", lines=verdict.size)
    return replace(found, details=tuple(dict(one.sentence) for one in verdict.findings))


TRIALS: dict[str, Callable[[Bench], Trial]] = {
    "notice": _notice,
    "despite": _despite,
    "balance": _balance,
    "retention": _retention,
    "closed": _closed,
    "tables": _tables,
    "ledger": _ledger,
    "copies": _copies,
    "keys": _keys,
    "index": _index,
    "logs": _logs,
    "clock": _clock,
}
"""Every trial by its name, in the order of the notice's sections."""
