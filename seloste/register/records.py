"""The header of every row of personal data, and the registry of its kinds."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models.signals import class_prepared

from seloste.protection.opening import TABLES


@dataclass(frozen=True, slots=True)
class Plain:
    """A column beside the header that isn't sealed: its SQL type, and why it may be plain."""

    name: str
    type: str
    why: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Kinds:
    """What a model holds: its table's code, the notice's category and a number for each field.

    Numbers are the model's for ever and unique over all models. ``relation`` names the column of the
    relation to which a row belongs, so that it ends with that one (R5.2a); ``links`` further columns and
    the table whose row they name; ``monthly``: partitioned by the month of the column ``at``.
    """

    code: int
    category: str
    fields: dict[str, int]
    plain: tuple[Plain, ...] = ()
    state: str | None = None  # the column that tells an undeliverable address
    ended: str | None = None  # the column from which a period of kept rows runs
    relation: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    monthly: bool = False
    with_consent: tuple[str, ...] = ()  # fields that go at once with the consent that alone opens them

    @property
    def key(self) -> str:
        """The columns of the primary key (spine 16)."""
        return "subject_id, at, id" if self.monthly else "subject_id, id"


class ReadOnly(TypeError):
    """A personal model was written through Django; the message names the verb to use."""


def _refuse(verb: str) -> Any:
    def refused(*_args: object, **_kwargs: object) -> NoReturn:
        raise ReadOnly(
            f"{verb}: personal rows are written by the doors of the gate (people.add, contacts.add, erasures.carry_out)"
        )

    return refused


class RecordQuerySet(models.QuerySet[Any]):
    """Reads what the use entered may see; writing goes by the doors."""

    create = _refuse("create")
    bulk_create = _refuse("bulk_create")
    bulk_update = _refuse("bulk_update")
    update = _refuse("update")
    delete = _refuse("delete")
    get_or_create = _refuse("get_or_create")
    update_or_create = _refuse("update_or_create")
    select_for_update = _refuse("select_for_update")


class Instant(models.DateTimeField):  # type: ignore[type-arg]  # as Django's own, which is not generic at run time
    """A time of the database; where that is infinite, which Python's times are not, it is read as None."""

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        """Django's hook for how a column is selected."""
        return f"case when isfinite({sql}) then {sql} end", (*params, *params)


class PersonalRecord(models.Model):
    """Whose a row is, where it came from, what may be done with it, and until when.

    ``lawful`` and the two times are derived by the database and written by nobody else. The sealed
    content is no field of a model: only ``gate.open`` hands it out.
    """

    pk = models.CompositePrimaryKey("subject_id", "id")
    subject_id = models.UUIDField()
    id = models.UUIDField(default=uuid.uuid4)
    fate = models.SmallIntegerField()
    form = models.SmallIntegerField()
    source = models.SmallIntegerField()
    obtained_at = models.DateTimeField()
    batch = models.UUIDField(null=True)
    notice = models.IntegerField()
    lawful = models.BigIntegerField()
    visible_until = Instant(null=True)
    expires_at = Instant(null=True)
    restricted = models.BooleanField()
    kind = models.SmallIntegerField()

    objects = RecordQuerySet.as_manager()
    holds: ClassVar[Kinds]

    save = _refuse("save")
    delete = _refuse("delete")

    class Meta:
        abstract = True


def _prepared(sender: type[models.Model], **_: object) -> None:
    """What is sealed into a message names its table by a code, in whichever application its model stands."""
    if issubclass(sender, PersonalRecord) and not sender._meta.abstract:
        TABLES[str(sender._meta.db_table).rsplit('"', 1)[-1]] = sender.holds.code


class_prepared.connect(_prepared, dispatch_uid="seloste.tables")


def registry() -> list[type[PersonalRecord]]:
    """Every kind of personal data there is, by the code of its table."""
    found: list[type[PersonalRecord]] = []
    waiting = list(PersonalRecord.__subclasses__())
    while waiting:
        model = waiting.pop()
        waiting.extend(model.__subclasses__())
        if not model._meta.abstract:
            found.append(model)
    return sorted(found, key=lambda model: model.holds.code)
