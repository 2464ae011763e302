"""Spine 20, 22 and 25: an erasure is planned, carried out and proven; nothing names the person afterwards."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from seloste.gate.errors import GateError
from seloste.protection import indexing
from seloste.register import finding, subjects
from seloste.register.facts import Contact, Prohibition
from seloste.register.finding import Alphabet
from seloste.retention import certificates, erasures
from seloste.retention.erasures import Erased, ErasureError
from seloste.terms.words import LEGAL, RIGHTS, UPKEEP, Scope
from tests.database import Register
from tests.people import canary
from tests.register.desk import ADDRESS, CARE, NEWSLETTER, POST, Desk, consenting, stranger

VERIFIER = Path(__file__).parents[2] / "tools" / "verify_ledger.py"


@pytest.fixture(scope="module")
def desk(register: Register) -> Desk:
    return Desk(register)


def erase(desk: Desk, person: UUID) -> Erased:
    return erasures.carry_out(desk.vault, erasures.plan(desk.vault, person, desk.act), desk.act)


def verified(certificate: Any, path: Path) -> subprocess.CompletedProcess[str]:
    """The offline program's word on a certificate, which it reads as a file."""
    path.write_text(json.dumps(certificate, ensure_ascii=False))
    return subprocess.run(
        [sys.executable, str(VERIFIER), str(path)], capture_output=True, text=True, check=False
    )


def places_of(register: Register, person: UUID) -> set[str]:
    """Every column of type uuid or uuid[] in the register's schemas in which this id stands."""
    owner = register.superuser()
    columns = owner.execute(
        "select n.nspname, c.relname, a.attname, t.typname from pg_attribute a"
        " join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace"
        " join pg_type t on t.oid = a.atttypid where n.nspname in ('gate', 'register', 'protection', 'ledger')"
        " and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and t.typname in ('uuid', '_uuid')"
    ).fetchall()
    assert len(columns) > 20
    found = set()
    for schema, table, column, kind in columns:
        test = "= %s" if kind == "uuid" else "@> array[%s]"
        query = f'select exists (select from {schema}.{table} where "{column}" {test})'
        if owner.execute(query.encode(), (person,)).fetchone() == (True,):
            found.add(f"{schema}.{table}.{column}")
    return found


def test_a_plan_tells_what_goes_and_what_stays_and_under_which_paragraph(desk: Desk, register: Register):
    """R11.3a."""
    made = consenting(register, prohibitions=(Prohibition(Scope.MARKETING_EMAIL),))

    planned = erasures.plan(desk.vault, made.id, desk.act)

    assert {(g.category, g.field, g.rows, g.sources) for g in planned.goes} == {
        ("contact", "name", 1, ("website",)),
        ("contact", "email", 1, ("website",)),
    }
    (stays,) = planned.stays
    assert (stays.category, stays.field, stays.rows, stays.months) == ("consent", "evidence", 1, 36)
    assert "17(3)(e)" in stays.law
    assert set(stays.sentence) == {"fi", "sv", "en"}
    assert (planned.refusals, planned.backups_days) == (1, 35)
    assert planned.facts == {"relations": 1, "grounds": 1, "prohibitions": 1, "restrictions": 0}
    assert made.email not in json.dumps(planned.as_json())
    assert desk.sees(made.id, RIGHTS) == {made.email_row, made.name_row}


def test_a_stale_plan_is_refused_and_nothing_happens(desk: Desk, register: Register):
    made = consenting(register)
    planned = erasures.plan(desk.vault, made.id, desk.act)
    desk.give(made.id, Contact("address", ADDRESS))

    with pytest.raises(ErasureError, match="stale"):
        erasures.carry_out(desk.vault, planned, desk.act)

    assert desk.may(made.id, NEWSLETTER) == "lawful"
    assert len(desk.opens(made.id, RIGHTS)) == 3
    erasures.carry_out(desk.vault, erasures.plan(desk.vault, made.id, desk.act), desk.act)


