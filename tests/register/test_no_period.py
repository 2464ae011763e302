"""R9.1a: what would never end is not stored; what a publication leaves without a period is hidden and waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from seloste.gate import publishing
from seloste.gate.errors import Rejected
from seloste.register import kinds, people
from seloste.register.facts import Contact, Person, Row
from seloste.register.people import Origin, extend
from seloste.terms.words import RIGHTS
from tests.conftest import Engine
from tests.database import a_register
from tests.people import Made, a_person, canary, store
from tests.register.desk import CARE, Desk, stranger
from tests.register.editions import edition
from tests.register.test_content_rules import there

WHEN = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def bare(engine: Engine) -> Iterator[tuple[Desk, Made]]:
    """A prospect came in; then a notice was published that has no period for prospects' contact details, nor
    for tasks of anybody."""
    with a_register(engine) as register:
        desk, before = Desk(register), stranger(register)
        policy, text = edition(3)
        keeps = tuple(
            k for k in policy.keeps
            if not (k.category == "contact" and k.group == "prospect") and (k.category, k.field) != ("events", "task")
        )  # fmt: skip
        whole = replace(policy, keeps=keeps)
        publishing.publish(desk.vault.connection, whole, text, desk.act, kinds())
        yield desk, before


def test_r9_1a_somebody_whose_details_would_never_end_does_not_come_in(bare: tuple[Desk, Made]):
    """R9.1a: the refusal names the kind and the notice, and no value."""
    desk, _ = bare
    person, made = a_person()

    with pytest.raises(Rejected) as refused:
        people.add(desk.vault, [person], Origin("website", CARE), desk.act)

    assert refused.value.code == "SL022"
    assert str(refused.value).startswith("version 3 of the notice has no period for contact.")
    assert made.family not in str(refused.value)
    assert not desk.stands(made.id)


def test_r9_1a_a_kind_without_a_period_is_refused_and_another_of_the_same_table_is_not(
    bare: tuple[Desk, Made],
):
    desk, _ = bare
    (customer,) = store(desk.register, a_person(group="customer"))

    def give(field: str) -> Row:
        row = Row("events", field, f"keksitty {canary()}", {"at": WHEN}, WHEN)
        extend(desk.vault, [Person(id=customer.id, rows=(row,))], Origin("self", RIGHTS), desk.act)
        return row

    assert there(desk.register, "event", give("note"))
    with pytest.raises(Rejected, match=r"version 3 of the notice has no period for events\.task"):
        give("task")


def test_r9_1a_of_a_batch_nothing_comes_in_when_one_row_would_never_end(bare: tuple[Desk, Made]):
    desk, _ = bare
    (customer, _), (prospect, _) = a_person(group="customer"), a_person()

    with pytest.raises(Rejected):
        people.add(desk.vault, [customer, prospect], Origin("website", CARE), desk.act)

    assert [desk.stands(one.id) for one in (customer, prospect)] == [False, False]


def test_what_lost_its_period_by_a_publication_is_hidden_and_waits(bare: tuple[Desk, Made]):
    """Spine 14: publishing hides, it never erases."""
    desk, before = bare

    assert _held(desk, before.id) == 2
    assert desk.sees(before.id, CARE) == set()
    with pytest.raises(Rejected):
        desk.give(before.id, Contact("email", f"{canary()}@example.com"))
    assert _held(desk, before.id) == 2


def _held(desk: Desk, person: UUID) -> int:
    row = desk.register.superuser().execute(
        "select count(*) from register.contact where subject_id = %s", (person,)
    )
    return int((row.fetchone() or (0,))[0])
