"""The tree of a TOML file in which every key and value knows its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from seloste.notice.source import Phrase, Span


@dataclass(slots=True)
class Scalar:
    """A string is a ``Phrase`` here; everything else is the value itself."""

    value: Phrase | bool | int | float | date | datetime | time
    span: Span


@dataclass(slots=True)
class Array:
    """``of_tables``: made by ``[[x]]`` lines; otherwise written between brackets and closed."""

    span: Span
    items: list[Node] = field(default_factory=list)
    of_tables: bool = False


@dataclass(slots=True)
class Entry:
    """A key of a table with its place, and what stands under it."""

    key: Span
    node: Node


@dataclass(slots=True)
class Table:
    """``span`` is the header or the key that made the table.

    ``closed``: written inline, nothing may be added. ``declared``: has had its own header or was
    filled by dotted keys of an earlier section, so that no second header may open it (TOML 1.0).
    """

    span: Span
    entries: dict[str, Entry] = field(default_factory=dict)
    closed: bool = False
    declared: bool = False


Node = Scalar | Array | Table


def plain(node: Node) -> Any:
    """The values without their places, as ``tomllib`` would give them."""
    if isinstance(node, Table):
        return {key: plain(entry.node) for key, entry in node.entries.items()}
    if isinstance(node, Array):
        return [plain(item) for item in node.items]
    return node.value.value if isinstance(node.value, Phrase) else node.value
