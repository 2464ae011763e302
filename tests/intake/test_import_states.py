"""What a file says becomes what the register holds, and never more permission than there was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from seloste.gate import bind
from seloste.intake import importing
from seloste.intake.mailchimp import read_export
from seloste.intake.orders import ImportRefused, Order
from seloste.intake.reports import Report
from seloste.protection.opening import look_and_open
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake import import_files
from tests.intake.import_files import (
    NEWSLETTER,
    SAMPLES,
    acting,
    bring,
    count,
    held,
    noted,
    reached,
    refusals,
    vault_of,
)


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


@pytest.fixture(scope="module")
def report(register: Register) -> Report:
    return bring(register, *sorted(SAMPLES.glob("*.csv")))


def _name(register: Register, facts: dict[str, Any]) -> Any:
    (row,) = [row["id"] for row in facts["rows"] if row["kind"] == 1]
    vault = vault_of(register)
    query = "select subject_id, id from register.contact where id = %s"
    (opened,) = look_and_open(
        vault.connection, vault.keys, "rights", acting(register), "contact", query, (row,)
    )
    return opened.content.show()


def test_the_sample_files_come_in_and_their_faults_are_named_by_record(report: Report) -> None:
    assert report.counts["new_people"] == 9
    assert noted(report, "rejected") == [
        (2, "duplicate_in_export"),
        (5, "duplicate_in_export"),
        (6, "bad_email"),
    ]
    assert report.counts["consents"] == 0
    assert report.complete


def test_who_left_is_refused_marketing_by_e_mail_from_the_time_they_left(
    register: Register, report: Report
) -> None:
    facts = held(register, "pekka@example.com")

    assert refusals(facts) == [(2, True, False)]
    assert facts["prohibitions"][0]["since"].startswith("2024-03-31T00:59:59")
    assert facts["grounds"] == []
    assert _name(register, facts) == {"given": "Pekka", "family": "Poistunut"}


def test_a_complaint_is_a_refusal_marked_as_one_and_an_unknown_time_stays_unknown(
    register: Register, report: Report
) -> None:
    assert refusals(held(register, "raija@example.com")) == [(2, True, True)]
    assert refusals(held(register, "salla@example.com"))[0][1:] == (False, True)


def test_whoever_left_is_refused_though_the_same_export_says_subscribed(
    register: Register, report: Report
) -> None:
    facts = held(register, "maija.meikalainen@example.com")

    assert refusals(facts) == [(2, True, False)]
    assert facts["grounds"] == []


def test_a_bounced_address_is_held_as_undeliverable_without_refusal_or_consent(
    register: Register, report: Report
) -> None:
    facts = held(register, "taneli@lakannut.example.fi")

    assert [row["state"] for row in facts["rows"] if row["kind"] == 2] == [1]
    assert facts["grounds"] == facts["prohibitions"] == []


def test_whoever_never_asked_or_was_added_by_somebody_else_has_no_consent(
    register: Register, report: Report
) -> None:
    for email in ("ulla@example.com", "niilo@firma.example.fi", "oiva@example.com"):
        assert held(register, email)["grounds"] == []
    assert reached(register) == set()


def test_people_get_the_relation_that_the_source_s_entry_names(register: Register, report: Report) -> None:
    (relation,) = held(register, "pekka@example.com")["relations"]

    assert relation["group"] == "prospect"
    assert relation["active"].startswith("2024-03-31T00:59:59")
    assert relation["started"].startswith("2022-01-01T10:01:00")


def test_what_the_notice_lets_the_source_not_bring_is_named_by_column_and_left_out(report: Report) -> None:
    columns = {column.name for column in report.columns_not_declared}

    assert {"Company", "LEID", "EUID", "TAGS"} <= columns
    assert "Email Address" not in columns


def test_people_whose_period_has_ended_come_in_counted_for_the_sweep(
    register: Register, report: Report
) -> None:
    assert report.counts["already_past_period"] == count(
        register,
        "select count(distinct subject_id) from register.contact c where not exists"
        " (select from register.contact d where d.subject_id = c.subject_id and d.expires_at > now())",
    )
    assert report.counts["already_past_period"] > 0


def test_an_unknown_source_or_relation_stores_nothing_and_lists_those_there_are(
    register: Register, tmp_path: Path
) -> None:
    file = import_files.export(tmp_path, "subscribed", import_files.opted_in("outo.lahde@example.com"))

    with pytest.raises(ImportRefused, match="website") as refused:
        bring(register, file, source="linkedin")
    assert "mailchimp" in refused.value.help
    with pytest.raises(ImportRefused, match="prospect"):
        bring(register, file, relation="customer")
    assert import_files.who(register, "outo.lahde@example.com") == []


def test_a_source_without_a_relation_demands_one(register: Register, tmp_path: Path) -> None:
    file = import_files.export(tmp_path, "subscribed", import_files.opted_in("kortti@example.com"))

    with pytest.raises(ImportRefused, match="relation") as refused:
        bring(register, file, source="business_card")
    assert "customer_rep" in refused.value.help
    with pytest.raises(ImportRefused, match="knows no relation"):
        bring(register, file, source="business_card", relation="friend")
    report = bring(register, file, source="business_card", relation="customer_rep")

    assert held(register, "kortti@example.com")["relations"][0]["group"] == "customer_rep"
    assert report.counts["consents"] == 0
    assert report.counts["consent_not_declared"] == 1  # no evidence comes from a business card
    assert report.counts["to_be_told"] == 1  # GDPR 14


def test_an_actor_without_the_grants_imports_nothing(register: Register, tmp_path: Path) -> None:
    connection = vault_of(register).connection
    with bind.refusing(connection):
        connection.execute(
            "select gate.add_actor(%s, 'reader', 'staff', array[%s], now() + interval '1 day')",
            (acting(register).ticket.secret, NEWSLETTER),
        )
    file = import_files.export(tmp_path, "subscribed", import_files.opted_in("luvaton@example.com"))
    with pytest.raises(ImportRefused, match="may not import"):
        importing.run(vault_of(register), read_export([file]), Order("mailchimp"), register.ticket("reader"))
    assert import_files.who(register, "luvaton@example.com") == []


def test_a_dry_run_counts_the_same_and_stores_nothing(register: Register, tmp_path: Path) -> None:
    file = import_files.export(
        tmp_path, "subscribed", import_files.opted_in("kuiva@example.com"), import_files.Asker("ei-osoite")
    )
    before = count(register, "select count(*) from register.subject")

    dry = bring(register, file, dry=True)
    assert count(register, "select count(*) from register.subject") == before
    wet = bring(register, file)

    assert dry.as_json() == wet.as_json() | {"dry_run": True}
    assert wet.counts["consents"] == 1
