"""What commands print: short sentences for people, JSON for programs; never a personal value by accident."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from seloste.engine.errors import Exit, SelosteError

NO_BREAK = "\u00a0"

if TYPE_CHECKING:
    from pathlib import Path


class BadInput(SelosteError):
    """A word or a file that no command can do anything with; each kind has its code."""

    exit_code = Exit.BAD_INPUT


class Unwritable(BadInput):
    """A file that can't be made where it was wanted."""

    code = "unwritable"


def say(*lines: str) -> None:
    """Lines for a person."""
    for line in lines:
        print(harmless(line))


_STEERING = {sign: " " for sign in (*range(32), *range(127, 160)) if sign not in b"\t\n"}


def harmless(text: str) -> str:
    """Text without the signs that steer a terminal: names of files and headers are others' words."""
    return text if text.isprintable() else text.translate(_STEERING)


def emit(value: Any) -> None:
    """One JSON document."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=plain))


def plain(value: Any) -> Any:
    """What JSON lacks, as text."""

    from uuid import UUID

    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not for printing")


def complain(error: SelosteError, *, as_json: bool) -> None:
    """What happened and what to do, on standard error."""
    if as_json:
        document: dict[str, Any] = {"error": error.code, "message": error.message, "help": error.help}
        if error.words:
            document["words"] = dict(error.words)
        print(json.dumps(document, ensure_ascii=False), file=sys.stderr)
        return
    print(harmless(f"seloste: {error.message}"), file=sys.stderr)
    if error.help:
        print(harmless(f"  {error.help}"), file=sys.stderr)


def confess(error: Exception) -> None:
    """A fault of ours, on standard error: what and where, and never its text, which may quote what a file says."""
    from seloste.engine.log import without_values

    what, *places = without_values(error)
    print(f"seloste: a fault of this program: {what}.", file=sys.stderr)
    print(f"  {' > '.join(places[-6:])}", file=sys.stderr)


class AlreadyThere(BadInput):
    """A file of this name: what is in it may be somebody's only copy."""

    code = "file_exists"


def new_file(path: Path, *, force: bool) -> None:
    """Before anything is opened for it: raises AlreadyThere where a file of this name is, unless forced."""
    if os.path.lexists(path) and not force:
        raise AlreadyThere(f"{path} is there already.", help="Name another file, or replace it by --force.")


def keep_file(path: Path, content: bytes) -> None:
    """Written beside, on disk, then renamed: never half a file; readable by this account alone.

    Raises Unwritable.
    """
    with keeping(path) as file:
        file.write(content)


@contextmanager
def keeping(path: Path) -> Iterator[BinaryIO]:
    """As :func:`keep_file`, to be written piece by piece: in its place only when all of it went well.

    Raises Unwritable before anything is asked of the register.
    """
    import tempfile  # neither is for every command: they are slow to import
    from pathlib import Path

    try:
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # 0600 from its making
    except OSError as error:
        raise Unwritable(
            f"{path} can't be written: {error.strerror}.",
            help="Name a file in a folder that is there and yours.",
        ) from None
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def number(value: int) -> str:
    """Thousands parted by a no-break space."""
    return f"{value:,}".replace(",", NO_BREAK)


def table(rows: Sequence[Sequence[str]], *, head: Sequence[str] = ()) -> None:
    """Columns set to their widest cell; numbers to the right."""
    every = [list(head), *map(list, rows)] if head else [list(row) for row in rows]
    if not every:
        return
    widths = [max(len(row[i]) for row in every) for i in range(len(every[0]))]
    for row in every:
        cells = [_set(cell, width) for cell, width in zip(row, widths, strict=True)]
        print(harmless("  " + "  ".join(cells).rstrip()))


def _set(cell: str, width: int) -> str:
    bare = cell.replace(NO_BREAK, "").lstrip("+-−")
    return cell.rjust(width) if bare.isdigit() else cell.ljust(width)


def pairs(found: Mapping[str, Any]) -> None:
    """Words and values, one to a line."""
    table([[key, str(value)] for key, value in found.items()])


def listed(items: Iterable[str]) -> str:
    return ", ".join(items) or "none"
