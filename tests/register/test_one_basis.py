"""R4.2d: one basis for a person and use at a time, and none that takes the place of a withdrawn consent."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from seloste.register.facts import Contact, Person, Relation
from seloste.register.people import Origin, extend
from seloste.terms.words import RIGHTS, Basis, Label
from tests.conftest import Engine
from tests.database import a_register
from tests.people import Made, a_person, canary, store
from tests.register.desk import NEWSLETTER, PHONE, Desk, consenting, ground
from tests.register.editions import Edit, publish

ASKED_OR_SOLD_TO: Edit = (
    'basis     = "interest for customer, customer_rep"',
    'basis     = ["consent for prospect", "interest for customer"]',
)
WAY_OUT: Edit = (
    '[use.telemarketing.phone]\nends_with = ["objection"]',
    '[use.telemarketing.phone]\nevidence = "opt_in"\nwithdraw = ["contact"]\nends_with = ["withdrawal", "objection"]',
)


@pytest.fixture(scope="module")
def desk(engine: Engine) -> Iterator[Desk]:
    """A register whose notice lets telephone marketing rest on a prospect's consent or an interest in customers."""
    with a_register(engine) as register:
        desk = Desk(register)
        publish(desk, 3, ASKED_OR_SOLD_TO, WAY_OUT)
        yield desk


def test_r4_2d_while_several_bases_stand_one_decides(desk: Desk):
    made = consenting(desk.register, group="customer")
    desk.say(made.id, grounds=(ground(Basis.EXISTING_CUSTOMER, row=made.email_row),))

    decided = desk.decide(made.id, NEWSLETTER)

    assert [one.rule for one in decided.reasons] == ["M2"]


@pytest.mark.parametrize(
    ("basis", "group"), [(Basis.EXISTING_CUSTOMER, "customer"), (Basis.TASK, "customer_rep")]
)
def test_r4_2d_after_a_withdrawal_no_exception_takes_its_place(desk: Desk, basis: Basis, group: str):
    """R4.2d, EDPB 05/2020: neither one that stood beside the consent nor one that is written down later."""
    made, other = _reachable_at_work(desk, group), _reachable_at_work(desk, group)
    desk.say(made.id, grounds=(ground(basis, row=made.email_row),))
    assert desk.may(made.id, NEWSLETTER) == "lawful"

    desk.withdraw(made)
    assert desk.may(made.id, NEWSLETTER) == "no_ground"
    desk.say(made.id, grounds=(ground(basis, row=made.email_row),))

    assert desk.may(made.id, NEWSLETTER) == "no_ground"
    assert desk.sees(made.id, NEWSLETTER) == set()
    assert "withdrew" in desk.decide(made.id, NEWSLETTER).reasons[0].sentence["en"]
    desk.say(other.id, grounds=(ground(basis, row=other.email_row),))
    assert desk.may(other.id, NEWSLETTER) == "lawful", "the twin, who has withdrawn nothing"


def test_r4_2d_after_a_withdrawal_an_interest_does_not_open_the_same_use(desk: Desk):
    """R4.2d: a prospect who said yes and then no isn't called when they become a customer."""
    refuser, customer = (_with_phone(desk, group) for group in ("prospect", "customer"))
    desk.say(refuser, grounds=(consent := ground(Basis.CONSENT, PHONE),))
    assert desk.may(refuser, PHONE) == "lawful"

    desk.call(RIGHTS, "select gate.end_grounds(%s, %s, 'withdrawn')", [refuser], [consent.id])
    becoming = Person((Relation("customer"),), id=refuser)
    extend(desk.vault, [becoming], Origin("self", RIGHTS), desk.act)

    assert desk.may(refuser, PHONE) == "no_ground"
    assert desk.sees(refuser, PHONE) == set()
    assert desk.may(customer, PHONE) == "lawful", "the twin, who was never asked"


def test_r4_2d_a_new_consent_opens_what_a_withdrawn_one_had_shut(desk: Desk):
    made = consenting(desk.register)
    desk.withdraw(made)

    desk.say(made.id, grounds=(ground(Basis.CONSENT, row=made.email_row),))

    assert desk.may(made.id, NEWSLETTER) == "lawful"
    assert desk.sees(made.id, NEWSLETTER) == {made.email_row, made.name_row}


def _reachable_at_work(desk: Desk, group: str) -> Made:
    (made,) = store(desk.register, a_person(group=group, consent=True, label=Label.WORK))
    return made


def _with_phone(desk: Desk, group: str) -> UUID:
    number = "+3585000" + str(int(canary()[2:], 16))[:5]
    person, made = a_person(group=group)
    store(desk.register, (person, made))
    desk.give(made.id, Contact("phone", number))
    return made.id
