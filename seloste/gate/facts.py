"""The facts of one person from which a decision is made: dated, and without content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from seloste.terms.words import Basis, Scope


@dataclass(frozen=True, slots=True)
class RelationFact:
    group: str
    started: datetime
    ended: datetime | None
    active: datetime


@dataclass(frozen=True, slots=True)
class GroundFact:
    """``use`` None: for every use that rests on this basis; ``row`` None: of the person as a whole."""

    basis: Basis
    use: str | None
    row: UUID | None
    started: datetime
    ended: datetime | None
    why_ended: str | None = None


@dataclass(frozen=True, slots=True)
class ProhibitionFact:
    scope: Scope
    use: str | None
    row: UUID | None
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class RestrictionFact:
    reason: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class RowFact:
    """A row's header, as far as a decision needs it; ``lawful`` is what the database derived."""

    id: UUID
    kind: int
    fate: int
    undeliverable: bool
    obtained: datetime
    lawful: int
    visible_until: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All of one person."""

    relations: tuple[RelationFact, ...] = ()
    grounds: tuple[GroundFact, ...] = ()
    prohibitions: tuple[ProhibitionFact, ...] = ()
    restrictions: tuple[RestrictionFact, ...] = ()
    rows: tuple[RowFact, ...] = ()


def live(started: datetime, ended: datetime | None, at: datetime) -> bool:
    """From its start, up to its end and not at it."""
    return started <= at and (ended is None or ended > at)


def _time(text: str | None) -> datetime | None:
    """None for no end: PostgreSQL's infinity, or nothing."""
    if text is None or text == "infinity":
        return None
    return datetime.fromisoformat(text)


_LONG_AGO = datetime.fromisoformat("0001-01-01T00:00:00+00:00")


def _row(found: Mapping[str, Any]) -> RowFact:
    until = found["visible_until"]
    return RowFact(
        id=UUID(found["id"]),
        kind=found["kind"],
        fate=found["fate"],
        undeliverable=found.get("state") == 1,
        obtained=datetime.fromisoformat(found["obtained"]),
        lawful=int(found["lawful"]),
        visible_until=_LONG_AGO if until == "-infinity" else _time(until),
        expires_at=_time(found["expires_at"]),
    )


def from_json(found: Mapping[str, Any]) -> Facts:
    """What ``gate.facts`` answers."""
    return Facts(
        relations=tuple(
            RelationFact(r["group"], datetime.fromisoformat(r["started"]), _time(r["ended"]), datetime.fromisoformat(r["active"]))
            for r in found["relations"]
        ),
        grounds=tuple(
            GroundFact(
                Basis(g["basis"]), g["use"], UUID(g["row"]) if g["row"] else None,
                datetime.fromisoformat(g["started"]), _time(g["ended"]), g.get("why"),
            )
            for g in found["grounds"]
        ),
        prohibitions=tuple(
            ProhibitionFact(
                Scope(p["scope"]), p["use"], UUID(p["row"]) if p["row"] else None, datetime.fromisoformat(p["since"]), _time(p["until"])
            )
            for p in found["prohibitions"]
        ),
        restrictions=tuple(
            RestrictionFact(x["reason"], datetime.fromisoformat(x["since"]), _time(x["until"])) for x in found["restrictions"]
        ),
        rows=tuple(_row(row) for row in found["rows"]),
    )  # fmt: skip
