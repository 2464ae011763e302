"""An erasure plan: what goes, what stays and under which paragraph. A value that can be shown and stored."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from seloste.notice.policy import Policy
from seloste.terms.words import Fate


@dataclass(frozen=True, slots=True)
class Going:
    """Rows that go with their key."""

    category: str
    field: str
    rows: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staying:
    """Rows that outlive the erasure, sealed under a key of their own; ``until`` None: not known yet."""

    category: str
    field: str
    rows: int
    fate: Fate
    law: str
    months: int | None
    sentence: dict[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """``refusals``: how many prohibitions leave a keyed hash; ``backups_days``: how long older copies of
    single rows live (the keys of the person are gone from all of them at once).
    """

    person: UUID
    goes: tuple[Going, ...]
    stays: tuple[Staying, ...]
    facts: dict[str, int]
    refusals: int
    backups_days: int
    bucket: int

    @property
    def digest(self) -> str:
        """Of everything planned: a stale plan is refused."""
        plain = json.dumps(asdict(self), sort_keys=True, default=str)
        return hashlib.sha256(plain.encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        found = asdict(self)
        found["person"] = str(self.person)
        found["stays"] = [{**s, "fate": Fate(s["fate"]).name.lower()} for s in found["stays"]]
        return found | {"digest": self.digest}


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows of one kind, fate and source."""

    kind: int
    fate: int
    source: str
    rows: int
    ends: datetime | None


def erasure(
    policy: Policy,
    kinds: dict[int, tuple[str, str]],
    person: UUID,
    counted: list[Counted],
    facts: dict[str, int],
    refusals: int,
    bucket: int,
) -> Plan:
    """GDPR 17(1) against 17(3): ordinary rows go; rows kept by law or for claims stay, and say why."""
    goes: dict[tuple[str, str], Going] = {}
    stays: dict[tuple[str, str, int], Staying] = {}
    for count in counted:
        category, field = kinds[count.kind]
        if count.fate == Fate.ORDINARY:
            former = goes.get((category, field), Going(category, field, 0, ()))
            goes[category, field] = Going(
                category, field, former.rows + count.rows, (*former.sources, count.source)
            )
        else:
            standing = _staying(policy, category, field, Fate(count.fate), count.rows)
            before = stays.get((category, field, count.fate))
            rows = count.rows + (before.rows if before else 0)
            stays[category, field, count.fate] = Staying(**{**asdict(standing), "rows": rows})
    return Plan(
        person, tuple(goes.values()), tuple(stays.values()), facts, refusals, policy.backups_days, bucket
    )


def _staying(policy: Policy, category: str, field: str, fate: Fate, rows: int) -> Staying:
    law = "GDPR 17(3)(e)" if fate is Fate.CLAIMS else "GDPR 17(3)(b)"
    for keep in policy.keeps:
        if keep.category == category and keep.field in (None, field) and keep.fate is fate:
            return Staying(
                category,
                field,
                rows,
                fate,
                f"{law}; {keep.law}" if keep.law and keep.law != law else law,
                keep.months,
                keep.clause.sentence,
            )
    return Staying(category, field, rows, fate, law, None, {})
