"""``seloste serve`` and ``seloste worker``: the pages, and what the register does by itself."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
import threading
from collections.abc import Callable

from seloste.backup import scratch
from seloste.cli.output import emit, say
from seloste.cli.session import common, start
from seloste.engine import jobs, log, troubles
from seloste.engine.conformity import refuse_forgetful_server, server_conformity
from seloste.engine.connect import Connection
from seloste.engine.errors import Exit, SelosteError
from seloste.gate import publishing
from seloste.protection import outbox, proof
from seloste.protection.vault import Vault
from seloste.register import kinds
from seloste.register.installation import Installation, here
from seloste.retention import rounds
from seloste.terms.act import Act

logger = logging.getLogger(__name__)


class ClockMoved(SelosteError):
    """The register's clock has an offset: only tests may give it one (spine 9)."""

    exit_code = Exit.CONFLICT
    code = "clock_moved"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    command = commands.add_parser(name, help=summary, description=summary)
    if name == "serve":
        command.add_argument("--host", default="127.0.0.1")
        command.add_argument("--port", type=int, default=8000)
        command.add_argument("--no-worker", action="store_true", help="the pages alone")
    common(command, actor=False)
    command.set_defaults(run={"serve": _serve, "worker": _worker}[name])


def _serve(arguments: argparse.Namespace) -> int:
    installation = begin()
    address = f"http://{'localhost' if arguments.host == '127.0.0.1' else arguments.host}:{arguments.port}/"

    def ready() -> None:
        emit({"serving": address}) if arguments.json else say(f"Serving on {address} — Ctrl-C stops.")
        sys.stdout.flush()

    return begin_serving(
        installation, arguments.host, arguments.port, worker=not arguments.no_worker, ready=ready
    )


def _nothing() -> None:
    """Nobody waits for it."""


def begin_serving(
    installation: Installation, host: str, port: int, *, worker: bool, ready: Callable[[], None] = _nothing
) -> int:
    """The pages, and the worker beside them, until a signal; ``ready`` when the port is ours. Raises PortTaken."""
    from seloste.web.serving import serve

    stop = _stopping()
    beside = threading.Thread(target=work, args=(installation, stop), name="worker", daemon=True)

    def begin_work() -> None:
        ready()
        if worker:
            beside.start()

    serve(host, port, stop, begin_work)
    stop.set()
    if beside.is_alive():
        beside.join(timeout=10)
    return Exit.OK


def _worker(arguments: argparse.Namespace) -> int:
    installation = begin()
    stop = _stopping()
    emit({"working": True}) if arguments.json else say("Working — Ctrl-C stops.")
    work(installation, stop)
    return Exit.OK


def begin() -> Installation:
    """Finish what a stop has left half done, before anybody reads."""
    start()
    log.configure()
    installation = here()
    vault = installation.vault("worker")
    outbox.check(vault)
    refuse_moved_clock(vault.connection)
    refuse_telling_server(vault.connection)
    for role in ("worker", "app"):
        with installation.vault(role).connection as one:
            refuse_forgetful_server(one)
    for category, field in publishing.closed(vault.connection, kinds()):
        logger.warning("closed: not in the notice", extra={"code": f"{category}.{field}"})
    rounds.begin(vault, installation.act("worker", "upkeep"))
    scratch.clear(installation.home)
    vault.connection.close()
    return installation


def refuse_moved_clock(connection: Connection) -> None:
    """Raises ClockMoved."""
    row = connection.execute("select gate.now() = statement_timestamp()").fetchone()
    if row is None or not row[0]:
        raise ClockMoved(
            "The register's clock is moved: gate.clock has an offset.",
            help="The owner sets gate.clock.drift to 0.",
        )


class TellingServer(SelosteError):
    """The server may write values into its log (spine 5)."""

    exit_code = Exit.ENGINE
    code = "telling_server"


def refuse_telling_server(connection: Connection) -> None:
    """Raises TellingServer with the lines that a superuser runs."""
    if lines := server_conformity(connection):
        raise TellingServer(
            "The server may write personal values into its log, so nothing is served.",
            help="A superuser runs: " + " ".join(lines),
        )


def work(installation: Installation, stop: threading.Event) -> None:
    """The worker's loop with its own ticket: a job stores ids, never a ticket."""
    act = installation.act("worker", "upkeep")
    sealing = installation.vault("worker")

    def fresh(job: str) -> Vault:
        logger.info("job", extra={"code": job})
        return installation.vault("worker")

    def minutely() -> None:
        vault = fresh("settle")
        with vault.connection:
            rounds.minutely(vault, act)

    def nightly() -> None:
        vault = fresh("nightly")
        with vault.connection:
            rounds.nightly(vault, act)

    def seal() -> None:
        nonlocal sealing
        try:
            if sealing.connection.closed:
                sealing = installation.vault("worker")
            _sealed(sealing, act)
        except Exception as error:  # noqa: BLE001 - the server may be away; the next second tries again
            logger.error("ledger not sealed", extra={"code": _word(error)})

    while not stop.is_set():
        try:
            jobs.run(jobs.queue(installation.address("worker"), minutely, nightly), seal, stop)
        except jobs.ClockMoved:
            logger.warning("the clock moved: the queue begins anew")
        except Exception as error:  # noqa: BLE001 - a worker that ends would end silently
            logger.error("worker stopped", extra={"code": _word(error)})
            stop.wait(5)


def _word(error: Exception) -> str:
    """A stable word for an error: its code, else its kind in small letters."""
    known = troubles.told(error) or error
    return str(getattr(known, "code", None) or type(error).__name__.lower())


def _sealed(vault: Vault, act: Act) -> None:
    outbox.flush(vault, act)
    try:
        proof.seal(vault)
    except proof.LedgerError as error:
        logger.error("ledger not sealed", extra={"code": _word(error)})


def _stopping() -> threading.Event:
    stop = threading.Event()

    def ask(_signal: int, _frame: object) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    return stop
