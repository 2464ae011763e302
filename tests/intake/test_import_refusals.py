"""A refusal outlives files, spellings and erasures: no import gives a permission back (R5.7b, cases 5, 8)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from seloste.gate import bind
from seloste.intake.reports import Report
from seloste.register import people
from seloste.register.facts import Contact, Ground, Person, Prohibition, Relation
from seloste.register.people import Origin
from seloste.retention import erasures
from seloste.terms.words import Basis, RowState, Scope
from tests.conftest import ONE_ENGINE, Engine
from tests.database import Register, a_register
from tests.intake.import_files import (
    CODE,
    NEWSLETTER,
    Asker,
    acting,
    bring,
    count,
    export,
    held,
    left,
    noted,
    opted_in,
    reached,
    refusals,
    vault_of,
    who,
)  # fmt: skip

pytestmark = ONE_ENGINE


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


def _a_person(register: Register, email: str, **facts: object) -> Person:
    """Somebody who came by the website's form and consented there."""
    row = Contact("email", email, state=facts.get("state", RowState.LIVE))  # type: ignore[arg-type]  # a builder
    ground = Ground(Basis.CONSENT, NEWSLETTER, {"text": "I agree"}, row=row.id)
    person = Person(
        (Relation("prospect"),), (ground,), facts.get("prohibitions", ()),  # type: ignore[arg-type]  # a builder
        (Contact("name", {"given": "Vanha", "family": "Nimi"}), row),
    )  # fmt: skip
    people.add(vault_of(register), [person], Origin("website", NEWSLETTER), acting(register))
    return person


def _erase(register: Register, email: str) -> None:
    (person,) = who(register, email)
    vault = vault_of(register)
    erasures.carry_out(
        vault, erasures.plan(vault, person, register.ticket("first")), register.ticket("first")
    )


@pytest.mark.parametrize("order", ["together", "consent first", "refusal first"])
def test_a_withdrawal_beats_a_consent_in_any_order_of_files(
    register: Register, tmp_path: Path, order: str
) -> None:
    email = f"jarjestys.{order.replace(' ', '.')}@example.com"
    yes = export(tmp_path, "subscribed", opted_in(email, CONFIRM_TIME="2026-11-01 10:00:00"))
    no = export(tmp_path, "unsubscribed", left(email))

    for files in {"together": [[yes, no]], "consent first": [[yes], [no]], "refusal first": [[no], [yes]]}[
        order
    ]:
        bring(register, *files)

    assert email not in reached(register)
    assert refusals(held(register, email)) == [(2, True, False)]


def test_the_twin_without_the_withdrawal_is_reached(register: Register, tmp_path: Path) -> None:
    bring(register, export(tmp_path, "subscribed", opted_in("kaksonen@example.com")))

    assert "kaksonen@example.com" in reached(register)


@pytest.mark.parametrize(
    ("plain", "spelled"),
    [
        ("maija1@gmail.com", "m.aija1+uutiset@gmail.com"),
        ("maija2@gmail.com", "MAIJA2@googlemail.com"),
        ("mai.ja3+a@gmail.com", "maija3+b@gmail.com"),
        ("maija@siltala.example.fi", "Maija+x@siltala.example.fi"),
        ("maija+y@saareke.example.fi", "maija@saareke.example.fi"),
    ],
)
def test_a_refusal_holds_for_every_spelling_of_its_mailbox(
    register: Register, tmp_path: Path, plain: str, spelled: str
) -> None:
    bring(register, export(tmp_path / "a", "unsubscribed", left(spelled)))

    report = bring(register, export(tmp_path / "b", "subscribed", opted_in(plain)))

    assert noted(report, "permission_not_raised") == [(2, "prohibited")]
    assert plain not in reached(register)
    assert refusals(held(register, plain))  # it stands against every later ground too


def test_a_refusal_stops_a_consent_that_another_spelling_has_open(register: Register, tmp_path: Path) -> None:
    bring(register, export(tmp_path / "a", "subscribed", opted_in("eeva@lampila.example.fi")))
    assert "eeva@lampila.example.fi" in reached(register)

    bring(register, export(tmp_path / "b", "unsubscribed", left("eeva+tilaus@lampila.example.fi")))

    assert "eeva@lampila.example.fi" not in reached(register)
    (consent,) = held(register, "eeva@lampila.example.fi")["grounds"]
    assert consent["why"] == "withdrawn"


