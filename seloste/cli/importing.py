"""``seloste import FILE… --source NAME``: what a file is, is told by the file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from seloste.cli.import_bar import bar
from seloste.cli.import_files import FileUnread, announce_files, opened, tell_reading, tell_reasons
from seloste.cli.output import Unwritable, emit, listed, number, say, table
from seloste.cli.session import Session, common, open_session, start
from seloste.engine.errors import Exit
from seloste.intake.as_json import as_json
from seloste.intake.found import What
from seloste.intake.mapping import CsvMapping, read_mapping
from seloste.intake.orders import ImportRefused, Order, Plan, prepare, read_shown, shown_column
from seloste.intake.prohibition_lists import EXPLAINED
from seloste.intake.readings import AnyReading, Stored
from seloste.intake.recognising import Told
from seloste.intake.reports import Report, RowNote, Sink, written
from seloste.intake.saving import Saving

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
    "not_in_register": "refusals of nobody here (nothing is kept of them)",
    "undeliverable": "undeliverable addresses",
    "further_fields": "further fields (titles, languages, employers …)",
    "further_fields_refused": "further fields that are none for their field, left out",
    "may_be_special_category": "texts that may tell of health, belief, unions or the like: look before you keep them",
    "further_fields_changed": "further fields changed",
    "field_of_another_source_kept": "further fields of another source kept",
    "further_fields_not_compared": "further fields that this use may not see, left as they are",
    "name_replaced": "names replaced",
    "name_of_another_source_kept": "names of another source kept",
    "answers": "answers to forms",
    "relations_ended": "relations ended, of people who have left",
    "restricted": "restricted people left as they are",
    "already_past_period": "past their period already (the next sweep takes them)",
    "calls": "calls in the history of people here",
    "calls_with_strangers": "calls with nobody here (nothing is kept of them)",
    "calls_of_shared_numbers": "calls of numbers that several people have, left out",
    "calls_without_number": "calls with a withheld number, or inside the house",
    "invoices": "invoices of organisations and people here",
    "invoices_of_strangers": "invoices of people who aren't here (nothing is kept of them)",
    "invoices_not_declared": "invoices of people, which the notice lets this source not bring",
    "contact_persons": "contact persons named in invoices, found here and set beside them",
    "contact_persons_not_known": "contact persons named in invoices who aren't known here, not stored",
    "to_be_told": "people to be told of it (GDPR 14)",
    "organisations": "new organisations",
    "organisations_changed": "organisations changed",
    "organisations_known": "organisations known already",
    "organisation_not_known": "people whose organisation isn't in the register",
    "organisation_addresses": "addresses of organisations themselves",
    "organisation_addresses_of_people": "addresses beside organisations that point to one person, not stored",
    "organisation_details_not_kept": "organisations of which more is told than the notice declares",
    "contact_details_not_kept": "further addresses of organisations, not stored",
}


class OnlyRead(ImportRefused):
    """A format that a dry run shows and no import stores."""

    code = "read_only_format"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    """The words of the command."""
    command = commands.add_parser(
        name, help=summary, description=summary,
        epilog="`seloste import list` shows the imports there were, `seloste import undo BATCH` takes one back"
        " (--dry-run counts what would go). A file that is called list or undo is given as ./list or ./undo.",
    )  # fmt: skip
    command.add_argument("files", nargs="+", metavar="FILE", help="files, a folder of them, or a zip")
    _about_files(command)
    _about_people(command)
    _about_reports(command)
    common(command)
    command.set_defaults(run=run)


def _about_files(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--format", metavar="NAME", help="what wrote the files, where they are taken for something else"
    )
    command.add_argument(
        "--mapping", type=Path, metavar="FILE.toml", help="which column means what, for any CSV or XLSX"
    )
    command.add_argument("--zone", metavar="ZONE", help="of times without one, as Europe/Helsinki")
    command.add_argument(
        "--own",
        action="append",
        default=[],
        metavar="NUMBER",
        help="a number or extension of ours, in call records",
    )
    command.add_argument(
        "--lists", choices=("phone", "email", "post"), help="what a list of refusals forbids"
    )
    command.add_argument(
        "--rows",
        choices=("person", "organisation"),
        help="what the rows of an Odoo file are that doesn't tell companies from people",
    )


def _about_people(command: argparse.ArgumentParser) -> None:
    command.add_argument("--source", metavar="NAME", help="a source that the notice names")
    command.add_argument(
        "--relation", metavar="KIND", help="what these people are to us, where the notice doesn't say"
    )
    command.add_argument(
        "--shown", type=Path, metavar="TEXTFILE", help="the text that people saw when they consented"
    )
    command.add_argument("--declared-by", metavar="NAME", help="who declares that this text was shown")


def _about_reports(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--dry-run",
        action="store_true",
        help="count and give reasons; store nothing. With --json: what was read",
    )
    command.add_argument(
        "--report", type=Path, metavar="FILE.csv", help="write every row that was not taken as it stands"
    )
    command.add_argument(
        "--save-rejected", type=Path, metavar="FILE",
        help="write the rejected records as they stood, in their file's own form, to be mended and given again:"
        " personal data in the clear, readable by this account alone",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Reads, says what the files were taken for and what will be left out, imports, reports."""
    if arguments.files[0] in ("list", "undo"):
        from seloste.cli import import_undo

        return import_undo.run(arguments)
    arguments.files = [Path(name) for name in arguments.files]
    mapping = _mapping(arguments)
    zone = _zone(arguments.zone)
    session = open_session(arguments, "import")
    with closing(session.vault.connection):
        row = session.vault.connection.execute("select gate.now()").fetchone()
        told = Told(
            What(arguments.rows) if arguments.rows else What.UNDECIDED, zone, frozenset(arguments.own),
            row[0] if row else None, mapping, arguments.lists or "",
        )  # fmt: skip
        format_name = "csv" if mapping is not None else arguments.format
        reading, taken = opened(arguments.files, format_name, told)
        if not arguments.json:
            announce_files(reading, taken)
        adds_nobody = reading.stored is not Stored.PEOPLE
        if reading.stored is Stored.READ_ONLY or (adds_nobody and arguments.dry_run and not arguments.source):
            return _only_read(arguments, reading, taken.format.title)
        return _import(arguments, session, _order(arguments, mapping), reading)


