"""Further fields of a record, such as a title or a language, as rows of the register.

They come in together with the relation that the record tells of; what a later file says otherwise of a
relation that stands is for ``intake.taking_over``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from seloste.intake.found import Accepted, Detail
from seloste.intake.leads import ANSWERS
from seloste.intake.orders import Plan
from seloste.register.facts import Relation, Row
from seloste.register.rows import model_of
from seloste.register.values import RefusedValue

EMPLOYER, EMPLOYER_ID = "employer.name", "employer.business_id"
_NAMESPACE = UUID("5e10577e-0000-4000-8000-00000000a25e")
SEVERAL = frozenset({"customership.invoice", "customership.payment"})
"""Fields without a time of their own of which somebody has many."""


def rows(found: Accepted, relation: Relation, plan: Plan) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The rows that the notice lets the source bring, and notes: stable codes to be counted."""
    made: list[Row] = []
    refused = 0
    for detail in _told(found):
        if detail.path not in plan.fields:
            continue
        try:
            made.append(_row(detail, relation, plan.now))
        except RefusedValue:
            refused += 1
    special = sum(bool(row.hints) for row in made)
    notes = (
        *("further_fields",) * len(made),
        *("further_fields_refused",) * refused,
        *("may_be_special_category",) * special,
    )
    return tuple(made), notes


def answers(
    found: Accepted, person: UUID, plan: Plan, held: frozenset[UUID] = frozenset()
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The answers to a form as a row of the person, unless it is among those ``held``; and a note.

    The same answers have the same id, so a file that is given again brings them once.
    """
    one = found.answered
    if one is None or ANSWERS not in plan.fields:
        return (), ()
    at = one.at.isoformat() if one.at else ""
    row = uuid5(_NAMESPACE, "\n".join((plan.source.name, one.key or f"{one.form} {at}", str(person))))
    if row in held:
        return (), ()
    value = {"form": one.form, "answers": dict(one.told)}
    category, _, name = ANSWERS.partition(".")
    return (Row(category, name, value, {"at": one.at or plan.now}, one.at, id=row),), ("answers",)


def paths(found: Accepted, plan: Plan) -> frozenset[str]:
    """The further fields that a record tells and the notice lets its source bring."""
    told = {detail.path for detail in _told(found)} | ({ANSWERS} if found.answered else set())
    return plan.fields & told


def _told(found: Accepted) -> tuple[Detail, ...]:
    """The record's further fields, and the employer that it only names."""
    number = found.business_id.value if found.business_id else None
    employer = [Detail(EMPLOYER, found.works_for_name)] if found.works_for_name else []
    employer += [Detail(EMPLOYER_ID, number)] if number else []
    return (*found.details, *employer)


def _row(detail: Detail, relation: Relation, now: datetime) -> Row:
    category, _, name = detail.path.partition(".")
    value: Any = {"number": detail.value} if detail.path == "calls.history" else detail.value
    return Row(category, name, value, _columns(category, name, relation, now))


def _columns(category: str, name: str, relation: Relation, now: datetime) -> dict[str, Any]:
    """The plain columns that the field's model wants: to which relation, organisation and time it belongs."""
    model, _ = model_of(category, name)
    known: dict[str, UUID | datetime | None] = {
        "relation": relation.id,
        "organisation": relation.organisation,
        "at": relation.started or now,
    }
    wanted = {column.name: column.type for column in model.holds.plain}
    return {
        column: value
        for column, value in known.items()
        if column in wanted and not (column == "at" and "not null" not in wanted[column])
    }
