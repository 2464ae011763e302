"""A notice that is only read, put in force for a reason: it permits what it says, and nothing that it leaves unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from seloste.gate import publishing
from seloste.gate.errors import NotPermitted
from seloste.gate.publishing import Despite
from seloste.notice import compile_despite, examine
from seloste.register import kinds, people
from seloste.register.people import Origin
from seloste.terms.words import RIGHTS
from tests.conftest import Engine
from tests.database import a_register
from tests.people import a_person
from tests.register.desk import Desk

PUBLISHED = Path(__file__).parents[2] / "notices" / "avoin-systems" / "published.toml"
REASON = "uusi seloste on kesken zqsyy"


@pytest.fixture(scope="module")
def shut(engine: Engine) -> Iterator[tuple[Desk, UUID]]:
    """Somebody came in under a whole notice; then the incomplete one was put in force."""
    with a_register(engine) as register:
        desk = Desk(register)
        person, made = a_person(group="customer", consent=True)
        people.add(desk.vault, [person], Origin("self", RIGHTS), desk.act)
        notice, _ = examine(PUBLISHED, on=date(2026, 11, 25))
        assert notice is not None
        policy = replace(compile_despite(notice), version=3)
        why = Despite(REASON, date(2027, 2, 23))
        publishing.publish(desk.vault.connection, policy, PUBLISHED, desk.act, kinds(), despite=why)
        yield desk, made.id


def test_every_use_that_the_notice_names_is_refused_for_what_it_leaves_unsaid(
    shut: tuple[Desk, UUID],
) -> None:
    """R4.1b: what is unsaid or open is refused and never guessed."""
    desk, person = shut
    published = publishing.published(desk.vault.connection)
    assert published is not None

    for use in published.policy.uses:
        assert desk.may(person, use.name) != "lawful"
        assert desk.sees(person, use.name) == set()


def test_nothing_comes_in(shut: tuple[Desk, UUID]) -> None:
    desk, _ = shut
    another, _ = a_person(group="customer")

    with pytest.raises(NotPermitted):
        people.add(desk.vault, [another], Origin("self", "customer_relations"), desk.act)


def test_the_reason_is_for_the_privacy_contact_and_is_looked_at_again_in_90_days(
    shut: tuple[Desk, UUID],
) -> None:
    desk, _ = shut
    app = desk.vault.connection

    (told,) = app.execute(
        "select version, despite, review from gate.despite(%s)", (desk.act.ticket.secret,)
    ).fetchall()
    assert told == (3, REASON, date(2027, 2, 23))
    public = app.execute("select doc::text, source from gate.published()").fetchone()
    assert public is not None
    assert "zqsyy" not in public[0] + public[1]
    assert app.execute("select review from gate.despite_due()").fetchall() == [(date(2027, 2, 23),)]
    with pytest.raises(Exception, match="privacy contact"):
        app.execute("select * from gate.despite(%s)", (desk.register.worker.ticket.secret,))
