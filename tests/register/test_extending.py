"""What the models have and a standing register lacks comes by set-up; nothing is changed or forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from seloste.engine.connect import Connection
from seloste.gate.errors import Rejected
from seloste.register import extending, people, schema
from seloste.register.catalogue import findings
from seloste.register.extending import CannotExtend
from seloste.register.facts import Contact, Ground, Person, Relation, Row
from seloste.register.models import Application, Behaviour, Event
from seloste.register.people import Origin
from seloste.register.records import Kinds, registry
from seloste.register.schema import BadModels
from seloste.retention import erasures
from seloste.terms.words import RIGHTS, Basis
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.people import SHOWN
from tests.register.desk import Desk
from tests.register.editions import publish

NOW = datetime.now(UTC)
FORGOTTEN = "delete from gate.{} where kind in (select no from gate.kind where tbl = 10)"


@pytest.fixture
def scratch(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as made:
        yield made


def without_kinds(register: Register) -> None:
    """The kinds of one table are unknown to the register."""
    superuser = register.superuser()
    for table in ("rule", "may_collect", "keep_class", "mask_class", "channel"):
        superuser.execute(FORGOTTEN.format(table).encode())
    superuser.execute("delete from gate.kind where tbl = 10")


def without_behaviour(register: Register) -> None:
    """A register as it stood before this table was thought of: no table, no doors, no kinds."""
    without_kinds(register)
    superuser = register.superuser()
    superuser.execute("drop table register.behaviour cascade")
    for door in ("add", "stamp", "look", "open"):
        superuser.execute(f"drop function gate.{door}_behaviour cascade".encode())


def a_visitor(desk: Desk, row: Row) -> Person:
    relation, ground = Relation("customer"), Ground(Basis.CONSENT, "web_use.web", SHOWN)
    person = Person((relation,), (ground,), contacts=(Contact("name", {"family": "Keksitty"}),), rows=(row,))
    people.add(desk.vault, [person], Origin("website", RIGHTS), desk.act)
    return person


def count(connection: Connection, table: str) -> Any:
    row = connection.execute(f"select count(*) from register.{table}".encode()).fetchone()
    return row and row[0]


def test_a_table_that_is_missing_comes_whole_with_policies_doors_months_and_rights(scratch: Register):
    without_behaviour(scratch)
    owner = scratch.connect("owner")
    assert any(
        one.startswith("register.behaviour: the table is not there") for one in findings(owner, scratch.roles)
    )

    added = extending.extend(owner, scratch.roles)

    assert added == ("behaviour",)
    assert findings(owner, scratch.roles) == []
    assert extending.extend(owner, scratch.roles) == ()

    desk = Desk(scratch)
    publish(desk, 3)
    visitor = a_visitor(desk, Row("behaviour", "ip", "192.0.2.7", {"at": NOW}))
    superuser = scratch.superuser()
    assert count(superuser, "behaviour") == 1
    erasures.carry_out(desk.vault, erasures.plan(desk.vault, visitor.id, desk.act), desk.act)
    assert count(superuser, "behaviour") == 0


def test_a_field_that_is_missing_is_added_to_its_table(scratch: Register):
    superuser, owner = scratch.superuser(), scratch.connect("owner")
    for table in ("rule", "may_collect", "keep_class", "mask_class"):
        superuser.execute(f"delete from gate.{table} where kind = 34".encode())
    superuser.execute("delete from gate.kind where no = 34")
    kinds = ", ".join(str(n) for n in Event.holds.fields.values() if n != 34)
    superuser.execute(
        "alter table register.event drop constraint event_kind_check,"
        f" add constraint event_kind_check check (kind in ({kinds}))".encode()
    )

    assert extending.extend(owner, scratch.roles) == ("events.task",)

    desk = Desk(scratch)
    publish(desk, 3)
    person = Person((Relation("customer"),), rows=(Row("events", "task", "Soita takaisin", {"at": NOW}),))
    people.add(desk.vault, [person], Origin("self", RIGHTS), desk.act)
    assert count(superuser, "event") == 1


def test_publishing_a_kind_that_the_register_lacks_says_what_to_do(scratch: Register):
    without_kinds(scratch)

    with pytest.raises(Rejected, match="run `seloste setup`"):
        publish(Desk(scratch), 3)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("insert into gate.kind values (900, 29, 'boats', 'name')", "no model is installed: boats"),
        ("update gate.kind set field = 'errand' where no = 34", "Number 34 stands for events.errand"),
    ],
)
def test_set_up_stops_where_models_and_register_do_not_fit(scratch: Register, change: str, told: str):
    scratch.superuser().execute(change.encode())
    before = findings(scratch.connect("owner"), scratch.roles)

    with pytest.raises(CannotExtend, match=told):
        extending.extend(scratch.connect("owner"), scratch.roles)

    assert findings(scratch.connect("owner"), scratch.roles) == before


def test_past_months_that_are_empty_go_and_others_stay(scratch: Register):
    superuser, owner = scratch.superuser(), scratch.connect("owner")
    desk = Desk(scratch)
    for month, after in (("2020_01", "2020_02"), ("2020_02", "2020_03")):
        owner.execute(
            f"create table register.behaviour_{month} partition of register.behaviour for values"
            f" from ('{month.replace('_', '-')}-01') to ('{after.replace('_', '-')}-01')".encode()
        )
    a_visitor(desk, Row("behaviour", "ip", "192.0.2.7", {"at": datetime(2020, 2, 9, tzinfo=UTC)}, NOW))

    extending.extend(owner, scratch.roles)

    months = superuser.execute(
        "select relname from pg_class where relname ~ '^behaviour_2020_[0-9]{2}$' order by 1"
    ).fetchall()
    assert months == [("behaviour_2020_02",)]
    assert count(superuser, "behaviour") == 1
    assert findings(owner, scratch.roles) == []


@pytest.mark.parametrize(
    "change", [{"code": 8}, {"code": 31}, {"category": "events"}, {"fields": {"cv": 34}}]
)
def test_two_models_never_share_a_number_or_a_category(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
):
    """Models come from applications that don't know each other."""
    holds = Application.holds
    own = {"code": holds.code, "category": holds.category, "fields": holds.fields, "plain": holds.plain}
    monkeypatch.setattr(Application, "holds", Kinds(**{**own, **change}))

    with pytest.raises(BadModels):
        schema.checked(registry())


def test_the_models_that_ship_share_nothing():
    assert Behaviour in schema.checked(registry())
