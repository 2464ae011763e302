"""What the linter will find in the notice in force is told 60 days before, by the nightly round and by ``doctor``."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from seloste.cli import doctor
from seloste.retention import foreseen, rounds
from tests.database import Register
from tests.register.desk import Desk
from tests.register.editions import publish

BALANCE = 'review = "12 months", record = "internal:balance/quality"'


def test_a_balancing_test_is_told_60_days_before_its_review_is_overdue(alone: Register):
    """R4.2c: from the day after its review on, the use is closed."""
    desk, last = Desk(alone), date(2027, 10, 5)
    connection = desk.vault.connection

    told = foreseen.foreseen(connection, on=last - timedelta(days=59))

    assert {one.code for one in told} == {"SEL1803"}
    assert {one.day for one in told} == {last + timedelta(days=1)}
    assert foreseen.foreseen(connection, on=last - timedelta(days=61)) == ()


def test_the_nightly_round_and_doctor_tell_what_comes(alone: Register):
    desk = Desk(alone)
    assert rounds.nightly(desk.vault, desk.act).coming == ()  # the twin: the shipped notice has a year
    last = datetime.now(UTC).date() + timedelta(days=30)

    publish(desk, 3, (BALANCE, f'review = {last.isoformat()}, record = "internal:balance/quality"'))
    told = rounds.nightly(desk.vault, desk.act).coming

    assert [(one.code, one.path, one.day) for one in told] == [
        ("SEL1803", "purpose.quality.balance.review", last + timedelta(days=1))
    ]
    (shown,) = doctor._coming(desk.vault)
    assert "SEL1803" in shown.says
    assert (last + timedelta(days=1)).isoformat() in shown.says
