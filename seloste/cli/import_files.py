"""Files on their way into a reading: which they are, what they were taken for, and why one can't be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from seloste.cli.output import number, say, table
from seloste.engine.errors import Exit, SelosteError
from seloste.intake.bytes import Unreadable
from seloste.intake.found import Rejected
from seloste.intake.mailchimp import status_of
from seloste.intake.orders import shown_column
from seloste.intake.readings import AnyReading, Stored
from seloste.intake.recognising import Recognised, Told, every_word, named, recognise

_SUFFIXES = frozenset({".csv", ".zip", ".xlsx", ".vcf", ".txt", ".tsv", ".xml", ".json"})
_KINDS = {
    "pdf": "a PDF document", "html": "a web page (HTML)", "xls": "an old Excel workbook (XLS)",
    "xlsb": "a binary Excel workbook (XLSB)", "ods": "an OpenDocument spreadsheet (ODS)", "odt": "an OpenDocument text",
    "docx": "a Word document (DOCX)", "pptx": "a PowerPoint presentation (PPTX)", "gzip": "a gzip archive",
    "bzip2": "a bzip2 archive", "xz": "an xz archive", "rar": "a RAR archive", "7z": "a 7-Zip archive",
    "picture": "a picture", "sqlite": "an SQLite database", "rtf": "an RTF document", "program": "a program",
    "xlsx": "an Excel workbook (XLSX)", "zip": "a zip archive", "text": "plain text", "xml": "XML", "json": "JSON",
    "vcard": "vCard",
}  # fmt: skip
_HELP = {
    "format_unknown": "Say what it is by --format, one of {formats}; any table can be read by --mapping FILE.toml.",
    "several_formats": "Give the files of one program at a time.",
}
_ROWS_SHOWN = 20


class FileUnread(SelosteError):
    """A file that can't be read: which, where, and why."""

    exit_code = Exit.BAD_INPUT


def opened(paths: Sequence[Path], format_name: str | None, told: Told) -> tuple[AnyReading, Recognised]:
    """The reading of these files, and what they were taken for. Raises FileUnread."""
    files = _files(paths, format_name)
    try:
        taken = named(format_name, files) if format_name else recognise(files)
        return taken.format.read(files, told), taken
    except Unreadable as fault:
        raise _said(fault) from None
    except OSError as fault:
        raise _unread(fault) from None


def announce_files(reading: AnyReading, taken: Recognised) -> None:
    """What the files were taken for, and which of them are not what their name says."""
    variants = list(dict.fromkeys(file.variant for file in reading.files if file.variant))
    shown = f": {variants[0]}" if len(variants) == 1 else ""
    hint = "" if taken.told else " --format NAME overrides."
    say(f"{'Read as' if taken.told else 'Taken for'} {taken.format.title}{shown}.{hint}")
    for name, kind in taken.misnamed:
        say(f"{shown_column(name)} is {_KINDS.get(kind, kind)}, whatever its name says, and is read as that.")


def tell_reading(reading: AnyReading) -> None:
    """What a file says that isn't held against the register: counts, and rejected records by number."""
    accepted: Counter[str] = Counter()
    rejected: list[Rejected] = []
    for file in reading.files:
        for found in reading.of(file):
            if isinstance(found, Rejected):
                rejected.append(found)
            else:
                accepted[shown_column(file.name)] += 1
    more = (
        "this format is read only"
        if reading.stored is Stored.READ_ONLY
        else "--source tells what it would bring"
    )
    say("", f"Dry run: nothing was stored, and {more}.")
    table([[number(count), name] for name, count in accepted.items()])
    if rejected:
        reasons = ", ".join(
            f"{code} {number(n)}" for code, n in Counter(r.reason for r in rejected).most_common()
        )
        say(f"Rejected: {number(len(rejected))} ({reasons}).")
    shown = rejected[:_ROWS_SHOWN]
    table([[shown_column(r.file), f"record {r.at}", r.reason, shown_column(r.column)] for r in shown])


def _said(fault: Unreadable) -> FileUnread:
    place = f", line {fault.line}" if fault.line else ""
    what = _KINDS.get(fault.code.removeprefix("is_"), "") if fault.code.startswith("is_") else ""
    problem = FileUnread(
        f"{shown_column(fault.file)} is {what}, which isn't read." if what
        else f"{shown_column(fault.file)}{place}: {fault.code}.",
        help=_HELP.get(fault.code, "docs/importing.md tells what each code means.").format(
            formats=", ".join(every_word())
        ),
    )  # fmt: skip
    problem.code = fault.code
    return problem


def _files(paths: Sequence[Path], format_name: str | None) -> list[Path]:
    """A folder stands for the export files and zips in it."""
    found: list[Path] = []
    for path in paths:
        try:
            inside = sorted(path.iterdir()) if path.is_dir() else None
        except OSError as fault:
            raise _unread(fault) from None
        found += [path] if inside is None else _exports(inside, format_name)
    if not found:
        raise FileUnread("There is no file to read.", help="Give files, a folder of them, or a zip.")
    return found


def _exports(inside: Sequence[Path], format_name: str | None) -> list[Path]:
    """Of a folder with an audience export in it, the export's own files."""
    files = [path for path in inside if path.is_file() and path.suffix.lower() in _SUFFIXES]
    of_export = [path for path in files if path.suffix.lower() == ".zip" or _is_audience(path)]
    named_so = format_name is not None and format_name.partition(".")[0] == "mailchimp"
    guessed = format_name is None and any(map(_is_audience, files))
    return of_export if named_so or guessed else files


def _is_audience(path: Path) -> bool:
    """A file of an audience export: its name begins with a status."""
    return path.suffix.lower() == ".csv" and status_of(path.name) is not None


def _unread(fault: OSError) -> FileUnread:
    return FileUnread(f"A file can't be read: {fault.strerror}.", help="Give files, a folder or a zip.")
