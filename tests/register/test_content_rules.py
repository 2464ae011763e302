"""Section 5 and 9 of the notice, rule by rule: what a value must be, and when it goes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from seloste.notice import load_policy
from seloste.protection.opening import look_and_open
from seloste.register.facts import Person, Row
from seloste.register.people import Origin, extend
from seloste.register.values import RefusedValue
from seloste.retention import erasures, sweeping
from seloste.terms.words import LEGAL, RIGHTS, Basis, Fate
from tests.database import NOTICE, Register
from tests.notice.builders import TEXT, edited, findings_of
from tests.register.desk import BILLING, CARE, Desk, consenting, later, stranger
from tests.register.editions import publish

POLICY = load_policy(NOTICE)
HELSINKI = ZoneInfo("Europe/Helsinki")
SOUND = {"file": "a.opus", "hash": "ab" * 32, "codec": "opus", "announced_at": "2026-11-02T09:00:00+00:00"}


def give(desk: Desk, person: UUID, *rows: Row) -> None:
    """Rows of a known person, each from a source that the notice lets bring it."""
    for row in rows:
        source = next(c.source for c in POLICY.collects if (c.category, c.field) == (row.category, row.field))
        extend(desk.vault, [Person(id=person, rows=(row,))], Origin(source, RIGHTS), desk.act)


def ends(register: Register, table: str, row: Row) -> datetime:
    found = register.superuser().execute(
        f"select expires_at from register.{table} where id = %s".encode(), (row.id,)
    )
    (at,) = found.fetchone() or (None,)
    assert isinstance(at, datetime)
    return at


def there(register: Register, table: str, row: Row) -> bool:
    found = register.superuser().execute(
        f"select exists (select from register.{table} where id = %s)".encode(), (row.id,)
    )
    return bool(found.fetchone() == (True,))


def test_r1_3a_every_rule_and_every_period_by_law_names_its_source_of_law():
    assert all(rule.law for rule in POLICY.rules)
    by_law = [keep for keep in POLICY.keeps if keep.fate is Fate.BY_LAW]
    assert by_law
    assert all(keep.law for keep in by_law)


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ('"law accounting for customer, customer_rep"', '"law for customer, customer_rep"'),
        ('"law accounting for customer, customer_rep"', '"law tradition for customer, customer_rep"'),
    ],
)
def test_r4_2b_a_duty_without_its_law_does_not_compile(said: str, instead: str):
    findings = findings_of(edited((said, instead)))

    assert any(one.severity.name == "ERROR" for one in findings), [
        (one.code, one.message) for one in findings
    ]


def test_r4_2b_the_duty_that_the_notice_names_is_a_rule_with_its_law():
    laws = {rule.law for rule in POLICY.rules if rule.basis is Basis.LAW}

    assert laws
    assert all("1336/1997" in law or "accounting" in law.lower() or "6(1)(c)" in law for law in laws)


@pytest.mark.parametrize("missing", ["announced_at", "hash", "codec", "file"])
def test_r5_3b_and_l30_no_recording_without_its_announcement_hash_and_codec(missing: str):
    with pytest.raises(RefusedValue):
        Row("calls", "recording", {name: value for name, value in SOUND.items() if name != missing})

    assert Row("calls", "recording", SOUND).value == SOUND


@pytest.mark.parametrize(
    ("field", "wrong", "right"),
    [
        ("business_id", "1234567-2", "1234567-1"),
        ("business_id", "234936-8", "2349368-8"),
        ("industry", "ohjelmistot", "62010"),
        ("industry", "6", "J"),
    ],
)
def test_r5_4a_an_employers_codes_are_valid_ones(field: str, wrong: str, right: str):
    with pytest.raises(RefusedValue) as caught:
        Row("employer", field, wrong)

    assert wrong not in str(caught.value), "the message repeats no value"
    assert Row("employer", field, right).value == right


def test_r5_5a_an_account_number_is_a_valid_iban():
    with pytest.raises(RefusedValue):
        Row("customership", "account", "FI2112345600000786")

    assert Row("customership", "account", "FI21 1234 5600 0007 85").value == "FI2112345600000785"


def test_r5_3a_and_r5_3d_a_recording_goes_at_its_own_period_and_leaves_the_call(alone: Register):
    desk, made = Desk(alone), consenting(alone, group="customer")
    when = datetime.now(UTC) - timedelta(days=1)
    call = Row(
        "calls", "history", {"number": "+358500000002"}, {"at": when, "direction": 1, "seconds": 61}, when
    )
    sound = Row("calls", "recording", SOUND, {"at": when, "direction": 1, "of_call": call.id}, when)
    give(desk, made.id, call, sound)

    with later(alone, timedelta(days=190)):
        sweeping.sweep(desk.vault, desk.act)

    assert not there(alone, "call", sound)
    assert there(alone, "call", call)


def test_r5_5b_and_l16_an_invoice_stays_by_law_until_six_years_after_its_year(alone: Register):
    """Accounting Act 1336/1997 2:10: six years from the end of the calendar year in which the financial year ended."""
    desk, made = Desk(alone), consenting(alone, group="customer")
    columns: dict[str, Any] = {
        "amount": "124.00",
        "currency": "EUR",
        "ended": datetime(2026, 6, 30, 12, tzinfo=UTC),
    }
    invoice = Row("customership", "invoice", {"number": "2026-17", "to": "Aino"}, columns, fate=Fate.BY_LAW)
    give(desk, made.id, invoice)

    erasures.carry_out(desk.vault, erasures.plan(desk.vault, made.id, desk.act), desk.act)

    assert ends(alone, "customership", invoice) == datetime(2033, 1, 1, tzinfo=HELSINKI)
    assert opened(desk, made.id, BILLING) == opened(desk, made.id, LEGAL) == [invoice.value]
    assert opened(desk, made.id, CARE) == [], "nothing else of the person is left, and no other use sees this"
    assert desk.opens(made.id, RIGHTS) == []


EVENTS = tuple(
    field for category in POLICY.categories if category.name == "events" for field in category.fields
)


def _each_its_own() -> tuple[str, str]:
    """An edit by which each kind of event is kept for a number of months of its own."""
    start = TEXT.index("keep     = [", TEXT.index("[category.events]"))
    periods = "".join(
        f'  "{place} months after obtained for {field}",\n' for place, field in enumerate(EVENTS, 1)
    )
    return TEXT[start : TEXT.index("]\n", start)], f"keep     = [\n{periods}"


def test_r5_6a_each_kind_of_event_is_kept_for_a_period_of_its_own(alone: Register):
    """R5.6a: contracts, purchases, feedback, contacts, answers, complaints and other dealings, one by one."""
    desk, made, when = Desk(alone), consenting(alone, group="customer"), datetime(2026, 11, 2, 9, tzinfo=UTC)
    publish(desk, 3, _each_its_own())
    rows = {field: Row("events", field, f"keksitty {field}", {"at": when}, when) for field in EVENTS}

    give(desk, made.id, *rows.values())

    months = [(ends(alone, "event", row) - when).days // 30 for row in rows.values()]
    assert months == list(range(1, len(EVENTS) + 1))
    assert {"contract", "purchase", "feedback", "service", "answer", "complaint", "dealing"} <= set(EVENTS)


@pytest.mark.parametrize("field", EVENTS)
def test_r5_6a_the_text_of_an_event_can_be_taken_away_and_leaves_the_others(alone: Register, field: str):
    """R5.6a: what somebody has written too much is gone; other events of the person stay."""
    desk, made, when = Desk(alone), consenting(alone, group="customer"), datetime(2026, 11, 2, 9, tzinfo=UTC)
    gone, stays = (Row("events", field, f"keksitty {n}", {"at": when}, when) for n in range(2))
    give(desk, made.id, gone, stays)

    desk.call(RIGHTS, "select gate.remove_rows(8::smallint, %s, %s)", [made.id], [gone.id])

    assert (there(alone, "event", gone), there(alone, "event", stays)) == (False, True)


def opened(desk: Desk, person: UUID, use: str) -> list[Any]:
    rows = look_and_open(
        desk.vault.connection, desk.vault.keys, use, desk.act, "customership",
        "select subject_id, id from register.customership where subject_id = %s", (person,),
    )  # fmt: skip
    return [row.content.show() for row in rows]


def test_l18_a_hiring_decision_is_kept_for_claims_fifteen_months_and_no_longer(alone: Register):
    """1325/2014 § 26, 609/1986 § 12: a year from notice of the choice, and a margin."""
    desk, made = Desk(alone), stranger(alone, group="applicant")
    when = datetime(2026, 1, 15, 12, tzinfo=UTC)
    decision = Row("applications", "decision", "valittu toinen", {"at": when}, when, Fate.CLAIMS)
    give(desk, made.id, decision)

    assert ends(alone, "application", decision) == datetime(2027, 4, 16, tzinfo=HELSINKI)


def test_r9_4b_whoever_has_no_basis_left_goes_with_rows_of_every_table(alone: Register):
    """No human act: the last relation ended, its period passed, the sweep takes person and rows alike."""
    desk = Desk(alone)
    long_ago = datetime.now(UTC) - timedelta(days=800)
    made = stranger(
        alone, group="customer", started=long_ago - timedelta(days=9), ended=long_ago, active=long_ago
    )
    feedback = Row("events", "feedback", "kiitos", {"at": long_ago}, long_ago)
    account = Row("customership", "identifier", "A-17", {}, long_ago)
    give(desk, made.id, feedback, account)

    assert sweeping.sweep(desk.vault, desk.act).people == 1

    assert not desk.stands(made.id)
    assert not there(alone, "event", feedback)
    assert not there(alone, "customership", account)
