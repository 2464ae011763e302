"""What is in force: the policy, compiled once for a publication, and the text of the notice behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from seloste.engine.connect import Connection
from seloste.gate import publishing
from seloste.gate.publishing import Published
from seloste.notice import Notice, read, render_page
from seloste.notice.page_parts import Parts
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


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the notice and its section."""

    section: str
    sentence: str


MEASURES = {
    "closed": ("looks", "access", "grants"),
    "tables": ("looks", "access", "grants"),
    "ledger": ("looks", "monitoring"),
    "copies": ("sealing", "encrypted_data"),
    "keys": ("sealing", "encrypted_data", "secrecy"),
    "logs": ("sealing", "encrypted_data", "secrecy"),
}
"""Which measures of section 10 a trial is of, where none names the trial as its ``proof``."""


@lru_cache(maxsize=16)
def promises(source: str, language: Language) -> dict[str, Said]:
    """The notice's own sentence for each trial of ``retention.promises``, where it has one."""
    notice, _ = read(source.encode(), name="notice.toml")
    if notice is None:
        return {}
    say = Parts(notice, _spoken(notice, language)).say
    found: dict[str, Said] = {}
    for trial in dict.fromkeys(
        (*MEASURES, *(one.proof.value for one in notice.measures.values() if one.proof))
    ):
        names = MEASURES.get(trial, ())
        proven = [one for one in notice.measures.values() if one.proof and one.proof.value == trial]
        for measure in (*proven, *(notice.measures[name] for name in names if name in notice.measures)):
            if sentence := say(measure.text) or say(measure.what):
                found.setdefault(trial, Said(measure.at.value if measure.at else "10", sentence))
    for trial, section, number in (("retention", "keep", "9"), ("notice", "change", "12")):
        own = notice.sections.get(section)
        if own and (sentence := say(own.text)):
            found[trial] = Said(number, sentence)
    return found


@lru_cache(maxsize=64)
def html(source: str, language: Language) -> tuple[str, str]:
    """The public page's words, escaped, and their language: the notice's first one where it lacks this."""
    notice, _ = read(source.encode(), name="notice.toml")
    if notice is None:
        raise ValueError("the published notice can't be read")
    spoken = _spoken(notice, language)
    return render_page(notice, spoken), spoken


def _spoken(notice: Notice, language: Language) -> str:
    return language if language in notice.languages else next(iter(notice.languages))
