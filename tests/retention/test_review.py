"""R9.1c: dead addresses and ended roles are proposed for deletion or correction, and somebody decides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from seloste.gate.errors import NotPermitted
from seloste.register import people
from seloste.register.facts import Person, Relation, Row
from seloste.register.people import Origin
from seloste.retention.reviewing import Why, let_go, review
from seloste.rights.looks import who_looked
from seloste.terms.words import RIGHTS, RowState
from tests.database import Register
from tests.register.desk import CARE, Desk, consenting, stranger

NOW = datetime.now(UTC)


@pytest.fixture
def desk(alone: Register) -> Desk:
    return Desk(alone)


def a_role(desk: Desk, person: UUID, *, ended: bool) -> UUID:
    """A title that belongs to a relation of its own; its row."""
    relation = Relation(
        "customer_rep", started=NOW - timedelta(days=90), ended=NOW - timedelta(days=9) if ended else None
    )
    title = Row("position", "title", "Ostaja", {"relation": relation.id})
    people.extend(
        desk.vault, [Person((relation,), id=person, rows=(title,))], Origin("self", RIGHTS), desk.act
    )
    return title.id


def proposed(desk: Desk) -> set[tuple[UUID, Why]]:
    return {(one.row, one.why) for one in review(desk.vault, desk.act)}


def test_r9_1c_an_address_that_bounced_and_a_role_that_ended_are_proposed_and_live_ones_are_not(desk: Desk):
    bounced, alive = consenting(desk.register, state=RowState.UNDELIVERABLE), consenting(desk.register)
    former, standing = a_role(desk, alive.id, ended=True), a_role(desk, alive.id, ended=False)

    found = proposed(desk)

    assert found == {(bounced.email_row, Why.UNDELIVERABLE), (former, Why.ROLE_ENDED)}
    assert standing not in {row for row, _ in found}


def test_r9_1c_nothing_goes_by_itself_and_what_was_decided_leaves_a_line(desk: Desk):
    first, second = (stranger(desk.register, state=RowState.UNDELIVERABLE) for _ in range(2))
    assert desk.sees(first.id, CARE), "it is only proposed"
    (decided,) = [one for one in review(desk.vault, desk.act) if one.person == first.id]

    assert let_go(desk.vault, desk.act, [decided]) == 1

    assert proposed(desk) == {(second.email_row, Why.UNDELIVERABLE)}
    assert desk.sees(first.id, RIGHTS) == {first.name_row}
    assert [one.use for one in who_looked(desk.vault, first.id, desk.act) if one.verb == "remove"] == [RIGHTS]


def test_r9_1c_what_is_restricted_is_left_in_peace(desk: Desk):
    """GDPR 18(2)."""
    made = stranger(desk.register, state=RowState.UNDELIVERABLE)
    desk.restrict(made.id)

    assert proposed(desk) == set()


def test_r9_1c_a_review_names_nobody_and_needs_the_grant(desk: Desk):
    made = stranger(desk.register, state=RowState.UNDELIVERABLE)

    (one,) = review(desk.vault, desk.act)
    desk.register.connect("owner").execute("delete from gate.granted where right_to = 'upkeep'")

    assert made.family not in str(one.as_json())
    with pytest.raises(NotPermitted):
        review(desk.vault, desk.act)
