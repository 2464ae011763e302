"""Language and register are bent to no one company: two of other kinds live under notices of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seloste.gate import publishing
from seloste.notice import compile_notice, examine
from seloste.register import kinds, people
from seloste.register.facts import Contact, Ground, Person, Prohibition, Relation, Row
from seloste.register.people import Origin
from seloste.retention import erasures
from seloste.rights import document, exporting
from seloste.terms.words import RIGHTS, Basis, Scope
from tests.database import Register
from tests.people import SHOWN
from tests.register.desk import ADDRESS, Desk

NOTICES = Path(__file__).parents[2] / "notices"
NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Company:
    """``opens``: a use by which the person's address opens; ``closed``: one that nothing lets be."""

    notice: Path
    group: str
    what: tuple[str, str]
    opens: str
    by: tuple[Ground, ...]
    closed: str
    marketing: str


ASSOCIATION = Company(
    NOTICES / "esimerkki-yhdistys" / "notice.toml", "child", ("events", "dealing"),
    "activities", (), "fundraising.post", "newsletter.email",
)  # fmt: skip
SHOP = Company(
    NOTICES / "esimerkki-kauppa" / "notice.toml", "customer", ("events", "purchase"),
    "deliveries", (Ground(Basis.CONTRACT, None, {"text": "order 17", "how": "shop"}),), "web_use.web", "newsletter.email",
)  # fmt: skip


@pytest.mark.parametrize("company", [ASSOCIATION, SHOP], ids=["association", "shop"])
def test_a_sample_notice_has_no_finding_in_three_languages(company: Company):
    notice, findings = examine(company.notice)

    assert findings == []
    assert notice is not None
    assert (notice.level, notice.languages, notice.sample) == ("drive", ("fi", "sv", "en"), True)
    policy = compile_notice(notice)
    assert all(set(clause.sentence) == {"fi", "sv", "en"} for clause in policy.clauses.values())


@pytest.mark.parametrize("company", [ASSOCIATION, SHOP], ids=["association", "shop"])
def test_somebody_comes_in_is_opened_and_erased_under_it(company: Company, unpublished: Register):
    """R4.1a, R4.4b, R11.3: the same verbs, under a notice that nobody here knew."""
    desk = Desk(unpublished)
    notice, _ = examine(company.notice)
    assert notice is not None
    publishing.publish(desk.vault.connection, compile_notice(notice), company.notice, desk.act, kinds())
    email = Contact("email", "mimmi.melaveikko@example.com")
    consent = Ground(Basis.CONSENT, company.marketing, SHOWN, row=email.id)
    happened = Row(*company.what, "Alkeiskurssi, lauantai", {"at": NOW})
    person = Person(
        (Relation(company.group),), (*company.by, consent),
        contacts=(Contact("name", {"given": "Mimmi", "family": "Melaveikko"}), email, Contact("address", ADDRESS)),
        rows=(happened,),
    )  # fmt: skip

    people.add(desk.vault, [person], Origin("self", RIGHTS), desk.act)

    assert desk.may(person.id, company.opens) == "lawful"
    assert email.value in desk.opens(person.id, company.opens)
    assert desk.may(person.id, company.closed) != "lawful"
    assert desk.sees(person.id, company.closed) == set()
    assert desk.may(person.id, company.marketing) == "lawful"
    desk.say(person.id, Prohibition(Scope.MARKETING_EMAIL))
    assert desk.may(person.id, company.marketing) == "prohibited"
    published = publishing.published(desk.vault.connection)
    assert published is not None
    copy = exporting.export(desk.vault, person.id, published.policy, desk.act)
    assert happened.value in document.as_json(copy).decode()

    erasures.carry_out(desk.vault, erasures.plan(desk.vault, person.id, desk.act), desk.act)

    assert desk.sees(person.id, RIGHTS) == set()
    assert not desk.stands(person.id)
