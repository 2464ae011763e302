"""The sweep beside others: it never writes an older mask over a withdrawal, and a refusal outlives it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from seloste.gate import bind
from seloste.retention import sweeping
from seloste.terms.words import Scope
from tests.database import Register
from tests.people import a_person, store

USE = "newsletter.email"


def test_a_sweep_waits_for_a_withdrawal_and_does_not_write_over_it(alone: Register) -> None:
    (made,) = store(alone, a_person(group="customer", consent=True, phone="+358500001234"), use="rights")
    owner, superuser = alone.connect("owner"), alone.superuser()
    superuser.execute(
        "insert into gate.spared_list values (77, now() - interval '20 days', now() - interval '15 days', 1)"
    )
    superuser.execute(
        "insert into gate.spared select 77, 1, subject_id, id from register.contact where subject_id = %s and kind = 3",
        (made.id,),
    )
    leaving, sweeper = alone.vault(), alone.vault()
    sweep = threading.Thread(target=sweeping.sweep, args=(sweeper, alone.act))

    with bind.use(leaving.connection, USE, alone.act):
        leaving.connection.execute("select gate.end_grounds(%s, %s, 'withdrawn')", ([made.id], [made.ground]))
        sweep.start()
        _until_somebody_waits(alone)
    sweep.join(timeout=30)

    row = owner.execute(
        "select bit_or(c.lawful >> u.bit & 1) from register.contact c, gate.use_bit u"
        " where c.subject_id = %s and u.name = %s",
        (made.id, USE),
    ).fetchone()
    assert row == (0,)
    kinds = owner.execute(
        "select count(*) from register.contact where subject_id = %s and kind = 3", (made.id,)
    )
    assert kinds.fetchone() == (0,)


def _until_somebody_waits(register: Register) -> None:
    """Until the sweep stands at the standing that the withdrawal holds."""
    watching = register.superuser()
    for _ in range(3000):
        row = watching.execute(
            "select count(*) from pg_stat_activity where datname = %s and wait_event_type = 'Lock'",
            (register.name,),
        ).fetchone()
        if row and row[0]:
            return
        watching.execute("select pg_sleep(0.01)")
    raise AssertionError("the sweep did not wait")


def test_whoever_is_due_as_a_whole_keeps_their_refusal_whatever_else_is_due(alone: Register) -> None:
    from seloste.register.facts import Prohibition

    long_ago = datetime.now(UTC) - timedelta(days=2000)
    refusing = a_person(active=long_ago, prohibitions=(Prohibition(Scope.MARKETING_EMAIL),))
    made, partly = store(alone, refusing, a_person(phone="+358500001235"), use="rights")
    alone.superuser().execute(
        "update register.contact set expires_at = now() - interval '1 day' where subject_id = %s and kind = 3",
        (partly.id,),
    )

    sweeping.sweep(alone.vault(), alone.act)

    owner = alone.connect("owner")
    assert owner.execute("select count(*) from register.subject where id = %s", (made.id,)).fetchone() == (0,)
    assert owner.execute("select count(*) > 0 from protection.suppression").fetchone() == (True,)
