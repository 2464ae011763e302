"""Spine 17, 18 and 22: the doors take all of a batch or nothing of it, and each fate opens for its own uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, LiteralString
from uuid import UUID, uuid4

import psycopg
import pytest

from seloste.gate import bind
from seloste.gate.errors import Rejected, Undeclared
from seloste.register import people
from seloste.register.facts import Contact, Person, Relation
from seloste.register.people import Origin
from seloste.retention import erasures
from seloste.terms.words import LEGAL, RIGHTS, Basis, Fate
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.people import a_person, canary, store
from tests.register.copies import copy_by_law, mention
from tests.register.desk import BILLING, CARE, NEWSLETTER, Desk, consenting, ground, stranger
from tests.register.editions import BOOKKEEPING, MENTIONS, publish


@pytest.fixture(scope="module")
def desk(register: Register) -> Desk:
    return Desk(register)


@pytest.fixture(scope="module")
def kept(engine: Engine) -> Iterator[Desk]:
    """A register whose notice keeps names for the books, and knows people who are mentioned."""
    with a_register(engine) as register:
        desk = Desk(register)
        publish(desk, 3, *BOOKKEEPING, *MENTIONS)
        yield desk


ADD_CONTACT: LiteralString = (
    "select gate.add_contact(%s, %s, %s::smallint[], %s::smallint[], %s::smallint[], %s::timestamptz[],"
    " %s::smallint[], %s::smallint[], %s::date[], %s::date[], %s, 'self', null)"
)


def keep_and(desk: Desk, who: list[UUID], statement: LiteralString, *parameters: Any) -> None:
    """A door called by hand, after the keep line that names its people."""
    with bind.use(desk.vault.connection, RIGHTS, desk.act):
        desk.vault.connection.execute("select gate.keep(%s)", (who,))
        desk.vault.connection.execute(statement, parameters)


def test_a_batch_with_one_bad_row_is_not_stored_at_all(desk: Desk, register: Register):
    good, bad = a_person()[0], a_person()[0]
    bad = Person(bad.relations, (), (), (Contact("phone", "+358500000444"),), bad.id)

    with pytest.raises(Undeclared, match=r"contact\.phone"):
        people.add(desk.vault, [good, bad], Origin("website", NEWSLETTER), desk.act)

    assert not desk.stands(good.id)
    assert not desk.stands(bad.id)
    assert people.add(desk.vault, [good], Origin("website", NEWSLETTER), desk.act) == 1


def test_ids_that_do_not_come_in_order_are_refused(desk: Desk):
    first, second = sorted((uuid4(), uuid4()))
    with bind.use(desk.vault.connection, RIGHTS, desk.act):
        desk.vault.connection.execute("select gate.keep(%s)", ([first, second],))
        with pytest.raises(psycopg.Error) as caught, desk.vault.connection.transaction():
            desk.vault.connection.execute(
                "select gate.add_people(%s, '{}', '{}', '{}', '{}')", ([second, first],)
            )

    assert caught.value.sqlstate == "SL015"


def test_a_door_takes_a_thousand_and_no_more(desk: Desk):
    many = [uuid4() for _ in range(1001)]
    zeros, ones, nothing = [0] * 1001, [1] * 1001, [None] * 1001
    rows = (many, many, ones, zeros, ones, nothing, zeros, zeros, nothing, nothing, [bytes(40)] * 1001)

    with pytest.raises(Rejected, match="1,000") as kept:
        desk.call(RIGHTS, "select gate.keep(%s)", many)
    with pytest.raises(Rejected, match="1,000") as added:
        desk.call(RIGHTS, ADD_CONTACT, *rows)

    assert kept.value.code == added.value.code == "SL011"


def test_more_than_a_thousand_people_come_in_a_thousand_at_a_time(alone: Register):
    crowd = [Person((Relation("prospect"),)) for _ in range(1001)]

    assert people.add(alone.vault(), crowd, Origin("self", RIGHTS), alone.act) == 1001

    row = alone.superuser().execute("select count(*) from register.subject").fetchone()
    assert row == (1001,)


@pytest.mark.parametrize(
    ("source", "use"),
    [("hearsay", NEWSLETTER), ("colleague", NEWSLETTER), ("trade_register", CARE), ("website", "statistics")],
)
# keeps: source.*.fields, source.*.uses, category.*.sources through gate.must_collect
def test_a_source_brings_in_what_the_notice_says_and_nothing_else(desk: Desk, source: str, use: str):
    person = a_person()[0]

    with pytest.raises(Undeclared):
        people.add(desk.vault, [person], Origin(source, use), desk.act)

    assert not desk.stands(person.id)


# keeps: use.*.evidence.opt_in, use.*.evidence.double_opt_in through gate.add_facts
def test_a_ground_without_its_evidence_is_refused(desk: Desk, register: Register):
    """R4.4d: a consent says who, what, when, where and how."""
    made = stranger(register)
    bare: LiteralString = (
        "select gate.add_facts('self', null, '{}', array[row(%s, gen_random_uuid(), 1, 'newsletter.email', null,"
        " false, null, null, gen_random_uuid(), 1, %s)::gate.new_ground], '{}')"
    )

    with pytest.raises(Rejected, match="evidence") as caught:
        keep_and(desk, [made.id], bare, made.id, b"")

    assert caught.value.code == "SL017"
    assert desk.may(made.id, NEWSLETTER) == "no_ground"


def test_a_row_of_somebody_who_has_no_key_is_missed_and_nothing_is_stored(desk: Desk, register: Register):
    made = stranger(register)
    who, rows = sorted((made.id, uuid4())), [uuid4(), uuid4()]
    values = ([2, 2], [0, 0], [1, 1], [None, None], [0, 0], [0, 0], [None, None], [None, None])

    with pytest.raises(Rejected, match="1 rows of 2") as caught:
        keep_and(desk, who, ADD_CONTACT, who, rows, *values, [bytes(40), bytes(40)])

    assert caught.value.code == "SL019"
    assert not set(rows) & desk.sees(made.id, RIGHTS)


def test_evidence_opens_for_legal_alone(desk: Desk, register: Register):
    made = consenting(register)

    assert [found["text"] for found in desk.opens(made.id, LEGAL, "evidence")] == ["I want the newsletter."]
    for use in (RIGHTS, CARE, NEWSLETTER):
        assert desk.opens(made.id, use, "evidence") == []


def test_an_ordinary_row_does_not_open_for_legal(desk: Desk, register: Register):
    made = consenting(register)

    assert desk.sees(made.id, LEGAL) == set()
    assert desk.opens(made.id, LEGAL) == []
    assert made.email in desk.opens(made.id, RIGHTS)


def test_a_copy_that_the_law_keeps_opens_for_billing_and_legal_alone_after_the_erasure(kept: Desk):
    """R9.2a, R5.5b: what is kept only by law serves nothing else."""
    made = consenting(kept.register)
    invoiced = {"given": "Aino", "family": canary()}
    copy_by_law(kept, made.id, 1, invoiced)
    before = [kept.opens(made.id, use) for use in (CARE, NEWSLETTER, RIGHTS)]
    assert not any(invoiced in values for values in before)

    erasures.carry_out(kept.vault, erasures.plan(kept.vault, made.id, kept.act), kept.act)

    assert kept.opens(made.id, BILLING) == [invoiced]
    assert kept.opens(made.id, LEGAL) == [invoiced]
    for use in (CARE, NEWSLETTER, RIGHTS, "cooperation", "recruiting"):
        assert kept.opens(made.id, use) == []
    assert not kept.stands(made.id)


def test_the_plan_says_that_the_copy_stays_and_under_which_law(kept: Desk):
    made = stranger(kept.register)
    copy_by_law(kept, made.id, 1, {"given": "Aino", "family": canary()})

    planned = erasures.plan(kept.vault, made.id, kept.act)

    (stays,) = planned.stays
    assert (stays.category, stays.field, stays.fate, stays.months) == ("contact", "name", Fate.BY_LAW, 72)
    assert stays.law.startswith("GDPR 17(3)(b)")
    assert {(one.field, one.rows) for one in planned.goes} == {("name", 1), ("email", 1)}


def test_nothing_is_kept_by_law_that_the_notice_does_not_say(desk: Desk, register: Register, kept: Desk):
    made, elsewhere = stranger(register), stranger(kept.register)

    with pytest.raises(Undeclared):
        copy_by_law(desk, made.id, 1, {"family": canary()})
    with pytest.raises(Undeclared):
        copy_by_law(kept, elsewhere.id, 2, "kielletty@example.com")


def test_somebody_who_is_mentioned_stands_under_their_own_key(kept: Desk):
    writer, named = stranger(kept.register), stranger(kept.register)
    words = canary()

    mention(kept, named.id, writer.id, writer.email_row, words)

    assert kept.opens(named.id, CARE, "mention") == [words]
    assert kept.opens(writer.id, CARE, "mention") == []
    assert kept.opens(named.id, NEWSLETTER, "mention") == []

    erasures.carry_out(kept.vault, erasures.plan(kept.vault, writer.id, kept.act), kept.act)
    assert kept.opens(named.id, CARE, "mention") == [words]
    erasures.carry_out(kept.vault, erasures.plan(kept.vault, named.id, kept.act), kept.act)
    assert kept.opens(named.id, RIGHTS, "mention") == []


def test_a_category_that_the_notice_lacks_is_closed(desk: Desk, register: Register):
    """R5.0a."""
    made = stranger(register)

    with pytest.raises(Undeclared, match=r"mention\.mention"):
        mention(desk, made.id, made.id, made.email_row, canary())


def test_a_person_known_already_grows_by_the_same_doors(desk: Desk, register: Register):
    made = stranger(register)

    desk.say(made.id, grounds=(ground(Basis.CONSENT),))
    desk.give(made.id, Contact("email", second := f"{canary()}@example.com"))

    values = desk.opens(made.id, NEWSLETTER)
    assert {made.email, second} <= {value for value in values if isinstance(value, str)}


def test_a_person_comes_in_once(desk: Desk, register: Register):
    person, made = a_person()
    store(register, (person, made))

    with pytest.raises(Rejected, match="subject_pkey"):
        people.add(desk.vault, [person], Origin("website", NEWSLETTER), desk.act)

    assert desk.sees(made.id, CARE) == {made.email_row, made.name_row}
