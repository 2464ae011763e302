"""Spine 16: Django reads what the use may see, and writes no personal row at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from psycopg.conninfo import conninfo_to_dict

from seloste.register.models import Contact, Evidence, Mention
from seloste.register.records import ReadOnly, registry
from tests.database import Register
from tests.register.desk import NEWSLETTER, consenting, stranger

MANAGER_VERBS = (
    "create", "bulk_create", "bulk_update", "update", "delete", "get_or_create", "update_or_create", "select_for_update",
)  # fmt: skip


@pytest.fixture(scope="module")
def alias(register: Register) -> Iterator[str]:
    """Django's own connection, as the application's role."""
    given = conninfo_to_dict(register.addresses.app)
    name = f"of-{register.name}"
    connections.databases[name] = {
        **connections["default"].settings_dict,
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given["dbname"], "USER": given["user"], "PASSWORD": given["password"],
        "HOST": given["host"], "PORT": given.get("port", ""), "OPTIONS": {},
    }  # fmt: skip
    yield name
    connections[name].close()
    del connections.databases[name]


def read(alias: str, register: Register, use: str | None) -> list[Contact]:
    from django.db import transaction

    with transaction.atomic(using=alias):
        if use:
            with connections[alias].cursor() as cursor:
                cursor.execute("select gate.enter(%s, %s, 'work')", (use, register.act.ticket.secret))
        return list(Contact.objects.using(alias).order_by("subject_id", "id"))


def test_the_orm_reads_nobody_without_a_use_and_the_uses_rows_under_one(alias: str, register: Register):
    asked, unasked = consenting(register), stranger(register)

    rows = read(alias, register, NEWSLETTER)

    assert read(alias, register, None) == []
    assert {row.subject_id for row in rows} >= {asked.id}
    assert unasked.id not in {row.subject_id for row in rows}
    assert {row.id for row in rows if row.subject_id == asked.id} == {asked.email_row, asked.name_row}


@pytest.mark.parametrize("model", [Contact, Evidence, Mention])
@pytest.mark.parametrize("verb", MANAGER_VERBS)
def test_a_manager_writes_no_personal_row_and_names_the_verb_that_does(model: type[Contact], verb: str):
    with pytest.raises(ReadOnly, match=r"people\.add"):
        getattr(model.objects.all(), verb)()


@pytest.mark.parametrize("verb", ["save", "delete"])
def test_a_personal_row_neither_saves_nor_deletes_itself(verb: str):
    with pytest.raises(ReadOnly, match=rf"^{verb}:.*erasures\.carry_out"):
        getattr(Contact(), verb)()


def test_no_model_has_the_sealed_content_as_a_field():
    assert {model.__name__ for model in registry()} >= {"Contact", "Evidence", "Mention"}
    for model in registry():
        names = {field.name for field in model._meta.get_fields()}
        assert {"subject_id", "lawful"} <= names
        assert "sealed" not in names