def test_nobody_is_planned_away_who_is_not_there(desk: Desk, register: Register):
    made = stranger(register)
    erase(desk, made.id)

    with pytest.raises(ErasureError, match="no such person"):
        erasures.plan(desk.vault, made.id, desk.act)


def test_an_erased_persons_id_stands_in_no_table_but_ledger_erasure_and_kept_evidence(
    desk: Desk, register: Register
):
    """R11.3b."""
    plain, proven, twin = stranger(register), consenting(register), consenting(register)
    for made in (plain, proven, twin):
        desk.say(made.id, Prohibition(Scope.MARKETING_POST))
        desk.restrict(made.id)
    assert {"register.contact.subject_id", "register.standing.subject_id", "protection.blind.subject_id"} <= (
        places_of(register, plain.id)
    )

    erase(desk, plain.id)
    erase(desk, proven.id)

    proof = {"gate.erasure.subject_id", "ledger.named.subjects"}
    kept = {"register.subject.id", "register.evidence.subject_id", "protection.key.subject_id"}
    assert places_of(register, plain.id) == proof
    assert places_of(register, proven.id) == proof | kept
    assert len(places_of(register, twin.id)) > 8
    fates = "select array_agg(fate) from protection.key where subject_id = %s"
    assert register.superuser().execute(fates, (proven.id,)).fetchone() == ([2],)


def test_an_erased_person_is_found_by_no_search_and_in_no_list(desk: Desk, register: Register):
    """R11.3b."""
    made, twin = consenting(register), consenting(register)
    desk.give(made.id, Contact("phone", "+358500000777"))

    def found_by(one: Any, use: str) -> list[bool]:
        by_name = finding.by_name(desk.vault, one.family, use, desk.act)
        listed = Alphabet(desk.vault, use, desk.act).page(0, 1000)
        return [
            one.id in desk.find("email", one.email, use),
            one.id in {found.person for found in by_name},
            one.id in {found.person for found in listed},
            one.id in desk.reached(use),
        ]

    assert found_by(made, RIGHTS) == [True] * 4

    erase(desk, made.id)

    for use in (RIGHTS, UPKEEP, CARE, NEWSLETTER, LEGAL):
        assert found_by(made, use) == [False] * 4, use
    assert desk.find("phone", "+358500000777") == []
    assert found_by(twin, RIGHTS) == [True] * 4
    indexing.renew(desk.vault, desk.act)
    assert found_by(made, RIGHTS) == [False] * 4
    assert found_by(twin, RIGHTS) == [True] * 4


def test_nothing_more_is_written_of_an_erased_person(desk: Desk, register: Register):
    made = consenting(register)
    erase(desk, made.id)

    with pytest.raises(GateError):
        desk.give(made.id, Contact("email", f"{canary()}@example.com"))

    assert desk.opens(made.id, RIGHTS) == []


@pytest.mark.parametrize(
    "form", ["{0}@example.com", "{0}@EXAMPLE.COM", "{1}@example.com", "{0}+kirje@example.com"]
)
def test_a_prohibition_outlives_the_erasure_whatever_way_the_address_is_written(
    desk: Desk, register: Register, form: str
):
    """R5.7a: as a keyed hash."""
    made = consenting(register, prohibitions=(Prohibition(Scope.MARKETING_EMAIL),))
    before = datetime.now(UTC)
    erase(desk, made.id)

    typed = form.format(made.family, made.family.upper())
    subject = subjects.resolve(desk.vault, typed, NEWSLETTER, desk.act)
    published = _published(desk)

    assert subject.person is None
    assert subjects.suppressed(desk.vault, published, subject, NEWSLETTER, desk.act)
    assert not subjects.suppressed(desk.vault, published, subject, POST, desk.act)
    row = (
        register.superuser()
        .execute("select count(*) from protection.suppression where since >= %s and scope = 2", (before,))
        .fetchone()
    )
    assert row is not None
    assert row[0] > 0


