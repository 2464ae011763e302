"""The tree of a TOML file in which every key and value knows its place."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from seloste.notice.source import Phrase, Span


class Scalar:
    """A string is a ``Phrase`` here; everything else is the value itself."""

    __slots__ = ("span", "value")

    def __init__(self, value: Phrase | bool | int | float | date | datetime | time, span: Span) -> None:
        self.value = value
        self.span = span


class Array:
    """``of_tables``: made by ``[[x]]`` lines; otherwise written between brackets and closed."""

    __slots__ = ("items", "of_tables", "span")

    def __init__(self, span: Span, *, of_tables: bool = False) -> None:
        self.span = span
        self.items: list[Node] = []
        self.of_tables = of_tables


class Entry:
    """A key of a table with its place, and what stands under it."""

    __slots__ = ("key", "node")

    def __init__(self, key: Span, node: Node) -> None:
        self.key = key
        self.node = node


class Table:
    """``span`` is the header or the key that made the table.

    ``closed``: written inline, nothing may be added. ``declared``: has had its own header or was
    filled by dotted keys of an earlier section, so that no second header may open it (TOML 1.0).
    """

    __slots__ = ("closed", "declared", "entries", "span")

    def __init__(
        self,
        span: Span,
        entries: dict[str, Entry] | None = None,
        *,
        closed: bool = False,
        declared: bool = False,
    ) -> None:
        self.span = span
        self.entries: dict[str, Entry] = {} if entries is None else entries
        self.closed = closed
        self.declared = declared


Node = Scalar | Array | Table


def plain(node: Node) -> Any:
    """The values without their places, as ``tomllib`` would give them."""
    if isinstance(node, Table):
        return {key: plain(entry.node) for key, entry in node.entries.items()}
    if isinstance(node, Array):
        return [plain(item) for item in node.items]
    return node.value.value if isinstance(node.value, Phrase) else node.value