def test_an_international_domain_is_one_mailbox_in_both_its_forms(register: Register, tmp_path: Path) -> None:
    ascii_domain = "sähkö.example.fi".encode("idna").decode()
    bring(register, export(tmp_path / "a", "unsubscribed", left(f"otso@{ascii_domain}")))

    report = bring(register, export(tmp_path / "b", "subscribed", opted_in("OTSO@sähkö.example.fi")))

    assert report.counts["new_people"] == 0
    assert noted(report, "permission_not_raised") == [(2, "prohibited")]


def test_an_import_changes_no_consent_no_objection_and_no_bounce(register: Register, tmp_path: Path) -> None:
    """Case 5: Aino withdrew, Eero's address bounced, Siiri objected to all marketing."""
    aino = _a_person(register, "aino.k@koivikko.example.fi")
    with bind.use(connection := vault_of(register).connection, NEWSLETTER, acting(register)):
        connection.execute("select gate.end_grounds(%s, %s, 'withdrawn')", ([aino.id], [aino.grounds[0].id]))
    _a_person(register, "eero.m@koivikko.example.fi", state=RowState.UNDELIVERABLE)
    _a_person(register, "siiri@saaristo.example.fi", prohibitions=(Prohibition(Scope.MARKETING),))
    events = "select count(*) from ledger.line where verb in ('ground', 'prohibit', 'withdraw', 'state')"
    before, stood = count(register, events), _standings(register)

    report = bring(register, export(
        tmp_path, "subscribed", opted_in("AINO.K@koivikko.example.fi", "Aino", "Koivuranta-Laine"),
        opted_in("eero.m@koivikko.example.fi", "Eero", "Mäntylä"),
        opted_in("siiri@saaristo.example.fi", "Siiri", "Östberg"),
    ))  # fmt: skip

    assert noted(report, "permission_not_raised") == [
        (2, "withdrawn"),
        (3, "undeliverable"),
        (4, "prohibited"),
    ]
    assert report.counts["new_people"] == 0
    assert count(register, events) == before
    assert _standings(register) == stood
    assert not {
        "aino.k@koivikko.example.fi",
        "eero.m@koivikko.example.fi",
        "siiri@saaristo.example.fi",
    } & reached(register)


def _standings(register: Register) -> list[object]:
    emails = ("aino.k@koivikko.example.fi", "eero.m@koivikko.example.fi", "siiri@saaristo.example.fi")
    return [
        (facts["grounds"], facts["prohibitions"]) for facts in (held(register, email) for email in emails)
    ]


@pytest.mark.parametrize(
    "again",
    [
        "bertta@gmail.com",
        "BERTTA@gmail.com",
        "b.er.tta@gmail.com",
        "bertta+lista@gmail.com",
        "bertta@googlemail.com",
    ],
)
def test_a_refusal_outlives_an_erasure_and_gives_a_later_import_no_permission(
    engine: Engine, tmp_path: Path, again: str
) -> None:
    with a_register(engine) as register:
        bring(register, export(tmp_path / "a", "unsubscribed", left("bertta@gmail.com")))
        (former,) = who(register, "bertta@gmail.com")
        _erase(register, "bertta@gmail.com")
        assert who(register, "bertta@gmail.com") == []

        report = bring(register, export(tmp_path / "b", "subscribed", opted_in(again, "Björn", "Dahlström")))

        assert noted(report, "permission_not_raised") == [(2, "suppressed")]
        assert reached(register) == set()
        assert refusals(held(register, again.lower())) == [(2, False, False)]
        assert who(register, again.lower()) != [former]


def test_whoever_had_refused_nothing_leaves_no_refusal_behind(register: Register, tmp_path: Path) -> None:
    """Case 8: a later person with the same address inherits nothing."""
    bring(register, export(tmp_path / "a", "subscribed", opted_in("sama@example.com", "Bertta", "Dahlström")))
    _erase(register, "sama@example.com")

    report = bring(
        register, export(tmp_path / "b", "subscribed", opted_in("sama@example.com", "Björn", "Dahlström"))
    )

    assert report.not_raised.total() == 0
    facts = held(register, "sama@example.com")
    assert facts["prohibitions"] == []
    assert len(facts["grounds"]) == 1


def test_a_rejected_record_s_withdrawal_is_obeyed_for_whoever_is_known(
    register: Register, tmp_path: Path
) -> None:
    bring(register, export(tmp_path / "a", "subscribed", opted_in("tunnus@example.com")))

    report = bring(
        register, export(tmp_path / "b", "unsubscribed", left("tunnus@example.com", **{"Last Name": CODE}))
    )

    assert noted(report, "rejected") == [(2, "national_identity_code")]
    assert refusals(held(register, "tunnus@example.com")) == [(2, False, False)]
    assert "tunnus@example.com" not in reached(register)


