"""``seloste notice check``, ``explain``, ``fix`` and ``accept`` as a person or a CI runs them: exit codes and what is written."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from seloste.cli.main import main
from seloste.cli.notice_lint import VERBS
from tests.notice.builders import REVISED, edited

PUBLISHED = REVISED.with_name("published.toml")
HOOKS = REVISED.parents[2] / ".pre-commit-hooks.yaml"
DAY = ("--at", "2026-11-25")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notice.toml"
    path.write_bytes(PUBLISHED.read_bytes())
    return path


def test_the_public_notice_has_at_least_55_of_the_seventy_and_the_revised_one_none(
    capsys: pytest.CaptureFixture[str],
):
    """N1–N70: all errors among them; N70 is shown on a text that was read."""
    assert main(["notice", "check", str(PUBLISHED), "--json", *DAY]) == 3
    found = json.loads(capsys.readouterr().out)["findings"]
    assert main(["notice", "check", str(REVISED), "--json", *DAY]) == 0
    revised = json.loads(capsys.readouterr().out)

    rules = {rule for one in found for rule in one["rule"] if rule.startswith("N")}
    assert len(rules) >= 55
    errors = {1, 2, 3, 4, 5, 6, 9, 10, 11, 17, 26, 27, 31, 32, 33, 36}
    assert {f"N{number}" for number in errors} <= rules
    wanted = {"code", "severity", "article", "path", "line", "message", "mend"}
    assert all(wanted <= set(one) for one in found)
    assert revised == {"file": str(REVISED), "ok": True, "findings": []}


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 3), ("advice", 3)])
def test_from_which_severity_on_a_check_fails_is_said_on_the_command_line(
    tmp_path: Path, level: str, code: int, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "notice.toml"
    path.write_text(edited(("Muuhun tietoja ei käytetä.", "Säilytämme 24 kuukautta.")), encoding="utf-8")

    assert main(["notice", "check", str(path), "--fail-on", level, *DAY]) == code
    said = capsys.readouterr()
    assert "SEL1905" in said.err + said.out


def test_the_day_of_a_check_is_given(capsys: pytest.CaptureFixture[str]):
    """R4.2c: a balancing test is overdue on a day, and nothing fails before."""
    late = ("--at", "2027-10-20", "--fail-on", "warning")

    assert main(["notice", "check", str(REVISED), *DAY, "--fail-on", "advice"]) == 0
    assert main(["notice", "check", str(REVISED), *late]) == 3
    assert "since: 2027-10-06" in capsys.readouterr().err
    ahead = ("--at", "2027-09-20", "--ahead", "60", "--fail-on", "warning", "--json")
    assert main(["notice", "check", str(REVISED), *ahead]) == 0
    told = json.loads(capsys.readouterr().out)["findings"]
    assert {(one["code"], one["holds_from"]) for one in told} == {("SEL1803", "2027-10-06")}


def test_several_files_are_checked_in_one_run(file: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["notice", "check", str(REVISED), str(file), "--json", *DAY]) == 3

    told = json.loads(capsys.readouterr().out)
    assert [one["ok"] for one in told["files"]] == [True, False]
    assert told["ok"] is False


def test_sarif_is_printed_for_code_hosts(file: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["notice", "check", str(file), "--sarif", *DAY]) == 3

    log = json.loads(capsys.readouterr().out)
    assert log["version"] == "2.1.0"
    assert len(log["runs"][0]["results"]) > 55


@pytest.mark.parametrize(("language", "why"), [("fi", "miksi"), ("sv", "varför"), ("en", "why")])
def test_a_code_is_explained_in_each_language(language: str, why: str, capsys: pytest.CaptureFixture[str]):
    assert main(["notice", "explain", "sel2136", "--lang", language]) == 0

    assert re.search(rf"^  {why}\s+\S", capsys.readouterr().out, re.MULTILINE)


def test_a_code_that_is_not_known_is_said_so(capsys: pytest.CaptureFixture[str]):
    assert main(["notice", "explain", "SEL9999"]) == 3
    assert "SEL9999" in capsys.readouterr().err


def test_a_mend_is_shown_and_made_only_when_it_is_wanted(file: Path, capsys: pytest.CaptureFixture[str]):
    before = file.read_bytes()
    file.chmod(0o640)

    assert main(["notice", "fix", str(file), "--dry-run", *DAY]) == 0
    assert '+marketing = "always"' in capsys.readouterr().out
    assert file.read_bytes() == before
    assert main(["notice", "fix", str(file), "--only", "SEL2159", *DAY]) == 0

    after = file.read_bytes()
    assert after != before
    assert file.stat().st_mode & 0o777 == 0o640
    assert after.replace(b'marketing = "always"\n', b"", 1) == before


def test_a_finding_is_accepted_with_a_reason_and_an_error_never(
    file: Path, capsys: pytest.CaptureFixture[str]
):
    because = ("--because", "yksi vastaa", "--review", "2027-03-01", *DAY)

    assert main(["notice", "accept", str(file), "SEL2101", *because]) == 3
    assert "an error can't be accepted" in capsys.readouterr().err
    assert file.read_bytes() == PUBLISHED.read_bytes()
    assert main(["notice", "accept", str(file), "SEL2161", *because]) == 0
    assert main(["notice", "check", str(file), "--json", *DAY]) == 3
    told = capsys.readouterr().out
    assert "SEL2161" not in told[told.index("{") :]


def test_the_hook_of_pre_commit_runs_a_command_that_there_is():
    entry = re.search(r"^  entry: (.+)$", HOOKS.read_text(encoding="utf-8"), re.MULTILINE)
    assert entry is not None
    program, noun, *words = shlex.split(entry[1])

    assert (program, noun) == ("seloste", "notice")
    assert set(words) <= set(VERBS)
