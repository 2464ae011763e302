"""R8.1d: where the register is stands in the notice, on its page, and is held against what doctor finds."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from seloste.cli import doctor, doctor_findings
from seloste.notice import read
from seloste.notice.render import render
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.notice.builders import TEXT, edited, findings_of, policy_of
from tests.register.desk import Desk
from tests.register.editions import publish

BLOCK = TEXT[TEXT.index("[hosting]") : TEXT.index("# ---", TEXT.index("[hosting]"))]


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as made:
        yield made


def told(register: Register, *, server: bool) -> list[doctor_findings.Finding]:
    installation: Any = SimpleNamespace(server=server)
    return list(doctor._hosting(installation, register.vault()))


@pytest.mark.parametrize(
    ("part", "country"), [("database", "US"), ("backups", "GB"), ("mail", "CH"), ("errors", "US")]
)
# keeps: hosting.* through notice.checks_transfers.check_hosting
def test_r8_1d_no_part_of_the_register_is_outside_the_eea(part: str, country: str):
    said = next(line for line in BLOCK.splitlines() if line.startswith(part))

    assert [one.code for one in findings_of(edited((said, f'{part} = "{country}"')))] == ["SEL1706"]
    assert findings_of(edited((said, f'{part} = "SE"'))) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", "Missä rekisteri on: tietokanta (Suomi) ja varmuuskopiot (Suomi)."),
        ("sv", "Var registret finns: databas (Finland) och säkerhetskopior (Finland)."),
        ("en", "Where the register is: database (Finland) and backups (Finland)."),
    ],
)
def test_r8_1d_the_page_says_where_it_is(language: str, said: str):
    notice, _ = read(edited().encode())
    assert notice is not None

    assert said in render(notice, language, "md").decode()
    assert policy_of().hosting == {"database": "FI", "backups": "FI", "mail": "none", "errors": "none"}


def test_r8_1d_doctor_tells_it_and_whether_the_database_is_here(
    register: Register, monkeypatch: pytest.MonkeyPatch
):
    (here,) = told(register, server=False)
    monkeypatch.setattr(doctor, "is_local", lambda _: False)
    (away,) = told(register, server=True)

    assert (here.state, away.state) == (doctor_findings.GOOD, doctor_findings.WARN)
    assert "database FI" in here.says
    assert "on this machine" in here.says
    assert "another machine" in away.says


def test_r8_1d_silence_is_worth_a_look(register: Register):
    publish(Desk(register), 3, (BLOCK, ""))

    (found,) = told(register, server=False)

    assert found.state == doctor_findings.WARN
    assert "doesn't say" in found.says
