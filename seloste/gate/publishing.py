"""Publishing: a compiled policy becomes the rows that the database reads (spine 10, 14)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from seloste.engine.connect import Connection
from seloste.gate import bind
from seloste.gate.processors import outside_stance
from seloste.notice.policy import Keep, Policy
from seloste.notice.policy_json import policy_from_json, policy_to_json
from seloste.terms.act import Act
from seloste.terms.words import UNWRITTEN_BITS

EVENTS = {
    "relation.ended": 1, "activity": 2, "obtained": 3, "ground.ended": 4,
    "financial_year.ended": 4, "financial_year.year_end": 5,
}  # fmt: skip
Kinds = Mapping[tuple[str, str], int]
"""(category, field) of every kind that a model holds -> its number."""


@dataclass(frozen=True, slots=True)
class UseChange:
    """What a publication changes for one use."""

    use: str
    gain_people: int
    lose_people: int
    gain_rows: int
    lose_rows: int


@dataclass(frozen=True, slots=True)
class Publication:
    """``hidden``: rows that the new version made due or left without a period; they wait (spine 14)."""

    version: int
    number: int
    line: int
    rows_changed: int
    hidden: int
    uses: tuple[UseChange, ...]


@dataclass(frozen=True, slots=True)
class Despite:
    """Why a notice is published despite its errors: internal, and looked at again by ``review``."""

    reason: str
    review: date


def publish(
    connection: Connection,
    policy: Policy,
    source: Path | str,
    act: Act,
    kinds: Kinds,
    *,
    counted: bool = True,
    despite: Despite | None = None,
) -> Publication:
    """Put the policy in force. Readers go on; writers wait until everybody is derived anew."""
    return _publish(connection, policy, source, act, kinds, counted=counted, keep=True, despite=despite)


def rehearse(
    connection: Connection, policy: Policy, source: Path | str, act: Act, kinds: Kinds
) -> Publication:
    """What ``publish`` would change: done and rolled back."""
    return _publish(connection, policy, source, act, kinds, counted=True, keep=False)


def _publish(
    connection: Connection,
    policy: Policy,
    source: Path | str,
    act: Act,
    kinds: Kinds,
    *,
    counted: bool,
    keep: bool,
    despite: Despite | None = None,
) -> Publication:
    # The file as it is, line ends included: the digest is of its bytes.
    text = source.read_bytes().decode() if isinstance(source, Path) else source
    internal = {"despite": despite.reason, "review": despite.review.isoformat()} if despite else None
    document = json.dumps(
        {"policy": policy_to_json(policy), "gate": rows_of(policy, kinds), "internal": internal}
    )
    with bind.refusing(connection), connection.transaction(force_rollback=not keep):
        connection.execute("set local lock_timeout = '20s'")
        row = connection.execute(
            "select gate.publish(%s, %s, %s, %s)", (document, text, act.ticket.secret, counted)
        ).fetchone()
    assert row is not None  # a function of one row
    done = row[0]
    return Publication(
        version=done["version"],
        number=done["publication"],
        line=done["line"],
        rows_changed=done["rows_changed"],
        hidden=done["hidden"],
        uses=tuple(UseChange(**{"use": use.pop("use"), **use}) for use in done["uses"]),
    )


def rows_of(policy: Policy, kinds: Kinds) -> dict[str, Any]:
    """The policy as the gate's tables hold it; what no model holds gets no row and stays closed."""
    address = {use.name: use.address for use in policy.uses}
    classes, keeps = _classes(policy, kinds)
    return {
        "version": policy.version,
        "digest": policy.digest,
        "time_zone": policy.time_zone,
        "uses": [
            {
                "name": use.name,
                "address": kinds.get(("contact", use.address or "")),
                "least": use.figures or None,
            }
            for use in policy.uses
        ],
        "groups": [group.name for group in policy.groups],
        # R1.1d: what belongs to a client is no source of this register, so every door refuses it
        "sources": [{"name": s.name, "own": s.own, "group": s.group} for s in policy.sources if not s.client],
        "rules": [
            {
                "use": rule.use,
                "kind": kinds[rule.category, rule.field],
                "basis": int(rule.basis),
                "groups": list(rule.groups),
                "until": rule.until.isoformat() if rule.until else None,
                "addressed": rule.category == "contact" and address[rule.use] == rule.field,
            }
            for rule in policy.rules
            if (rule.category, rule.field) in kinds
        ],
        "scopes": [{"scope": int(scope), "uses": list(uses)} for scope, uses in policy.scopes.items()],
        "collects": [
            {"source": may.source, "kind": kinds[may.category, may.field], "use": may.use}
            for may in policy.collects
            if (may.category, may.field) in kinds
        ],
        "classes": classes,
        "keeps": keeps,
        "processors": [
            {
                "name": p.name,
                "allowed": outside_stance(policy, p) is None,
                "uses": list(p.uses),
                "fields": list(p.fields),
            }
            for p in policy.processors
        ],
    }


def _classes(policy: Policy, kinds: Kinds) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Kinds that are kept alike share a class, so that a period is reckoned once for all of them."""
    alike: dict[tuple[tuple[Any, ...], ...], list[int]] = {}
    for (category, field), number in kinds.items():
        terms = tuple(
            sorted(_term(k) for k in policy.keeps if k.category == category and k.field in (None, field))
        )
        if terms:
            alike.setdefault(terms, []).append(number)
    classes, keeps = [], []
    for number, (terms, members) in enumerate(alike.items(), start=1):
        classes += [{"kind": kind, "class": number} for kind in members]
        keeps += [
            dict(zip(("event", "months", "days", "fate", "group", "only"), term, strict=True))
            | {"class": number}
            for term in terms
        ]
    return classes, [{**keep, "group": keep["group"] or None, "only": keep["only"] or None} for keep in keeps]


def _term(keep: Keep) -> tuple[Any, ...]:
    return (EVENTS[keep.event], keep.months, keep.days, int(keep.fate), keep.group or "", keep.only or "")


@dataclass(frozen=True, slots=True)
class Published:
    """The policy in force; ``number`` counts publications, also of an older version."""

    policy: Policy
    number: int


def published(connection: Connection) -> Published | None:
    """The policy in force, or None before the first publication."""
    row = connection.execute("select doc, publication from gate.published()").fetchone()
    return None if row is None else Published(policy_from_json(row[0]), row[1])


def use_bits(connection: Connection) -> dict[str, int]:
    """The bit of each use in force, the three unwritten ones included."""
    rows = connection.execute('select name, "bit" from gate.use_bits() where live').fetchall()
    return {name: int(bit) for name, bit in rows} | UNWRITTEN_BITS


def closed(connection: Connection, kinds: Kinds) -> list[tuple[str, str]]:
    """Kinds that a model holds and the notice in force lacks: nothing in, nothing out (spine 14)."""
    found = published(connection)
    if found is None:
        return []
    declared = {(category.name, field) for category in found.policy.categories for field in category.fields}
    return sorted(set(kinds) - declared)
