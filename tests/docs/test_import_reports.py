"""docs/importing.md shows what the command prints of every sample, and says what each export means for consent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ONE_ENGINE, Engine
from tests.database import Register, a_register
from tests.intake.import_files import acting
from tools.import_reports import DAY, PAGE, SAMPLES, SYSTEMS, captured, inserted, section


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


@pytest.fixture
def printed(register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The section as the command makes it now, on the day on which the page was made."""
    (tmp_path / "tickets").mkdir()
    (tmp_path / "keys").symlink_to(register.keys_folder)
    (tmp_path / "tickets" / "first").write_text(acting(register).ticket.secret.hex())
    monkeypatch.setenv("SELOSTE_HOME", str(tmp_path))
    monkeypatch.setenv("SELOSTE_DATABASE_URL", register.addresses.app)
    with register.connect("owner") as owner:
        owner.execute("update gate.clock set drift = %s - clock_timestamp()", (DAY,))
    return section(captured)


@ONE_ENGINE
def test_the_page_shows_what_is_printed_of_every_sample(printed: str):
    """When this fails: ``python tools/import_reports.py``, and look at what has changed."""
    page = PAGE.read_text(encoding="utf-8")

    assert printed in page
    assert inserted(page, "another") != page
    for path in SAMPLES.rglob("*.*"):
        if path.suffix not in (".json", ".toml") and path.parent.name != "mailchimp":
            assert f"seloste import {path.name} " in printed


def test_every_folder_of_samples_has_its_system_and_each_system_its_word_on_consent():
    folders = {path.name for path in SAMPLES.iterdir() if path.is_dir()} - {"mappings"}
    table = (
        PAGE.read_text(encoding="utf-8")
        .partition("## What an export means for consent")[2]
        .partition("\n## ")[0]
    )

    assert folders == set(SYSTEMS)
    for system in (
        "Mailchimp", "Odoo", "Google", "Outlook", "vCard", "LinkedIn", "Facebook", "Leadfeeder", "Slack", "HubSpot",
        "Pipedrive", "Salesforce", "Call records", "Finvoice", "trade register", "refusals", "mapping",
    ):  # fmt: skip
        assert system in table
