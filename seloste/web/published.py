"""What is in force: the policy, compiled once for a publication, and the text of the notice behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from seloste.engine.connect import Connection
from seloste.gate import publishing
from seloste.gate.publishing import Published
from seloste.notice import read, render_page
from seloste.web.words import Language

_last: list[tuple[tuple[str, int], Published]] = []
"""The policy read last, by digest and publication: at most one."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was published, and whether it is the one in force."""

    number: int
    digest: str
    published_at: datetime
    in_force: bool


def versions(connection: Connection) -> list[Version]:
    """All that were ever published, newest first; none before the first publication (R12.1)."""
    rows = connection.execute(
        "select version, digest, published_at, in_force from gate.versions()"
    ).fetchall()
    return [Version(*row) for row in rows]


def source(connection: Connection, version: int) -> str:
    """The file of a version as it was published."""
    row = connection.execute("select gate.version_source(%s)", (version,)).fetchone()
    return str(row[0]) if row and row[0] else ""


def policy(connection: Connection) -> Published | None:
    """The policy in force; read from the database when it is another than the one read last."""
    row = connection.execute("select digest, publication from gate.published()").fetchone()
    if row is None:
        return None
    key = (str(row[0]), int(row[1]))
    for known, found in _last:
        if known == key:
            return found
    fresh = publishing.published(connection)
    if fresh is not None:
        _last[:] = [((fresh.policy.digest, fresh.number), fresh)]
    return fresh


@lru_cache(maxsize=64)
def html(source: str, language: Language) -> tuple[str, str]:
    """The public page's words, escaped, and their language: the notice's first one where it lacks this."""
    notice, _ = read(source.encode(), name="notice.toml")
    if notice is None:
        raise ValueError("the published notice can't be read")
    spoken = language if language in notice.languages else next(iter(notice.languages))
    return render_page(notice, spoken), spoken
