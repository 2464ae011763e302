"""``seloste doctor``: is everything as it should be? Each check in a sentence, with what to do."""

from __future__ import annotations

import argparse
import hashlib
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import psycopg

from seloste.backup import scratch
from seloste.cli import doctor_house
from seloste.cli.doctor_findings import BAD, GOOD, WARN, Finding, by_urgency
from seloste.cli.output import emit, say, table
from seloste.cli.session import common, start
from seloste.engine import launcher
from seloste.engine.conformity import server_conformity
from seloste.engine.connect import is_local
from seloste.engine.errors import Exit, SelosteError
from seloste.gate import publishing
from seloste.protection import outbox
from seloste.protection.keys import Master
from seloste.protection.vault import Vault
from seloste.register import kinds
from seloste.register.catalogue import findings as catalogue_findings
from seloste.register.catalogue import verdicts
from seloste.register.installation import Installation, here
from seloste.retention import foreseen

BACKUP_DAYS, DRILL_DAYS = 2, 92


Check = Callable[[Installation, Vault], Iterator[Finding]]


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    command = commands.add_parser(name, help=summary, description=summary)
    command.add_argument("--tables", action="store_true", help="every table of the database with its verdict")
    common(command, actor=False)
    command.set_defaults(run=_doctor)


def _doctor(arguments: argparse.Namespace) -> int:
    start()
    installation = here()
    vault = installation.vault()
    found = by_urgency(finding for check in CHECKS for finding in _carefully(check, installation, vault))
    bad = any(finding.state == BAD for finding in found)
    if arguments.json:
        emit({"well": not bad, "findings": [_plain(one) for one in found], "tables": verdicts()})
        return Exit.CONFLICT if bad else Exit.OK
    table([[f.state, f.about, f.says] for f in found])
    for finding in found:
        if finding.mend and finding.state != GOOD:
            say("", f"{finding.about}: {finding.mend}")
    if arguments.tables:
        say("")
        table([[name, verdict] for name, verdict in verdicts().items()])
    say("", "Something must be mended." if bad else "Everything that this can know is well.")
    return Exit.CONFLICT if bad else Exit.OK


def _plain(finding: Finding) -> dict[str, str]:
    return {"state": finding.state, "about": finding.about, "says": finding.says, "mend": finding.mend}


def _carefully(check: Check, installation: Installation, vault: Vault) -> Iterator[Finding]:
    """A check that can't be made is a finding, and the others go on."""
    try:
        yield from check(installation, vault)
    except SelosteError as error:
        yield Finding(BAD, check.__name__.strip("_"), error.message, error.help)
    except (psycopg.Error, OSError) as error:
        yield Finding(
            BAD, check.__name__.strip("_"), f"could not be looked at ({type(error).__name__})",
            "mend what is told above, and run this again",
        )  # fmt: skip


def _engine(installation: Installation, vault: Vault) -> Iterator[Finding]:
    version = vault.connection.info.server_version
    kind = "a server" if installation.server else "the embedded engine"
    yield Finding(GOOD, "engine", f"PostgreSQL {version // 10000}.{version % 10000}, {kind}")
    if not installation.server:
        state = launcher.status(installation.home)
        yield Finding(GOOD, "engine", f"process {state.pid}, socket {state.socket}")


def _settings(_installation: Installation, vault: Vault) -> Iterator[Finding]:
    lines = server_conformity(vault.connection)
    if lines:
        yield Finding(
            BAD,
            "settings",
            "the server may write values into its log",
            "a superuser runs: " + " ".join(lines),
        )
    else:
        yield Finding(GOOD, "settings", "the server writes nothing literal into its log")


def _roles(installation: Installation, vault: Vault) -> Iterator[Finding]:
    wrong = catalogue_findings(vault.connection, installation.roles)
    for one in wrong:
        yield Finding(BAD, "tables", one, "restore what the schema generated; until then trust no answer")
    if not wrong:
        yield Finding(
            GOOD,
            "tables",
            f"{len(verdicts())} tables with their verdict, policies, grants and functions as generated",
        )


