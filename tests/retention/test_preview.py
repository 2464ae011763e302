"""R9.1b, R9.4a: what goes in the next days is told before it goes, by kind and day, and nobody by name."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from seloste.gate.errors import NotPermitted
from seloste.notice import load_policy
from seloste.register.facts import Person, Row
from seloste.register.people import Origin, extend
from seloste.register.records import PersonalRecord, registry
from seloste.retention import sweeping
from seloste.retention.previewing import BadPeriod, Preview, preview
from seloste.terms.words import RIGHTS, Fate
from tests.conftest import ONE_ENGINE
from tests.database import NOTICE, Register
from tests.people import Made
from tests.register.desk import Desk, consenting, later, stranger

POLICY = load_policy(NOTICE)
HELSINKI = ZoneInfo("Europe/Helsinki")


def ends_of(register: Register, made: Made) -> datetime:
    row = register.superuser().execute(
        "select max(expires_at) from register.contact where subject_id = %s", (made.id,)
    )
    (ends,) = row.fetchone() or (None,)
    assert isinstance(ends, datetime)
    return ends


def going(found: Preview) -> dict[tuple[str, str], int]:
    return {(one.category, one.field): one.rows for one in found.going}


def test_whoever_goes_whole_is_counted_on_the_day_that_the_sweep_takes_them(alone: Register):
    desk = Desk(alone)
    soon = stranger(alone, active=datetime.now(UTC) - timedelta(days=720))
    stranger(alone)
    consenting(alone)
    day = ends_of(alone, soon).astimezone(HELSINKI).date()

    found = preview(desk.vault, desk.act, 30)

    assert found.first == datetime.now(HELSINKI).date()
    assert (found.last - found.first).days == 30
    assert going(found) == {("contact", "email"): 1, ("contact", "name"): 1}
    assert found.whole == {day: 1}
    assert [dict(one.days) for one in found.going] == [{day: 1}, {day: 1}]
    assert sweeping.sweep(desk.vault, desk.act).people == 0, "nothing was due before its day"
    with later(alone, ends_of(alone, soon) - datetime.now(UTC) + timedelta(minutes=1)):
        assert sweeping.sweep(desk.vault, desk.act).people == 1
        assert preview(desk.vault, desk.act, 30).rows == 0


def test_the_last_day_is_inside_and_the_day_after_is_not(alone: Register):
    desk = Desk(alone)
    soon = stranger(alone, active=datetime.now(UTC) - timedelta(days=700))
    days = (ends_of(alone, soon).astimezone(HELSINKI).date() - preview(desk.vault, desk.act, 1).first).days

    assert preview(desk.vault, desk.act, days).people == 1
    assert preview(desk.vault, desk.act, days - 1).rows == 0


def test_a_row_that_goes_alone_takes_nobody_with_it_and_names_its_clause(alone: Register):
    """Out of the registry: a table without the preview would count nothing here."""
    desk, made = Desk(alone), consenting(alone, group="customer")
    source = next(c.source for c in POLICY.collects if (c.category, c.field) == ("calls", "recording"))
    when = datetime.now(UTC) - timedelta(days=170)
    sound = {"file": "a.opus", "hash": "ab" * 32, "codec": "opus", "announced_at": when.isoformat()}
    row = Row("calls", "recording", sound, {"at": when, "direction": 1}, when)
    extend(desk.vault, [Person(id=made.id, rows=(row,))], Origin(source, RIGHTS), desk.act)

    found = preview(desk.vault, desk.act, 30)

    assert going(found) == {("calls", "recording"): 1}
    assert found.people == 0
    (one,) = found.going
    assert one.fate is Fate.ORDINARY
    keeps = [k for k in POLICY.keeps if k.category == "calls" and k.field in (None, "recording")]
    assert {clause.path for clause in one.clauses} == {keep.clause.path for keep in keeps}
    assert all(set(clause.sentence) == set(POLICY.languages) for clause in one.clauses)


@ONE_ENGINE
@pytest.mark.parametrize("model", registry(), ids=[model.holds.category for model in registry()])
def test_every_table_is_looked_through(alone: Register, model: type[PersonalRecord]):
    """R9.1a: rows of any table that end are told of, whatever category a later model adds."""
    desk, made = Desk(alone), stranger(alone)
    table = str(model._meta.db_table).rsplit('"', 1)[-1]
    with alone.superuser() as superuser:
        superuser.execute("set session_replication_role = replica")
        wanted = ["subject_id", "id", "fate", "form", "source", "obtained_at", "notice", "lawful", "visible_until", "expires_at",
                  "restricted", "kind", "sealed"]  # fmt: skip
        values = [f"'{made.id}'", "gen_random_uuid()", "0", "1", "0", "now()", "2", "0", "'infinity'", "now() + interval '5 days'",
                  "false", str(next(iter(model.holds.fields.values()))), r"decode(repeat('00', 40), 'hex')"]  # fmt: skip
        for plain in model.holds.plain:
            if "not null" in plain.type:
                wanted.append(plain.name)
                made_up = {"uuid": "gen_random_uuid()", "smallint": "0"}.get(plain.type.split()[0], "now()")
                values.append(plain.default or made_up)
        superuser.execute(
            f"insert into register.{table} ({', '.join(wanted)}) values ({', '.join(values)})".encode()
        )

    found = preview(desk.vault, desk.act, 30)

    assert [(one.category, one.rows) for one in found.going] == [(model.holds.category, 1)]
    assert found.people == 0, "the person's name and address stay"


def test_what_waits_for_the_privacy_contact_does_not_go(alone: Register):
    """Spine 14: what only a publication took away is hidden, listed, and goes 14 days after it was confirmed."""
    desk, made = Desk(alone), stranger(alone)
    with alone.superuser() as superuser:
        superuser.execute("set session_replication_role = replica")
        superuser.execute("insert into gate.spared_list (publication, published_at) values (9, now())")
        superuser.execute(
            "insert into gate.spared select 9, 1, subject_id, id from register.contact where subject_id = %s", (made.id,)
        )  # fmt: skip
        superuser.execute("update register.contact set expires_at = now() where subject_id = %s", (made.id,))

    waiting = preview(desk.vault, desk.act, 30)
    alone.superuser().execute("update gate.spared_list set confirmed_at = now()")
    confirmed = preview(desk.vault, desk.act, 30)

    assert (waiting.rows, waiting.people, waiting.waiting) == (0, 0, 2)
    assert (confirmed.rows, confirmed.people, confirmed.waiting) == (2, 1, 0)
    assert {(day - confirmed.first).days for day in confirmed.whole} == {14}


def test_whoever_lost_every_period_by_a_publication_is_told_of_too_once_that_is_confirmed(alone: Register):
    """Spine 14: such rows have no end of their own, and the sweep takes their people whole all the same."""
    desk, made = Desk(alone), stranger(alone)
    with alone.superuser() as superuser:
        superuser.execute("set session_replication_role = replica")
        superuser.execute(
            "insert into gate.spared_list (publication, published_at, confirmed_at) values (9, now() - interval '10 days', now())"
        )
        superuser.execute(
            "insert into gate.spared select 9, 1, subject_id, id from register.contact where subject_id = %s", (made.id,)
        )  # fmt: skip
        superuser.execute(
            "update register.contact set expires_at = 'infinity', visible_until = '-infinity' where subject_id = %s", (made.id,)
        )  # fmt: skip

    found = preview(desk.vault, desk.act, 30)

    assert (found.rows, found.people) == (2, 1)
    with later(alone, timedelta(days=5)):
        assert sweeping.sweep(desk.vault, desk.act).people == 1


def test_weeks_leave_no_day_out_and_the_document_names_nobody(alone: Register):
    desk = Desk(alone)
    made = [stranger(alone, active=datetime.now(UTC) - timedelta(days=days)) for days in (725, 718, 710)]

    found = preview(desk.vault, desk.act, 60)

    weeks = found.weeks()
    assert sum(rows for rows, _ in weeks.values()) == found.rows == 6
    assert sum(people for _, people in weeks.values()) == found.people == 3
    assert all((later_ - day).days <= 7 for day, later_ in zip(weeks, list(weeks)[1:], strict=False))
    text = json.dumps(found.as_json())
    assert not any(one.family in text or str(one.id) in text for one in made)


@pytest.mark.parametrize("days", [0, -1, 3661])
def test_a_preview_is_of_some_days(alone: Register, days: int):
    with pytest.raises(BadPeriod):
        preview(alone.vault(), alone.act, days)


def test_a_preview_needs_the_grant_of_upkeep_or_of_rights(alone: Register):
    desk = Desk(alone)
    alone.connect("owner").execute("delete from gate.granted where right_to = 'upkeep'")

    with pytest.raises(NotPermitted):
        preview(desk.vault, desk.act, 30)
    assert preview(desk.vault, desk.act, 30, RIGHTS).rows == 0
