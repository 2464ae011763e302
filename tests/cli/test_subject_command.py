"""``seloste subject``, ``ledger``, ``keys`` and ``sweep``: a person from the search to the certificate."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from seloste.register.facts import Prohibition
from seloste.terms.words import Scope
from tests.cli.conftest import ROOT, Shell

VERIFIER = ROOT / "tools" / "verify_ledger.py"


def verified(path: Path) -> int:
    return subprocess.run(
        [sys.executable, str(VERIFIER), str(path)], capture_output=True, check=False
    ).returncode


def test_a_person_is_found_by_address_and_by_name(shell: Shell):
    made = shell.one(consent=True)

    by_mail = shell("subject", "find", "-", "--json", said=made.email)
    by_name = shell("subject", "find", made.family[:8], "--json")
    nobody = shell("subject", "find", "-", "--json", said="ei.ketaan@example.com")

    assert [one["id"] for one in by_mail.json["found"]] == [str(made.id)]
    assert str(made.id) in [one["id"] for one in by_name.json["found"]]
    assert (nobody.code, nobody.json["found"]) == (1, [])


def test_a_person_is_shown_with_source_ground_end_and_who_looked(shell: Shell):
    made = shell.one(consent=True, prohibitions=(Prohibition(Scope.MARKETING_PHONE),))

    told = shell("subject", "show", made.email, "--json")

    assert told.code == 0, told.err
    rows = {row["what"]: row for row in told.json["rows"]}
    assert rows["contact.email"]["value"] == made.email
    assert rows["contact.email"]["source"] == "self"
    assert "newsletter.email" in rows["contact.email"]["uses"]
    assert rows["contact.email"]["until"] is None, "while the consent runs there is no end yet"
    assert datetime.fromisoformat(rows["contact.email"]["obtained"]).date() == datetime.now(UTC).date()
    assert rows["consent.evidence"]["value"] is None
    assert [one["basis"] for one in told.json["grounds"]] == ["consent"]
    assert [one["scope"] for one in told.json["prohibitions"]] == ["marketing_phone"]
    assert {look["use"] for look in told.json["looks"]} >= {"rights"}
    shown = shell("subject", "show", made.email)
    assert shown.code == 0
    assert f" {made.family}" in shown.out
    assert f", {made.family}" not in shown.out


def test_an_erasure_is_planned_done_and_proven(shell: Shell):
    made, twin = shell.one(consent=True), shell.one(consent=True)
    file = shell.folder / "certificate.json"

    plan = shell("subject", "erase", made.email, "--plan", "--json")
    unsure = shell("subject", "erase", made.email, said="")
    assert plan.code == 0
    assert {one["field"] for one in plan.json["goes"]} == {"name", "email"}
    assert unsure.code != 0
    assert shell("may", made.email, "newsletter.email").code == 0, "a plan erases nothing"

    done = shell("subject", "erase", made.email, "--yes", "-o", file)

    assert done.code == 0, done.err
    assert made.email not in done.out + done.err + file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert verified(file) == 0
    paper = json.loads(file.read_text())
    tampered = shell.folder / "tampered.json"
    tampered.write_text(json.dumps({**paper, "subject": str(twin.id)}))
    assert verified(tampered) == 1
    gone = shell("subject", "show", made.email, "--json")
    assert gone.code == 1
    assert made.email not in gone.err
    assert shell("subject", "show", twin.email).code == 0
    again = shell("subject", "certificate", made.id)
    assert again.code == 0
    assert again.json["subject"] == str(made.id)
    assert shell("subject", "certificate", twin.id, "--json").code == 1
    stopped = shell("subject", "erase", made.id, "--yes", "-o", shell.folder / "again.json")
    assert stopped.code == 0, (
        "an erasure that was stopped before its certificate is finished by the same command"
    )
    assert verified(shell.folder / "again.json") == 0
    assert shell("subject", "erase", uuid4(), "--yes").code != 0


def test_a_refusal_outlives_the_erasure_in_what_may_answers(shell: Shell):
    made = shell.one(consent=True, prohibitions=(Prohibition(Scope.MARKETING_EMAIL),))
    assert shell("subject", "erase", made.email, "--yes", "-o", shell.folder / "gone.json").code == 0

    told = shell("may", "-", "newsletter.email", "--json", said=made.email.upper())

    assert told.code == 1
    assert told.json["reasons"][0]["sentence"]["en"] == "There is a refusal for this address."
    assert str(made.id) not in told.out


def test_the_sweep_takes_whoever_is_past_their_period_and_upkeep_renews_the_index(shell: Shell):
    old = shell.one(active=datetime.now(UTC) - timedelta(days=800))
    young = shell.one()

    swept = shell("sweep", "--json")
    done = shell("upkeep", "--json")

    assert swept.code == done.code == 0, swept.err + done.err
    assert swept.json["people"] == 1
    assert shell("subject", "find", old.email, "--json").code == 1
    assert shell("subject", "find", young.email, "--json").code == 0
    assert done.json["index_generation"] >= 2
    assert shell("index", "state", "--json").json["ready"] is True


def test_keys_turn_and_everybody_living_still_opens(shell: Shell):
    made = shell.one(consent=True)

    master = shell("keys", "rotate", "--master", "--json")
    state = shell("keys", "state", "--json")

    assert master.code == 0, master.err
    assert master.json == {"master": "changed"}
    assert (state.json["buckets"], state.json["half_turned"]) == (4096, [])
    assert made.email in shell("audience", "newsletter.email").out.splitlines()


def test_the_ledger_is_verified_exported_and_found_out_when_tampered_with(shell: Shell):
    shell.one(consent=True)
    file = shell.folder / "ledger.jsonl"

    intact = shell("ledger", "verify", "--json")
    exported = shell("ledger", "export", "-o", file, "--json")

    assert intact.code == exported.code == 0, intact.err + exported.err
    assert intact.json["intact"] is True
    assert file.stat().st_mode & 0o777 == 0o600
    assert verified(file) == 0

    owner = shell.superuser()
    owner.execute("set session_replication_role = replica")  # past the triggers that keep the ledger
    row = owner.execute("select min(id) from ledger.line where verb = 'open'").fetchone()
    try:
        owner.execute("update ledger.line set verb = 'keep' where id = %s", row)
        broken = shell("ledger", "verify", "--json")
        shell("ledger", "export", "-o", file)
        offline = verified(file)
    finally:
        owner.execute("update ledger.line set verb = 'open' where id = %s", row)
        owner.close()

    assert broken.code == 7
    assert broken.json["intact"] is False
    assert offline == 1
    assert shell("ledger", "verify").code == 0, "the line is as it was"
