"""R12.1c: a constant of law that changes is a changed notice, and whatever rests on it is reckoned anew."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from seloste.notice import NoticeErrors, compile_notice, read
from seloste.notice.places import MECHANISMS
from seloste.register.facts import Row
from seloste.retention.previewing import preview
from seloste.terms.words import Fate
from tests.database import Register
from tests.notice.builders import TODAY, edited
from tests.register.desk import Desk, consenting
from tests.register.editions import Edit, publish, rehearse
from tests.register.test_content_rules import ends, give

HELSINKI = ZoneInfo("Europe/Helsinki")
SIX, TEN = "6 years after end of year", "10 years after end of year"
TEN_YEARS: Edit = (SIX, TEN)
COLUMNS: dict[str, Any] = {
    "amount": "124.00",
    "currency": "EUR",
    "ended": datetime(2026, 6, 30, 12, tzinfo=UTC),
}


def an_invoice() -> Row:
    kept = {"number": "2026-17", "payer": "Keksitty Yritys Oy"}
    return Row("customership", "invoice", kept, COLUMNS, fate=Fate.BY_LAW)


def test_r12_1c_a_longer_period_of_law_moves_every_end_that_rests_on_it_and_says_how_many(alone: Register):
    """R12.1c: rehearsed first, with the same figure, and nothing changed by that."""
    desk, made, invoice = Desk(alone), consenting(alone, group="customer"), an_invoice()
    give(desk, made.id, invoice)
    before = ends(alone, "customership", invoice)

    told = rehearse(desk, 3, TEN_YEARS)
    assert ends(alone, "customership", invoice) == before == datetime(2033, 1, 1, tzinfo=HELSINKI)
    done = publish(desk, 3, TEN_YEARS)

    assert ends(alone, "customership", invoice) == datetime(2037, 1, 1, tzinfo=HELSINKI)
    assert told.rows_changed == done.rows_changed == 1


def test_r12_1c_the_preview_of_what_goes_follows_the_changed_law(alone: Register):
    desk, made, invoice = Desk(alone), consenting(alone, group="customer"), an_invoice()
    give(desk, made.id, invoice)
    days = (datetime(2033, 1, 2, tzinfo=HELSINKI) - datetime.now(UTC)).days + 1

    before = preview(desk.vault, desk.act, days)
    publish(desk, 3, TEN_YEARS)
    after = preview(desk.vault, desk.act, days)

    assert ("customership", Fate.BY_LAW) in {(one.category, one.fate) for one in before.going}
    assert ("customership", Fate.BY_LAW) not in {(one.category, one.fate) for one in after.going}


def test_r12_1c_a_mechanism_of_transfer_that_lapses_shuts_what_rested_on_it(monkeypatch: pytest.MonkeyPatch):
    """L20b: the law's dates are data; a notice that was sound yesterday is refused the day after."""
    notice, _ = read(edited().encode())
    assert notice is not None
    assert compile_notice(notice, on=TODAY).processors
    lapsed = MECHANISMS["dpf-2023"]._replace(until=TODAY)

    monkeypatch.setitem(MECHANISMS, "dpf-2023", lapsed)

    with pytest.raises(NoticeErrors) as caught:
        compile_notice(notice, on=TODAY)
    assert {one.code for one in caught.value.findings} == {"SEL1704"}
