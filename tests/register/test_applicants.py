"""L17: of applicants only what is necessary, and first from themselves (759/2004 §§ 3-4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from seloste.gate.errors import Rejected, Undeclared
from seloste.register import people
from seloste.register.facts import Contact, Ground, Person, Relation, Row
from seloste.register.people import Origin
from seloste.register.rows import UnknownField
from seloste.terms.words import RIGHTS, Basis
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.people import SHOWN, canary
from tests.register.desk import Desk
from tests.register.editions import Edit, publish
from tests.register.test_content_rules import POLICY

OTHERS = sorted(source.name for source in POLICY.sources if not source.own)
PROOF_FROM_A_COLLEAGUE: Edit = (
    'sources  = ["self", "website", "mailchimp"]\nkeep     = "36 months after ground',
    'sources  = ["self", "website", "mailchimp", "colleague"]\nkeep     = "36 months after ground',
)
WHEN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def desk(engine: Engine) -> Iterator[Desk]:
    with a_register(engine) as register:
        yield Desk(register)


def an_applicant(*grounds: Ground, rows: tuple[Row, ...] = ()) -> Person:
    name = Contact("name", {"given": "Ilmo", "family": canary()})
    return Person((Relation("applicant", started=WHEN, active=WHEN),), grounds, contacts=(name,), rows=rows)


@pytest.mark.parametrize("source", OTHERS)
def test_l17_an_applicant_comes_in_from_nobody_but_themselves(desk: Desk, source: str):
    """L17, 759/2004 § 4."""
    person = an_applicant()

    with pytest.raises(Rejected) as refused:
        people.add(desk.vault, [person], Origin(source, RIGHTS), desk.act)

    assert refused.value.code == "SL017"
    assert not desk.stands(person.id)


def test_l17_on_the_applicants_consent_somebody_else_may_tell(alone: Register):
    """L17, 759/2004 § 4: a colleague recommends whom has agreed to it; the notice lets them bring the proof."""
    desk = Desk(alone)
    publish(desk, 3, PROOF_FROM_A_COLLEAGUE)
    asked, unasked = an_applicant(Ground(Basis.CONSENT, "recruiting", SHOWN)), an_applicant()

    people.add(desk.vault, [asked], Origin("colleague", RIGHTS), desk.act)
    with pytest.raises(Rejected):
        people.add(desk.vault, [unasked], Origin("colleague", RIGHTS), desk.act)

    assert [desk.stands(one.id) for one in (asked, unasked)] == [True, False]


@pytest.mark.parametrize("source", OTHERS)
@pytest.mark.parametrize("field", ["application", "cv", "stage", "decision"])
def test_l17_no_part_of_an_application_comes_from_elsewhere(desk: Desk, source: str, field: str):
    row = Row("applications", field, "keksitty", {"at": WHEN})
    known = an_applicant()
    people.add(desk.vault, [known], Origin("self", RIGHTS), desk.act)

    with pytest.raises(Undeclared):
        people.extend(desk.vault, [Person(id=known.id, rows=(row,))], Origin(source, RIGHTS), desk.act)


def test_l17_everything_of_an_application_has_a_purpose_and_nothing_more_can_be_stored(desk: Desk):
    """L17, 759/2004 § 3: what isn't necessary is no field; consent doesn't widen it."""
    (declared,) = [c for c in POLICY.categories if c.name == "applications"]
    used = {rule.field for rule in POLICY.rules if rule.category == "applications"}

    assert used == set(declared.fields) == {"application", "cv", "stage", "decision"}
    assert {r.use for r in POLICY.rules if r.category == "applications"} == {"job_applications", "recruiting"}
    health = Row("applications", "health", "keksitty", {"at": WHEN})
    with pytest.raises(UnknownField):
        people.add(desk.vault, [an_applicant(rows=(health,))], Origin("self", RIGHTS), desk.act)
