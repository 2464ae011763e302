"""Whom a campaign reaches: only those who may be, one by one, each in a line that is on disk first."""

from __future__ import annotations

from uuid import UUID

import pytest

from seloste.gate import publishing
from seloste.gate.errors import NotPermitted
from seloste.register import finding
from seloste.terms.words import Basis
from tests.database import Register
from tests.notice.builders import edited, findings_of
from tests.people import Made, a_person, store
from tests.register.desk import NEWSLETTER, Desk, consenting, ground, stranger

AUDIENCE = "targeting.web"
EMAIL = finding.ADDRESSES["email"]


@pytest.fixture
def desk(alone: Register) -> Desk:
    return Desk(alone)


def reached(desk: Desk, use: str) -> set[UUID]:
    return {one.person for one in finding.audience(desk.vault, use, desk.act, EMAIL)}


def targeted(desk: Desk) -> tuple[Made, UUID]:
    """A customer who has consented to targeting, and the consent."""
    person, made = a_person(group="customer")
    store(desk.register, (person, made))
    consent = ground(Basis.CONSENT, AUDIENCE)
    desk.say(made.id, grounds=(consent,))
    return made, consent.id


def test_r4_3b_only_people_with_a_live_consent_for_it_come_into_an_audience(desk: Desk, alone: Register):
    """R4.3b: no customer, and nobody who asked for the newsletter alone."""
    made, _ = targeted(desk)
    consenting(alone)
    stranger(alone, group="customer")

    assert reached(desk, AUDIENCE) == {made.id}


def test_r4_3b_a_withdrawn_consent_leaves_the_audience_at_once(desk: Desk):
    made, consent = targeted(desk)

    desk.call("rights", "select gate.end_grounds(%s, %s, 'withdrawn')", [made.id], [consent])

    assert reached(desk, AUDIENCE) == set()
    assert desk.may(made.id, AUDIENCE) == "no_ground"


def test_r4_3b_no_other_basis_carries_an_audience():
    """917/2014 § 200, M6: a notice that rests targeting on an interest is refused."""
    text = edited(
        (
            'marketing = true\nbasis     = "consent"\ndata      = ["marketing.targeting"',
            'marketing = true\nbasis     = "interest for customer"\ndata      = ["marketing.targeting"',
        )
    )

    assert "SEL1302" in {one.code for one in findings_of(text)}


def test_r4_4a_nobody_is_handed_out_for_a_mailing_without_a_line_that_names_them(desk: Desk, alone: Register):
    """R4.4a: the line says under which use, under which version of the notice and when; it is there for each of them."""
    asked = {consenting(alone).id for _ in range(3)}
    unasked = stranger(alone).id
    published = publishing.published(desk.vault.connection)
    assert published is not None

    assert reached(desk, NEWSLETTER) == asked

    rows = alone.superuser().execute(
        "select l.policy, u.name, l.at is not null, s from ledger.line l join ledger.named n on n.line = l.id"
        " cross join unnest(n.subjects) s join gate.use_bit u on u.bit = l.use where l.verb = 'open'"
    )
    lines = rows.fetchall()
    assert {person for *_, person in lines} == asked
    assert unasked not in {person for *_, person in lines}
    assert {tuple(line[:3]) for line in lines} == {(published.policy.version, NEWSLETTER, True)}


def test_r4_4a_without_the_line_there_is_no_address(desk: Desk, alone: Register):
    """The twin: whoever may not act under the use leaves no such line and gets nobody."""
    consenting(alone)
    alone.connect("owner").execute("delete from gate.granted where right_to in ('*', %s)", (NEWSLETTER,))

    with pytest.raises(NotPermitted):
        reached(desk, NEWSLETTER)

    opened = alone.superuser().execute("select count(*) from ledger.line where verb = 'open'").fetchone()
    assert opened == (0,)
