"""R1.1c: a contract, a visit or a contact names a service of the notice, or none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from seloste.gate.errors import Undeclared
from seloste.notice import read
from seloste.notice.render import render
from seloste.register.facts import Row
from tests.database import Register
from tests.notice.builders import TEXT, edited, policy_of
from tests.register.desk import Desk, consenting
from tests.register.editions import Edit, publish
from tests.register.test_content_rules import give, there

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
ONE_MORE: Edit = ("[service]\n", '[service]\nhosting = { fi = "isännöinti", sv = "drift", en = "hosting" }\n')
KINDS = (
    ("events", "contract", "event", {"what": "12 kuukautta"}),
    ("events", "service", "event", {"text": "Kysyi laskusta"}),
    ("calls", "history", "call", {"number": "+358500000002"}),
)


@pytest.fixture(scope="module")
def desk(register: Register) -> Desk:
    return Desk(register)


@pytest.mark.parametrize(("category", "field", "table", "content"), KINDS)
def test_r1_1c_a_service_that_the_notice_does_not_name_is_refused_and_one_that_it_names_is_kept(
    desk: Desk, register: Register, category: str, field: str, table: str, content: dict[str, str]
):
    """R1.1c: contracts, contacts and calls alike."""
    made = consenting(register, group="customer")
    known, unknown = (
        Row(category, field, {**content, "service": name}, {"at": AT}, AT)
        for name in ("maintenance", "hosting")
    )

    with pytest.raises(Undeclared) as caught:
        give(desk, made.id, unknown)
    give(desk, made.id, known)

    assert "hosting" not in str(caught.value), "the message repeats no value"
    assert "maintenance" in caught.value.help
    assert not there(register, table, unknown)
    assert there(register, table, known)


def test_r1_1c_a_new_service_comes_with_a_new_version_of_the_notice(alone: Register):
    desk, made = Desk(alone), consenting(alone, group="customer")
    publish(desk, 3, ONE_MORE)
    row = Row("events", "contract", {"service": "hosting"}, {"at": AT}, AT)

    give(desk, made.id, row)

    assert there(alone, "event", row)


def test_r1_1c_where_the_notice_names_no_services_none_can_be_named(alone: Register):
    """Silence opens nothing."""
    desk, made = Desk(alone), consenting(alone, group="customer")
    start, end = TEXT.index("[service]\n"), TEXT.index("[group]\n")
    publish(desk, 3, (TEXT[start:end], ""))

    with pytest.raises(Undeclared):
        give(desk, made.id, Row("events", "contract", {"service": "maintenance"}, {"at": AT}, AT))
    give(desk, made.id, Row("events", "contract", {"what": "12 kuukautta"}, {"at": AT}, AT))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", "Palvelumme ovat asiantuntijatyö, ohjelmistokehitys sekä ylläpito ja tuki."),
        ("sv", "Våra tjänster är konsultarbete, programutveckling samt underhåll och support."),
        ("en", "Our services are consulting, software development, and maintenance and support."),
    ],
)
def test_r1_1c_the_page_names_the_services(language: str, said: str):
    notice, _ = read(edited().encode())
    assert notice is not None

    assert said in render(notice, language, "md").decode()
    assert [one.name for one in policy_of().services] == ["consulting", "development", "maintenance"]
