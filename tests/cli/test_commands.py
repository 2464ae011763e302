"""Every command: its words, its help, its JSON, and what it says when it can't."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest

from seloste.cli.main import COMMANDS, _module, main
from seloste.cli.notice_lint import Verb
from tests.cli.conftest import Shell


def leaves() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command with the words that lead to it."""
    for name, (module, summary) in COMMANDS.items():
        commands = argparse.ArgumentParser(prog="seloste").add_subparsers()
        _module(module).add(commands, name, summary)
        yield from _below(name, commands.choices[name])


def _below(words: str, parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    if isinstance(parser, Verb) and parser.define:
        parser.define(parser)
    inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not inner:
        yield words, parser
    for action in inner:
        for verb, below in action.choices.items():
            yield from _below(f"{words} {verb}", below)


LEAVES = dict(leaves())


def test_the_commands_of_the_thread_are_all_there():
    assert set(LEAVES) >= {
        "setup", "user add", "db url", "db shell", "notice check", "notice publish", "may", "audience", "import",
        "subject find", "subject show", "subject erase", "subject certificate", "sweep", "upkeep", "index",
        "ledger verify", "ledger export", "keys rotate", "doctor", "serve", "worker",
    }  # fmt: skip


@pytest.mark.parametrize("words", LEAVES)
def test_every_command_prints_json_for_programs(words: str):
    assert "--json" in LEAVES[words]._option_string_actions


@pytest.mark.parametrize("words", LEAVES)
def test_every_command_explains_itself(words: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main([*words.split(), "--help"])

    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"usage: seloste {words}" in told
    assert "--json" in told


def test_the_list_of_commands_tells_the_exit_codes(capsys: pytest.CaptureFixture[str]):
    assert main([]) == 0

    told = capsys.readouterr().out
    assert "Exit codes: 0 done, 1 refused, 2 usage, 3 bad input, 4 not permitted" in told
    assert all(name in told for name in COMMANDS)


def test_setting_up_twice_is_as_good_as_once(bare: Shell):
    keyfile = (bare.home.keys / "keyfile").read_bytes()

    again = bare("setup", "--json")

    assert again.code == 0
    assert again.json == {"home": str(bare.home.root), "made": [], "kinds": []}
    assert (bare.home.keys / "keyfile").read_bytes() == keyfile
    assert (bare.home.tickets / "first").stat().st_mode & 0o777 == 0o600


def test_where_nothing_was_set_up_the_command_says_what_to_do(bare: Shell):
    empty = bare.folder / "empty"

    told = bare("audience", "newsletter.email", "--count", SELOSTE_HOME=str(empty))
    plain = bare("db", "url", "--json", SELOSTE_HOME=str(empty))

    assert told.code != 0
    assert "seloste" in told.err.splitlines()[1]
    assert plain.code == 5
    assert plain.complaint["error"] == "not_set_up"
    assert "setup" in plain.complaint["help"]


def test_an_actor_without_a_ticket_is_told_how_to_get_one(shell: Shell):
    told = shell("audience", "newsletter.email", "--count", "--as", "nobody", "--json")

    assert told.code == 4
    assert told.complaint["error"] == "no_ticket"
    assert "user add" in told.complaint["help"]


def test_doctor_finds_a_fresh_register_well_and_says_so_to_programs(shell: Shell):
    told = shell("doctor", "--json")

    assert told.code == 0, told.out
    assert told.json["well"] is True
    about = {one["about"] for one in told.json["findings"]}
    assert about >= {"engine", "settings", "tables", "keys", "notice", "clock", "index", "worker", "home"}
    assert all({"state", "about", "says", "mend"} == set(one) for one in told.json["findings"])


def test_doctor_finds_a_clock_that_was_moved_and_keys_that_are_open(shell: Shell):
    keyfile = shell.home.keys / "keyfile"
    mode = keyfile.stat().st_mode & 0o777
    owner = shell.superuser()
    try:
        keyfile.chmod(0o644)
        owner.execute("update gate.clock set drift = '1 hour'")
        told = shell("doctor", "--json")
    finally:
        keyfile.chmod(mode)
        owner.execute("update gate.clock set drift = '0'")
        owner.close()

    assert told.code == 7
    bad = {one["about"]: one["mend"] for one in told.json["findings"] if one["state"] == "bad"}
    assert set(bad) == {"clock", "keys"}
    assert "chmod" in bad["keys"]


@pytest.mark.parametrize("role", ["app", "owner"])
def test_the_address_of_a_role_leads_into_the_database(shell: Shell, role: str):
    from seloste.engine.connect import connect

    told = shell("db", "url", "--role", role, "--json")

    assert told.code == 0
    with connect(told.json["url"]) as connection:
        assert connection.execute("select current_user").fetchone() == (f"seloste_{role}",)
        assert connection.execute("select count(*) from register.contact").fetchone() is not None


def test_a_ticket_for_once_is_printed_as_the_address_by_which_one_comes_in(shell: Shell):
    told = shell("user", "ticket", "first", "--once")

    assert told.code == 0, told.err
    assert re.search(r"http://localhost:8000/enter\?once=[0-9a-f]{64}$", told.out.strip())


def test_an_actor_with_few_grants_is_refused_everything_else(shell: Shell):
    made = shell.one(consent=True)
    added = shell("user", "add", "kirje", "--uses", "newsletter.email", "--json")
    assert added.code == 0, added.err
    assert added.json["rights"] == ["newsletter.email"]

    assert shell("audience", "newsletter.email", "--count", "--as", "kirje").code == 0
    for words in (
        ("audience", "telemarketing.phone", "--count"),
        ("subject", "show", str(made.id)),
        ("sweep",),
        ("user", "add", "toinen", "--uses", "newsletter.email"),
    ):
        refused = shell(*words, "--as", "kirje", "--json")
        assert refused.code == 4, (words, refused.out, refused.err)
        assert refused.complaint["message"]
        assert made.email not in refused.out + refused.err


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("--uses", "newsletters"), "No such use"),
        (("--uses", "newsletter.email", "--until", "2020-01-01"), "has passed"),
    ],
)
def test_grants_that_make_no_sense_are_refused(shell: Shell, words: tuple[str, ...], what: str):
    told = shell("user", "add", "kolmas", *words, "--json")

    assert told.code == 3
    assert what in told.complaint["message"]
    assert told.complaint["help"]
    assert not (shell.home.tickets / "kolmas").exists()
