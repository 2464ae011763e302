"""Three fates at work (spine 22): an invoice by law, a hiring decision and evidence for claims, the rest goes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from seloste.gate.errors import Undeclared
from seloste.protection.opening import look_and_open
from seloste.register import hiring, invoices, people
from seloste.register.facts import Contact, Ground, Person, Relation
from seloste.register.hiring import Decision
from seloste.register.invoices import Invoice, NoPayer
from seloste.register.people import Origin
from seloste.retention import erasures, sweeping
from seloste.terms.words import LEGAL, RIGHTS, Basis, Fate
from tests.database import Register
from tests.people import canary
from tests.register.desk import ADDRESS, BILLING, CARE, Desk, ground, later
from tests.register.editions import publish

HELSINKI = ZoneInfo("Europe/Helsinki")
RECRUITING = "recruiting"
NO_BOOKKEEPING = (
    'keep     = ["24 months after relation.ended", "bookkeeping for invoice"]',
    'keep     = ["24 months after relation.ended"]',
)


def a_customer(desk: Desk, *, named: bool = True) -> tuple[UUID, str]:
    """Somebody with a contract, a name and an address; and the family name, which stands nowhere else."""
    family = canary()
    name = (Contact("name", {"given": "Aino", "family": family}),) if named else ()
    person = Person(
        (Relation("customer"),),
        (Ground(Basis.CONTRACT, BILLING, {"contract": "A-1"}),),
        contacts=(*name, Contact("address", ADDRESS)),
    )
    people.add(desk.vault, [person], Origin("self", RIGHTS), desk.act)
    return person.id, family


def an_invoice(year_ended: date | None = None) -> Invoice:
    return Invoice(
        "2026-1001", date(2026, 9, 1), Decimal("124.50"), "Ylläpito", financial_year_ended=year_ended
    )


def issue(desk: Desk, person: UUID, invoice: Invoice | None = None) -> invoices.Issued:
    return invoices.issue(desk.vault, person, invoice or an_invoice(), Origin("self", BILLING), desk.act)


def opened(desk: Desk, use: str, table: str, row: UUID) -> object:
    """What the use opens of this row, or None."""
    query = {
        "customership": "select subject_id, id from register.customership where id = %s",
        "application": "select subject_id, id from register.application where id = %s",
    }[table]
    rows = look_and_open(desk.vault.connection, desk.vault.keys, use, desk.act, table, query, (row,))
    return rows[0].content.show() if rows else None


def fates(register: Register, person: UUID) -> list[int]:
    """The fates of which a key of this person still exists."""
    found = register.superuser().execute(
        "select fate from protection.key where subject_id = %s order by 1", (person,)
    )
    return [row[0] for row in found]


def test_r5_5b_an_invoice_outlives_the_erasure_with_what_the_law_wants_and_nothing_else(alone: Register):
    desk = Desk(alone)
    person, family = a_customer(desk)
    issued = issue(desk, person)

    plan = erasures.plan(desk.vault, person, desk.act)
    erasures.carry_out(desk.vault, plan, desk.act)

    kept = {
        "number": "2026-1001",
        "what": "Ylläpito",
        "payer": {"name": {"given": "Aino", "family": family}, "address": ADDRESS},
    }
    assert opened(desk, BILLING, "customership", issued.kept) == kept
    assert opened(desk, BILLING, "customership", issued.ordinary) is None
    assert fates(alone, person) == [Fate.BY_LAW, Fate.CLAIMS], (
        "the law's copy, and the evidence of the contract"
    )


def test_the_plan_names_what_stays_with_its_paragraph(alone: Register):
    """GDPR 17(3)(b) and 1336/1997 ch. 2 § 10; GDPR 17(3)(e)."""
    desk = Desk(alone)
    person, _ = a_customer(desk)
    issue(desk, person)

    plan = erasures.plan(desk.vault, person, desk.act)

    stays = {(one.category, one.field): one for one in plan.stays}
    assert stays["customership", "invoice"].law == "GDPR 17(3)(b); accounting 2:10"
    assert stays["customership", "invoice"].fate is Fate.BY_LAW
    assert "kirjanpitolaki" in stays["customership", "invoice"].sentence["fi"]
    assert stays["consent", "evidence"].law == "GDPR 17(3)(e)"
    assert ("customership", "invoice") in {(one.category, one.field) for one in plan.goes}


# keeps: keep.*.only through gate.marks:2
@pytest.mark.parametrize("erased", [False, True])
def test_l16c_before_its_period_ends_only_billing_and_legal_see_it(alone: Register, erased: bool):
    desk = Desk(alone)
    person, _ = a_customer(desk)
    issued = issue(desk, person)
    if erased:
        erasures.carry_out(desk.vault, erasures.plan(desk.vault, person, desk.act), desk.act)

    sees = {
        use
        for use in (BILLING, LEGAL, CARE, RIGHTS, RECRUITING, "quality", "statistics", "newsletter.email")
        if opened(desk, use, "customership", issued.kept)
    }

    assert sees == {BILLING, LEGAL}


@pytest.mark.parametrize(
    ("ended", "last"),
    [
        (date(2024, 3, 31), date(2030, 12, 31)),
        (date(2017, 4, 30), date(2023, 12, 31)),
        (date(2026, 12, 31), date(2032, 12, 31)),
        (None, date(2032, 12, 31)),
    ],
)
def test_l16a_six_years_run_from_the_end_of_the_year_in_which_the_financial_year_ended(
    alone: Register, ended: date | None, last: date
):
    desk = Desk(alone)
    person, _ = a_customer(desk)

    issued = issue(desk, person, an_invoice(ended))

    row = alone.superuser().execute(
        "select expires_at from register.customership where id = %s", (issued.kept,)
    ).fetchone()  # fmt: skip
    assert row == (datetime(last.year + 1, 1, 1, tzinfo=HELSINKI),)


def test_when_the_law_lets_it_the_last_key_goes(alone: Register):
    desk = Desk(alone)
    person, _ = a_customer(desk)
    issued = issue(desk, person)
    erasures.carry_out(desk.vault, erasures.plan(desk.vault, person, desk.act), desk.act)

    with later(alone, timedelta(days=365 * 4)):
        sweeping.sweep(desk.vault, desk.act)
        assert opened(desk, BILLING, "customership", issued.kept) is not None
    with later(alone, timedelta(days=365 * 7)):
        assert opened(desk, BILLING, "customership", issued.kept) is None
        sweeping.sweep(desk.vault, desk.act)

    assert fates(alone, person) == []


def test_a_notice_that_keeps_nothing_by_law_takes_no_such_copy(alone: Register):
    desk = Desk(alone)
    person, _ = a_customer(desk)
    publish(desk, 3, NO_BOOKKEEPING)

    with pytest.raises(Undeclared):
        issue(desk, person)

    assert alone.superuser().execute("select count(*) from register.customership").fetchone() == (0,)


def test_an_invoice_names_its_payer(alone: Register):
    """1501/1993 § 209 e: an invoice names the buyer."""
    desk = Desk(alone)
    nameless, _ = a_customer(desk, named=False)

    with pytest.raises(NoPayer):
        issue(desk, nameless)


def an_applicant(desk: Desk, told: datetime) -> tuple[UUID, UUID]:
    """An applicant who was told of a decision, and the decision's row."""
    person = Person(
        (Relation("applicant"),),
        (ground(Basis.CONTRACT, RECRUITING),),
        contacts=(Contact("name", {"given": "Ilmo", "family": canary()}),),
    )
    people.add(desk.vault, [person], Origin("self", RIGHTS), desk.act)
    opening = hiring.announce(desk.vault, "Kehittäjä", date(2026, 9, 1))
    decision = Decision("Kokemus vastasi tehtävää osittain.", told, opening)
    return person.id, hiring.decide(desk.vault, person.id, decision, Origin("self", RECRUITING), desk.act)


