"""Lists of refusals are held against the register: who is here and on them isn't marketed to any more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.cli.importing import unexplained
from seloste.intake import washing
from seloste.intake.odoo import read_partners
from seloste.intake.orders import Order
from seloste.intake.prohibition_lists import read_prohibitions
from seloste.intake.readings import Stored
from seloste.intake.reports import Report
from seloste.terms.words import Scope
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import (
    acting,
    bring,
    count,
    export,
    held,
    noted,
    opted_in,
    reached,
    refusals,
    take,
    vault_of,
)
from tests.intake.partner_files import contact, partners

SUPPRESSED = "select count(*) from protection.suppression"
PEOPLE = "select count(*) from register.subject"


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


def listed(folder: Path, *lines: str) -> Path:
    path = folder / "kielto.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def wash(register: Register, path: Path, lists: str = "phone", *, dry: bool = False) -> Report:
    reading = read_prohibitions([path], lists)
    return washing.run(vault_of(register), reading, Order("odoo"), acting(register), dry=dry)


def known(register: Register, folder: Path, *people: tuple[str, str]) -> None:
    records = [contact(f"o.{email}", f"N {email}", email=email, phone=phone) for email, phone in people]
    take(register, read_partners([partners(folder / "p.csv", records)]), "odoo", "customer_rep")


def test_everybody_who_has_a_listed_number_is_not_called_any_more(register: Register, tmp_path: Path) -> None:
    """R5.7b: a refusal holds whatever form the number is written in; two people may share one."""
    known(register, tmp_path, ("k1@example.com", "+358 50 000 2101"), ("k2@example.com", "0500002101"),
          ("k3@example.com", "0500002102"))  # fmt: skip

    report = wash(register, listed(tmp_path, "358500002101", "050 000 2199"))

    for email in ("k1@example.com", "k2@example.com"):
        assert refusals(held(register, email)) == [(Scope.MARKETING_PHONE, False, False)]
    assert refusals(held(register, "k3@example.com")) == []
    assert (report.counts["changed_people"], report.counts["not_in_register"]) == (2, 1)


def test_nobody_is_added_and_nothing_is_kept_of_strangers(register: Register, tmp_path: Path) -> None:
    before = count(register, PEOPLE), count(register, SUPPRESSED)

    wash(register, listed(tmp_path, "0500002198"))
    wash(register, listed(tmp_path, "vieras@example.com"), "email")

    assert (count(register, PEOPLE), count(register, SUPPRESSED)) == before


def test_an_address_holds_in_any_case_and_with_any_tag_and_ends_the_newsletter(
    register: Register, tmp_path: Path
) -> None:
    bring(register, export(tmp_path, "subscribed", opted_in("pesty+tarjoukset@example.com")))
    assert "pesty+tarjoukset@example.com" in reached(register)

    wash(register, listed(tmp_path, "Pesty@EXAMPLE.com"), "email")

    assert "pesty+tarjoukset@example.com" not in reached(register)


def test_the_same_list_again_changes_nothing_and_a_dry_run_stores_nothing(
    register: Register, tmp_path: Path
) -> None:
    known(register, tmp_path, ("k4@example.com", "0500002104"))
    path = listed(tmp_path, "0500002104")

    assert wash(register, path, dry=True).counts["prohibitions"] == 1
    assert refusals(held(register, "k4@example.com")) == []
    assert wash(register, path).counts["prohibitions"] == 1
    assert wash(register, path).changed == 0
    assert len(refusals(held(register, "k4@example.com"))) == 1


def test_a_line_that_can_t_be_read_is_named_for_it_may_be_a_refusal(
    register: Register, tmp_path: Path
) -> None:
    report = wash(register, listed(tmp_path, "0500002105", "09-1234", "# ajettu", "0500002105"))

    assert noted(report, "rejected") == [(2, "bad_phone"), (3, "comment"), (4, "duplicate_in_file")]


def test_whatever_else_a_line_is_left_out_for_it_is_counted_as_a_refusal_that_may_be_missed(
    register: Register, tmp_path: Path
) -> None:
    path = listed(tmp_path, "0500002105", "# ajettu", "0500002105", "3,58501E+11")

    report = wash(register, path)

    assert noted(report, "rejected")[-1] == (4, "number_damaged_by_spreadsheet")
    assert unexplained(read_prohibitions([path], "phone"), report) == 1


def test_hashes_and_names_are_shown_and_never_said_to_be_applied() -> None:
    kielto = Path(__file__).parents[1] / "samples" / "kielto"

    for name in ("emails-hashed.csv", "names-addresses-latin1.csv"):
        assert read_prohibitions([kielto / name], "post").stored is Stored.READ_ONLY
    assert read_prohibitions([kielto / "phones.txt"], "phone").stored is Stored.REFUSALS
