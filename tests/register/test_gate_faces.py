"""Collecting, disclosing and explaining: the notice answers, and the database asks again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seloste.gate import bind, collect, disclose, disclosure, explain, publishing
from seloste.gate.errors import NotPermitted
from seloste.notice import compile_despite, read
from seloste.notice.policy import Policy
from seloste.register import kinds
from seloste.register.facts import Contact, Ground
from seloste.terms.decision import Lawful, Refused
from seloste.terms.identity import check_character
from seloste.terms.refusals import IdentityCodeRefused
from seloste.terms.words import Basis
from tests.database import Register
from tests.notice.builders import TODAY, edited, policy_of
from tests.people import a_person, store
from tests.register.desk import CARE
from tests.register.editions import edition

NOW = datetime.now(UTC)
SQL = Path(__file__).parents[2] / "seloste"


@pytest.fixture(scope="module")
def policy(register: Register) -> Policy:
    found = publishing.published(register.connect())
    assert found is not None
    return found.policy


def test_r5_0a_a_field_that_the_notice_lets_no_source_bring_is_refused_in_its_words(policy: Policy):
    assert isinstance(collect(policy, "website", "contact", "email", NOW), Lawful)

    refused = collect(policy, "website", "contact", "shoe_size", NOW)

    assert isinstance(refused, Refused)
    assert refused.reasons[0].code == "undeclared_field"
    assert set(refused.reasons[0].sentence) == {"fi", "sv", "en"}
    assert isinstance(collect(policy, "purchased_list", "contact", "email", NOW), Refused)


# keeps: processor.*.entity.seat, processor.*.entity.servers, processor.*.entity.parent through gate.processors.outside_stance
# keeps: transfer.stance.*, processor.*.transfer.mechanism through gate.processors.outside_stance:2
@pytest.mark.parametrize("processor", ["slack", "facebook", "linkedin"])
def test_r8_1a_a_processor_outside_the_transfer_stance_is_refused_with_its_section(
    policy: Policy, processor: str
):
    refused = disclosure(policy, processor, "customer_care", ["contact.email"], NOW)

    assert isinstance(refused, Refused)
    assert refused.reasons[0].code == "outside_stance"
    assert refused.reasons[0].section.startswith("8")


def test_r6_4a_only_what_the_notice_names_goes_to_a_processor(policy: Policy):
    assert isinstance(disclosure(policy, "odoo", "customer_care", ["contact.email"], NOW), Lawful)
    assert isinstance(disclosure(policy, "odoo", "newsletter.email", ["contact.email"], NOW), Refused)
    assert isinstance(disclosure(policy, "google", "customer_care", ["contact.address"], NOW), Refused)
    assert isinstance(disclosure(policy, "somebody", "customer_care", ["contact.email"], NOW), Refused)


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        (', seat = "BE", servers = ["BE", "FR"]', ', servers = ["BE", "FR"]'),
        (', seat = "BE", servers = ["BE", "FR"]', ', seat = "BE"'),
        ('name = "Odoo S.A.", seat = "BE"', 'seat = "BE"'),
        ('data      = ["contact"]\nuses      = ["customer_care", "billing"', 'uses      = ["customer_care", "billing"'),
        ('uses      = ["customer_care", "billing", "cooperation", "recruiting"]\n', ""),
    ],
)  # fmt: skip
def test_r6_4b_a_processor_whose_terms_have_a_gap_receives_nothing(said: str, instead: str):
    """R6.4b: entity, places, data and uses are told, or the gate stays closed, whoever publishes despite it."""
    notice, _ = read(edited((said, instead)).encode())
    assert notice is not None
    gap = compile_despite(notice, on=TODAY)

    assert isinstance(disclosure(policy_of(), "odoo", "customer_care", ["contact.email"], NOW), Lawful)
    assert isinstance(disclosure(gap, "odoo", "customer_care", ["contact.email"], NOW), Refused)


@pytest.mark.parametrize("processor", ["slack", "somebody"])
def test_the_database_refuses_the_same_whoever_asks(register: Register, processor: str):
    (made,) = store(register, a_person(group="customer"))
    vault = register.vault()

    with pytest.raises(NotPermitted), bind.use(vault.connection, "customer_care", register.act):
        disclose(vault.connection, processor, [(made.id, made.email_row)], 1, ["contact.email"])


# keeps: processor.*.entity.seat, processor.*.entity.servers, processor.*.entity.parent through gate.disclose
# keeps: transfer.stance.*, processor.*.transfer.mechanism, processor.*.transfer.assessed through gate.disclose
def test_r8_1a_the_database_refuses_a_processor_outside_the_stance_though_it_names_the_use(alone: Register):
    """R8.1a: a policy in which a processor without a ground of transfer has a use all the same."""
    policy, text = edition(3)
    processors = tuple(
        replace(one, uses=(CARE,), fields=("contact.email",)) if one.name == "slack" else one
        for one in policy.processors
    )
    publishing.publish(alone.connect(), replace(policy, processors=processors), text, alone.act, kinds())
    (made,) = store(alone, a_person(group="customer"))
    vault = alone.vault()

    with pytest.raises(NotPermitted, match="stance"), bind.use(vault.connection, CARE, alone.act):
        disclose(vault.connection, "slack", [(made.id, made.email_row)], 1, ["contact.email"])


# keeps: processor.*.data through gate.disclose:3
def test_r6_4a_the_database_refuses_a_field_that_the_notice_does_not_give_a_processor(register: Register):
    (made,) = store(register, a_person(group="customer"))
    vault = register.vault()

    with pytest.raises(NotPermitted), bind.use(vault.connection, CARE, register.act):
        disclose(
            vault.connection, "google", [(made.id, made.email_row)], 1, ["contact.email", "contact.address"]
        )


def test_a_disclosure_leaves_a_line_that_names_the_person_and_hidden_rows_do_not_go(register: Register):
    customer, applicant = store(register, a_person(group="customer"), a_person(group="applicant"))
    vault = register.vault()

    with bind.use(vault.connection, "customer_care", register.act):
        line = disclose(vault.connection, "odoo", [(customer.id, customer.email_row)], 1, ["contact.email"])

    found = register.connect("owner").execute(
        "select verb, people, detail->>'to' from ledger.line where id = %s", (line,)
    )
    assert found.fetchone() == ("disclose", 1, "odoo")
    with pytest.raises(NotPermitted), bind.use(vault.connection, "customer_care", register.act):
        disclose(vault.connection, "odoo", [(applicant.id, applicant.email_row)], 1, ["contact.email"])


def test_an_explanation_speaks_the_language_asked_for_and_names_the_section(policy: Policy):
    refused = disclosure(policy, "slack", "customer_care", [], NOW)

    assert explain(refused, "fi")[0] == "Ei saa."
    assert explain(refused, "sv")[0] == "Nej."
    assert "section 8" in " ".join(explain(refused, "en"))


def test_l13_an_identity_code_is_refused_in_any_typed_text_and_not_repeated():
    code = "010190-900" + check_character("010190", "900")

    for make in (
        lambda: Contact("name", {"given": "Aino", "family": f"Koivu {code}"}),
        lambda: Contact("email", f"{code}@example.com"),
        lambda: Ground(Basis.CONSENT, "newsletter.email", {"text": f"I am {code}"}),
    ):
        with pytest.raises(IdentityCodeRefused) as refused:
            make()
        assert code not in str(refused.value)


def test_functions_read_the_clock_once_into_a_variable():
    """Spine 9: a bare call runs once a row, a hundred times slower."""
    bare = re.compile(r"(?<!:= )(?<!\(select )gate\.now\(\)")
    allowed = ("create function gate.now()", "else gate.now() end $$")
    found = [
        f"{path.name}: {line.strip()[:80]}"
        for path in SQL.rglob("sql/*.sql*")
        for line in path.read_text().splitlines()
        if bare.search(line.split("--")[0]) and not any(one in line for one in allowed)
    ]

    assert found == []
    assert bare.search("where x > gate.now()")


def test_no_free_text_reaches_the_ledger_through_a_question(register: Register):
    """A wrong paste in place of a use: the line says that it was undeclared, and no more."""
    (made,) = store(register, a_person())
    vault = register.vault()
    pasted = f"{made.family}@example.com"

    with bind.use(vault.connection, "rights", register.act):
        vault.connection.execute("select gate.facts(%s, %s)", (made.id, pasted))

    owner = register.connect("owner")
    assert owner.execute(
        "select count(*) from ledger.line where detail::text like %s", (f"%{made.family}%",)
    ).fetchone() == (0,)
    found = owner.execute(
        "select detail->>'about' from ledger.line where verb = 'ask' order by id desc limit 1"
    ).fetchone()
    assert found == ("undeclared",)


def test_a_disclosure_names_the_fields_that_its_rows_hold(register: Register):
    (made,) = store(register, a_person(group="customer"))
    vault = register.vault()

    for fields in ([], ["contact.name"]):
        with pytest.raises(NotPermitted), bind.use(vault.connection, "customer_care", register.act):
            disclose(vault.connection, "odoo", [(made.id, made.email_row)], 1, fields)
