"""Spine 10: publishing passes over rows that nothing can have changed, and passes over no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from seloste.register import people
from seloste.register.people import Origin
from seloste.terms.words import RIGHTS
from tests.conftest import Engine
from tests.database import a_register
from tests.register.desk import Desk
from tests.register.editions import BOOKKEEPING, MENTIONS, NO_POST, Edit, publish
from tests.register.test_publishing import NO_SHORT_ENDS, NO_UPKEEPING, SHORT, one_of_the_crowd

NO_TASK: Edit = ('"task for customer_rep and partner_rep"', '"task for customer_rep"')
EDITIONS: dict[str, tuple[Edit, ...]] = {
    "a basis of one use": (NO_POST,),
    "a use goes": (NO_UPKEEPING,),
    "a basis that rests on single rows": (NO_TASK,),
    "a shorter period": (SHORT,),
    "a period that ran from grounds": (NO_SHORT_ENDS,),
    "rows kept by law": BOOKKEEPING,
    "a further category": MENTIONS,
    "back again": (),
}


@pytest.fixture(scope="module")
def desk(engine: Engine) -> Iterator[Desk]:
    with a_register(engine) as register:
        desk = Desk(register)
        people.add(desk.vault, map(one_of_the_crowd, range(300)), Origin("self", RIGHTS), desk.act)
        yield desk


@pytest.mark.parametrize("number", range(len(EDITIONS)), ids=list(EDITIONS))
def test_after_a_publication_a_derivation_of_everything_finds_nothing_left_to_change(
    desk: Desk, number: int
) -> None:
    publish(desk, number + 3, *list(EDITIONS.values())[number])
    everything = desk.register.superuser().execute("select gate.settle_all(null)").fetchone()
    assert everything == (0,)
