"""What a later file says otherwise of somebody known: taken over from the same source, or from the person's own.

Contents are sealed, so what is held is opened under the import's use and compared; the ledger says so. Of
another's word nothing is overwritten, least of all of the person's own correction (R6.3a).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from seloste.gate import bind
from seloste.intake import details
from seloste.intake.leads import ANSWERS
from seloste.intake.matching import HeldRelation
from seloste.intake.orders import Plan
from seloste.notice.policy import Policy
from seloste.protection.opening import look_and_open
from seloste.protection.vault import Vault
from seloste.register.facts import Relation, Row
from seloste.register.rows import model_of
from seloste.register.schema import table_of
from seloste.terms.act import Act

_AT_ONCE = 1000  # rows that one look may name
_TOLD_BY = ("relation", "organisation")


@dataclass(frozen=True, slots=True)
class HeldDetail:
    """A further field of somebody known: its content, source, and to which relation or organisation it belongs.

    ``seen``: the import's use may open it; else it is only known to be there.
    """

    table: int
    row: UUID
    kind: int
    source: str
    belongs: tuple[str | None, ...]
    seen: bool
    value: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A row that goes as ``by`` comes in; ``table`` is the code of its table."""

    table: int
    row: UUID
    by: UUID


@dataclass(frozen=True, slots=True)
class Taken:
    """What is new, what it replaces, and notes: stable codes to be counted."""

    rows: tuple[Row, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    notes: tuple[str, ...] = ()


def held(
    vault: Vault, wanted: Iterable[tuple[UUID, frozenset[str]]], use: str, act: Act
) -> dict[UUID, tuple[HeldDetail, ...]]:
    """Of each of these people (at most 1,000), the fields named (``position.title``), opened as far as the use may."""
    paths: dict[UUID, set[str]] = defaultdict(set)
    for person, named in wanted:
        paths[person] |= {path for path in named if _is_single(path) or path == ANSWERS}
    kinds = sorted({_kind(path) for named in paths.values() for path in named})
    if not kinds:
        return {}
    with bind.use(vault.connection, use, act):
        rows = vault.connection.execute(
            "select * from gate.held_details(%s, %s::smallint[])", (list(paths), kinds)
        ).fetchall()
    answers = _kind(ANSWERS)  # known again by their ids, so none is opened
    compared = [row for row in rows if row[3] != answers]
    contents = _opened(vault, {r[2]: r[1] for r in compared}, [(r[0], r[2]) for r in compared], use, act)
    found: dict[UUID, list[HeldDetail]] = defaultdict(list)
    for person, table, row, kind, source, *belongs in rows:
        found[person].append(
            HeldDetail(table, row, kind, source, tuple(belongs), row in contents, contents.get(row))
        )
    return {person: tuple(those) for person, those in found.items()}


def _opened(
    vault: Vault, tables: dict[UUID, int], rows: Sequence[tuple[UUID, UUID]], use: str, act: Act
) -> dict[UUID, Any]:
    contents: dict[UUID, Any] = {}
    names = {model.holds.code: table_of(model) for model in _models()}
    for code in sorted(set(tables.values())):
        asked = [pair for pair in rows if tables[pair[1]] == code]
        for start in range(0, len(asked), _AT_ONCE):
            people, ids = zip(*asked[start : start + _AT_ONCE], strict=True)
            opened = look_and_open(
                vault.connection, vault.keys, use, act, names[code],
                "select u.p subject_id, u.i id from unnest(%s::uuid[], %s::uuid[]) u (p, i)", (list(people), list(ids)),
            )  # fmt: skip
            contents |= {one.row: one.content.show() for one in opened}
    return contents


def changes(told: Sequence[Row], notes: Sequence[str], known: Sequence[HeldDetail], plan: Plan) -> Taken:
    """What of the rows that a record tells of a standing relation is new, or said otherwise by who may say so."""
    rows: list[Row] = []
    replaced: list[Replaced] = []
    said = Counter((row.category, row.field) for row in told)
    counted = [note for note in notes if note != "further_fields"]
    for row in told:
        path = f"{row.category}.{row.field}"
        if not _is_single(path) or said[row.category, row.field] > 1:
            continue
        belongs = _belongs(row)
        same = [one for one in known if one.kind == _kind(path) and _fits(one.belongs, belongs)]
        if any(one.seen and one.value == row.value for one in same):
            continue
        if not all(one.seen for one in same):
            counted.append("further_fields_not_compared")
            continue
        if not all(_may_replace(plan, one.source) for one in same):
            counted.append("field_of_another_source_kept")
            continue
        rows.append(row)
        replaced += [Replaced(one.table, one.row, row.id) for one in same]
        counted.append("further_fields_changed" if same else "further_fields")
    return Taken(tuple(rows), tuple(replaced), tuple(counted))


def standing(relation: HeldRelation) -> Relation:
    """A relation that stands, as rows name it."""
    return Relation(
        relation.group, active=relation.active, organisation=relation.organisation, id=relation.id
    )


def _may_replace(plan: Plan, source: str) -> bool:
    """The same source; or the person's own word where another told before."""
    return source == plan.source.name or (plan.source.own and not _is_own(plan.policy, source))


def _is_own(policy: Policy, source: str) -> bool:
    """A source that the notice no longer names counts as the person's own: nothing of it is overwritten."""
    return next((one.own for one in policy.sources if one.name == source), True)


def _belongs(row: Row) -> tuple[str | None, ...]:
    values = (row.columns.get(name) for name in _TOLD_BY)
    return tuple(None if value is None else str(value) for value in values)


def _fits(one: tuple[str | None, ...], other: tuple[str | None, ...]) -> bool:
    return one == other


def _is_single(path: str) -> bool:
    """Whether somebody has one of it at a time: a title, a language. Events, calls and invoices are many."""
    model, _ = model_of(*path.split(".", 1))
    dated = any(column.name == "at" and "not null" in column.type for column in model.holds.plain)
    return not dated and path not in details.SEVERAL and model.holds.category not in ("contact", "consent")


def _kind(path: str) -> int:
    return model_of(*path.split(".", 1))[1]


def _models() -> Iterable[Any]:
    from seloste.register.records import registry

    return registry()