def _keys(installation: Installation, vault: Vault) -> Iterator[Finding]:
    folder, master = installation.home.keys, Master.of(installation.home.keys).path
    for path in (folder, folder / "keyfile", master):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            yield Finding(BAD, "keys", f"{path} is open to others ({mode:o})", f"chmod go-rwx {path}")
    if master.parent == folder:
        yield Finding(
            WARN, "keys", "the master key lies beside the keys: a copy of the whole home is a copy of everything",
            "move it, and set SELOSTE_MASTER_KEY_FILE",
        )  # fmt: skip
    yield Finding(GOOD, "keys", f"{2**vault.keys.bits} buckets")
    yield from _turns(vault)


def _turns(vault: Vault) -> Iterator[Finding]:
    in_force: dict[int, int] = dict(
        vault.connection.execute("select bucket, generation from gate.all_generations()").fetchall()
    )
    strange = [no for no, generation in in_force.items() if generation not in vault.keys.generations(no)]
    if strange:
        yield Finding(
            BAD,
            "keys",
            f"{len(strange)} buckets of the database have no key here",
            "the key folder is older than the database, or another's: bring the newest back",
        )
    if half := vault.keys.half_turned():
        yield Finding(
            WARN,
            "keys",
            f"{len(half)} buckets are half turned: an older copy still opens who was being erased",
            "`seloste upkeep` finishes them; so does every start",
        )


def _notice(installation: Installation, vault: Vault) -> Iterator[Finding]:
    found = publishing.published(vault.connection)
    if found is None:
        yield Finding(
            WARN, "notice", "nothing is published, so everything is closed", "`seloste notice publish FILE`"
        )
        return
    row = vault.connection.execute("select source from gate.published()").fetchone()
    fits = row is not None and hashlib.sha256(row[0].encode()).hexdigest() == found.policy.digest
    if fits:
        yield Finding(GOOD, "notice", f"version {found.policy.version} is in force, as it was published")
    else:
        yield Finding(
            BAD,
            "notice",
            f"the text of version {found.policy.version} is not the one it was compiled from",
            "publish it again",
        )
    yield from _despite(vault)
    yield from _coming(vault)
    yield from _closed(vault)


def _hosting(installation: Installation, vault: Vault) -> Iterator[Finding]:
    """R8.1d: what the notice says of where the register is, beside what can be told from here."""
    found = publishing.published(vault.connection)
    if found is None:
        return
    said = found.policy.hosting
    if not said:
        yield Finding(
            WARN, "hosting", "the notice doesn't say where the register is", "add [hosting] to it"
        )  # fmt: skip
        return
    told = ", ".join(f"{part} {place}" for part, place in said.items())
    if not installation.server or is_local(vault.connection):
        yield Finding(GOOD, "hosting", f"the notice says {told}; the database is on this machine")
    else:
        yield Finding(
            WARN, "hosting", f"the notice says {told}; the database is on another machine",
            f"see that {vault.connection.info.host} stands in {said.get('database', 'a declared country')}",
        )  # fmt: skip


def _despite(vault: Vault) -> Iterator[Finding]:
    """A notice that is in force despite its errors is looked at again; the reason is for the privacy contact."""
    for version, review in vault.connection.execute(
        "select version, review from gate.despite_due()"
    ).fetchall():
        late = review <= datetime.now(UTC).date()
        yield Finding(
            BAD if late else WARN,
            "notice",
            f"version {version} is in force despite its errors; what it leaves unsaid is refused. "
            f"The reason {'was' if late else 'is'} to be looked at again by {review}",
            "mend the notice and publish it, or publish it anew with a reason that still holds",
        )


def _coming(vault: Vault) -> Iterator[Finding]:
    """What the linter will find in the notice in force within 60 days."""
    for one in foreseen.foreseen(vault.connection):
        yield Finding(
            WARN, "notice", f"from {one.day} on, {one.code} at {one.path}: {one.message}",
            f"look at it before; `seloste notice explain {one.code}` tells more",
        )  # fmt: skip


def _closed(vault: Vault) -> Iterator[Finding]:
    for category, field in publishing.closed(vault.connection, kinds()):
        yield Finding(
            WARN,
            "notice",
            f"{category}.{field} is not in the notice, so it is closed: nothing in, nothing out",
        )


