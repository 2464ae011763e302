"""The documents, and what stands in them: names in backticks, commands, the tour of the README."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
DOCS = sorted((ROOT / "docs").glob("*.md"))
ARCHITECTURE = ROOT / "docs" / "architecture.md"

_NAME = re.compile(r"[a-z_]+(\.[A-Za-z_]+)+(\(\))?")
_SIGNED = re.compile(r"seloste (line|checkpoint) 1\b")  # the first words of what the ledger hashes and signs
_FILES = (".toml", ".md", ".py", ".sql", ".json")


def in_backticks(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


def _prose(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)


def names(page: Path, heads: Collection[str], text: str | None = None) -> list[str]:
    """Dotted names of the code in backticks; ``heads`` are packages and schemas."""
    found = in_backticks(_prose(page) if text is None else text)
    dotted = [name.removeprefix("seloste.") for name in found if not name.endswith(_FILES)]
    return [
        name.partition("(")[0] + ("()" if "(" in name else "")
        for name in dotted
        if _NAME.fullmatch(re.sub(r"\([a-z_, ]*\)$", "()", name)) and name.split(".")[0] in heads
    ]


def fenced(page: Path) -> list[tuple[str, list[str]]]:
    """Blocks of code: their word after the fence, and their lines."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [(word, body.splitlines()) for word, body in blocks]


def commands(page: Path) -> Iterator[str]:
    """Command lines of Seloste in blocks of code, without what a shell does round them."""
    for word, lines in fenced(page):
        for line in lines if word in ("", "console") else ():
            if (word == "console" and not line.startswith("$ ")) or _SIGNED.match(line):
                continue
            bare = line.removeprefix("$ ").partition(" #")[0].partition("<<")[0]
            if at := re.search(r"(?:^|\| |=\S+ )(seloste .*)$", bare):
                yield at.group(1).strip()


@dataclass(frozen=True, slots=True)
class Step:
    """A command of the tour as it is typed, and the lines that it is said to print."""

    typed: str
    prints: tuple[str, ...]


def tour(page: Path = README) -> list[Step]:
    """A page's console blocks, in order."""
    steps: list[Step] = []
    for word, lines in fenced(page):
        if word != "console":
            continue
        typed: list[str] = []
        prints: list[str] = []
        for line in [*lines, "$ "]:
            if line.startswith("$ "):
                if typed:
                    steps.append(Step("\n".join(typed), tuple(prints)))
                typed, prints = [line[2:]], []
            elif line.startswith("> "):
                typed.append(line[2:])
            else:
                prints.append(line)
    return steps
