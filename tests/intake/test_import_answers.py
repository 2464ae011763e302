"""Leads' answers, and whoever has left: what a file tells beside names and addresses, as far as the notice allows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.intake.facebook import read_facebook
from seloste.intake.linkedin import read_lead_forms
from seloste.intake.reports import Report
from seloste.intake.slack import read_slack
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import count, held, take, who
from tests.intake.undone import of_odoo, undone, values

FACEBOOK = "id\tcreated_time\tform_id\tform_name\tmitä_etsit?\temail\n"
LINKEDIN = "Lead Type,Form,Submitted At (UTC),First Name,Last Name,Email Address,What do you need?\n"
SLACK = (
    "username,email,status,billing-active,has-2fa,has-sso,userid,fullname,displayname,expiration-timestamp\n"
)


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


def leads(register: Register, folder: Path, *rows: str, source: str = "odoo") -> Report:
    file = folder / "leads.csv"
    file.write_text(FACEBOOK + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return take(register, read_facebook([file]), source, "prospect")


def slack(register: Register, folder: Path, email: str, status: str) -> Report:
    file = folder / "slack-members.csv"
    file.write_text(
        f"{SLACK}u,{email},{status},0,0,0,U{abs(hash(email))},Nimi Keksitty,n,\n", encoding="utf-8"
    )
    return take(register, read_slack([file]), "odoo", "partner_rep")


def test_an_answer_comes_in_where_the_notice_lets_its_source_bring_answers(
    register: Register, tmp_path: Path
):
    """R5.6: of somebody new and of somebody known, each answer once."""
    row = "l:1\t2026-05-01T10:00:00+03:00\tf:9\tTarjous\tPuutarhaa\tvastaaja@example.com"

    first, again = leads(register, tmp_path, row), leads(register, tmp_path, row)
    more = leads(register, tmp_path, row, row.replace("l:1", "l:2").replace("Puutarhaa", "Saunaa"))

    assert first.counts["answers"] == 1
    assert (again.changed, again.counts["answers"]) == (0, 0)
    assert more.counts["answers"] == 0, "of two rows of one address the first holds"
    later = leads(register, tmp_path, row.replace("l:1", "l:2").replace("Puutarhaa", "Saunaa"))
    assert later.counts["answers"] == 1
    told = [one["answers"]["mitä_etsit?"] for one in values(register, "vastaaja", "event")]
    assert sorted(told) == ["Puutarhaa", "Saunaa"]


def test_linkedin_s_answers_are_known_again_without_an_id_of_theirs(register: Register, tmp_path: Path):
    file = tmp_path / "leads.csv"
    file.write_text(
        f"{LINKEDIN}Sponsored,Kevät,2026-05-02 10:00:00,Li,Keksitty,li@example.com,Apua\n", encoding="utf-8"
    )

    first = take(register, read_lead_forms([file]), "odoo", "prospect")
    again = take(register, read_lead_forms([file]), "odoo", "prospect")

    assert (first.counts["answers"], again.changed) == (1, 0)
    assert [one["form"] for one in values(register, "li", "event")] == ["Kevät"]


def test_where_the_notice_brings_no_answers_the_question_is_named_and_left_out(
    register: Register, tmp_path: Path
):
    """R5.0a: a newsletter's form brings no events."""
    row = "l:3\t2026-05-01T10:00:00+03:00\tf:9\tTarjous\tEi tänne\tvaiti@example.com"

    report = leads(register, tmp_path, row, source="mailchimp")

    assert (report.counts["new_people"], report.counts["answers"]) == (1, 0)
    assert "mitä_etsit?" in {column.name for column in report.columns_not_declared}


def test_an_undone_import_takes_its_answers_along(register: Register, tmp_path: Path):
    of_odoo(register, tmp_path, "ennestaan")
    report = leads(
        register, tmp_path, "l:4\t2026-05-01T10:00:00+03:00\tf:9\tT\tJotain\tennestaan@example.com"
    )
    assert len(values(register, "ennestaan", "event")) == 1

    undone(register, report)

    assert values(register, "ennestaan", "event") == []


def test_whoever_was_deactivated_loses_the_relation_that_this_source_told_of(
    register: Register, tmp_path: Path
):
    """R1.1: they have left; an undo of that file makes the relation live again."""
    slack(register, tmp_path, "lahtenyt@example.com", "Member")

    report = slack(register, tmp_path, "lahtenyt@example.com", "Deactivated")
    again = slack(register, tmp_path, "lahtenyt@example.com", "Deactivated")

    assert held(register, "lahtenyt@example.com")["relations"][0]["ended"] is not None
    assert (report.counts["relations_ended"], report.rejected) == (1, {"deactivated": 1})
    assert again.changed == 0
    undone(register, report)
    assert held(register, "lahtenyt@example.com")["relations"][0]["ended"] is None


def test_a_relation_of_another_source_or_kind_goes_on(register: Register, tmp_path: Path):
    of_odoo(register, tmp_path, "toinen")

    report = slack(register, tmp_path, "toinen@example.com", "Deactivated")

    assert report.changed == 0
    assert held(register, "toinen@example.com")["relations"][0]["ended"] is None


def test_nobody_comes_in_for_having_left(register: Register, tmp_path: Path):
    before = count(register, "select count(*) from register.subject")

    slack(register, tmp_path, "tuntematon@example.com", "Deactivated")

    assert count(register, "select count(*) from register.subject") == before
    assert who(register, "tuntematon@example.com") == []
