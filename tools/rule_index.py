"""Which test proves which rule: ``docs/rules.md``, made from the names and docstrings of the tests.

``python tools/rule_index.py`` writes it anew; with ``--check`` it only says whether it is current, and exits 1
when it isn't, or when a test names a rule that ``tools/rules.toml`` doesn't know.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "rules.md"
SECTIONS = {
    "1": "General", "2": "Controller and contact", "3": "The register's name", "4": "Purposes and bases", "5": "Content",
    "6": "Sources and processors", "7": "Disclosures", "8": "Transfers", "9": "Retention", "10": "Protection", "11": "Rights", "12": "Changes",
}  # fmt: skip
FAMILIES = {
    "L": "What the law adds",
    "M": "Rows of the marketing table (917/2014 §§ 200–204)",
    "N": "Findings of the linter, from the seed notice",
    "H": "Findings of the linter, from others' notices",
    "S": "Where the linter stays silent",
}
_WRITTEN = re.compile(r"\b(R\d{1,2}\.\d[a-e]?|[LMNHS]\d{1,2}[a-e]?)\b")
_NAMED = re.compile(r"(?:^|_)(?:r(\d{1,2})_(\d[a-e]?)|([lmnhs])(\d{1,2}[a-e]?))(?=_|$)")
Proofs = dict[str, list[str]]


class Rules:
    """The rules there are: their sentences, and how far the families without sentences go."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.codes: dict[str, int] = found["codes"]
        self.said: dict[str, str] = {
            f"{family}{number}": sentence for family in ("R", "L") for number, sentence in found[family].items()
        }  # fmt: skip
        self.whole = {name[:-1] for name in self.said if name[-1].isalpha()}

    def knows(self, name: str) -> bool:
        family, number = name[0], name[1:]
        if family in self.codes:
            return number.isdigit() and 1 <= int(number) <= self.codes[family]
        return name in self.said or name in self.whole


def named(test: str) -> set[str]:
    """Rules in the name of a test, such as ``test_r5_0a_and_l13_…``."""
    return {
        f"R{section}.{rest}" if section else f"{family.upper()}{number}"
        for section, rest, family, number in _NAMED.findall(test)
    }


def written(docstring: str | None) -> set[str]:
    """Rules in a docstring, such as ``R9.1b``."""
    return set(_WRITTEN.findall(docstring or ""))


def index_of(text: str, where: str) -> Iterator[tuple[str, str]]:
    """(rule, test) of one module; what the module's docstring names is proven by the module as a whole."""
    module = ast.parse(text)
    for rule in written(ast.get_docstring(module)):
        yield rule, where
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name.lower().startswith("test"):
            for rule in named(node.name) | written(ast.get_docstring(node)):
                yield rule, f"{where}::{node.name}"


def proofs(folder: Path) -> Proofs:
    """Every rule that a test names, with the tests, in order."""
    found: Proofs = {}
    for path in sorted(folder.rglob("test_*.py")):
        where = path.relative_to(folder.parent).as_posix()
        for rule, test in index_of(path.read_text(encoding="utf-8"), where):
            found.setdefault(rule, []).append(test)
    return {rule: sorted(set(tests)) for rule, tests in found.items()}


def page(rules: Rules, found: Proofs) -> str:
    """The document."""
    lines = [
        "# Rules and their tests",
        "",
        "Made by `python tools/rule_index.py` from the names and docstrings of the tests and from `tools/rules.toml`;",
        "`make check` fails when it is not current. A rule is what the notice states (R, by its sections) or the law adds",
        "(L); the other letters are codes. A test that stands beside a rule fails when the rule doesn't hold.",
        "",
    ]
    for number, title in SECTIONS.items():
        lines += [f"## R{number} {title}", "", "| rule | says | tests |", "|---|---|---|"]
        lines += [_row(name, rules, found) for name in _of_section(number, rules, found)]
        lines.append("")
    for family, title in FAMILIES.items():
        names = sorted((name for name in found if name[0] == family), key=_order)
        names = sorted({*names, *(name for name in rules.said if name[0] == family)}, key=_order)
        if family == "L":
            lines += [f"## {title}", "", "| rule | says | tests |", "|---|---|---|", *(_row(n, rules, found) for n in names), ""]  # fmt: skip
        elif names:
            lines += [f"## {title}", "", "| code | tests |", "|---|---|", *(f"| {n} | {_tests(found, n)} |" for n in names), ""]  # fmt: skip
    unproven = [name for name in rules.said if name not in found]
    lines += ["## No test names these yet", "", ", ".join(sorted(unproven, key=_order)) + ".", ""]
    return "\n".join(lines)


def _of_section(number: str, rules: Rules, found: Proofs) -> list[str]:
    every = {*rules.said, *found}
    return sorted((name for name in every if name.startswith(f"R{number}.")), key=_order)


def _order(name: str) -> tuple[str, list[int], str]:
    return name[0], [int(part) for part in re.findall(r"\d+", name)], name


def _row(name: str, rules: Rules, found: Proofs) -> str:
    return f"| {name} | {rules.said.get(name, '')} | {_tests(found, name)} |"


def _tests(found: Proofs, name: str) -> str:
    return "<br>".join(f"`{test}`" for test in found.get(name, [])) or "–"


def main(words: list[str]) -> int:
    rules = Rules(tomllib.loads((ROOT / "tools" / "rules.toml").read_text(encoding="utf-8")))
    found = proofs(ROOT / "tests")
    unknown = {name: tests for name, tests in found.items() if not rules.knows(name)}
    for name, tests in unknown.items():
        print(f"{tests[0]}: names {name}, which tools/rules.toml doesn't know")
    text = page(rules, {name: tests for name, tests in found.items() if name not in unknown})
    if "--check" not in words:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        print("docs/rules.md is not current: python tools/rule_index.py")
        return 1
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