def _only_read(arguments: argparse.Namespace, reading: AnyReading, title: str) -> int:
    """What the register has no door for, or whose source isn't told, is shown and never said to be stored."""
    if not arguments.dry_run:
        raise OnlyRead(
            f"{title} can be read, and is not stored: the register has no way in for it yet. Nothing was stored.",
            help="--dry-run shows what the file says, --dry-run --json every record.",
        )
    if arguments.json:
        emit(as_json(reading))
    else:
        tell_reading(reading)
    return Exit.OK


def _import(arguments: argparse.Namespace, session: Session, order: Order, reading: AnyReading) -> int:
    from seloste.intake import (  # they read the registry of models: the session sets it up
        calling,
        importing,
        invoicing,
        washing,
    )

    if reading.stored is Stored.CALLS and not (arguments.zone or arguments.dry_run):
        raise ImportRefused(
            "The files hold no time zone, and the exchange's isn't said.",
            help="As in --zone Europe/Helsinki.",
        )
    plan = prepare(session.vault, reading, order, session.act)
    if arguments.dry_run and arguments.json:
        emit(as_json(reading, text_on_file=order.shown is not None))
        return Exit.OK
    if not arguments.json:
        _announce(plan, reading)
    saving = Saving(reading, arguments.save_rejected) if arguments.save_rejected else None
    with _rows_to(arguments.report, saving) as sink, bar("importing") as progress:
        ways = {
            Stored.PEOPLE: importing.run, Stored.REFUSALS: washing.run, Stored.CALLS: calling.run,
            Stored.INVOICES: invoicing.run,
        }  # fmt: skip
        bring = ways[reading.stored]
        report = bring(session.vault, reading, order, session.act, progress, dry=arguments.dry_run, sink=sink)
    saved = _saved(saving)
    if arguments.json:
        emit(report.as_json())
    else:
        _tell(report, arguments.report)
        _tell_saved(saving, saved)
        if missed := unexplained(reading, report):
            say(
                f"{number(missed)} lines may be refusals that were not applied: explain or mend each of them."
            )
    return Exit.OK if report.complete and not unexplained(reading, report) else Exit.BAD_INPUT


