"""Tables of the file to values of the grammar: each kind of value has one way of being read.

A value that can't be read is a finding and comes back as None; the key counts as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from seloste.notice.findings import Findings
from seloste.notice.grammar import LANGUAGES, RESERVED, Key, Kind, Shape
from seloste.notice.model import Length, Stated, Texts
from seloste.notice.nodes import Array, Node, Scalar, Table
from seloste.notice.phrases import did_you_mean, nearest, read_basis, read_length, read_period
from seloste.notice.source import At, Phrase, Span, Word

_REACHED = frozenset({"person", "mail", "phone"})
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


class Reading:
    """Reads tables by their shapes and collects what is wrong with them."""

    def __init__(self, findings: Findings, languages: tuple[str, ...]) -> None:
        self.findings = findings
        self.languages = languages
        self._readers: dict[Kind, Callable[[Node, Key, str], Any]] = {
            Kind.TEXT: self._text,
            Kind.STRING: self._string,
            Kind.STRINGS: self._strings,
            Kind.NAME: self._string,
            Kind.NAMES: self._strings,
            Kind.BASES: self._bases,
            Kind.PERIODS: self._periods,
            Kind.SPAN_OF_TIME: self._length,
            Kind.REVIEW: self._review,
            Kind.NUMBER: self._number,
            Kind.DATE: self._date,
            Kind.TRUTH: self._truth,
            Kind.PROPOSED: self._proposed,
            Kind.STATED: self._stated,
            Kind.PARTY: self._party,
            Kind.WORDS: self._words,
            Kind.LISTS: self._lists,
            Kind.TABLE: self._table,
            Kind.TABLES: self._table,
            Kind.MANY: self._tables,
        }

    def table(self, table: Table, shape: Shape, path: str) -> dict[str, Any]:
        """The values of a table by key, and under ``broken`` the keys that could not be read."""
        values: dict[str, Any] = {}
        broken: set[str] = set()
        for key, entry in table.entries.items():
            if key not in shape:
                if not self._titled(table, shape, key):
                    self.unknown_key(key, entry.key, shape, path)
                    broken.add(nearest(key, shape) or key)  # misspelt is not unsaid
                continue
            value = self.value(entry.node, shape[key], _under(path, key))
            if value is None:
                broken.add(key)
            else:
                values[key] = value
        self._take_title(table, shape, path, values, broken)
        values["broken"] = frozenset(broken)
        return values

    def unknown_key(self, key: str, span: Span, known: Shape | dict[str, Any], path: str) -> None:
        where = path or "the notice"
        self.findings.add(
            "SEL1101", span, _under(path, key), where=where, key=key, mend=did_you_mean(key, known)
        )

    def value(self, node: Node, key: Key, path: str) -> Any:
        return self._readers[key.kind](node, key, path)

    def name(self, name: str, span: Span, path: str) -> Word | None:
        """A name of the notice: it becomes one in code, in the database and on the command line."""
        if _NAME.fullmatch(name) and name not in RESERVED:
            return At(name, span)
        self.findings.add("SEL1104", span, path, name=name)
        return None

    # -- texts by language -------------------------------------------------------------------------

    def _titled(self, table: Table, shape: Shape, key: str) -> bool:
        """``customer = { fi = "asiakas" }``: a titled term may say its title without the word."""
        return "title" in shape and "title" not in table.entries and key in LANGUAGES

    def _take_title(
        self, table: Table, shape: Shape, path: str, values: dict[str, Any], broken: set[str]
    ) -> None:
        said = [key for key in table.entries if key not in shape and self._titled(table, shape, key)]
        if said:
            entries = {key: table.entries[key] for key in said}
            title = self._text(Table(table.span, entries), Key(Kind.TEXT), path)
            if title is None:
                broken.add("title")
            else:
                values["title"] = title

    def _text(self, node: Node, key: Key, path: str) -> Texts | None:
        if not isinstance(node, Table):
            self._wrong(node, key, path)
            return None
        texts: dict[str, Phrase] = {}
        for language, entry in node.entries.items():
            if language not in self.languages:
                self.findings.add("SEL1105", entry.key, f"{path}.{language}", language=language)
                continue
            phrase = self._phrase(entry.node, Key(Kind.STRING), f"{path}.{language}")
            if phrase is None:
                return None
            texts[language] = phrase
        return Texts(texts, node.span)

    # -- scalars -----------------------------------------------------------------------------------

    def _wrong(self, node: Node, key: Key, path: str) -> None:
        name = path.rsplit(".", 1)[-1]
        self.findings.add(
            "SEL1102", node.span, path, key=name, expected=key.kind.called, example=key.kind.example
        )

    def _phrase(self, node: Node, key: Key, path: str) -> Phrase | None:
        if isinstance(node, Scalar) and isinstance(node.value, Phrase):
            return node.value
        self._wrong(node, key, path)
        return None

    def _string(self, node: Node, key: Key, path: str) -> Word | None:
        phrase = self._phrase(node, key, path)
        if phrase is None or not key.words or phrase.value in key.words:
            return phrase.word() if phrase else None
        mend = did_you_mean(phrase.value, key.words)
        name = path.rsplit(".", 1)[-1]
        self.findings.add("SEL1103", phrase.span, path, word=phrase.value, key=name, mend=mend)
        return None

    def _number(self, node: Node, key: Key, path: str) -> At[int] | None:
        if isinstance(node, Scalar) and type(node.value) is int and 0 <= node.value < 2**31:
            return At(node.value, node.span)
        self._wrong(node, key, path)
        return None

    def _date(self, node: Node, key: Key, path: str) -> At[date] | None:
        if isinstance(node, Scalar) and isinstance(node.value, date) and not isinstance(node.value, datetime):
            return At(node.value, node.span)
        self._wrong(node, key, path)
        return None

    def _truth(self, node: Node, key: Key, path: str) -> At[bool] | None:
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return At(node.value, node.span)
        self._wrong(node, key, path)
        return None

    # -- lists -------------------------------------------------------------------------------------

    def _nodes(self, node: Node) -> list[Node]:
        return node.items if isinstance(node, Array) and not node.of_tables else [node]

    def _strings(self, node: Node, key: Key, path: str) -> tuple[Word, ...] | None:
        words = [self._string(item, key, path) for item in self._nodes(node)]
        return tuple(w for w in words if w is not None) if None not in words else None

    def _bases(self, node: Node, key: Key, path: str) -> Any:
        phrases = [self._phrase(item, key, path) for item in self._nodes(node)]
        read = [p and read_basis(p, self.findings, path) for p in phrases]
        return tuple(read) if None not in read else None

    def _periods(self, node: Node, key: Key, path: str) -> Any:
        phrases = [self._phrase(item, key, path) for item in self._nodes(node)]
        read = [p and read_period(p, self.findings, path) for p in phrases]
        return tuple(read) if None not in read else None

    def _length(self, node: Node, key: Key, path: str) -> Length | None:
        phrase = self._phrase(node, key, path)
        return read_length(phrase, self.findings, path) if phrase else None

    def _review(self, node: Node, key: Key, path: str) -> At[date] | Length | None:
        if isinstance(node, Scalar) and isinstance(node.value, Phrase):
            return self._length(node, key, path)
        return self._date(node, key, path)

    # -- tables ------------------------------------------------------------------------------------

    def _proposed(self, node: Node, key: Key, path: str) -> At[bool | tuple[str, ...]] | None:
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return At(node.value, node.span)
        words = self._strings(node, key, path)
        return None if words is None else At(tuple(w.value for w in words), node.span)

    def _stated(self, node: Node, key: Key, path: str) -> Stated | None:
        if isinstance(node, Scalar) and isinstance(node.value, Phrase) and node.value.value == "none":
            return Stated("none", "", None, node.span)
        if not isinstance(node, Table):
            self._wrong(node, key, path)
            return None
        reason = node.entries.get("not_applicable")
        if reason is None:
            texts = self._text(node, key, path)
            return Stated("said", "", texts, node.span) if texts else None
        if isinstance(reason.node, Table):
            told = self._text(reason.node, key, f"{path}.not_applicable")
            return Stated("not_applicable", "", told, node.span) if told else None
        why = self._phrase(reason.node, Key(Kind.STRING), f"{path}.not_applicable")
        return Stated("not_applicable", why.value, None, node.span) if why else None

    def _party(self, node: Node, key: Key, path: str) -> Stated | None:
        """Who it is and how to reach them, beside a fact of three states."""
        if not isinstance(node, Table) or not _REACHED & node.entries.keys():
            return self._stated(node, key, path)
        said = {name: self._string(node.entries[name].node, Key(Kind.STRING), f"{path}.{name}")
                for name in node.entries if name in _REACHED}  # fmt: skip
        left = {name: entry for name, entry in node.entries.items() if name not in _REACHED}
        texts = self._text(Table(node.span, left), key, path) if left else None
        if None in said.values() or (left and texts is None):
            return None
        return Stated("said", "", texts, node.span, **said)

    def _words(self, node: Node, key: Key, path: str) -> dict[str, Word] | None:
        if not isinstance(node, Table):
            self._wrong(node, key, path)
            return None
        read = {name: self._string(e.node, key, f"{path}.{name}") for name, e in node.entries.items()}
        return {name: word for name, word in read.items() if word is not None}

    def _lists(self, node: Node, key: Key, path: str) -> dict[str, tuple[Word, ...]] | None:
        if not isinstance(node, Table):
            self._wrong(node, key, path)
            return None
        found: dict[str, tuple[Word, ...]] = {}
        for name, entry in node.entries.items():
            words = self._strings(entry.node, key, f"{path}.{name}")
            if self.name(name, entry.key, f"{path}.{name}") and words is not None:
                found[name] = words
        return found

    def _table(self, node: Node, key: Key, path: str) -> Table | None:
        if isinstance(node, Table):
            return node
        self._wrong(node, key, path)
        return None

    def _tables(self, node: Node, key: Key, path: str) -> tuple[Table, ...] | None:
        nodes = node.items if isinstance(node, Array) else [node]
        tables = [self._table(item, key, path) for item in nodes]
        return tuple(t for t in tables if t is not None) if None not in tables else None


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
