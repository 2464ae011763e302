"""``seloste notice``: every error of a file with its place and the mend, and a version put in force."""

from __future__ import annotations

import re

from tests.cli.conftest import Shell
from tests.database import NOTICE
from tests.notice.builders import edited, line_of
from tests.register.editions import edition

PUBLISHED = NOTICE.with_name("published.toml")
BROKEN = edited(
    ("24 months after relation.ended", "24 moons after relation.ended"), ('"2349368-8"', '"2349368-7"')
)


def test_a_broken_file_is_told_line_by_line_with_the_mend(shell: Shell):
    file = shell.folder / "broken.toml"
    file.write_text(BROKEN, encoding="utf-8")

    told = shell("notice", "check", file)
    plain = shell("notice", "check", file, "--json")

    assert told.code == plain.code == 3
    line, _ = line_of(BROKEN, "24 moons")
    assert re.search(rf"broken\.toml:{line}:\d+", told.err)
    assert re.search(rf"broken\.toml:{line_of(BROKEN, '2349368-7')[0]}:\d+", told.err)
    assert "moons" in told.err
    assert plain.json["ok"] is False
    assert len(plain.json["findings"]) >= 2
    assert all(one["code"].startswith("SEL") and one["mend"] for one in plain.json["findings"])


def test_a_broken_file_is_not_published(shell: Shell):
    file = shell.folder / "broken.toml"
    file.write_text(BROKEN, encoding="utf-8")

    told = shell("notice", "publish", file, "--json")

    assert told.code == 3
    assert told.complaint["error"] == "bad_notice"
    assert shell("notice", "uses", "--json").json["version"] == 2


def test_the_shipped_notice_has_no_errors(shell: Shell):
    told = shell("notice", "check", NOTICE, "--json")

    assert told.code == 0
    assert told.json["ok"] is True


def test_a_file_that_is_not_there_is_said_so(shell: Shell):
    told = shell("notice", "check", shell.folder / "none.toml", "--json")

    assert told.code == 3
    assert "none.toml" in told.err


def test_a_rehearsal_tells_who_gains_and_loses_and_puts_nothing_in_force(shell: Shell):
    shell.one(group="customer", phone="+358500000555")
    file = shell.folder / "third.toml"
    changed = ('basis     = "interest for customer, customer_rep"', 'basis     = "interest for customer_rep"')
    file.write_text(edition(3, changed)[1], encoding="utf-8")

    told = shell("notice", "publish", file, "--dry-run", "--json")

    assert told.code == 0, told.err
    assert (told.json["dry_run"], told.json["publication"], told.json["version"]) == (True, None, 3)
    (calls,) = [use for use in told.json["uses"] if use["use"] == "telemarketing.phone"]
    assert calls["lose"]["people"] >= 1
    assert calls["gain"] == {"people": 0, "rows": 0}
    assert shell("notice", "uses", "--json").json["version"] == 2


def test_confirming_what_nobody_hid_is_refused(shell: Shell):
    told = shell("notice", "confirm", 1, "--json")

    assert told.code == 3
    assert "hides nothing" in told.complaint["message"]
    assert shell("notice", "hidden", "--json").json == []


def test_an_incomplete_notice_is_published_only_for_a_reason_which_stays_internal(shell: Shell):
    """R9, spine 10: what it leaves unsaid is refused; the reason is in no output that leaves."""
    reason = "vanha seloste, uusi tulossa zqsyyq"
    person = shell.one(group="customer", consent=True)

    refused = shell("notice", "publish", PUBLISHED)
    empty = shell("notice", "publish", PUBLISHED, "--despite-errors", "  ")
    done = shell("notice", "publish", PUBLISHED, "--despite-errors", reason, "--json")
    try:
        assert (refused.code, empty.code, done.code) == (3, 3, 0), done.err
        assert "--despite-errors" in refused.err
        asked = shell("may", person.id, "newsletter.email", "--json")
        shown = shell("doctor", "--json")

        assert asked.code == 1
        assert "Seloste ei kerro" in asked.out
        assert "zqsyyq" not in asked.out + shown.out + shell("notice", "uses", "--json").out
    finally:
        assert shell("notice", "publish", NOTICE).code == 0


def test_nothing_excuses_a_notice_without_a_controller(shell: Shell):
    file = shell.folder / "nobody.toml"
    text = PUBLISHED.read_text(encoding="utf-8")
    file.write_text(text.replace("name        = { fi", "# name = { fi"), encoding="utf-8")

    told = shell("notice", "publish", file, "--despite-errors", "kiire")

    assert told.code == 3
    assert "SEL2201" in told.err
    assert shell("notice", "uses", "--json").json["version"] == 2