def test_a_rejected_record_s_withdrawal_is_kept_for_whoever_is_not(
    register: Register, tmp_path: Path
) -> None:
    refused = export(tmp_path / "a", "unsubscribed", left("vieras+a@example.com", **{"Last Name": CODE}))
    first = bring(register, refused)
    second = bring(register, refused)

    assert (first.counts["refusals_kept"], second.counts["refusals_kept"]) == (1, 0)
    assert who(register, "vieras+a@example.com") == []
    report = bring(register, export(tmp_path / "b", "subscribed", opted_in("vieras@example.com")))
    assert noted(report, "permission_not_raised") == [(2, "suppressed")]


def test_a_lifted_refusal_does_not_come_back_with_the_same_file(register: Register, tmp_path: Path) -> None:
    file = export(tmp_path, "unsubscribed", left("palaaja@example.com"))
    bring(register, file)
    (person,) = who(register, "palaaja@example.com")
    (refusal,) = held(register, "palaaja@example.com")["prohibitions"]
    with bind.use(connection := vault_of(register).connection, "rights", acting(register)):
        connection.execute("select gate.end_prohibitions(%s, %s::uuid[])", ([person], [refusal["id"]]))

    report = bring(register, file)

    assert report.changed == 0
    assert refusals(held(register, "palaaja@example.com")) == []


def test_a_tag_that_reads_as_a_refusal_opens_nothing(register: Register, tmp_path: Path) -> None:
    report = bring(
        register, export(tmp_path, "subscribed", opted_in("lappu@example.com", TAGS='"ei markkinointia"'))
    )

    assert noted(report, "permission_not_raised") == [(2, "refused_in_export")]
    assert refusals(held(register, "lappu@example.com")) == [(1, False, False)]


def test_a_bounce_older_than_the_address_is_not_believed(register: Register, tmp_path: Path) -> None:
    _a_person(register, "uusi.osoite@example.com")

    old = bring(
        register,
        export(
            tmp_path / "a",
            "cleaned",
            Asker("uusi.osoite@example.com", cells={"CLEAN_TIME": "2023-01-01 10:00:00"}),
        ),
    )
    assert old.counts["undeliverable"] == 0
    assert "uusi.osoite@example.com" in reached(register)

    undated: Report = bring(register, export(tmp_path / "b", "cleaned", Asker("uusi.osoite@example.com")))
    assert undated.counts["undeliverable"] == 1
    assert "uusi.osoite@example.com" not in reached(register)


def test_a_bounce_of_an_address_past_its_period_stops_no_import(register: Register, tmp_path: Path) -> None:
    """R9.1b: what no sweep has taken yet is as good as gone, and the others of the file come in."""
    person = _a_person(register, "vanhentunut@example.com")
    register.superuser().execute(
        "update register.contact set expires_at = now() - interval '1 day', visible_until = '-infinity' where subject_id = %s",
        (person.id,),
    )

    bring(
        register,
        export(tmp_path, "cleaned", Asker("vanhentunut@example.com"), Asker("tuore.kimpoaja@example.com")),
    )

    assert len(who(register, "tuore.kimpoaja@example.com")) == 1


def test_after_a_file_that_ends_too_early_no_consent_is_opened(register: Register, tmp_path: Path) -> None:
    broken = export(
        tmp_path, "unsubscribed", left("eka.lahtija@example.com"), left("toka.lahtija@example.com")
    )
    broken.write_text(broken.read_text(encoding="utf-8").replace('"toka', '"tok"a'), encoding="utf-8")
    whole = export(tmp_path, "subscribed", opted_in("toka.lahtija@example.com"))

    report = bring(register, broken, whole)

    assert not report.complete
    assert refusals(held(register, "eka.lahtija@example.com"))
    assert noted(report, "permission_not_raised") == [(2, "file_not_read_to_its_end")]
    assert "toka.lahtija@example.com" not in reached(register)


def test_a_restricted_person_is_left_as_they_are_but_for_refusals(register: Register, tmp_path: Path) -> None:
    person = _a_person(register, "rajattu@example.com")
    with bind.use(connection := vault_of(register).connection, "rights", acting(register)):
        connection.execute("select gate.restrict(%s, %s, 'accuracy')", ([person.id], [uuid4()]))

    report = bring(
        register, export(tmp_path / "a", "subscribed", opted_in("rajattu@example.com", "Uusi", "Nimi"))
    )
    assert noted(report, "permission_not_raised") == [(2, "restricted")]
    assert report.changed == 0

    bring(register, export(tmp_path / "b", "unsubscribed", left("rajattu@example.com")))
    assert refusals(held(register, "rajattu@example.com")) == [(2, True, False)]
