"""What a regular review proposes to delete or to correct before its period ends: dead addresses, ended roles (R9.1c).

Ids and kinds, and no content. Nobody is asked here, and nothing goes by itself: a person decides each line, and
whatever they let go leaves its line in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from seloste.gate import bind, publishing
from seloste.notice.policy import Policy
from seloste.protection.vault import Vault
from seloste.register import kind_names
from seloste.register.records import PersonalRecord, registry
from seloste.register.schema import table_of
from seloste.terms.act import Act
from seloste.terms.words import RIGHTS, UPKEEP, Fate, RowState

MOST = 1000
"""Lines that one review shows of each table; the next shows the rest."""


class Why(Enum):
    """Why a row is proposed."""

    UNDELIVERABLE = "undeliverable"
    ROLE_ENDED = "role_ended"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row that is out of date or needed no more, as far as can be told without opening it."""

    person: UUID
    row: UUID
    category: str
    field: str
    why: Why

    def as_json(self) -> dict[str, Any]:
        return {
            "person": str(self.person), "row": str(self.row), "category": self.category, "field": self.field,
            "why": self.why.value,
        }  # fmt: skip


def review(vault: Vault, act: Act, use: str = UPKEEP) -> list[Proposal]:
    """Every proposal, at most a thousand of each table; restricted rows are left in peace (GDPR 18(2)).

    Under ``upkeep``, or under ``rights`` by the privacy contact. Raises NotPermitted without the grant.
    """
    published = publishing.published(vault.connection)
    if published is None:
        return []
    names = kind_names()
    found: list[Proposal] = []
    with bind.use(vault.connection, use, act):
        for model, condition, why in _looked_for(published.policy):
            rows = vault.connection.execute(
                f"select subject_id, id, kind from register.{table_of(model)} where fate = %s and not restricted"
                f" and {condition} order by subject_id, id limit %s".encode(),
                (int(Fate.ORDINARY), MOST),
            ).fetchall()
            found += [Proposal(person, row, *names[kind], why) for person, row, kind in rows]
    return found


def _looked_for(policy: Policy) -> Iterator[tuple[type[PersonalRecord], str, Why]]:
    """Tables, and what in their plain columns tells that a row is dead.

    Where the notice keeps a category from the end of a relation, a row that belongs to one has an end as soon as
    that one has ended.
    """
    for model in registry():
        if model.holds.state and table_of(model) == "contact":
            yield model, f"{model.holds.state} = {int(RowState.UNDELIVERABLE)}", Why.UNDELIVERABLE
        if model.holds.relation and _ends_with_relations(policy, model.holds.category):
            yield model, "expires_at < 'infinity'", Why.ROLE_ENDED


def _ends_with_relations(policy: Policy, category: str) -> bool:
    events = {keep.event for keep in policy.keeps if keep.category == category and keep.fate is Fate.ORDINARY}
    return events == {"relation.ended"}


def let_go(vault: Vault, act: Act, decided: Sequence[Proposal]) -> int:
    """Delete what somebody has decided on; how many rows. Under ``rights``; each leaves its line."""
    codes = {model.holds.category: model.holds.code for model in registry()}
    gone = 0
    for category in dict.fromkeys(one.category for one in decided):
        some = [one for one in decided if one.category == category]
        with bind.use(vault.connection, RIGHTS, act):
            row = vault.connection.execute(
                "select gate.remove_rows(%s::smallint, %s, %s)",
                (codes[category], [one.person for one in some], [one.row for one in some]),
            ).fetchone()
        gone += int(row[0]) if row else 0
    return gone