def unexplained(reading: AnyReading, report: Report) -> int:
    """Lines of a list of refusals that weren't taken: each may be a refusal that isn't applied."""
    if reading.stored is not Stored.REFUSALS:
        return 0
    return sum(number for reason, number in report.rejected.items() if reason not in EXPLAINED)


def _zone(name: str | None) -> ZoneInfo | None:
    """The zone that the user tells for times without one."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ImportRefused("There is no such time zone.", help="As in --zone Europe/Helsinki.") from None


def _mapping(arguments: argparse.Namespace) -> CsvMapping | None:
    """The mapping, for files of any other program."""
    by_mapping = arguments.format in ("csv", "any.csv")
    if by_mapping != (arguments.mapping is not None) and (by_mapping or arguments.format):
        raise ImportRefused(
            "A mapping goes with --format csv, and only with it.",
            help="--format csv --mapping FILE.toml; docs/importing.md tells how to write one.",
        )
    if arguments.mapping is None:
        return None
    start()
    from seloste.register import kinds  # the fields of the registry's models

    return read_mapping(arguments.mapping, {".".join(pair) for pair in kinds()})


def _order(arguments: argparse.Namespace, mapping: CsvMapping | None) -> Order:
    source, relation = arguments.source, arguments.relation
    if mapping is not None:
        source, relation = source or mapping.source, relation or mapping.relation or None
    if not source:
        raise ImportRefused(
            "Where the people come from isn't said.", help="--source NAME, as the notice names it."
        )
    if (arguments.shown is None) != (arguments.declared_by is None):
        raise ImportRefused(
            "A text is attached and declared together.",
            help="Give both --shown TEXTFILE and --declared-by NAME, or neither.",
        )
    shown = read_shown(arguments.shown, arguments.declared_by) if arguments.shown else None
    return Order(source, relation, shown)


def _saved(saving: Saving | None) -> list[Path]:
    """The rejected records, written down. Raises Unwritable."""
    try:
        return saving.write() if saving else []
    except OSError as fault:
        raise Unwritable(
            f"The rejected records can't be written: {fault.strerror}.",
            help="Choose another place for --save-rejected; the import itself is done.",
        ) from None


def _tell_saved(saving: Saving | None, saved: list[Path]) -> None:
    if saving is None:
        return
    if not saved:
        say("Nothing was rejected, so none was saved.")
        return
    say(
        f"The rejected records are in {listed(map(str, saved))}, personal data in the clear, readable by you alone."
    )
    say("Mend them, give the file by the same command, and delete it.")


@contextmanager
def _rows_to(path: Path | None, saving: Saving | None) -> Iterator[Sink]:
    try:
        with written(path) as sink:

            def both(row: RowNote) -> None:
                sink(row)
                if saving is not None:
                    saving.note(row)

            yield both
    except OSError as fault:
        raise FileUnread(
            f"The report can't be written: {fault.strerror}.", help="Choose another place for --report."
        ) from None


def _announce(plan: Plan, reading: AnyReading) -> None:
    """What the notice makes of these files, before anything is stored."""
    relation = f"; relation: {plan.relation}" if plan.relation else ""
    say(f"From {plan.source.name} under {plan.use}{relation}.")
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
    tell_reasons("Rejected", report.rejected)
    tell_reasons("Permission not raised", report.not_raised)
    tell_reasons("Taken, with a word on it", report.warnings)
    if report.organisation_fields:
        fields = ", ".join(f"{name} {number(n)}" for name, n in sorted(report.organisation_fields.items()))
        say(f"Left out of organisations, for the notice declares no such data of theirs: {fields}.")
    table([[row.file, f"record {row.at}", row.reason, row.column] for row in report.rows[:_ROWS_SHOWN]])
    hidden = report.rejected.total() + report.not_raised.total() - len(report.rows[:_ROWS_SHOWN])
    if hidden > 0 and written_to is None:
        say(f"  and {number(hidden)} more; --report FILE.csv writes them all.")
    if written_to is not None:
        say(f"Every such row is in {written_to}.")
    if not report.complete:
        say("A file could not be read to its end: what came after it opened no consent.")
        say("Mend the file and run the same command.")
