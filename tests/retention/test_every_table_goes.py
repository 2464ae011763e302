"""R9.4b: whoever has no basis left goes by themself, out of every table that there is; made out of the registry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from seloste.register import people
from seloste.register.facts import Ground, Person, Relation, Row
from seloste.register.people import Origin
from seloste.register.records import registry
from seloste.register.schema import table_of
from seloste.retention import sweeping
from seloste.terms.words import RIGHTS, Basis, Fate
from tests.database import Register
from tests.people import SHOWN
from tests.register.desk import Desk, later
from tests.register.test_every_category import DAYS, MODELS, VALUES

TABLES = [table_of(model) for model in registry()]
ENDED = datetime.now(UTC) - timedelta(days=2)
SOURCES = {"calls": "telephone", "marketing": "observed", "behaviour": "observed"}


def _row(category: str, field: str, relation: UUID) -> Row:
    columns: dict[str, Any] = {"label": 0, "state": 0} if category == "contact" else {}
    columns |= {"relation": relation} if category == "position" else {}
    columns |= {DAYS[category]: ENDED} if category in DAYS else {}
    columns |= {"direction": 1} if category == "calls" else {}
    name = f"{category}.{field}"
    return Row(category, field, VALUES.get(name, f"keksitty {field}"), columns, ENDED)


def somebody_everywhere(desk: Desk) -> UUID:
    """A former customer with an ordinary row of each field, whose relation and grounds ended the day before yesterday."""
    began = ENDED - timedelta(days=300)
    relation = Relation("customer", started=began, ended=ENDED, active=ENDED)
    ground = Ground(Basis.CONTRACT, None, SHOWN, started=began, ended=ENDED)
    person = Person((relation,), (ground,))
    people.add(desk.vault, [person], Origin("self", RIGHTS), desk.act)
    for category, model in MODELS.items():
        fields = [field for field in model.holds.fields if field != "decision"]
        rows = tuple(_row(category, field, relation.id) for field in fields)
        source = Origin(SOURCES.get(category, "website"), RIGHTS)
        people.extend(desk.vault, [Person(id=person.id, rows=rows)], source, desk.act)
    return person.id


def tables_of(register: Register, person: UUID, fate: Fate | None = None) -> set[str]:
    """The tables in which rows of this person stand."""
    superuser, wanted = register.superuser(), None if fate is None else int(fate)
    query = "select 1 from register.{} where subject_id = %s and fate = coalesce(%s::smallint, fate) limit 1"
    return {
        table
        for table in TABLES
        if superuser.execute(query.format(table).encode(), (person, wanted)).fetchone()
    }


def keys_of(register: Register, person: UUID) -> list[int]:
    found = register.superuser().execute(
        "select fate from protection.key where subject_id = %s order by 1", (person,)
    )
    return [row[0] for row in found]


def test_r9_4b_what_has_no_basis_goes_out_of_every_table_when_the_last_period_ends(alone: Register):
    desk = Desk(alone)
    person = somebody_everywhere(desk)
    ordinary = {table_of(model) for model in MODELS.values()}
    assert tables_of(alone, person, Fate.ORDINARY) == ordinary
    assert keys_of(alone, person) == [Fate.ORDINARY, Fate.CLAIMS]

    with later(alone, timedelta(days=366 * 3 + 10)):
        desk.settle()
        swept = sweeping.sweep(desk.vault, desk.act)

        assert swept.people == 1
        assert tables_of(alone, person, Fate.ORDINARY) == set()
        assert keys_of(alone, person) in ([], [Fate.CLAIMS]), "evidence has a period of its own"
    with later(alone, timedelta(days=366 * 4)):
        sweeping.sweep(desk.vault, desk.act)
        assert tables_of(alone, person) == set()
        assert keys_of(alone, person) == []


def test_r9_1_what_ends_sooner_goes_sooner_and_the_rest_stays(alone: Register):
    desk = Desk(alone)
    person = somebody_everywhere(desk)
    kinds = "select kind from register.behaviour where subject_id = %s union all select kind from register.call where subject_id = %s"
    left = {row[0] for row in alone.superuser().execute(kinds, (person, person)).fetchall()}
    assert left == {13, 14, 38, 39, 40, 41, 42}

    with later(alone, timedelta(days=200)):
        desk.settle()
        sweeping.sweep(desk.vault, desk.act)

    left = {row[0] for row in alone.superuser().execute(kinds, (person, person)).fetchall()}
    assert left == {13, 39, 40, 41, 42}, "the recording and the network address went, each after its months"
    assert Fate.ORDINARY in keys_of(alone, person)
    assert "contact" in tables_of(alone, person)


def test_r9_4b_of_whom_nothing_is_left_but_ended_facts_goes_with_the_next_sweep(alone: Register):
    desk = Desk(alone)
    began = ENDED - timedelta(days=9)
    former, standing, asked, coming = (
        Person((Relation("customer", started=began, ended=ended),), grounds)
        for ended, grounds in (
            (ENDED, ()),
            (None, ()),
            (ENDED, (Ground(Basis.CONTRACT, None, SHOWN, started=began),)),
            (ENDED + timedelta(days=30), ()),
        )
    )
    people.add(desk.vault, [former, standing, asked, coming], Origin("self", RIGHTS), desk.act)

    swept = sweeping.sweep(desk.vault, desk.act)

    assert swept.people == 1
    assert keys_of(alone, former.id) == []
    for one in (standing, asked, coming):
        assert Fate.ORDINARY in keys_of(alone, one.id)
    assert sweeping.sweep(desk.vault, desk.act).people == 0


@pytest.mark.parametrize("days", [0, 300, 600])
def test_nobody_goes_whole_while_a_row_in_any_table_has_its_period(alone: Register, days: int):
    desk = Desk(alone)
    person = somebody_everywhere(desk)

    with later(alone, timedelta(days=days)):
        desk.settle()
        assert sweeping.sweep(desk.vault, desk.act).people == 0

    assert Fate.ORDINARY in keys_of(alone, person)
    assert "event" in tables_of(alone, person, Fate.ORDINARY)
