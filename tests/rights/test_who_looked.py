"""L5d (C-579/21), R10.1c: every look at a person can be told, with its use and role, for as long as its line stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import perf_counter
from uuid import uuid4

import pytest

from seloste.gate.errors import NotPermitted
from seloste.register.finding import Alphabet
from seloste.retention import erasures
from seloste.rights.looks import who_looked
from tests.database import Register
from tests.register.desk import CARE, NEWSLETTER, Desk, consenting


@pytest.fixture(scope="module")
def desk(register: Register) -> Desk:
    return Desk(register)


def test_each_look_is_told_with_use_role_rows_and_the_name_for_the_privacy_contact(
    desk: Desk, register: Register
):
    made, twin = consenting(register), consenting(register)
    desk.opens(made.id, CARE)
    desk.opens(made.id, NEWSLETTER)

    found = who_looked(desk.vault, made.id, desk.act)

    opens = [(one.use, one.rows, one.role, one.name) for one in found if one.verb == "open"]
    assert opens == [(NEWSLETTER, 2, "administrator", "first"), (CARE, 2, "administrator", "first")]
    assert found[-1].verb == "collect"
    assert "open" not in {one.verb for one in who_looked(desk.vault, twin.id, desk.act)}


def test_whoever_is_not_the_privacy_contact_gets_no_names(alone: Register):
    desk, made = Desk(alone), consenting(alone)
    desk.opens(made.id, CARE)
    alone.connect("owner").execute("delete from gate.granted where right_to = 'notice'")

    found = who_looked(desk.vault, made.id, desk.act)

    assert {one.name for one in found} == {None}
    assert {one.role for one in found} == {"administrator"}


def test_what_nobody_sees_is_no_look(alone: Register):
    """Spine 23: sorting and the use of keys show nobody anything."""
    desk, made = Desk(alone), consenting(alone)
    assert [one.person for one in Alphabet(desk.vault, CARE, desk.act).page(0, 10)] == [made.id]

    verbs = {one.verb for one in who_looked(desk.vault, made.id, desk.act)}

    assert verbs == {"collect", "ground"}
    named = alone.superuser().execute(
        "select count(*) from ledger.line l join ledger.named n on n.line = l.id where l.verb in ('sort', 'keep') and %s = any(n.subjects)",
        (made.id,),
    )  # fmt: skip
    assert named.fetchone() != (0,), "such lines stand, and are left out"


def test_since_a_time_and_past_a_thousand_lines(alone: Register):
    desk, made = Desk(alone), consenting(alone)
    alone.superuser().execute(
        "with l as (insert into ledger.line (verb, people) select 'open', 1 from generate_series(1, 2100) returning id)"
        " insert into ledger.named (bucket, line, subjects) select ledger.bucket(%s), id, array[%s] from l",
        (made.id, made.id),
    )
    between = datetime.now(UTC)
    desk.opens(made.id, CARE)

    found = who_looked(desk.vault, made.id, desk.act)

    assert sum(one.verb == "open" for one in found) == 2101
    assert [one.line for one in found] == sorted((one.line for one in found), reverse=True)
    assert [one.use for one in who_looked(desk.vault, made.id, desk.act, since=between)] == [CARE]
    assert who_looked(desk.vault, made.id, desk.act, since=between + timedelta(days=1)) == []


def test_who_looked_is_told_of_somebody_erased_since(alone: Register):
    desk, made = Desk(alone), consenting(alone)
    desk.opens(made.id, CARE)
    erasures.carry_out(desk.vault, erasures.plan(desk.vault, made.id, desk.act), desk.act)

    verbs = [one.verb for one in who_looked(desk.vault, made.id, desk.act)]

    assert verbs[:2] == ["erased", "erase"]
    assert "open" in verbs


def test_it_is_found_quickly_among_many_lines(alone: Register):
    """64 buckets serve single look-ups: a person's lines among 200,000 without reading them all."""
    desk, made = Desk(alone), consenting(alone)
    desk.opens(made.id, CARE)
    with alone.superuser() as superuser:
        superuser.execute("set session_replication_role = replica")
        superuser.execute(
            "with l as (insert into ledger.line (verb, people) select 'open', 1 from generate_series(1, 200000) returning id),"
            " w as (select id, gen_random_uuid() p from l)"
            " insert into ledger.named (bucket, line, subjects) select ledger.bucket(p), id, array[p] from w"
        )
        superuser.execute("analyze ledger.named, ledger.line")

    started = perf_counter()
    found = who_looked(desk.vault, made.id, desk.act)
    taken = perf_counter() - started

    assert [one.use for one in found if one.verb == "open"] == [CARE]
    assert taken < 0.25
    plan = alone.superuser().execute(
        "explain (format json) select line from ledger.named where bucket = ledger.bucket(%s) and subjects @> array[%s]",
        (made.id, made.id),
    ).fetchone()  # fmt: skip
    assert plan is not None
    assert "Seq Scan" not in str(plan[0])


def test_it_is_a_right_and_needs_its_grant(alone: Register):
    desk = Desk(alone)
    alone.connect("owner").execute("delete from gate.granted where right_to = 'rights'")

    with pytest.raises(NotPermitted):
        who_looked(desk.vault, uuid4(), desk.act)
