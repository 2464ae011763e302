"""Changing a notice file by its places: a splice replaces some bytes, and every other byte stays as it was.

The editor, ``notice fix`` and ``notice accept`` write through here, so remarks, order, blanks and line ends
of the author are kept. A change is first an ``Edit``, a value that can be shown, stored and tested; ``splice``
carries any number of them out at once.

    NotSpliced
        the change can't be made by a splice, and its message says why
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from seloste.notice.document import read_document
from seloste.notice.findings import Findings
from seloste.notice.model import Notice
from seloste.notice.nodes import Array, Entry, Node, Table
from seloste.notice.record import Record
from seloste.notice.scanner import Scanner, SyntaxFault
from seloste.notice.source import Source, Span

_BOM: Final = b"\xef\xbb\xbf"
_PART = re.compile(r"""(?P<name>[A-Za-z0-9_-]+|"[^"\n]*")(?:\[(?P<index>\d+)\])?(?:\.|$)""")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_WIDTH = re.compile(r"[ \t]*[A-Za-z0-9_.-]+[ \t]*(?==)")
_AFTER = re.compile(r"[ \t]*,[ \t]*")
_DOTS = re.compile(r"""(?:(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*)+\Z""")


class NotSpliced(ValueError):
    """A change that no splice can make: the place is not there, is no value, or the text is no TOML."""


class Edit(Record):
    """The bytes from ``start`` up to ``end`` become ``text`` (UTF-8); ``start == end`` puts it in."""

    start: int
    end: int
    text: str


