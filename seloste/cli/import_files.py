"""Files on their way into a reading: which they are, what they were taken for, and why one can't be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from seloste.cli.asking import language
from seloste.cli.output import number, say, table
from seloste.engine.errors import Exit, SelosteError
from seloste.intake.bytes import Unreadable
from seloste.intake.found import Rejected
from seloste.intake.looks import help_words
from seloste.intake.mailchimp import status_of
from seloste.intake.orders import shown_column
from seloste.intake.readings import AnyReading, Stored
from seloste.intake.reasons import Words, in_language, kinds, sentence, sentences
from seloste.intake.recognising import Recognised, Told, Unknown, every_word, named, recognise

_SUFFIXES = frozenset({".csv", ".zip", ".xlsx", ".vcf", ".txt", ".tsv", ".xml", ".json"})
_ROWS_SHOWN = 20


class FileUnread(SelosteError):
    """A file that can't be read: which, where, and why; ``words`` say it in the languages of the pages."""

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
        what = in_language(kinds()[kind], "en")
        say(f"{shown_column(name)} is {what}, whatever its name says, and is read as that.")


def tell_reading(reading: AnyReading) -> None:
    """What a file says that isn't held against the register: counts, and rejected records by number."""
    accepted: Counter[str] = Counter()
    rejected: list[Rejected] = []
    warnings: Counter[str] = Counter(code for file in reading.files for code in file.warnings)
    for file in reading.files:
        for found in reading.of(file):
            if isinstance(found, Rejected):
                rejected.append(found)
            else:
                accepted[shown_column(file.name)] += 1
                warnings.update(found.warnings)
    more = (
        "this format is read only"
        if reading.stored is Stored.READ_ONLY
        else "--source tells what it would bring"
    )
    say("", f"Dry run: nothing was stored, and {more}.")
    table([[number(count), name] for name, count in accepted.items()])
    tell_reasons("Rejected", Counter(one.reason for one in rejected))
    tell_reasons("Taken, with a word on it", warnings)
    shown = rejected[:_ROWS_SHOWN]
    table([[shown_column(r.file), f"record {r.at}", r.reason, shown_column(r.column)] for r in shown])


def tell_reasons(title: str, counts: Counter[str]) -> None:
    """How often each code was given, with its words in the terminal's language."""
    if counts:
        say(f"{title}: {number(counts.total())}.")
        table([[number(n), code, sentence(code, language())] for code, n in counts.most_common()])


def _said(fault: Unreadable) -> FileUnread:
    words, more = _words(fault)
    help = in_language(more, language()) if more else f"({fault.code}: docs/importing.md)"
    problem = FileUnread(in_language(words, language()), help=help)
    problem.code, problem.words = fault.code, words
    return problem


def _words(fault: Unreadable) -> tuple[Words, Words | None]:
    """What is wrong with which file, and what to do where the sentence doesn't say it."""
    if isinstance(fault, Unknown):
        return fault.words, fault.help
    place = f"{shown_column(fault.file)}{f':{fault.line}' if fault.line else ''}: "
    words = {lang: place + text for lang, text in sentences(fault.code).items()}
    return words, help_words(every_word()) if fault.code == "no_such_format" else None


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
