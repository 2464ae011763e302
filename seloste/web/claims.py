"""Each claim of the notice in force for the page: in whose words, whether anything keeps it, and what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from seloste.engine.connect import Connection
from seloste.notice import Notice, markers, page_words, read
from seloste.notice.claims import Claim
from seloste.notice.markers import Point
from seloste.notice.policy import Policy
from seloste.notice.prose import Prose
from seloste.notice.tracing import Keeping, Traced, trace
from seloste.web import figures
from seloste.web.desk import Desk
from seloste.web.words import Language, say, told

BACKUP, NIGHTLY = "backup", "nightly"
DUTIES = (NIGHTLY, "minutely", BACKUP, "drill")
"""What a register does by itself or is made to do regularly, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Duty:
    """``last``: when it last came to its end, empty for never."""

    name: str
    title: str
    last: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim as a line of the page. ``code``: its path, where the notice says it in no sentence.

    ``kept``: yes, wait (kept, and no test proves it), no (nothing keeps it) or broken (a trial found now that it isn't).
    ``by``: what keeps it, with the last run of a duty, or what was found broken.
    """

    section: str
    words: str
    code: str
    kept: str
    by: str
    tests: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the notice. ``kept``: how many of its claims something keeps; ``open``: not all are."""

    number: str
    title: str
    claims: tuple[Shown, ...]
    kept: str
    open: bool


BROKEN = "broken"
BAD = ("no", BROKEN)
_STATES = {Keeping.PROVEN: "yes", Keeping.UNPROVEN: "wait", Keeping.NOTHING: "no"}


def duties(desk: Desk) -> list[Duty]:
    """Every duty with its last run."""
    ran = _last_runs(desk.vault.connection)
    return [
        Duty(name, say(f"proof.duty.{name}", desk.language), _moment(desk, ran.get(name))) for name in DUTIES
    ]


def parts(desk: Desk, source: str, broken: Collection[str]) -> list[Part]:
    """The claims of a notice, section by section. ``broken``: the trials that failed now."""
    traced, titles = _traced(source), page_words.SECTIONS[desk.language]
    ran, said = _last_runs(desk.vault.connection), _said(source, desk.policy, desk.language)
    found = []
    for number, title in enumerate(titles, start=1):
        mine = [one for one in traced if one.claim.section.partition(".")[0] == str(number)]
        claims = tuple(_shown(desk, one, said, ran, broken) for one in mine)
        kept = sum(one.keeping is not Keeping.NOTHING for one in mine)
        if claims:
            counted = say(
                "proof.claims.kept", desk.language, n=figures.number(kept), of=figures.number(len(mine))
            )
            found.append(Part(str(number), title, claims, counted, any(one.kept in BAD for one in claims)))
    return found


def totals(shown: Iterable[Part]) -> dict[str, int]:
    """How many claims are in which state, those of every state named."""
    found = dict.fromkeys((*_STATES.values(), BROKEN), 0)
    for part in shown:
        for one in part.claims:
            found[one.kept] += 1
    return found


@lru_cache(maxsize=4)
def _traced(source: str) -> tuple[Traced, ...]:
    return trace(_notice(source), markers.points(), markers.proofs())


@lru_cache(maxsize=4)
def _notice(source: str) -> Notice:
    notice, _ = read(source.encode(), name="notice.toml")
    if notice is None:
        raise ValueError("the published notice can't be read")
    return notice


def _said(source: str, policy: Policy, language: Language) -> Mapping[str, str]:
    """The sentence of each path: of the policy's clauses, and the notice's own prose with its terms filled in."""
    notice = _notice(source)
    spoken = language if language in notice.languages else notice.languages[0]
    prose = Prose.of(notice, spoken)
    said = {path: told(clause.sentence, language) for path, clause in policy.clauses.items()}
    for one in _traced(source):
        if one.claim.words:
            said[one.claim.path] = prose.fill(
                one.claim.words.get(spoken) or next(iter(one.claim.words.values()))
            )
    return said


def _shown(
    desk: Desk, one: Traced, said: Mapping[str, str], ran: Mapping[str, datetime], broken: Collection[str]
) -> Shown:
    failed = [trial for trial in one.trials if trial in broken]
    found = [say(f"proof.{trial}", desk.language) for trial in failed]
    kept = BROKEN if failed else _STATES[one.keeping]
    by = ", ".join(found or dict.fromkeys(_by(desk, point, ran) for point in one.points))
    words = _words(one.claim, said)
    return Shown(one.claim.section, words, one.claim.path, kept, by, figures.number(len(one.tests)))


def _words(claim: Claim, said: Mapping[str, str]) -> str:
    """Its own sentence, or that of the term it stands in; ``x.basis.1`` is the clause ``x.basis``."""
    path = claim.path
    while path:
        if path in said:
            return said[path]
        path = path.removesuffix(".1") if path.endswith(".1") else path.rpartition(".")[0]
    return ""


def _by(desk: Desk, point: Point, ran: Mapping[str, datetime]) -> str:
    way = say(f"proof.way.{point.way}", desk.language)
    if point.way != "job":
        return way
    last = _moment(desk, ran.get(BACKUP if point.name.startswith("backup.") else NIGHTLY))
    return f"{way} ({last or say('proof.duty.never', desk.language)})"


def _moment(desk: Desk, at: datetime | None) -> str:
    return figures.moment(at.astimezone(ZoneInfo(desk.policy.time_zone)), desk.language) if at else ""


def _last_runs(connection: Connection) -> dict[str, datetime]:
    rows = connection.execute("select what, at from gate.last_rounds()").fetchall()
    copies = connection.execute("select what, at from gate.last_copies()").fetchall()
    return {str(what): at for what, at in (*rows, *copies)}