def _clock(_installation: Installation, vault: Vault) -> Iterator[Finding]:
    row = vault.connection.execute("select gate.now() - statement_timestamp(), clock_timestamp()").fetchone()
    if row is None or row[0].total_seconds() != 0:
        yield Finding(BAD, "clock", "the register's clock is moved", "the owner sets gate.clock.drift to 0")
    else:
        yield Finding(GOOD, "clock", f"{row[1]:%Y-%m-%d %H:%M:%S %Z}, as the server has it")


def _index(_installation: Installation, vault: Vault) -> Iterator[Finding]:
    row = vault.connection.execute("select ready, done, people from gate.index_progress()").fetchone()
    assert row is not None  # a function of one row
    if row[0]:
        yield Finding(GOOD, "index", "whole")
    else:
        yield Finding(BAD, "index", f"being rebuilt: {row[1]} of {row[2]} people", "`seloste index rebuild`")


def _worker(installation: Installation, vault: Vault) -> Iterator[Finding]:
    waiting = vault.connection.execute("select gate.count_waiting()").fetchone()
    if waiting and waiting[0]:
        yield Finding(
            WARN,
            "worker",
            f"{waiting[0]} erasures wait for their turn",
            "`seloste upkeep`, or let the worker run",
        )
    worker = installation.act("worker")
    row = vault.connection.execute("select name from gate.whoami(%s)", (worker.ticket.secret,)).fetchone()
    if row is None:
        yield Finding(BAD, "worker", "the worker's ticket has ended", "`seloste user ticket worker`")
    else:
        yield Finding(GOOD, "worker", "its ticket runs")


def _copies(_installation: Installation, vault: Vault) -> Iterator[Finding]:
    """Whether this database may be read at all with these keys, and how old the last backup and drill are."""
    outbox.check(vault)
    rows = vault.connection.execute("select what, at from gate.last_copies()").fetchall()
    last: dict[str, datetime] = dict(rows)
    for what, days, mend in (
        ("backup", BACKUP_DAYS, "`seloste backup DIR`, each night"),
        ("drill", DRILL_DAYS, "`seloste backup drill DIR`: one that was never restored is a hope"),
    ):
        if what not in last:
            yield Finding(WARN, "backup", f"there has been no {what}", mend)
            continue
        age = datetime.now(UTC) - last[what]
        if age < -timedelta(hours=1):
            yield Finding(WARN, "backup", f"the last {what} is dated {last[what]:%Y-%m-%d %H:%M} UTC, which is to come",
                          "the clock was wrong then, or is now; when it is right: " + mend)  # fmt: skip
            continue
        state = GOOD if age <= timedelta(days=days) else WARN
        yield Finding(state, "backup", f"the last {what} is of {last[what]:%Y-%m-%d %H:%M} UTC", mend)


def _left(installation: Installation, _vault: Vault) -> Iterator[Finding]:
    """Copies of keys that a killed restore or drill has left: whoever was erased since would open by them."""
    if copies := scratch.left(installation.home):
        yield Finding(
            BAD, "backup", f"a restore or drill was stopped and has left copies of keys: {', '.join(map(str, copies))}",
            "`seloste backup DIR`, or a start of the worker, clears them away",
        )  # fmt: skip


def _home(installation: Installation, vault: Vault) -> Iterator[Finding]:
    for folder in (installation.home.keys, installation.home.tickets, installation.home.run):
        mode = stat.S_IMODE(folder.stat().st_mode)
        if mode & 0o007:
            yield Finding(BAD, "home", f"{folder} is open to everybody ({mode:o})", f"chmod o-rwx {folder}")
    yield Finding(GOOD, "home", str(installation.home.root))


CHECKS: tuple[Check, ...] = (
    _home,
    _engine,
    doctor_house.lasting,
    _settings,
    _keys,
    _roles,
    doctor_house.ledger,
    _copies,
    _left,
    _notice,
    _hosting,
    _clock,
    doctor_house.clocks,
    _index,
    _worker,
    doctor_house.queue,
    doctor_house.disk,
    doctor_house.versions,
)