def test_the_refusal_of_an_erased_address_tells_neither_who_nor_when(desk: Desk, register: Register):
    """R5.7a: and as nothing else."""
    from seloste.gate import asking, publishing

    made = consenting(register, prohibitions=(Prohibition(Scope.MARKETING),))
    erase(desk, made.id)
    published = publishing.published(desk.vault.connection)
    assert published is not None

    decision = asking.nobody(published, NEWSLETTER, datetime.now(UTC), suppressed=True)

    reason = decision.reasons[0]
    assert reason.code == "suppressed"
    assert not any(str(made.id) in text or "20" in text for text in reason.sentence.values())


def test_no_refusal_outlives_the_erasure_of_somebody_who_made_none(desk: Desk, register: Register):
    """R5.7a."""
    made = consenting(register)
    erase(desk, made.id)

    subject = subjects.resolve(desk.vault, made.email, NEWSLETTER, desk.act)

    assert not subjects.suppressed(desk.vault, _published(desk), subject, NEWSLETTER, desk.act)


def test_a_certificate_is_verified_offline_and_refused_once_tampered_with(
    desk: Desk, register: Register, tmp_path: Path
):
    made = consenting(register)
    certificate = certificates.certify(desk.vault, erase(desk, made.id), desk.act)
    plain = json.loads(json.dumps(certificate, default=str))

    told = verified(plain, tmp_path / "certificate.json")

    assert told.returncode == 0, told.stdout + told.stderr
    assert made.email not in json.dumps(plain)
    for tampered in _tampered(plain):
        assert verified(tampered, tmp_path / "tampered.json").returncode == 1


def _tampered(certificate: Any) -> list[Any]:
    """Another person, another time, another verb, another root."""

    def without(change: Any) -> Any:
        copy = json.loads(json.dumps(certificate))
        change(copy)
        assert copy != certificate
        return copy

    return [
        without(lambda c: c.update(subject="0" * 8 + c["subject"][8:])),
        without(lambda c: c["lines"][0].update(at=c["lines"][0]["at"] + 1)),
        without(lambda c: c["lines"][0].update(verb="open")),
        without(lambda c: c["checkpoint"].update(root="0" * 64)),
    ]


def test_a_certificate_tells_what_is_final_what_waits_and_what_nobody_can_vouch_for(
    desk: Desk, register: Register
):
    made = consenting(register)
    erased = erase(desk, made.id)

    first = certificates.certify(desk.vault, erased, desk.act)
    indexing.renew(desk.vault, desk.act)
    later = certificates.again(desk.vault, made.id, desk.act)

    assert later is not None
    said = {part: {one["what"] for one in first[part]} for part in ("final", "pending", "residue")}
    assert said == {
        "final": {"keys", "rows"},
        "pending": {"index", "keys_archive", "backups"},
        "residue": {"media", "memory", "copies"},
    }
    assert {one["what"] for one in later["final"]} == {"keys", "rows", "index"}
    assert {one["what"] for one in later["pending"]} == {"keys_archive", "backups"}
    for part in ("final", "pending", "residue"):
        assert all(set(one["sentence"]) == {"fi", "sv", "en"} for one in first[part])


def test_there_is_no_certificate_of_somebody_who_was_not_erased(desk: Desk, register: Register):
    made = stranger(register)

    assert certificates.again(desk.vault, made.id, desk.act) is None


def test_erasing_is_for_rights_and_for_nobody_else(desk: Desk, register: Register):
    made = stranger(register)

    for use in (CARE, NEWSLETTER, UPKEEP):
        with pytest.raises(GateError):
            desk.call(use, "select gate.ask_erasure(%s, 'request')", [made.id])

    assert desk.stands(made.id)


def _published(desk: Desk) -> Any:
    from seloste.gate import publishing

    found = publishing.published(desk.vault.connection)
    assert found is not None
    return found.policy
