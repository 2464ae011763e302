"""The marketing table (917/2014 §§ 200-204, rows M1-M14): each row through the doors, as `may` decides it,
and as hand-written SQL of the application sees it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from seloste.gate.errors import GateError, Rejected
from seloste.register import people
from seloste.register.facts import Contact, Person, Prohibition, Relation
from seloste.register.people import Origin
from seloste.terms.words import Basis, Label, Scope
from tests.database import Register
from tests.people import Made, a_person, canary, store
from tests.register.desk import ADDRESS, NEWSLETTER, PHONE, POST, Desk, consenting, ground, stranger

CUSTOMER, TASK = Basis.EXISTING_CUSTOMER, Basis.TASK
REFUSED = "SL017"


@pytest.fixture(scope="module")
def desk(register: Register) -> Desk:
    return Desk(register)


def a_customer(
    *, label: Label = Label.UNKNOWN, group: str = "customer", basis: Basis | None = None
) -> tuple[Person, Made]:
    """Somebody whose relation is ``group``, with a ground for their one address."""
    person, made = a_person(group=group, label=label)
    grounds = (ground(basis, row=made.email_row),) if basis else ()
    return Person(person.relations, grounds, (), person.contacts, person.id), made


def refusal(desk: Desk, person: Person, source: str = "website", use: str = NEWSLETTER) -> str:
    """The code with which the door turns a person away; nothing of them is stored."""
    with pytest.raises(Rejected) as caught:
        people.add(desk.vault, [person], Origin(source, use), desk.act)
    assert not desk.stands(person.id)
    return caught.value.code


def test_m1_any_prohibition_refuses_whatever_ground_there_is(desk: Desk, register: Register):
    """R11.5a, L14: a prohibition holds against every ground."""
    consented = consenting(register, prohibitions=(Prohibition(Scope.MARKETING_EMAIL),))
    twin = consenting(register)

    assert desk.may(consented.id, NEWSLETTER) == "prohibited"
    assert desk.rule(consented.id, NEWSLETTER).startswith("M1")
    assert desk.sees(consented.id, NEWSLETTER) == set()
    assert desk.may(twin.id, NEWSLETTER) == "lawful"


# keeps: right.object, right.object.marketing, use.*.ends_with.objection, purpose.*.marketing.true through gate.derived
def test_m1_a_prohibition_of_all_marketing_stands_against_every_channel(desk: Desk, register: Register):
    made = store(
        register,
        a_person(group="customer", phone="+358500000111", prohibitions=(Prohibition(Scope.MARKETING),)),
        use="customer_care",
    )[0]
    desk.give(made.id, Contact("address", ADDRESS))

    assert [desk.may(made.id, use) for use in (PHONE, POST)] == ["prohibited", "prohibited"]
    assert desk.may(made.id, "customer_care") == "lawful"


# keeps: purpose.*.basis.consent through gate.reach
def test_m2_an_electronic_message_needs_consent(desk: Desk, register: Register):
    asked, unasked = consenting(register), stranger(register)

    assert desk.may(asked.id, NEWSLETTER) == "lawful"
    assert desk.rule(asked.id, NEWSLETTER) == "M2"
    assert desk.sees(asked.id, NEWSLETTER) == {asked.email_row, asked.name_row}
    assert desk.may(unasked.id, NEWSLETTER) == "no_ground"
    assert desk.sees(unasked.id, NEWSLETTER) == set()


def test_m3_a_customer_may_be_written_to_at_the_address_given_with_a_sale(desk: Desk, register: Register):
    (made,) = store(register, a_customer(basis=CUSTOMER))
    (without,) = store(register, a_customer())

    assert desk.may(made.id, NEWSLETTER) == "lawful"
    assert desk.rule(made.id, NEWSLETTER) == "M3"
    assert desk.sees(made.id, NEWSLETTER) == {made.email_row, made.name_row}
    assert desk.may(without.id, NEWSLETTER) == "no_ground"


def test_m3_reaches_no_other_address_of_the_same_customer(desk: Desk, register: Register):
    (made,) = store(register, a_customer(basis=CUSTOMER))
    other = Contact("email", f"{canary()}@example.com")
    desk.give(made.id, other)

    assert desk.may(made.id, NEWSLETTER, row=other.id) == "no_ground"
    assert other.id not in desk.sees(made.id, NEWSLETTER)


# keeps: purpose.*.basis.existing_customer through gate.reach
def test_m3_ends_for_somebody_who_is_no_customer(desk: Desk, register: Register):
    (made,) = store(register, a_customer(group="prospect", basis=CUSTOMER))

    assert desk.may(made.id, NEWSLETTER) == "no_ground"


# keeps: source.*.own.* through gate.must_fit_rows
def test_m4_an_address_from_a_colleague_gives_no_exception_for_customers(desk: Desk, register: Register):
    person, made = a_customer()
    people.add(desk.vault, [person], Origin("colleague", "customer_care"), desk.act)

    with pytest.raises(Rejected) as caught:
        desk.say(made.id, grounds=(ground(CUSTOMER, row=made.email_row),))

    assert caught.value.code == REFUSED
    assert desk.may(made.id, NEWSLETTER) == "no_ground"


def test_m4_is_refused_too_when_the_address_comes_after_its_ground(desk: Desk, register: Register):
    person, made = a_customer()
    people.add(desk.vault, [person], Origin("website", "customer_care"), desk.act)
    foreign = Contact("email", f"{canary()}@example.com")
    desk.say(made.id, grounds=(ground(CUSTOMER, row=foreign.id),))

    with pytest.raises(Rejected) as caught:
        desk.give(made.id, foreign, source="colleague", use="customer_care")

    assert caught.value.code == REFUSED
    assert desk.may(made.id, NEWSLETTER) == "no_ground"


def test_m4_evidence_of_a_sale_comes_from_no_source_that_is_not_the_person(desk: Desk):
    person, _ = a_customer(basis=CUSTOMER)

    with pytest.raises(GateError):
        people.add(desk.vault, [person], Origin("colleague", "rights"), desk.act)

    assert not desk.stands(person.id)


@pytest.mark.parametrize("group", ["customer", "customer_rep"])
def test_m7_a_human_may_call_until_it_is_forbidden(desk: Desk, register: Register, group: str):
    (made,) = store(register, a_person(group=group, phone="+358500000123"), use="customer_care")

    assert desk.may(made.id, PHONE) == "lawful"
    assert desk.rule(made.id, PHONE) == "M7"
    assert len(desk.sees(made.id, PHONE)) == 2

    desk.say(made.id, Prohibition(Scope.MARKETING_PHONE))

    assert desk.may(made.id, PHONE) == "prohibited"
    assert desk.sees(made.id, PHONE) == set()


# keeps: purpose.*.basis.interest through gate.reach
def test_m7_calls_nobody_with_whom_the_notice_knows_no_such_relation(desk: Desk, register: Register):
    (made,) = store(register, a_person(phone="+358500000124"), use="customer_care")

    assert desk.may(made.id, PHONE) == "no_ground"


def test_m8_a_letter_may_come_until_it_is_forbidden(desk: Desk, register: Register):
    made, home = stranger(register), Contact("address", ADDRESS, label=Label.HOME)
    desk.give(made.id, home)

    assert desk.may(made.id, POST) == "lawful"
    assert desk.rule(made.id, POST) == "M8"
    assert desk.sees(made.id, POST) == {home.id, made.name_row}

    desk.say(made.id, Prohibition(Scope.MARKETING_POST))

    assert desk.may(made.id, POST) == "prohibited"
    assert desk.sees(made.id, POST) == set()


def test_m10_a_representative_may_be_written_to_at_work_about_their_task(desk: Desk, register: Register):
    (made,) = store(register, a_customer(label=Label.WORK, group="customer_rep", basis=TASK))

    assert desk.may(made.id, NEWSLETTER) == "lawful"
    assert desk.rule(made.id, NEWSLETTER) == "M10"
    assert desk.sees(made.id, NEWSLETTER) == {made.email_row, made.name_row}


def test_m10_gives_way_to_the_representatives_own_objection(desk: Desk, register: Register):
    (made,) = store(register, a_customer(label=Label.WORK, group="customer_rep", basis=TASK))

    desk.say(made.id, Prohibition(Scope.MARKETING_EMAIL))

    assert desk.may(made.id, NEWSLETTER) == "prohibited"


# keeps: purpose.*.basis.task through gate.reach
def test_m11_a_work_address_without_a_task_is_that_of_a_natural_person(desk: Desk, register: Register):
    (made,) = store(register, a_customer(label=Label.WORK, group="customer_rep"))

    assert desk.may(made.id, NEWSLETTER) == "no_ground"


@pytest.mark.parametrize("label", [Label.UNKNOWN, Label.HOME, Label.MOBILE, Label.OTHER])
def test_m12_and_m14_an_address_that_is_not_known_to_be_for_work_takes_no_task(desk: Desk, label: Label):
    person, _ = a_customer(label=label, group="customer_rep", basis=TASK)

    assert refusal(desk, person) == REFUSED


def test_m14_a_task_may_not_be_laid_on_a_private_address_that_stands(desk: Desk, register: Register):
    """R5.1b: a private address serves no work-role marketing."""
    (made,) = store(register, a_customer(label=Label.HOME, group="customer_rep"), use="customer_care")

    with pytest.raises(Rejected) as caught:
        desk.say(made.id, grounds=(ground(TASK, row=made.email_row),))

    assert caught.value.code == REFUSED
    assert desk.may(made.id, NEWSLETTER) == "no_ground"


def test_a_task_without_an_address_is_refused(desk: Desk):
    person, _ = a_person(group="customer_rep", label=Label.WORK)
    aimless = Person(person.relations, (ground(TASK),), (), person.contacts, person.id)

    with pytest.raises(Exception, match="check"):
        people.add(desk.vault, [aimless], Origin("website", NEWSLETTER), desk.act)

    assert not desk.stands(person.id)


def test_consent_is_given_for_a_purpose_and_never_for_all(desk: Desk):
    """R4.4d: one purpose a consent."""
    person = Person((Relation("prospect"),), (ground(Basis.CONSENT, None),), (), (), uuid4())

    with pytest.raises(Exception, match="check"):
        people.add(desk.vault, [person], Origin("website", NEWSLETTER), desk.act)

    assert not desk.stands(person.id)
