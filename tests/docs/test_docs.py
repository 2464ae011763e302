"""What the documents say is true: names are in the code, commands parse, links lead somewhere."""

from __future__ import annotations

import re
import shlex
from argparse import ArgumentParser
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from seloste.cli import main as command_line
from seloste.engine.database import Roles
from seloste.engine.errors import Exit
from seloste.register import schema
from tests.docs.pages import ARCHITECTURE, DOCS, README, ROOT, commands, in_backticks, names

SQL_SCHEMAS = {"gate", "ledger", "protection", "register"}
PACKAGES = {path.parent.name for path in (ROOT / "seloste").glob("*/__init__.py")}


@cache
def in_the_database() -> dict[str, set[str]]:
    """Functions, and all else that has a name, of the schema as it is generated."""
    text = "\n".join(schema.statements(Roles("docs")))
    found: dict[str, set[str]] = {"function": set(), "other": set()}
    for kind, name in re.findall(
        r"^\s*create (function|unlogged table|table|type|view) (\w+\.\w+)", text, re.MULTILINE
    ):
        found["function" if kind == "function" else "other"].add(name)
    return found


def in_python(name: str) -> object | None:
    """What ``package.module.Class.method`` names, if it is anything."""
    parts = name.split(".")
    for end in range(len(parts), 1, -1):
        try:
            found: object = import_module("seloste." + ".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            found = getattr(found, part, None)
        return found
    return None


def is_real(name: str) -> bool:
    """Whether a name of the documents is in the code: called ones as functions, others as anything."""
    bare = name.removesuffix("()")
    head, _, rest = bare.partition(".")
    if head in SQL_SCHEMAS and "." not in rest:
        called, other = in_the_database()["function"], in_the_database()["other"]
        if bare in called or (name == bare and bare in other):
            return True
    found = in_python(bare)
    return callable(found) if name != bare else found is not None


# In the language's own page dotted names are those of a notice; tests/notice holds it against the grammar.
@pytest.mark.parametrize(
    "page", [p for p in (README, *DOCS) if p.name != "notice-language.md"], ids=lambda page: page.name
)
def test_every_name_is_in_the_code(page: Path) -> None:
    named = names(page, SQL_SCHEMAS | PACKAGES)

    assert [name for name in named if not is_real(name)] == []


def test_the_architecture_names_much_and_a_wrong_name_is_seen() -> None:
    assert len(set(names(ARCHITECTURE, SQL_SCHEMAS | PACKAGES))) > 90
    for name in ("gate.entre()", "ledger.lines", "register.people.remove()", "gate.line()"):
        assert not is_real(name)


def _parser(chosen: str) -> ArgumentParser:
    top = command_line.parser()
    module, summary = command_line.COMMANDS[chosen]
    import_module(f"seloste.cli.{module}").add(top.add_subparsers(dest="command"), chosen, summary)
    return top


def _parses(line: str) -> bool:
    words = shlex.split(line)
    if len(words) < 2 or words[1] not in command_line.COMMANDS:
        return False
    try:
        return callable(_parser(words[1]).parse_args(words[1:]).run)
    except SystemExit:
        return False


@pytest.mark.parametrize("page", [README, *DOCS], ids=lambda page: page.name)
def test_every_command_parses(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [line for line in commands(page) if not _parses(line)] == []


def test_the_tour_has_commands_and_a_wrong_one_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(list(commands(README))) > 18
    assert not _parses("seloste subject forget somebody")
    assert not _parses("seloste erase somebody")


def test_every_command_is_told_of() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in (README, *DOCS))

    assert [name for name in command_line.COMMANDS if f"seloste {name}" not in text] == []


def _targets(page: Path) -> Iterator[str]:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not target.startswith("https://"):
            yield target


@pytest.mark.parametrize("page", [README, ROOT / "CHANGELOG.md", *DOCS], ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    missing = [one for one in _targets(page) if not (page.parent / one.partition("#")[0]).is_file()]

    assert missing == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached = {(ROOT / target).resolve() for target in _targets(README)}

    assert {page for page in DOCS if page not in reached} == set()


def test_every_exit_code_is_told() -> None:
    section = README.read_text(encoding="utf-8").partition("## Exit codes")[2].partition("\n## ")[0]
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", section, re.MULTILINE)}

    assert told == {*map(int, Exit), 130}


def test_every_variable_of_the_environment_is_told() -> None:
    read = {
        name
        for file in (ROOT / "seloste").rglob("*.py")
        for name in re.findall(r"\"(SELOSTE_[A-Z_]+)\"", file.read_text(encoding="utf-8"))
    }

    assert "SELOSTE_HOME" in read
    assert {name for name in read if f"{name}" not in README.read_text(encoding="utf-8")} == set()


def test_the_glossary_has_its_words_in_three_languages_and_in_the_code() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("| ") and not line.startswith("| term ")
    ]
    code = "\n".join(
        file.read_text(encoding="utf-8")
        for pattern in ("seloste/**/*.py", "seloste/**/*.sql", "seloste/**/*.sql.in", "notices/**/*.toml")
        for file in ROOT.glob(pattern)
    )
    generated = {name.partition(".")[2] for name in in_the_database()["function"]}
    words = [word for row in rows for word in in_backticks(row[-1])]

    assert len(rows) >= 45
    assert all(len(row) == 5 and all(row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    assert len(words) >= len(rows)
    assert [w for w in words if w not in generated and not re.search(rf"\b{re.escape(w)}\b", code)] == []
