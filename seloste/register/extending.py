"""A further kind of data comes into a register that stands: ``seloste setup`` adds what the models have and it lacks.

Nothing is ever changed or taken away: numbers are the model's for ever, and a kind that no model holds any
more stops the set-up, for the functions that walk every table would forget its rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from seloste.engine.connect import Connection
from seloste.engine.database import Roles
from seloste.engine.errors import Exit, SelosteError
from seloste.register import schema
from seloste.register.records import PersonalRecord, registry


class CannotExtend(SelosteError):
    """The models and the register don't fit each other."""

    exit_code = Exit.CONFLICT
    code = "cannot_extend"


@dataclass(frozen=True, slots=True)
class Held:
    """A kind as the register has it."""

    number: int
    table: int
    category: str
    field: str


def extend(owner: Connection, roles: Roles) -> tuple[str, ...]:
    """Adds the tables, kinds and months that are missing; what was added, as ``category`` or ``category.field``.

    As the owner; all or nothing, while nobody writes or publishes. Raises CannotExtend.
    """
    models = schema.checked(registry())
    with owner.transaction():
        owner.execute("select pg_advisory_xact_lock(7101)")
        held = [
            Held(*row) for row in owner.execute("select no, tbl, category, field from gate.kind order by no")
        ]
        _must_fit(held, models)
        tables = {kind.table for kind in held}
        numbers = {kind.number for kind in held}
        new = [model for model in models if model.holds.code not in tables]
        grown = [
            model
            for model in models
            if model.holds.code in tables and not set(model.holds.fields.values()) <= numbers
        ]
        if new or grown:
            for statement in schema.additions(roles, new, grown, numbers):
                owner.execute(statement.encode())
        for model in models:
            if model.holds.monthly:
                owner.execute("select register.make_months(%s, 14)", (schema.table_of(model),))
    return _added(new, grown, numbers)


def _must_fit(held: list[Held], models: list[type[PersonalRecord]]) -> None:
    known = {
        number: Held(number, model.holds.code, model.holds.category, name)
        for model in models
        for name, number in model.holds.fields.items()
    }
    if gone := sorted({kind.category for kind in held if kind.number not in known}):
        raise CannotExtend(
            f"The register holds data of which no model is installed: {', '.join(gone)}.",
            help="Name the applications that hold their models in SELOSTE_APPS, as before.",
        )
    for kind in held:
        if kind != known[kind.number]:
            raise CannotExtend(
                f"Number {kind.number} stands for {kind.category}.{kind.field} in this register, and for another field in the models.",
                help="A number is a field's for ever: give the new field a number of its own.",
            )


def _added(
    new: list[type[PersonalRecord]], grown: list[type[PersonalRecord]], numbers: set[int]
) -> tuple[str, ...]:
    fields = (
        f"{model.holds.category}.{name}"
        for model in grown
        for name, number in model.holds.fields.items()
        if number not in numbers
    )
    return (*(model.holds.category for model in new), *fields)
