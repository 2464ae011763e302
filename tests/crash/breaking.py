"""A connection that breaks off after so many exchanges with the server: what a killed server, a cable or a time limit do.

Every exchange counts, whatever asked for it: a statement of a connection or of a cursor, many at once, a copy and each
of its parts, a pipeline, a commit, on any connection of this process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg


@dataclass
class Cut:
    """``seen``: exchanges so far; ``broke``: whether the connection at hand was closed under one of them."""

    after: int | None
    seen: int = 0
    broke: bool = False


@contextmanager
def cut(after: int | None) -> Iterator[Cut]:
    """Lets so many exchanges through and closes the connection under the next; None lets all of them through."""
    told, ordinary = Cut(after), psycopg.Connection.wait

    def counted(self: psycopg.Connection[Any], *arguments: Any, **named: Any) -> Any:
        if told.seen == told.after:
            told.broke = True
            self.close()
        told.seen += 1
        return ordinary(self, *arguments, **named)

    psycopg.Connection.wait = counted  # type: ignore[method-assign]  # as a fault would: from below
    try:
        yield told
    finally:
        psycopg.Connection.wait = ordinary  # type: ignore[method-assign]
