"""``seloste demo``: invented people, the whole thread in the terminal, and then the pages."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from seloste.cli import walk
from seloste.cli.demo_partners import write_partners
from seloste.cli.demo_people import Summary, write_export
from seloste.cli.output import emit, number, say
from seloste.cli.session import Session, common, start
from seloste.engine.errors import Exit, SelosteError
from seloste.gate.publishing import publish, published
from seloste.intake.mailchimp import read_export
from seloste.intake.orders import Order, ShownText
from seloste.notice import examine, load_policy
from seloste.notice.catalogue import CATALOGUE, Severity
from seloste.register import kinds
from seloste.register.installation import Installation, here, set_up

PEOPLE = 5000
SHOWN = "Tilaan uutiskirjeen sähköpostiini. Voin perua tilauksen milloin tahansa jokaisen kirjeen linkistä."
NOTICE = Path(__file__).resolve().parents[2] / "notices" / "avoin-systems" / "revised.toml"
PUBLISHED = NOTICE.with_name("published.toml")
PARTNER = "customer_rep"


@dataclass(frozen=True, slots=True)
class Stage:
    """The demo's register, its invented export with every value in it, and what it is told on."""

    session: Session
    summary: Summary
    values: frozenset[bytes]
    console: Console


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    command = commands.add_parser(name, help=summary, description=summary)
    command.add_argument("--no-serve", action="store_true", help="end after the walk")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--people", type=int, default=PEOPLE, help=f"how many (default: {PEOPLE})")
    command.add_argument(
        "--files", type=Path, metavar="FOLDER", help="only write the invented export files into FOLDER"
    )
    common(command, actor=False)
    command.set_defaults(run=_demo)


def _demo(arguments: argparse.Namespace) -> int:
    if arguments.files:
        return _write_files(arguments.files, arguments.people)
    start()
    console = Console(quiet=arguments.json, highlight=False, soft_wrap=False, width=min(Console().width, 100))
    installation = here()
    if installation.home.note:
        console.print(installation.home.note)
    stage = _prepare(installation, arguments.people, console)
    told = walk.tell(stage)
    if arguments.json:
        emit(told)
    if wrong := walk.broken(told):
        console.print(f"[bold]Not as it should be: {', '.join(wrong)}.[/]")
        return Exit.REFUSED
    if arguments.no_serve:
        return Exit.OK
    stage.session.vault.connection.close()
    return _serve(installation, arguments.port, console)


def _write_files(folder: Path, people: int) -> int:
    """The files that the demo imports, for whoever wants to look at them or bring them in by hand."""
    today = datetime.now(UTC).date()
    newsletter = write_export(folder, people=people, today=today)
    partners = write_partners(folder, newsletter=people)
    say(
        f"{number(newsletter.people)} people of a newsletter, {number(partners.organisations)} organisations with"
        f" {number(partners.people)} people: {folder}"
    )
    return Exit.OK


def _prepare(installation: Installation, people: int, console: Console) -> Stage:
    """A register with a published notice and the invented people, made once: a second run finds it."""
    began = time.monotonic()
    set_up(installation)
    session = Session(installation, installation.vault(), installation.act())
    _must_be_the_demos(session)
    console.rule("[bold]Seloste[/]: the notice is the program", align="left")
    _tell_lint(console)
    if published(session.vault.connection) is None:
        publish(session.vault.connection, load_policy(NOTICE), NOTICE, session.act, kinds(), counted=False)
    policy = session.published().policy
    console.print(
        f"The notice of {policy.controller['en']}, version {policy.version}, is in force. [dim](A sample, not given by the company.)[/]"
    )
    with tempfile.TemporaryDirectory(prefix="demo-", dir=installation.home.run) as folder:
        summary = write_export(
            Path(folder), people=people, today=datetime.now(ZoneInfo(policy.time_zone)).date()
        )
        size = session.vault.connection.execute("select people from gate.register_size()").fetchone()
        if size is None or size[0] == 0:
            _import(session, summary, console)
            _import_partners(session, Path(folder), people, console)
            _deal(session, console)
        values = frozenset(walk.values_of(summary))
    console.print(f"[dim]Ready in {time.monotonic() - began:.1f} s: {installation.home.root}[/]")
    return Stage(session, summary, values, console)


