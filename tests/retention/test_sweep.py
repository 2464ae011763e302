"""R9.1b, R9.4b: what is past its period goes by itself, with its keys, and nothing else does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from seloste.gate.errors import GateError
from seloste.protection import turning
from seloste.register.facts import Prohibition
from seloste.retention import erasures, rounds, sweeping
from seloste.terms.words import LEGAL, RIGHTS, Scope
from tests.database import Register
from tests.people import Made
from tests.register.copies import copy_by_law
from tests.register.desk import BILLING, CARE, Desk, consenting, later, stranger
from tests.register.editions import BOOKKEEPING, publish

OLD = timedelta(days=800)


class Stopped(Exception):
    """A process that ends between two steps."""


def an_old_one(register: Register) -> Made:
    """A prospect whose last own act is longer ago than the notice keeps anything of them."""
    return stranger(register, active=datetime.now(UTC) - OLD)


def rows_of(register: Register, person: UUID) -> int:
    row = register.superuser().execute(
        "select (select count(*) from register.contact where subject_id = %s)"
        " + (select count(*) from register.evidence where subject_id = %s)", (person, person),
    ).fetchone()  # fmt: skip
    assert row is not None
    return int(row[0])


def known(register: Register, person: UUID) -> bool:
    """Whether the anchor of a person still stands."""
    row = register.superuser().execute(
        "select exists (select from register.subject where id = %s)", (person,)
    )
    return row.fetchone() == (True,)


# keeps: category.*.keep.* through gate.marks, retention.sweeping.sweep
def test_a_period_that_has_ended_hides_before_the_sweep_and_takes_with_it(alone: Register):
    desk, old, young = Desk(alone), an_old_one(alone), stranger(alone)
    assert desk.may(old.id, CARE) == "period_ended"
    assert desk.sees(old.id, CARE) == set()

    swept = sweeping.sweep(desk.vault, desk.act)

    assert swept.people == 1
    assert not known(alone, old.id)
    assert rows_of(alone, old.id) == 0
    assert desk.sees(old.id, RIGHTS) == set()
    assert desk.sees(young.id, CARE) == {young.email_row, young.name_row}


def test_a_second_sweep_finds_nothing_to_do(alone: Register):
    desk = Desk(alone)
    for _ in range(3):
        an_old_one(alone)
    young = consenting(alone)

    first = sweeping.sweep(desk.vault, desk.act)
    second = sweeping.sweep(desk.vault, desk.act)

    assert (first.people, second.people, second.rows) == (3, 0, 0)
    assert rows_of(alone, young.id) == 3


def test_the_last_day_of_a_period_is_still_a_day_of_it(alone: Register):
    desk = Desk(alone)
    made = stranger(alone, active=datetime.now(UTC))
    row = (
        alone.superuser()
        .execute(
            "select min(expires_at) - gate.now() from register.contact where subject_id = %s", (made.id,)
        )
        .fetchone()
    )
    assert row is not None
    left: timedelta = row[0]

    with later(alone, left - timedelta(minutes=5)):
        desk.settle()
        assert sweeping.sweep(desk.vault, desk.act).people == 0
        assert desk.sees(made.id, CARE) != set() or desk.may(made.id, CARE) == "no_ground"
        assert desk.stands(made.id)
    with later(alone, left + timedelta(minutes=5)):
        desk.settle()
        assert desk.sees(made.id, CARE) == set()
        assert sweeping.sweep(desk.vault, desk.act).people == 1
        assert not desk.stands(made.id)


# keeps: controller.time_zone through gate.period_end
def test_a_period_ends_at_midnight_where_the_notice_counts_its_days(alone: Register):
    """Spine 13: at the first instant of the local day after its last (``controller.time_zone``)."""
    made = stranger(alone, active=datetime.now(UTC))

    ends = alone.superuser().execute(
        "select distinct (expires_at at time zone 'Europe/Helsinki')::time::text from register.contact where subject_id = %s",
        (made.id,),
    )
    assert ends.fetchall() == [("00:00:00",)]


@pytest.mark.parametrize("stop", ["line", "key beside", "database", "rows beside", "old key gone"])
def test_a_sweep_that_was_stopped_goes_on(alone: Register, stop: str):
    desk, old, young = Desk(alone), [an_old_one(alone) for _ in range(4)], consenting(alone)

    def step(name: str) -> None:
        if name == stop:
            raise Stopped

    waiting = [one.id for one in old]
    with pytest.raises(Stopped):
        erasures.carry_out_many(desk.vault, waiting, desk.act, why="period_ended", step=step)

    again = Desk(alone)
    turning.recover(again.vault, again.act)
    sweeping.sweep(again.vault, again.act)

    assert [known(alone, one.id) for one in old] == [False] * 4
    assert again.vault.keys.half_turned() == []
    assert young.email in again.opens(young.id, RIGHTS)
    assert sweeping.sweep(again.vault, again.act) == sweeping.Swept(0, 0)


def test_upkeep_takes_nobody_whose_period_runs(alone: Register):
    desk, young = Desk(alone), consenting(alone)

    with pytest.raises(GateError):
        erasures.carry_out_many(desk.vault, [young.id], desk.act, why="period_ended")

    assert desk.stands(young.id)
    assert young.email in desk.opens(young.id, RIGHTS)


def test_evidence_outlives_the_person_by_its_own_period_and_then_the_last_key_goes(alone: Register):
    desk, made, twin = Desk(alone), consenting(alone), stranger(alone)
    erasures.carry_out(desk.vault, erasures.plan(desk.vault, made.id, desk.act), desk.act)
    assert rows_of(alone, made.id) == 1
    assert desk.opens(made.id, LEGAL, "evidence") != []

    with later(alone, timedelta(days=1090)):
        sweeping.sweep(desk.vault, desk.act)
        assert desk.opens(made.id, LEGAL, "evidence") != []
    with later(alone, timedelta(days=1105)):
        assert desk.opens(made.id, LEGAL, "evidence") == []
        sweeping.sweep(desk.vault, desk.act)

    assert rows_of(alone, made.id) == 0
    assert not known(alone, made.id)
    keys = "select count(*) from protection.key where subject_id = %s"
    assert alone.superuser().execute(keys, (made.id,)).fetchone() == (0,)
    assert not known(alone, twin.id), "the twin's own period had ended by then"


# keeps: category.*.keep.law, keep.*.period.* through gate.marks, retention.sweeping.sweep
def test_a_copy_that_the_law_keeps_goes_when_the_law_lets_it(alone: Register):
    desk = Desk(alone)
    publish(desk, 3, *BOOKKEEPING)
    made = stranger(alone)
    copy_by_law(desk, made.id, 1, {"given": "Aino", "family": made.family})

    with later(alone, timedelta(days=365 * 3)):
        desk.settle()
        sweeping.sweep(desk.vault, desk.act)
        assert not desk.stands(made.id)
        assert len(desk.opens(made.id, BILLING)) == 1
    with later(alone, timedelta(days=365 * 7 + 10)):
        assert desk.opens(made.id, BILLING) == []
        sweeping.sweep(desk.vault, desk.act)
        assert not known(alone, made.id)


def test_a_withdrawal_starts_the_period_of_the_evidence(alone: Register):
    desk, made = Desk(alone), consenting(alone)
    ends = "select nullif(expires_at, 'infinity') from register.evidence where subject_id = %s"
    assert alone.superuser().execute(ends, (made.id,)).fetchone() == (None,)

    desk.withdraw(made)

    row = alone.superuser().execute(ends, (made.id,)).fetchone()
    assert row is not None
    assert row[0] is not None
    assert timedelta(days=1090) < row[0] - datetime.now(UTC) < timedelta(days=1100)


def test_a_refusal_outlives_the_sweep_as_it_outlives_an_erasure(alone: Register):
    desk = Desk(alone)
    stranger(alone, active=datetime.now(UTC) - OLD, prohibitions=(Prohibition(Scope.MARKETING_EMAIL),))

    sweeping.sweep(desk.vault, desk.act)

    row = alone.superuser().execute("select count(*) from protection.suppression").fetchone()
    assert row is not None
    assert row[0] > 0


def test_the_nightly_round_sweeps_renews_the_index_and_seals(alone: Register):
    desk, old, young = Desk(alone), an_old_one(alone), consenting(alone)

    done = rounds.nightly(desk.vault, desk.act)

    assert done.swept.people == 1
    assert done.index_generation == 2
    assert done.sealed > 0
    assert desk.find("email", old.email) == []
    assert desk.find("email", young.email) == [young.id]
    assert rounds.nightly(desk.vault, desk.act).index_generation == 2
