"""``seloste subject export``, ``who-looked`` and ``retention preview``: what a person is entitled to, and what goes."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime, timedelta

from tests.cli.conftest import Shell


def test_l5_an_export_holds_each_value_with_source_period_and_uses_and_is_its_owners_alone(shell: Shell):
    made, file = shell.one(consent=True), shell.folder / "export.json"

    told = shell("subject", "export", "-", "-o", str(file), said=made.email)

    assert told.code == 0, told.err
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not list(shell.folder.glob("*.part"))
    found = json.loads(file.read_text(encoding="utf-8"))
    assert found["schema"] == "seloste-subject-export-1"
    (contact,) = [one for one in found["categories"] if one["category"] == "contact"]
    (email,) = [value for value in contact["values"] if value["field"] == "email"]
    assert email["value"] == made.email
    assert email["source"]["name"] == "self"
    assert "newsletter.email" in [use["use"] for use in email["uses"]]
    assert email["why_kept"]
    assert email["notice"] == found["notice"]
    assert [one["basis"] for one in found["grounds"]] == ["consent"]
    assert {one["name"] for one in found["recipients"]} >= {"mailchimp"}


def test_l9_what_can_be_taken_elsewhere_is_what_the_person_gave(shell: Shell):
    made = shell.one(consent=True)

    whole = shell("subject", "export", made.email).json
    taken = shell("subject", "export", made.email, "--portable").json

    assert {one["category"] for one in whole["categories"]} == {"contact", "consent"}
    assert {one["category"] for one in taken["categories"]} == {"contact"}


def test_who_looked_tells_use_role_and_to_the_privacy_contact_the_name(shell: Shell):
    made = shell.one()
    shell("subject", "show", made.email, "--use", "customer_care")

    told = shell("who-looked", made.email, "--json")
    later = shell("who-looked", made.email, "--since", "2999-01-01", "--json")

    looks = told.json["looks"]
    assert ("open", "customer_care", "administrator", "first") in {
        (one["what"], one["use"], one["role"], one["name"]) for one in looks
    }
    assert later.json["looks"] == []
    assert shell("who-looked", "ei.ketaan@example.com").code == 1


def test_r9_4_a_preview_says_what_goes_and_changes_nothing(shell: Shell):
    ending = datetime.now(UTC) - timedelta(days=725)
    shell.one(group="customer", started=ending - timedelta(days=9), active=ending, ended=ending)

    soon = shell("retention", "preview", "--days", "30", "--json")
    again = shell("retention", "preview", "--days", "30", "--json")
    wrong = shell("retention", "preview", "--days", "0")

    assert soon.code == 0, soon.err
    assert ("contact", "email") in {(one["category"], one["field"]) for one in soon.json["going"]}
    assert soon.json["people"] >= 1
    assert soon.json == again.json
    assert wrong.code == 2
    assert "from 1 to 3660" in wrong.err