class NotTheDemo(SelosteError):
    """The demo erases people and tampers with the ledger: never in a register of somebody's."""

    exit_code = Exit.CONFLICT
    code = "not_the_demo"


def _must_be_the_demos(session: Session) -> None:
    """Raises NotTheDemo for a register that the demo didn't begin itself."""
    marker = session.installation.home.root / "demo"
    size = session.vault.connection.execute("select people from gate.register_size()").fetchone()
    if not marker.exists() and (published(session.vault.connection) is not None or (size and size[0])):
        raise NotTheDemo(
            "This register is not the demo's, and the demo erases people and tampers with the ledger.",
            help="Set SELOSTE_HOME to an empty folder.",
        )
    marker.touch(mode=0o600)


def _import(session: Session, summary: Summary, console: Console) -> None:
    """The export through the real importer, with the text that people saw attached and declared."""
    from seloste.intake import importing  # it reads the registry of models, which needs Django

    row = session.vault.connection.execute("select gate.now()").fetchone()
    reading = read_export(summary.files, not_after=row[0] if row else None)
    order = Order("mailchimp", None, ShownText(SHOWN, "first"))
    columns = (TextColumn("  importing"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("people", total=None)
        report = importing.run(
            session.vault,
            reading,
            order,
            session.act,
            lambda done, of: bar.update(task, completed=done, total=of),
        )
    found = report.as_json()["counts"]
    console.print(
        f"Four files of a newsletter service, {number(summary.people)} people: "
        f"{number(found['new_people'])} came in, {number(found['consents'])} consents opened, "
        f"{number(found['prohibitions'])} refusals kept, {number(sum(summary.bad_rows.values()))} rows rejected with their reason."
    )


def _import_partners(session: Session, folder: Path, people: int, console: Console) -> None:
    """Companies and their people out of a business system, met again where the newsletter knows them."""
    from seloste.intake import importing
    from seloste.intake.odoo import read_partners

    partners = write_partners(folder, newsletter=people)
    report = importing.run(
        session.vault, read_partners([partners.path]), Order("odoo", PARTNER, None), session.act
    )
    found = report.as_json()["counts"]
    console.print(
        f"A contact file of Odoo: {number(partners.organisations)} organisations, {number(found['new_people'])} people of theirs"
        f" came in, {number(partners.shared)} were known already."
    )


def _deal(session: Session, console: Console) -> None:
    from seloste.cli.demo_dealings import bring
    from seloste.cli.demo_deals import deal

    now = datetime.now(UTC)
    rows = bring(session.vault, session.act, now)
    told = deal(session.vault, session.act, now)
    console.print(
        f"Calls, contracts, invoices, feedback, visits and job applications: {number(rows)} rows in all nine categories;"
        f" {number(told)} contracts, projects and invoices of organisations."
    )


def _tell_lint(console: Console) -> None:
    """What a strict reader finds in the company's public notice, written down as it stands."""
    _, findings = examine(PUBLISHED)
    errors = [one for one in findings if one.severity is Severity.ERROR]
    console.print(
        f"The public notice of 2022, read as it stands: [bold]{len(errors)}[/] errors and {len(findings) - len(errors)} remarks. For example:"
    )
    for one in errors[:3]:
        console.print(
            Padding(
                f"[dim]{one.line}[/]  {escape(one.message)} [dim]({', '.join(CATALOGUE[one.code].rules)})[/]",
                (0, 0, 0, 2),
            )
        )


def _serve(installation: Installation, port: int, console: Console) -> int:
    from seloste.cli.serving import begin, begin_serving

    begin()
    ticket = installation.mint("first", timedelta(minutes=30), once=True)
    console.print()
    console.print(f"The public notice:   http://localhost:{port}/notice")
    console.print(
        f"Come in, once:       http://localhost:{port}/enter?once={ticket.secret.hex()}", soft_wrap=True
    )
    return begin_serving(installation, "127.0.0.1", port, worker=True)
