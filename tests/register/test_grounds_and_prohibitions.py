"""Spine 12 and 13: what stands for and against a person or one address, from the moment it is said."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from seloste.gate import asking, bind
from seloste.register.facts import Contact, Ground, Prohibition
from seloste.terms.words import RIGHTS, UPKEEP, Basis, RowState, Scope
from tests.database import Register
from tests.people import SHOWN, a_person, canary, store
from tests.register.desk import (
    ADDRESS,
    CARE,
    NEWSLETTER,
    PHONE,
    POST,
    STATISTICS,
    Desk,
    consenting,
    ground,
    later,
    stranger,
)


@pytest.fixture(scope="module")
def desk(register: Register) -> Desk:
    return Desk(register)


def test_consent_for_one_address_opens_no_other_of_the_same_person(desk: Desk, register: Register):
    """R5.1b: each value of a kind is one of its own."""
    made, other = consenting(register), Contact("email", f"{canary()}@example.com")
    desk.give(made.id, other)

    assert desk.may(made.id, NEWSLETTER, row=made.email_row) == "lawful"
    assert desk.may(made.id, NEWSLETTER, row=other.id) == "no_ground"
    assert desk.sees(made.id, NEWSLETTER) == {made.email_row, made.name_row}


def test_consent_of_the_person_as_a_whole_opens_every_address(desk: Desk, register: Register):
    made, other = stranger(register), Contact("email", f"{canary()}@example.com")
    desk.give(made.id, other)

    desk.say(made.id, grounds=(ground(Basis.CONSENT),))

    assert desk.sees(made.id, NEWSLETTER) == {made.email_row, other.id, made.name_row}


# keeps: use.*.ends_with.withdrawal, use.*.withdraw.contact, right.withdraw through gate.end_grounds
def test_a_withdrawn_consent_hides_at_once_and_may_says_since_when(desk: Desk, register: Register):
    """R4.4b: after the commit nothing is seen by it."""
    made = consenting(register)

    desk.withdraw(made)

    assert desk.sees(made.id, NEWSLETTER) == set()
    assert desk.find("email", made.email, NEWSLETTER) == []
    assert desk.may(made.id, NEWSLETTER) == "no_ground"
    today = desk.decide(made.id, NEWSLETTER).as_of
    said = desk.decide(made.id, NEWSLETTER).reasons[0].sentence
    assert "withdrew" in said["en"]
    assert f"{today.year}" in said["en"]
    assert "peruutti" in said["fi"]
    assert "återkallade" in said["sv"]


def test_a_consent_that_ended_by_itself_is_not_called_withdrawn(desk: Desk, register: Register):
    made, over = stranger(register), datetime.now(UTC) - timedelta(days=5)
    desk.say(made.id, grounds=(ground(Basis.CONSENT, started=over - timedelta(days=9), ended=over),))

    said = desk.decide(made.id, NEWSLETTER).reasons[0].sentence["en"]

    assert desk.may(made.id, NEWSLETTER) == "no_ground"
    assert "ended on" in said
    assert "withdrew" not in said


def test_a_prohibition_of_one_address_leaves_the_others(desk: Desk, register: Register):
    made, other = consenting(register), Contact("email", f"{canary()}@example.com")
    desk.give(made.id, other)
    desk.say(made.id, grounds=(ground(Basis.CONSENT, row=other.id),))

    desk.say(made.id, Prohibition(Scope.USE, NEWSLETTER, row=made.email_row))

    assert desk.may(made.id, NEWSLETTER, row=made.email_row) == "prohibited"
    assert desk.may(made.id, NEWSLETTER, row=other.id) == "lawful"
    assert desk.sees(made.id, NEWSLETTER) == {other.id, made.name_row}


def test_a_prohibition_from_a_later_day_on_stands_from_that_day(desk: Desk, register: Register):
    made = consenting(register)
    desk.say(made.id, Prohibition(Scope.MARKETING_EMAIL, since=datetime.now(UTC) + timedelta(days=20)))
    assert desk.may(made.id, NEWSLETTER) == "lawful"

    with later(register, timedelta(days=21)):
        desk.settle()
        assert desk.may(made.id, NEWSLETTER) == "prohibited"


def test_a_prohibition_is_lifted_under_rights_and_under_no_other_use(desk: Desk, register: Register):
    refusal = Prohibition(Scope.MARKETING_EMAIL)
    made = consenting(register, prohibitions=(refusal,))
    lift = "select gate.end_prohibitions(%s, %s)"

    with pytest.raises(Exception, match="under rights"):
        desk.call(NEWSLETTER, lift, [made.id], [refusal.id])
    assert desk.may(made.id, NEWSLETTER) == "prohibited"

    desk.call(RIGHTS, lift, [made.id], [refusal.id])
    assert desk.may(made.id, NEWSLETTER) == "lawful"


# keeps: right.object, use.*.ends_with.objection through gate.derived
def test_an_objection_stops_what_rests_on_interest(desk: Desk, register: Register):
    (made,) = store(register, a_person(group="customer", phone="+358500000333"), use=CARE)
    desk.give(made.id, Contact("address", ADDRESS))
    desk.say(made.id, grounds=(ground(Basis.CONTRACT, None),))
    interest = (PHONE, POST, STATISTICS)
    assert [desk.may(made.id, use) for use in interest] == ["lawful"] * 3

    desk.say(made.id, Prohibition(Scope.INTEREST))

    assert [desk.may(made.id, use) for use in interest] == ["objected"] * 3
    assert [desk.sees(made.id, use) for use in interest] == [set()] * 3
    assert desk.may(made.id, "billing") == "lawful"


# keeps: right.restrict through gate.derived:2
def test_restriction_hides_all_but_rights_and_upkeep_and_lifting_brings_it_back(
    desk: Desk, register: Register
):
    made = consenting(register)
    before = {use: desk.sees(made.id, use) for use in (NEWSLETTER, CARE)}

    restriction = desk.restrict(made.id)

    for use in (NEWSLETTER, CARE):
        assert desk.may(made.id, use) == "restricted"
        assert desk.sees(made.id, use) == set()
    assert desk.sees(made.id, RIGHTS) == desk.sees(made.id, UPKEEP) == {made.email_row, made.name_row}
    assert made.email in desk.opens(made.id, RIGHTS)

    desk.call(RIGHTS, "select gate.lift_restriction(%s, %s)", [made.id], [restriction])
    assert {use: desk.sees(made.id, use) for use in before} == before


def test_an_undeliverable_address_is_not_used_and_then_neither_is_the_name(desk: Desk, register: Register):
    made, twin = consenting(register, state=RowState.UNDELIVERABLE), consenting(register)

    assert desk.may(made.id, NEWSLETTER) == "undeliverable"
    assert desk.sees(made.id, NEWSLETTER) == set()
    assert desk.sees(twin.id, NEWSLETTER) == {twin.email_row, twin.name_row}
    assert desk.sees(made.id, CARE) == {made.email_row, made.name_row}


def test_an_address_that_stops_reaching_anybody_is_hidden_with_the_name(desk: Desk, register: Register):
    made = consenting(register)

    desk.call(NEWSLETTER, "select gate.mark_undeliverable(%s, %s)", [made.id], [made.email_row])

    assert desk.may(made.id, NEWSLETTER) == "undeliverable"
    assert desk.sees(made.id, NEWSLETTER) == set()


def test_a_further_address_gives_the_name_back_to_the_use(desk: Desk, register: Register):
    made = stranger(register)
    desk.say(made.id, grounds=(ground(Basis.CONSENT),))
    desk.call(NEWSLETTER, "select gate.mark_undeliverable(%s, %s)", [made.id], [made.email_row])

    fresh = Contact("email", f"{canary()}@example.com")
    desk.give(made.id, fresh)

    assert desk.sees(made.id, NEWSLETTER) == {fresh.id, made.name_row}


def test_a_row_written_while_consent_is_being_withdrawn_is_right(desk: Desk, register: Register):
    made = stranger(register)
    desk.say(made.id, grounds=(consent := ground(Basis.CONSENT),))
    fresh = Contact("email", f"{canary()}@example.com")
    other = Desk(register)
    writer = threading.Thread(target=other.give, args=(made.id, fresh))

    with bind.use(desk.vault.connection, RIGHTS, desk.act):
        desk.vault.connection.execute(
            "select gate.end_grounds(%s, %s, 'withdrawn')", ([made.id], [consent.id])
        )
        writer.start()
        writer.join(0.5)
        assert writer.is_alive(), "the writer waits for the withdrawal"
    writer.join(20)

    assert not writer.is_alive()
    assert fresh.id in desk.sees(made.id, RIGHTS)
    assert desk.sees(made.id, NEWSLETTER) == set()
    assert desk.may(made.id, NEWSLETTER) == "no_ground"


def test_a_withdrawal_while_a_row_is_being_written_reaches_that_row(desk: Desk, register: Register):
    made, fresh = stranger(register), Contact("email", f"{canary()}@example.com")
    desk.say(made.id, grounds=(consent := ground(Basis.CONSENT),))
    other = Desk(register)
    end = "select gate.end_grounds(%s, %s, 'withdrawn')"
    withdrawing = threading.Thread(target=other.call, args=(RIGHTS, end, [made.id], [consent.id]))

    holder = register.superuser()
    with holder.transaction():
        holder.execute("select from register.standing where subject_id = %s for key share", (made.id,))
        withdrawing.start()
        withdrawing.join(0.5)
        assert withdrawing.is_alive(), "the withdrawal waits for the writer"
        desk.give(made.id, fresh)
    withdrawing.join(20)

    assert not withdrawing.is_alive()
    assert fresh.id in desk.sees(made.id, RIGHTS)
    assert desk.sees(made.id, NEWSLETTER) == set()


# keeps: use.*.evidence.double_opt_in through gate.add_facts:2
def test_an_incomplete_consent_lapses_after_twelve_months(desk: Desk, register: Register):
    person, made = a_person()
    incomplete = Ground(Basis.CONSENT, NEWSLETTER, SHOWN, row=made.email_row, incomplete=True)
    complete = consenting(register, active=datetime.now(UTC))
    store(register, (type(person)(person.relations, (incomplete,), (), person.contacts, made.id), made))
    assert desk.may(made.id, NEWSLETTER) == "lawful"

    with later(register, timedelta(days=360)):
        desk.settle()
        assert desk.may(made.id, NEWSLETTER) == "lawful"
    with later(register, timedelta(days=367)):
        desk.settle()
        assert desk.may(made.id, NEWSLETTER) == "no_ground"
        assert desk.sees(made.id, NEWSLETTER) == set()
        assert desk.may(complete.id, NEWSLETTER) == "lawful"


def test_past_its_known_instant_a_row_is_hidden_until_the_job_has_derived_it_anew(
    desk: Desk, register: Register
):
    lasting, made = consenting(register), stranger(register)
    other = ground(Basis.CONSENT, ended=datetime.now(UTC) + timedelta(days=30))
    desk.say(made.id, grounds=(other, ground(Basis.CONSENT)))
    assert desk.may(made.id, NEWSLETTER) == "lawful"

    with later(register, timedelta(days=31)):
        assert desk.sees(made.id, NEWSLETTER) == set()
        assert desk.may(made.id, NEWSLETTER) == "waits"
        assert desk.sees(lasting.id, NEWSLETTER) != set()

        assert desk.settle() >= 1

        assert desk.sees(made.id, NEWSLETTER) == {made.email_row, made.name_row}
        assert desk.may(made.id, NEWSLETTER) == "lawful"


# keeps: purpose.*.balance.review through gate.reach
def test_a_rule_whose_balancing_test_is_overdue_opens_nothing(desk: Desk, register: Register):
    """R4.2c: an overdue test ends its rules."""
    (made,) = store(register, a_person(group="customer", phone="+358500000334"), use=CARE)
    assert desk.may(made.id, PHONE) == "lawful"

    with later(register, timedelta(days=365)):
        assert desk.sees(made.id, PHONE) == set()
        desk.settle()
        assert desk.may(made.id, PHONE) == "no_ground"


def test_a_day_in_the_past_is_decided_from_the_facts_of_that_day(desk: Desk, register: Register):
    started = datetime.now(UTC) - timedelta(days=30)
    made = consenting(register, started=started, active=started)
    desk.withdraw(made)
    from seloste.gate import publishing
    from seloste.register import kind_names

    published = publishing.published(desk.vault.connection)
    assert published is not None
    found, now = asking.read_facts(desk.vault.connection, made.id, NEWSLETTER, desk.act)

    def on(at: datetime) -> str:
        decision = asking.may(published.policy, NEWSLETTER, found, at, kind_names(), {})
        assert decision.as_of == at
        return str(decision.as_json()["decision"])

    assert on(now - timedelta(days=2)) == "lawful"
    assert on(now - timedelta(days=40)) == "refused"
    assert on(now) == "refused"