def splice(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The file with each edit made; offsets are those of ``data``, every byte outside them is kept.

    What is put in at one place stands there in the order given. Raises ``NotSpliced`` for edits that
    overlap, that lie outside the file, or that would cut a character in two.
    """
    made: list[bytes] = []
    at = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if not at <= edit.start <= edit.end <= len(data):
            raise NotSpliced(
                f"the edit of bytes {edit.start} to {edit.end} overlaps another or leaves the file"
            )
        if any(data[place : place + 1] and data[place] & 0xC0 == 0x80 for place in (edit.start, edit.end)):
            raise NotSpliced(f"the edit of bytes {edit.start} to {edit.end} cuts a character in two")
        made += [data[at : edit.start], edit.text.encode()]
        at = edit.end
    return b"".join([*made, data[at:]])


def replace(notice: Notice, span: Span, text: str) -> Edit:
    """The edit that puts ``text`` in the place of a span (in characters, as findings and terms have them)."""
    return _File(notice).edit(span.start, span.end, text)


def set_value(notice: Notice, path: str, toml_text: str) -> Edit:
    """The edit after which the key at ``path`` has the value ``toml_text`` (one TOML value, as written).

    ``purpose.newsletter.basis``; of several tables of one name ``transfer[1].stance`` is the second; a name that
    is no bare key stands in quotes. A value that is there is replaced; a key that is missing gets a line
    after the last of its table, or a place in its inline table; a table that is missing is added.
    """
    return _File(notice).set(_parts(path), _one_value(toml_text))


def add_table(notice: Notice, toml_text: str) -> Edit:
    """The edit that adds one or more tables, each with its header, after the last one of the same section.

    Raises ``NotSpliced`` where the text is no TOML, begins with no header, or says again what the file says.
    """
    return _File(notice).add(toml_text)


def remove(notice: Notice, path: str) -> Edit:
    """The edit that takes a key and its value away: its whole lines, or its place in an inline table."""
    return _File(notice).remove(_parts(path))


Part = tuple[str, int | None]


def _parts(path: str) -> list[Part]:
    parts: list[Part] = []
    at = 0
    while at < len(path) or not parts:
        match = _PART.match(path, at)
        if match is None:
            raise NotSpliced(f"{path!r} is no path of a notice")
        parts.append((match["name"].strip('"'), int(match["index"]) if match["index"] else None))
        at = match.end()
    if path.endswith("."):
        raise NotSpliced(f"{path!r} is no path of a notice")
    return parts


def _one_value(text: str) -> str:
    scanner = Scanner(text.strip())
    try:
        scanner.value()
    except SyntaxFault:
        raise NotSpliced(f"{text!r} is no TOML value") from None
    if not scanner.at_end():
        raise NotSpliced(f"{text!r} is more than one TOML value")
    return text.strip()


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _File:
    """The tree of a notice file once more, and where in its text something can be put."""

    def __init__(self, notice: Notice) -> None:
        self.data = notice.data
        self.bom = len(_BOM) if self.data.startswith(_BOM) else 0
        try:
            self.text = self.data[self.bom :].decode()
        except UnicodeDecodeError:
            raise NotSpliced("the file is not UTF-8: its places are not known") from None
        self.root, self.whole = _tree(self.text)
        self.newline = "\r\n" if "\r\n" in self.text else "\n"
        self.headers = sorted(self._headers(self.root))

    def edit(self, start: int, end: int, text: str) -> Edit:
        first = self.bom + len(self.text[:start].encode())
        return Edit(first, first + len(self.text[start:end].encode()), self._lines(text))

    def _lines(self, text: str) -> str:
        return text.replace("\r\n", "\n").replace("\n", self.newline)

    # -- the three changes ---------------------------------------------------------------------------

    def set(self, parts: list[Part], value: str) -> Edit:
        table: Table = self.root
        for number, part in enumerate(parts):
            entry = table.entries.get(part[0])
            if entry is None:
                return self._put(table, parts[:number], [name for name, _ in parts[number:]], value)
            if number == len(parts) - 1 and part[1] is None:
                return self._replace(entry.node, value)
            table = _inside(entry.node, part)
        raise NotSpliced("a table is no value that could be replaced")

    def add(self, text: str) -> Edit:
        text = text.strip("\r\n")
        added, whole = _tree(text)
        first = next((name for name in added.entries), None)
        if not whole or first is None or not self._starts_with_header(text):
            raise NotSpliced("what is to be added is no TOML table with its header")
        edit = self._append(self._end_of_section(first), text)
        if self.whole and not _tree(splice(self.data, [edit])[self.bom :].decode())[1]:
            raise NotSpliced(f"the file says {first} already, and can't say it so again")
        return edit

    def remove(self, parts: list[Part]) -> Edit:
        table: Table = self.root
        for part in parts[:-1]:
            table = _inside(_entry(table, part).node, part)
        entry = _entry(table, parts[-1])
        if parts[-1][1] is not None or not self._is_value(entry.node):
            raise NotSpliced(f"{parts[-1][0]} is a table of several lines: take its keys away")
        if table.closed:
            return self._out_of_inline(table, entry)
        start = self.text.rfind("\n", 0, entry.key.start) + 1
        return self.edit(start, self._line_end(entry.node.span.end), "")

    # -- a value that is there -------------------------------------------------------------------------

    def _is_value(self, node: Node) -> bool:
        if isinstance(node, Table):
            return node.closed
        return not (isinstance(node, Array) and node.of_tables)

    def _replace(self, node: Node, value: str) -> Edit:
        if not self._is_value(node):
            raise NotSpliced("a table of several lines is no value that could be replaced")
        return self.edit(node.span.start, node.span.end, value)

    def _out_of_inline(self, table: Table, entry: Entry) -> Edit:
        """With the comma before it, or, where it is the first, the one after it."""
        start, end = self._key_start(entry.key.start), entry.node.span.end
        before = self.text[:start].rstrip()
        if before.endswith(","):
            return self.edit(len(before) - 1, end, "")
        after = _AFTER.match(self.text, end)
        return self.edit(start, after.end() if after else end, "")

    def _key_start(self, place: int) -> int:
        """Where a dotted key begins of which some part stands at a place: ``text.fi`` as a whole."""
        line = self.text.rfind("\n", 0, place) + 1
        match = _DOTS.search(self.text, line, place)
        return match.start() if match else place

    # -- a value that is missing -----------------------------------------------------------------------

    def _put(self, table: Table, above: list[Part], missing: list[str], value: str) -> Edit:
        """``missing`` is what is not there below a table: its keys down to the one that is to be said."""
        pair = _wrapped(missing, value)
        if table.closed:
            return self._into_inline(table, pair)
        by_header = self.text.startswith("[", table.span.start)
        if table is not self.root and not by_header:
            return self._after_dots(table, pair)
        if table.declared or (table is self.root and len(missing) == 1):
            return self._line_in(table, pair)
        if any(index is not None for _, index in above):
            raise NotSpliced(f"{above[-1][0]} has no header of its own to which a line could be added")
        names = [name for name, _ in above] + missing[:-1]
        header = ".".join(_key(name) for name in names)
        text = f"[{header}]\n{_key(missing[-1])} = {value}"
        return self._append(self._end_of_section(names[0]), text)

    def _into_inline(self, table: Table, pair: tuple[str, str]) -> Edit:
        inside = self.text[table.span.start + 1 : table.span.end - 1].rstrip()
        place = table.span.start + 1 + len(inside)
        comma = "," if inside.strip() else ""
        blank = "" if place < table.span.end - 1 else " "
        return self.edit(place, place, f"{comma} {pair[0]} = {pair[1]}{blank}")

    def _line_in(self, table: Table, pair: tuple[str, str]) -> Edit:
        """A line after the last one of the table's own, its ``=`` under theirs."""
        begin = -1 if table is self.root else table.span.start
        end = next((one for one in self.headers if one > begin), len(self.text))
        own = [(node.span.end, entry) for entry, node in _values(table) if begin < node.span.start < end]
        if not own:
            place = end if table is self.root else self._line_end(table.span.end)
            return self._line(place, f"{pair[0]} = {pair[1]}")
        value_end, entry = max(own, key=lambda one: one[0])
        line = self.text[self.text.rfind("\n", 0, entry.key.start) + 1 :]
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        width = _WIDTH.match(line)
        key = pair[0].ljust(len(width[0]) - len(indent) - 1) if width else pair[0]
        return self._line(self._line_end(value_end), f"{indent}{key} = {pair[1]}")

    def _after_dots(self, table: Table, pair: tuple[str, str]) -> Edit:
        """A line with the same dotted beginning: after ``text.fi = …`` one for ``text.en``."""
        begin = self._key_start(table.span.start)
        before = self.text[begin : table.span.end]
        indent = self.text[self.text.rfind("\n", 0, begin) + 1 : begin]
        place = self._line_end(max(node.span.end for _, node in _values(table)))
        return self._line(place, f"{indent}{before}.{pair[0]} = {pair[1]}")

    # -- places ----------------------------------------------------------------------------------------

    def _line(self, place: int, line: str) -> Edit:
        before = "" if place == 0 or self.text[place - 1] == "\n" else "\n"
        return self.edit(place, place, f"{before}{line}\n")

    def _append(self, place: int, text: str) -> Edit:
        """Some lines of their own, a blank line before them and, where something follows, one after."""
        above = self.text[:place]
        gap = (
            ""
            if not above or above.endswith(("\n\n", "\n\r\n"))
            else "\n"
            if above.endswith("\n")
            else "\n\n"
        )
        below = self.text[place:]
        after = "" if not below or below.startswith(("\n", "\r\n")) else "\n"
        return self.edit(place, place, f"{gap}{text}\n{after}")

    def _line_end(self, place: int) -> int:
        """The start of the next line after a place, or the end of the file."""
        end = self.text.find("\n", place)
        return len(self.text) if end < 0 else end + 1

    def _end_of_section(self, name: str) -> int:
        """After the last table under a first key; the file's end where there is none."""
        entry = self.root.entries.get(name)
        tables = list(_headed(entry.node, self.text)) if entry else []
        if not tables:
            return len(self.text)
        last = max(tables, key=lambda table: table.span.start)
        begin = last.span.start
        end = next((one for one in self.headers if one > begin), len(self.text))
        ends = [node.span.end for _, node in _values(self.root) if begin <= node.span.start < end]
        return self._line_end(max([last.span.end, *ends]))

    def _starts_with_header(self, text: str) -> bool:
        scanner = Scanner(text)
        scanner.skip_lines()
        return scanner.peek("[")

    def _headers(self, node: Node) -> Iterator[int]:
        yield from {table.span.start for table in _headed(node, self.text)}


def _tree(text: str) -> tuple[Table, bool]:
    source = Source.of("notice.toml", text)
    return read_document(source, Findings(source))


def _wrapped(missing: list[str], value: str) -> tuple[str, str]:
    """``balance.done`` where there is no ``balance``: ``balance = { done = … }``."""
    for name in reversed(missing[1:]):
        value = f"{{ {_key(name)} = {value} }}"
    return _key(missing[0]), value


def _entry(table: Table, part: Part) -> Entry:
    entry = table.entries.get(part[0])
    if entry is None:
        raise NotSpliced(f"the file does not say {part[0]}")
    return entry


def _inside(node: Node, part: Part) -> Table:
    """The table that a part of a path names; one of several by its number."""
    name, index = part
    if isinstance(node, Array):
        if index is None and len(node.items) != 1:
            raise NotSpliced(f"there are {len(node.items)} of {name}: say which, as in {name}[0]")
        if (index or 0) >= len(node.items):
            raise NotSpliced(f"there are only {len(node.items)} of {name}")
        node = node.items[index or 0]
    elif index:
        raise NotSpliced(f"there is only one {name}")
    if not isinstance(node, Table):
        raise NotSpliced(f"{name} is no table")
    return node


def _headed(node: Node, text: str) -> Iterator[Table]:
    """The tables that have a header line of their own."""
    if isinstance(node, Table) and not node.closed:
        if node.declared and text.startswith("[", node.span.start):
            yield node
        for entry in node.entries.values():
            yield from _headed(entry.node, text)
    elif isinstance(node, Array) and node.of_tables:
        for item in node.items:
            yield from _headed(item, text)


def _values(node: Node) -> Iterator[tuple[Entry, Node]]:
    """Every key of the file whose value is written out, with that value."""
    tables = node.items if isinstance(node, Array) else [node]
    for table in tables:
        for entry in table.entries.values() if isinstance(table, Table) else ():
            inner = entry.node
            if _is_open(inner):
                yield from _values(inner)
            else:
                yield entry, inner


def _is_open(node: Node) -> bool:
    """Whether a node is made of lines of its own, so that nothing written out stands for it."""
    return node.of_tables if isinstance(node, Array) else isinstance(node, Table) and not node.closed
