"""A notice of one language, in force for a reason: readers of the others are served all the same (R12.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from seloste.gate import publishing
from seloste.gate.publishing import Despite
from seloste.notice import compile_despite, examine
from seloste.register import kinds
from seloste.web import vaults
from tests.conftest import Engine
from tests.database import NOTICE, Register, a_register
from tests.web.conftest import Visitor, a_person, add

PUBLISHED = NOTICE.with_name("published.toml")


@pytest.fixture(scope="module")
def finnish(engine: Engine) -> Iterator[tuple[Register, UUID]]:
    """A register whose notice speaks Finnish alone."""
    with a_register(engine) as made:
        vaults.use_installation(made)
        person = add(made, a_person("Yksi", "Kielinen", "yksi.kielinen@example.com"))[0]
        notice, _ = examine(PUBLISHED, on=date(2026, 11, 25))
        assert notice is not None
        policy = replace(compile_despite(notice), version=3)
        why = Despite("tested", date(2027, 2, 23))
        publishing.publish(made.connect(), policy, PUBLISHED, made.act, kinds(), despite=why)
        yield made, person
        vaults.drop()
        vaults.use_installation(None)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize(
    "address",
    [
        "/people",
        "/people?group=nobody",
        "/people/{0}",
        "/people/{0}/erase",
        "/organisations",
        "/may",
        "/proof",
        "/proof/claims",
        "/notice",
    ],
)
def test_every_page_is_served_in_each_language(
    finnish: tuple[Register, UUID], address: str, language: str
) -> None:
    register, person = finnish
    reader = Visitor().signed_in(register.act, "rights", language)

    answer = reader.get(address.format(person))

    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_may_tells_what_is_unsaid(finnish: tuple[Register, UUID], language: str) -> None:
    register, person = finnish
    reader = Visitor().signed_in(register.act, "rights", language)

    answer = reader.post("/may", who=str(person), use="newsletter")

    assert answer.status_code == 200
    assert "decision-no" in answer.content.decode()
