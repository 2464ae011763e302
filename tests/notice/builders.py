"""Notices for tests: the shipped one, edited line by line, and a day on which it is checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from seloste.notice import Finding, Policy, compile_notice, examine, read
from seloste.notice.document import read_document
from seloste.notice.findings import Findings
from seloste.notice.nodes import Array, Node, Table
from seloste.notice.source import Source

REVISED = Path(__file__).parents[2] / "notices" / "avoin-systems" / "revised.toml"
TEXT = REVISED.read_text(encoding="utf-8")
TODAY = date(2026, 11, 25)


def edited(*edits: tuple[str, str]) -> str:
    """The revised notice with each text replaced once; a text that is not there fails the test."""
    text = TEXT
    for old, new in edits:
        assert text.count(old) >= 1, f"the notice does not say {old!r}"
        text = text.replace(old, new, 1)
    return text


def findings_of(text: str | bytes, on: date = TODAY) -> list[Finding]:
    """All findings of a text, from reading and checking."""
    data = text if isinstance(text, bytes) else text.encode()
    return examine(data, name="notice.toml", on=on)[1]


def only_finding(text: str, code: str, on: date = TODAY) -> Finding:
    """The one finding of this code; any other code fails the test."""
    found = findings_of(text, on)
    assert [f.code for f in found] == [code], [(f.code, f.line, f.message) for f in found]
    return found[0]


def policy_of(*edits: tuple[str, str]) -> Policy:
    notice, _ = read(edited(*edits).encode())
    assert notice is not None
    return compile_notice(notice, on=TODAY)


def line_of(text: str, part: str) -> tuple[int, int]:
    """Line and column, from 1, of a part of the text."""
    start = text.index(part)
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def leaves(text: str) -> list[str]:
    """The path of every value that a notice writes out, as ``splicing`` takes it."""
    source = Source.of("notice.toml", text)
    return _leaves(read_document(source, Findings(source))[0], "")


def _leaves(node: Node, path: str) -> list[str]:
    if isinstance(node, Table):
        found = []
        for key, entry in node.entries.items():
            name = key if key.replace("_", "").isalnum() and key.isascii() else f'"{key}"'
            found += _leaves(entry.node, f"{path}.{name}" if path else name)
        return found
    if isinstance(node, Array) and node.of_tables:
        return [leaf for number, item in enumerate(node.items) for leaf in _leaves(item, f"{path}[{number}]")]
    return [path]
