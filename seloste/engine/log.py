"""Logs as lines of JSON that can carry no personal data.

A line is built from what is known to be safe and from nothing else: the literal text of the
message in our own code, and ``extra`` values under known keys and of harmless kinds. Arguments
formatted into a message, texts of exceptions and the messages of other packages are left out,
for they may quote a value; where they came from is told instead.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from enum import Enum
from pathlib import PurePath
from types import TracebackType
from typing import TextIO
from uuid import UUID

Value = int | float | bool | str

OWN = "seloste"

_CODE = re.compile(r"[a-z][a-z_]*(\.[a-z_]+)*|[0-9A-Z]{5}")  # newsletter.email, keep, 42501


def _identifier(value: object) -> Value | None:
    return str(value) if isinstance(value, UUID) else None


def _number(value: object) -> Value | None:
    return value if isinstance(value, int | float) else None


def _code(value: object) -> Value | None:
    if isinstance(value, Enum):
        value = value.name.lower()
    return value if isinstance(value, str) and _CODE.fullmatch(value) else None


ALLOWED: Mapping[str, Callable[[object], Value | None]] = {
    **dict.fromkeys(("person", "organisation", "row", "ground", "batch", "job"), _identifier),
    **dict.fromkeys(
        ("line", "cause", "policy", "bucket", "generation", "count", "kept", "rejected", "row_number"),
        _number,
    ),
    **dict.fromkeys(("seconds", "ms", "pid", "port", "status", "attempt", "size", "exit"), _number),
    **dict.fromkeys(("code", "use", "verb", "table", "reason", "state", "queue", "method", "role"), _code),
}
"""The only keys of ``extra`` that reach a line, each with the kind of value that it lets through."""


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, event, allowed extras, a bare traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
            **dict(_extras(record)),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = _error(record.exc_info[0], record.exc_info[1])
            line["at_code"] = _frames(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def configure(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Make every logger of this process write such lines to ``stream`` (standard error) alone."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # at INFO it tells of each round of its own; of its messages only the place would be left
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    logging.raiseExceptions = False  # a failing log call would print its arguments


def _event(record: logging.LogRecord) -> str:
    """Our own literal message; of other packages, which format values into theirs, the place."""
    ours = record.name == OWN or record.name.startswith(f"{OWN}.")
    if ours and isinstance(record.msg, str):
        return record.msg
    return f"{record.module}:{record.lineno}"


def _extras(record: logging.LogRecord) -> Iterator[tuple[str, Value]]:
    for key, kind in ALLOWED.items():
        if (value := kind(record.__dict__.get(key))) is not None:
            yield key, value


def _error(kind: type[BaseException], error: BaseException | None) -> str:
    """Type and code of an error; its text may quote what somebody typed."""
    code = _code(getattr(error, "code", None)) or _code(getattr(error, "sqlstate", None))
    return f"{kind.__module__}.{kind.__qualname__}" + (f" ({code})" if code else "")


def _frames(trace: TracebackType | None) -> list[str]:
    """Where it happened, innermost last, without source lines or values."""
    return [f"{PurePath(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]


def without_values(error: BaseException) -> list[str]:
    """An error as it may be told anywhere: its type and code, and where it happened; its text may quote a value."""
    return [_error(type(error), error), *_frames(error.__traceback__)]
