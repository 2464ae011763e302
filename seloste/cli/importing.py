"""``seloste import FILE… --format mailchimp --source NAME``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from seloste.cli.output import emit, listed, number, say, table
from seloste.cli.session import Session, common, open_session
from seloste.engine.errors import Exit, SelosteError
from seloste.intake.as_json import as_json
from seloste.intake.bytes import Unreadable
from seloste.intake.mailchimp import Reading, read_export, status_of
from seloste.intake.orders import ImportRefused, Order, Plan, Progress, prepare, read_shown, shown_column
from seloste.intake.reports import Report, Sink, written

_FORMATS = ("mailchimp", "mailchimp.audience")
_ROWS_SHOWN = 20

_COUNTED = {
    "records": "records",
    "new_people": "new people",
    "changed_people": "people changed",
    "unchanged": "unchanged",
    "consents": "consents opened (incomplete, 12 months)",
    "consent_without_text": "consents not opened: no text attached",
    "consent_not_declared": "consents not opened: the notice lets this source bring none",
    "unproven": "claimed consents that nothing proves",
    "never_given": "never asked for the newsletter",
    "prohibitions": "refusals",
    "refusals_kept": "refusals kept of people not in the register",
    "undeliverable": "undeliverable addresses",
    "name_replaced": "names replaced",
    "name_of_another_source_kept": "names of another source kept",
    "restricted": "restricted people left as they are",
    "already_past_period": "past their period already (the next sweep takes them)",
    "to_be_told": "people to be told of it (GDPR 14)",
}


class FileUnread(SelosteError):
    """A file that can't be read: which, where, and why."""

    exit_code = Exit.BAD_INPUT


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    """The words of the command."""
    command = commands.add_parser(name, help=summary, description=summary)
    command.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="files, a folder of them, or a zip"
    )
    command.add_argument("--format", required=True, choices=_FORMATS, help="what wrote the files")
    command.add_argument("--source", required=True, metavar="NAME", help="a source that the notice names")
    command.add_argument(
        "--relation", metavar="KIND", help="what these people are to us, where the notice doesn't say"
    )
    command.add_argument(
        "--shown", type=Path, metavar="TEXTFILE", help="the text that people saw when they consented"
    )
    command.add_argument("--declared-by", metavar="NAME", help="who declares that this text was shown")
    command.add_argument(
        "--dry-run",
        action="store_true",
        help="count and give reasons; store nothing. With --json: what was read",
    )
    command.add_argument(
        "--report", type=Path, metavar="FILE.csv", help="write every row that was not taken as it stands"
    )
    common(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads, says what will be left out, imports, reports."""
    order = _order(arguments)
    session = open_session(arguments, "import")
    with closing(session.vault.connection):
        return _import(arguments, session, order)


def _import(arguments: argparse.Namespace, session: Session, order: Order) -> int:
    from seloste.intake import importing  # it reads the registry of models, which the session sets up

    reading = _read(session, arguments.files)
    plan = prepare(session.vault, reading, order, session.act)
    if arguments.dry_run and arguments.json:
        emit(as_json(reading, text_on_file=order.shown is not None))
        return Exit.OK
    if not arguments.json:
        _announce(plan, reading)
    with _rows_to(arguments.report) as sink, _bar() as progress:
        report = importing.run(
            session.vault, reading, order, session.act, progress, dry=arguments.dry_run, sink=sink
        )
    if arguments.json:
        emit(report.as_json())
    else:
        _tell(report, arguments.report)
    return Exit.OK if report.complete else Exit.BAD_INPUT


def _order(arguments: argparse.Namespace) -> Order:
    if (arguments.shown is None) != (arguments.declared_by is None):
        raise ImportRefused(
            "A text is attached and declared together.",
            help="Give both --shown TEXTFILE and --declared-by NAME, or neither.",
        )
    shown = read_shown(arguments.shown, arguments.declared_by) if arguments.shown else None
    return Order(arguments.source, arguments.relation, shown)


def _read(session: Session, named: Sequence[Path]) -> Reading:
    """Opens the files; times later than the gate's clock are not believed."""
    row = session.vault.connection.execute("select gate.now()").fetchone()
    assert row is not None  # a function of one row
    try:
        return read_export(_files(named), not_after=row[0])
    except Unreadable as fault:
        place = f", line {fault.line}" if fault.line else ""
        problem = FileUnread(
            f"{shown_column(fault.file)}{place}: {fault.code}.",
            help="docs/importing.md tells what each code means.",
        )
        problem.code = fault.code
        raise problem from None
    except OSError as fault:
        raise FileUnread(
            f"A file can't be read: {fault.strerror}.", help="Give files, a folder or a zip."
        ) from None


def _files(named: Sequence[Path]) -> list[Path]:
    """A folder stands for the export files and zips in it."""
    found: list[Path] = []
    for path in named:
        found += sorted(filter(_is_export, path.iterdir())) if path.is_dir() else [path]
    return found


def _is_export(path: Path) -> bool:
    kind = path.suffix.lower()
    return path.is_file() and (kind == ".zip" or (kind == ".csv" and status_of(path.name) is not None))


@contextmanager
def _rows_to(path: Path | None) -> Iterator[Sink]:
    try:
        with written(path) as sink:
            yield sink
    except OSError as fault:
        raise FileUnread(
            f"The report can't be written: {fault.strerror}.", help="Choose another place for --report."
        ) from None


@contextmanager
def _bar() -> Iterator[Progress]:
    """A bar on standard error when a person watches."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("importing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("importing", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _announce(plan: Plan, reading: Reading) -> None:
    """What the notice makes of these files, before anything is stored."""
    say(f"From {plan.source.name} under {plan.use}; relation: {plan.relation}.")
    if plan.columns_not_declared:
        columns = listed(column.name for column in plan.columns_not_declared)
        say(f"Left out, for the notice lets {plan.source.name} bring no such data: {columns}.")
    refused = dict.fromkeys(shown_column(c.name) for file in reading.files for c in file.columns_refused)
    if refused:
        say(f"Refused, for such data is never taken from a file: {', '.join(refused)}.")
    told = {column.name for column in plan.columns_not_declared}
    every = (shown_column(column.name) for file in reading.files for column in file.columns_dropped)
    dropped = dict.fromkeys(name for name in every if name not in told)
    if dropped:
        say(f"Not stored, for want of a purpose: {', '.join(dropped)}.")
    if reading.skipped:
        say(f"Not part of an export, passed over: {', '.join(map(shown_column, reading.skipped))}.")


def _tell(report: Report, written_to: Path | None) -> None:
    """Counts and reasons; rows by number, never by content."""
    if report.dry:
        say("", "Dry run: nothing was stored. It would be:")
    else:
        say("", "Done." if report.changed else "Done. Nothing changed: all of this was here.")
    table([[number(report.counts[code]), words] for code, words in _COUNTED.items() if report.counts[code]])
    for title, counts in (("Rejected", report.rejected), ("Permission not raised", report.not_raised)):
        if counts:
            reasons = ", ".join(f"{code} {number(n)}" for code, n in counts.most_common())
            say(f"{title}: {number(counts.total())} ({reasons}).")
    table([[row.file, f"record {row.at}", row.reason, row.column] for row in report.rows[:_ROWS_SHOWN]])
    hidden = report.rejected.total() + report.not_raised.total() - len(report.rows[:_ROWS_SHOWN])
    if hidden > 0 and written_to is None:
        say(f"  and {number(hidden)} more; --report FILE.csv writes them all.")
    if written_to is not None:
        say(f"Every such row is in {written_to}.")
    if not report.complete:
        say("A file could not be read to its end: what came after it opened no consent.")
        say("Mend the file and run the same command.")
