"""Lists that are handed out: named in the ledger before they are opened, and refused outside the stance."""

from __future__ import annotations

from uuid import UUID

import pytest

from seloste.gate.errors import NotPermitted
from seloste.register.handing import Handing, reached
from seloste.rights.looks import Access, who_looked
from tests.database import Register
from tests.people import a_person, store
from tests.register.desk import CARE, NEWSLETTER, Desk, consenting


@pytest.fixture(scope="module")
def desk(register: Register) -> Desk:
    return Desk(register)


def looks(desk: Desk, person: UUID) -> list[Access]:
    return who_looked(desk.vault, person, desk.act)


def test_r6_4c_a_list_for_a_processor_is_a_disclosure_that_names_whom_what_and_to_whom(desk: Desk):
    """R6.4c, L5b: before the addresses are opened, so newest first it stands below their opening."""
    made = consenting(desk.register)

    found = list(reached(desk.vault, NEWSLETTER, desk.act, "email", Handing("csv", "mailchimp")))

    assert made.email in {one.address for one in found}
    assert {one.name for one in found} == {None}
    first, second = looks(desk, made.id)[:2]
    assert (first.verb, first.use) == ("open", NEWSLETTER)
    assert (second.verb, second.use, second.recipient) == ("disclose", NEWSLETTER, "mailchimp")
    assert list(second.fields) == ["contact.email"]


def test_a_list_for_ourselves_is_an_export_with_its_purpose_format_and_count(desk: Desk):
    made = consenting(desk.register)

    found = list(reached(desk.vault, NEWSLETTER, desk.act, "email", Handing("xlsx")))

    line = next(one for one in looks(desk, made.id) if one.verb == "export")
    assert (line.use, line.rows, line.recipient) == (NEWSLETTER, 1, None)
    told = desk.register.superuser().execute(
        "select people, detail->>'format' from ledger.line where id = %s", (line.line,)
    )
    assert told.fetchone() == (len({one.person for one in found}), "xlsx")


def test_names_go_where_they_are_asked_for_and_have_a_line_of_their_own(desk: Desk):
    made = consenting(desk.register)

    found = list(
        reached(desk.vault, NEWSLETTER, desk.act, "email", Handing("vcard", "mailchimp", names=True))
    )

    mine = next(one for one in found if one.person == made.id)
    assert mine.name == {"given": "Aino", "family": made.family}
    fields = [list(one.fields) for one in looks(desk, made.id) if one.verb == "disclose"]
    assert fields == [["contact.name"], ["contact.email"]]


# keeps: processor.*.uses through gate.disclose:2
def test_r8_1a_the_database_itself_refuses_a_processor_outside_the_stance_and_nothing_is_opened(desk: Desk):
    """R8.1: whoever asks, and whatever the program would let through; the refusal has a line."""
    made = consenting(desk.register)

    for processor in ("slack", "odoo", "nobody"):  # outside; not for this use; unknown
        with pytest.raises(Exception, match=r"stance|use|processor"):
            list(reached(desk.vault, NEWSLETTER, desk.act, "email", Handing("csv", processor)))

    assert {one.verb for one in looks(desk, made.id)} <= {"collect", "ground"}
    refused = desk.register.superuser().execute("select count(*) >= 2 from ledger.line where verb = 'refuse'")
    assert refused.fetchone() == (True,)


def test_nobody_is_handed_out_whom_the_use_may_not_touch(desk: Desk):
    unasked, left = store(desk.register, a_person())[0], consenting(desk.register)
    desk.withdraw(left)

    found = {one.person for one in reached(desk.vault, NEWSLETTER, desk.act, "email", Handing("csv"))}

    assert not found & {unasked.id, left.id}
    assert "export" not in {one.verb for one in looks(desk, unasked.id)}


def test_a_list_longer_than_a_thousand_is_whole_each_person_once(alone: Register):
    desk = Desk(alone)
    made = store(alone, *(a_person(consent=True) for _ in range(1105)))

    found = [one.address for one in reached(desk.vault, NEWSLETTER, desk.act, "email", Handing("csv"))]

    assert sorted(found) == sorted(one.email for one in made)
    lines = (
        alone.superuser()
        .execute("select people from ledger.line where verb = 'export' order by id")
        .fetchall()
    )
    assert lines == [(1000,), (105,)]


def test_an_export_names_no_rows_that_the_use_may_not_touch(desk: Desk):
    """The gate's own function, asked by hand: the mask is tested again (spine 21)."""
    made = store(desk.register, a_person())[0]

    with pytest.raises(NotPermitted):
        desk.call(
            NEWSLETTER, "select gate.export_rows('csv', %s, %s, 1::smallint)", [made.id], [made.email_row]
        )

    assert desk.call(CARE, "select gate.export_rows('csv', %s, %s, 1::smallint)", [made.id], [made.email_row])


def test_an_address_that_does_not_open_keeps_nobody_else_from_the_list(alone: Register):
    """Any writer may have stored a worthless key: the list goes on behind it, also at the end of a thousand."""
    desk = Desk(alone)
    made = sorted(store(alone, *(a_person(consent=True) for _ in range(1003))), key=lambda one: one.id)
    broken = {made[0].id, made[999].id}
    alone.superuser().execute(
        "update protection.key set wrapped = decode(repeat('5a', 60), 'hex') where subject_id = any(%s)",
        (list(broken),),
    )

    found = {one.person for one in reached(desk.vault, NEWSLETTER, desk.act, "email", Handing("csv"))}

    assert found == {one.id for one in made} - broken
