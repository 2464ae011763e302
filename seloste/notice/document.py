"""A whole TOML file: its statements, the tables they fill, and going on after a fault."""

from __future__ import annotations

import re
from functools import cache

from seloste.notice.findings import Findings
from seloste.notice.nodes import Array, Entry, Table
from seloste.notice.scanner import MAX_DEPTH, Scanner, SyntaxFault
from seloste.notice.source import Source, Span

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""


@cache
def _statement() -> re.Pattern[str]:
    """A line that starts a table or a key: here reading goes on after a fault."""
    return re.compile(
        r"""[ \t]*(?:\[\[?[ \t]*[A-Za-z0-9_"'. \t-]+\]{0,2}[ \t]*(?:\#.*)?\r?$"""
        rf"|{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*[ \t]*=)",
        re.MULTILINE,
    )


def read_document(source: Source, findings: Findings) -> tuple[Table, bool]:
    """The tree of the file, and whether all of it could be read; every syntax error is a finding."""
    reader = _DocumentReader(source, findings)
    reader.run()
    return reader.root, reader.whole


class _DocumentReader:
    def __init__(self, source: Source, findings: Findings) -> None:
        self.scanner = Scanner(source.text)
        self.findings = findings
        self.root = Table(Span(0, 0))
        self.table = self.root
        self.depth = 0
        self.whole = True
        self.filled_by_dots: list[Table] = []

    def run(self) -> None:
        while True:
            begin = self.scanner.pos
            try:
                self.scanner.skip_lines()
                if self.scanner.at_end():
                    return
                begin = self.scanner.pos
                self._statement()
            except SyntaxFault as fault:
                self.whole = False
                self.findings.add(fault.code, fault.span, **fault.words)
                self._recover(begin)

    def _recover(self, begin: int) -> None:
        """Go to the next line after the faulty statement's first one that starts a statement."""
        text = self.scanner.text
        line_end = text.find("\n", begin)
        while line_end >= 0 and not _statement().match(text, line_end + 1):
            line_end = text.find("\n", line_end + 1)
        self.scanner.pos = len(text) if line_end < 0 else line_end + 1

    def _statement(self) -> None:
        if self.scanner.peek("["):
            self._header()
        else:
            self._pair()
        self.scanner.skip_blanks()
        self.scanner.skip_comment()
        if not self.scanner.at_end() and not self.scanner.newline():
            rest = Span(self.scanner.pos, self.scanner.pos + len(self._rest_of_line()))
            raise SyntaxFault("SEL1013", rest)

    def _rest_of_line(self) -> str:
        text = self.scanner.text
        end = text.find("\n", self.scanner.pos)
        return text[self.scanner.pos : len(text) if end < 0 else end].rstrip() or " "

    # -- tables -----------------------------------------------------------------------------------

    def _header(self) -> None:
        start = self.scanner.pos
        brackets = 2 if self.scanner.peek("[[") else 1
        for table in self.filled_by_dots:
            table.declared = True
        self.filled_by_dots.clear()
        # Whatever goes wrong in a header, the keys below it belong to no table that is known.
        self.table = Table(Span(start, start + 1))
        self.scanner.pos += brackets
        self.scanner.skip_blanks()
        parts = self.scanner.key()
        if not self.scanner.peek("]" * brackets):
            raise SyntaxFault("SEL1006", Span(start, start + brackets), end="]" * brackets)
        self.scanner.pos += brackets
        span = Span(start, self.scanner.pos)
        open_table = self._open_item if brackets == 2 else self._open_table
        self.table = open_table(parts, span)
        self.depth = len(parts)

    def _open_table(self, parts: list[tuple[str, Span]], span: Span) -> Table:
        parent = self._reach(parts[:-1], span)
        name, place = parts[-1]
        entry = parent.entries.get(name)
        if entry is None:
            table = Table(span, declared=True)
            parent.entries[name] = Entry(place, table)
            return table
        node = entry.node
        if not isinstance(node, Table) or node.closed or node.declared:
            raise SyntaxFault("SEL1009", place, key=".".join(n for n, _ in parts))
        node.declared, node.span = True, span
        return node

    def _open_item(self, parts: list[tuple[str, Span]], span: Span) -> Table:
        parent = self._reach(parts[:-1], span)
        name, place = parts[-1]
        entry = parent.entries.setdefault(name, Entry(place, Array(span, of_tables=True)))
        if not isinstance(entry.node, Array) or not entry.node.of_tables:
            raise SyntaxFault("SEL1009", place, key=".".join(n for n, _ in parts))
        table = Table(span, declared=True)
        entry.node.items.append(table)
        return table

    def _reach(self, parts: list[tuple[str, Span]], span: Span) -> Table:
        """The table that a header's leading parts name, made where it is missing."""
        table = self.root
        for name, place in parts:
            entry = table.entries.setdefault(name, Entry(place, Table(span)))
            node = entry.node
            if isinstance(node, Array) and node.of_tables:
                node = node.items[-1]
            if not isinstance(node, Table) or node.closed:
                raise SyntaxFault("SEL1009", place, key=name)
            table = node
        return table

    # -- key = value --------------------------------------------------------------------------------

    def _pair(self) -> None:
        bare = self.scanner.bare_pair()
        parts = [bare] if bare else self.scanner.key()
        if not bare:
            self.scanner.expect_equals()
        value = self.scanner.value()
        if self.depth + len(parts) > MAX_DEPTH:
            raise SyntaxFault("SEL1012", parts[-1][1], most=str(MAX_DEPTH))
        table = self.table
        for name, place in parts[:-1]:
            entry = table.entries.setdefault(name, Entry(place, Table(place)))
            node = entry.node
            if not isinstance(node, Table) or node.closed or node.declared:
                raise SyntaxFault("SEL1009", place, key=name)
            self.filled_by_dots.append(node)
            table = node
        name, place = parts[-1]
        if name in table.entries:
            raise SyntaxFault("SEL1009", place, key=name)
        table.entries[name] = Entry(place, value)
