"""R4.1c: statistics carry no identifier and no small cell, and under them nobody sees a row."""

from __future__ import annotations

from uuid import UUID

import pytest

from seloste.engine.connect import connect
from seloste.gate import publishing
from seloste.gate.errors import NotPermitted, Undeclared
from seloste.register import finding, organisations, people
from seloste.register.facts import Contact, Person, Relation
from seloste.register.figures import By, figures
from seloste.register.organisations import Organisation
from seloste.register.people import Origin
from seloste.terms.words import RIGHTS
from tests.database import Register
from tests.notice.builders import policy_of
from tests.register.desk import ADDRESS, CARE, STATISTICS, Desk
from tests.register.editions import Edit, publish

LEAST = 5
_TITLE = '\ntitle    = { fi = "Tilastointi"'
TWENTY: Edit = (f"figures  = 5{_TITLE}", f"figures  = 20{_TITLE}")


@pytest.fixture
def desk(alone: Register) -> Desk:
    return Desk(alone)


def come(desk: Desk, number: int, group: str, at: UUID | None = None, start: int = 0) -> list[UUID]:
    """That many people of a group with a name and a street."""
    made = [
        Person(
            (Relation(group, organisation=at),),
            contacts=(
                Contact("name", {"given": "Aino", "family": f"Lyhty{start + n}"}),
                Contact("address", ADDRESS),
            ),
        )
        for n in range(number)
    ]
    people.add(desk.vault, made, Origin("self", RIGHTS), desk.act)
    return [one.id for one in made]


# keeps: purpose.*.figures through gate.figures
def test_r4_1c_people_are_counted_and_no_cell_below_the_least_is_told(desk: Desk):
    """R4.1c: five customers are told, four prospects are not, whatever else is asked."""
    come(desk, LEAST, "customer")
    few = come(desk, LEAST - 1, "prospect", start=50)

    first = figures(desk.vault, STATISTICS, By.GROUP, desk.act)
    come(desk, 1, "prospect", start=70)

    assert first == {"customer": LEAST}
    assert figures(desk.vault, STATISTICS, By.GROUP, desk.act) == {"customer": LEAST, "prospect": LEAST}
    assert figures(desk.vault, STATISTICS, By.SOURCE, desk.act) == {"self": 2 * LEAST}
    assert all(str(one) not in str(first) for one in few), "no identifier"


def test_r4_1c_no_total_less_the_cells_that_are_told_tells_one_that_is_not(desk: Desk):
    """R4.1c: everybody here is of one source, so its cell is the total of all groups."""
    come(desk, LEAST, "customer")
    come(desk, LEAST - 1, "prospect", start=50)

    told = figures(desk.vault, STATISTICS, By.GROUP, desk.act)
    total = figures(desk.vault, STATISTICS, By.SOURCE, desk.act)["self"]

    assert "prospect" not in told
    assert total - sum(told.values()) == 0


def test_r4_1c_one_person_more_does_not_show_in_every_figure(desk: Desk):
    """R4.1c: two tallies, before and after somebody came, differ by nobody or by so many that nobody is told."""
    come(desk, LEAST, "customer")
    before = figures(desk.vault, STATISTICS, By.GROUP, desk.act)

    for number in range(1, LEAST):
        come(desk, 1, "customer", start=50 + number)
        assert figures(desk.vault, STATISTICS, By.GROUP, desk.act) == before
    come(desk, 1, "customer", start=80)

    assert figures(desk.vault, STATISTICS, By.GROUP, desk.act) == {"customer": 2 * LEAST}


def test_r4_1c_an_industry_is_counted_by_its_division(desk: Desk):
    at = organisations.add(desk.vault, Organisation("Keksitty Oy", None, "62010"))
    come(desk, LEAST, "customer", at)
    come(desk, LEAST, "customer", start=50)

    assert figures(desk.vault, STATISTICS, By.INDUSTRY, desk.act) == {"62": LEAST}


def test_r4_1c_of_one_organisation_no_use_that_only_counts_is_told_how_many_have_left(desk: Desk):
    """R4.1c: the one who left a firm is a cell of one, wherever it is asked."""
    at = organisations.add(desk.vault, Organisation("Keksitty Oy", None, "62010"))
    (made,) = come(desk, 1, "customer", at)
    owner = desk.register.superuser()
    (row,) = owner.execute("select id from register.relation where subject_id = %s", (made,)).fetchall()
    desk.call(RIGHTS, "select gate.end_relations(%s, %s)", [made], [row[0]])

    left = "select gate.former_people_of(%s)"
    assert desk.call(CARE, left, at) == 1
    assert desk.call(STATISTICS, left, at) == 0


def test_r4_1c_under_a_use_that_only_counts_nobody_sees_or_opens_a_row(desk: Desk):
    """Whoever asks: the pages' verbs, and hand-written SQL of the application."""
    (made, *_) = come(desk, LEAST, "customer")

    with connect(desk.register.addresses.app) as connection:
        connection.execute("select gate.enter(%s, %s, 'work')", (STATISTICS, desk.act.ticket.secret))
        rows = connection.execute("select count(*) from register.contact").fetchone()

    assert rows == (0,)
    assert desk.sees(made, STATISTICS) == set()
    assert desk.opens(made, STATISTICS) == []
    assert list(finding.audience(desk.vault, STATISTICS, desk.act, finding.ADDRESSES["address"])) == []
    assert desk.sees(made, CARE), "the rows are there"
    assert desk.may(made, STATISTICS) == "lawful", "and may be counted"


def test_r4_1c_somebody_whom_the_use_may_not_touch_is_in_no_figure(desk: Desk):
    made = come(desk, LEAST, "customer")
    desk.restrict(made[0])

    assert figures(desk.vault, STATISTICS, By.GROUP, desk.act) == {}


def test_r4_1c_a_use_that_sees_rows_counts_nothing(desk: Desk):
    come(desk, LEAST, "customer")

    with pytest.raises(NotPermitted):
        figures(desk.vault, CARE, By.GROUP, desk.act)
    with pytest.raises(Undeclared):
        desk.call(STATISTICS, "select people from gate.figures('name')")


def test_r4_1c_the_least_is_the_notices_word(desk: Desk):
    come(desk, 19, "customer")
    publish(desk, 3, TWENTY)
    before = figures(desk.vault, STATISTICS, By.GROUP, desk.act)
    come(desk, 1, "customer", start=50)

    assert before == {}
    assert figures(desk.vault, STATISTICS, By.GROUP, desk.act) == {"customer": 20}


def test_r4_1c_analysis_and_statistics_are_the_purposes_that_only_count():
    assert {use.name: use.figures for use in policy_of().uses if use.figures} == {
        "analysis": 5,
        "statistics": 5,
    }
    assert publishing.rows_of(policy_of(), {})["uses"][0].keys() == {"name", "address", "least"}