def test_l18_a_decision_stays_for_claims_and_opens_for_legal_alone(alone: Register):
    """1325/2014 § 26, 609/1986 § 12: a claim may come for a year after the applicant was told."""
    desk, told = Desk(alone), datetime.now(UTC) - timedelta(days=3)
    person, decision = an_applicant(desk, told)
    assert opened(desk, RECRUITING, "application", decision) is None

    plan = erasures.plan(desk.vault, person, desk.act)
    erasures.carry_out(desk.vault, plan, desk.act)

    assert [(s.field, s.law) for s in plan.stays if s.category == "applications"] == [
        ("decision", "GDPR 17(3)(e)")
    ]
    assert opened(desk, LEGAL, "application", decision) == {"reasons": "Kokemus vastasi tehtävää osittain."}
    assert opened(desk, RECRUITING, "application", decision) is None
    row = alone.superuser().execute(
        "select expires_at from register.application where id = %s", (decision,)
    ).fetchone()  # fmt: skip
    assert row is not None
    assert timedelta(days=455) < row[0] - told < timedelta(days=460), "a year, and three months for service"


def test_an_erased_person_has_no_ordinary_key_and_no_row_of_the_relationship(alone: Register):
    """The twin of what stays: whatever is sealed under the ordinary key is gone from every table."""
    desk = Desk(alone)
    person, _ = a_customer(desk)
    issue(desk, person)
    count = "select (select count(*) from register.customership where subject_id = %s and fate = 0) + (select count(*) from register.contact where subject_id = %s)"
    assert alone.superuser().execute(count, (person, person)).fetchone() == (3,)

    erasures.carry_out(desk.vault, erasures.plan(desk.vault, person, desk.act), desk.act)

    assert alone.superuser().execute(count, (person, person)).fetchone() == (0,)
    assert Fate.ORDINARY not in fates(alone, person)
