"""R5.3c: the record of a recording opens under the uses that the notice gives it, and each opening leaves a line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from seloste.gate.errors import NotPermitted
from seloste.protection.opening import look_and_open
from seloste.register.facts import Row
from seloste.rights.looks import who_looked
from seloste.terms.act import Act
from tests.database import Register
from tests.people import Made
from tests.register.desk import CARE, NEWSLETTER, PHONE, Desk, consenting
from tests.register.test_content_rules import SOUND, give

QUALITY = "quality"


def played(desk: Desk, person: UUID, use: str) -> list[Any]:
    """What a use opens of somebody's recordings."""
    rows = look_and_open(
        desk.vault.connection, desk.vault.keys, use, desk.act, "call",
        "select subject_id, id from register.call where subject_id = %s and kind = 14", (person,),
    )  # fmt: skip
    return [row.content.show() for row in rows]


def recorded(desk: Desk) -> Made:
    """A customer whose call was recorded yesterday."""
    made, when = consenting(desk.register, group="customer"), datetime.now(UTC) - timedelta(days=1)
    give(desk, made.id, Row("calls", "recording", SOUND, {"at": when, "direction": 1}, when))
    return made


@pytest.fixture
def desk(alone: Register) -> Desk:
    return Desk(alone)


def a_clerk(desk: Desk, *rights: str) -> Desk:
    """Somebody with these grants and no others."""
    desk.vault.connection.execute(
        "select gate.add_actor(%s, 'clerk', 'staff', %s, now() + interval '1 day')",
        (desk.act.ticket.secret, list(rights)),
    )
    act: Act = desk.register.ticket("clerk")
    return Desk(desk.register, act)


def test_r5_3c_a_recording_opens_for_care_and_quality_and_for_no_marketing(desk: Desk):
    """R5.3c: a lead of customer service is no marketer."""
    made = recorded(desk)

    assert [played(desk, made.id, use) for use in (CARE, QUALITY)] == [[SOUND], [SOUND]]
    assert [played(desk, made.id, use) for use in (NEWSLETTER, PHONE)] == [[], []]


def test_r5_3c_a_recording_opens_for_nobody_who_lacks_the_grant(desk: Desk):
    made = recorded(desk)
    marketer = a_clerk(desk, NEWSLETTER)

    with pytest.raises(NotPermitted):
        played(marketer, made.id, QUALITY)

    lead = a_clerk(desk, NEWSLETTER, QUALITY)
    assert played(lead, made.id, QUALITY) == [SOUND]


def test_r5_3c_each_opening_leaves_a_line_with_who_when_and_for_what(desk: Desk):
    made = recorded(desk)
    lead = a_clerk(desk, QUALITY)

    played(lead, made.id, QUALITY)
    played(lead, made.id, QUALITY)

    lines = [one for one in who_looked(desk.vault, made.id, desk.act) if one.verb == "open"]
    assert [(one.use, one.name, one.rows) for one in lines] == [(QUALITY, "clerk", 1)] * 2
