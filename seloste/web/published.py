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
    """A publication. ``source``: the file as it was published."""

    version: int
    digest: str
    published_at: datetime
    number: int
    source: str


def version(connection: Connection) -> Version | None:
    """What is published, with its text; None before the first publication."""
    row = connection.execute(
        "select version, digest, published_at, publication, source from gate.published()"
    ).fetchone()
    if row is None:
        return None
    number, digest, published_at, publication, source = row
    return Version(number, digest, published_at, publication, source)


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


@lru_cache(maxsize=16)
def html(source: str, language: Language) -> str:
    """The public page's words, escaped; in the notice's own first language where it lacks this one."""
    notice, _ = read(source.encode(), name="notice.toml")
    if notice is None:
        raise ValueError("the published notice can't be read")
    return render_page(notice, language if language in notice.languages else next(iter(notice.languages)))
