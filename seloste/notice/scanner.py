"""TOML 1.0 read with places: keys and values. Statements and recovery stand in ``document``.

A fault stops the statement it stands in by raising ``SyntaxFault``; nothing else is raised.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from typing import Any, Final

from seloste.notice.nodes import Array, Entry, Node, Scalar, Table
from seloste.notice.source import Phrase, Span

MAX_DEPTH: Final = 100
"""Of nested values and of the parts of a key: deeper is refused, so that no reader runs out of stack."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_PAIR = re.compile(r"([A-Za-z0-9_-]+)[ \t]*=[ \t]*")
"""A bare key with its ``=``, as nearly all are."""

_BLANKS = re.compile(r"[ \t]*")
_LINES = re.compile(r"(?:[ \t]*(?:#[^\x00-\x08\x0a-\x1f\x7f]*)?\r?\n)*[ \t]*")
"""Blanks and whole lines of nothing but remarks; a remark that may hold something forbidden stops it."""

_PLAIN = {
    '"': re.compile(r'"([^"\\\x00-\x08\x0a-\x1f\x7f]*)"'),
    "'": re.compile(r"'([^'\x00-\x08\x0a-\x1f\x7f]*)'"),
}
"""A string on one line without escapes: each character stands where it is written."""

_DIGITS = re.compile(r"(?:0|[1-9][0-9]*)(?![-_.:A-Za-z0-9])")
_REST_OF_WORD = re.compile(r"[^\s,\]}#=]+")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Any]], ...]:
    """Days, times and numbers with their readers; made when a notice first has more than plain digits."""
    clock = r"([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,6})\d*)?"
    day = (
        rf"(\d{{4}})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
        rf"(?:[Tt ]{clock}(?:([Zz])|([+-])([01]\d|2[0-3]):([0-5]\d))?)?"
    )
    number = (
        r"0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|b[01](?:_?[01])*|o[0-7](?:_?[0-7])*)"
        r"|[+-]?(?:0|[1-9](?:_?[0-9])*)(?P<fraction>(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?)"
    )
    return (
        (re.compile(day, re.ASCII), _to_date),
        (re.compile(clock, re.ASCII), _to_time),
        (re.compile(number), _to_number),
        (re.compile(r"[+-]?(?:inf|nan)"), _to_float),
    )


_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9Tt ])")
"""A day with nothing after it."""

_ESCAPES: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


class SyntaxFault(Exception):
    """A statement that is not TOML: the code of the finding, its place and its words."""

    def __init__(self, code: str, span: Span, **words: str) -> None:
        self.code, self.span, self.words = code, span, words
        super().__init__(code)


class Scanner:
    """A place in a text that moves forward."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 0

    # -- small steps ------------------------------------------------------------------------------

    def at_end(self) -> bool:
        return self.pos >= len(self.text)

    def peek(self, expected: str) -> bool:
        return self.text.startswith(expected, self.pos)

    def here(self, length: int = 1) -> Span:
        """The place of the next characters; at the end of a line, of the line's last one."""
        start = min(self.pos, max(0, len(self.text) - 1))
        return Span(start, max(start + 1, min(start + length, len(self.text))))

    def newline(self) -> int:
        """The length of the line end that stands here, or 0."""
        return 1 if self.peek("\n") else 2 if self.peek("\r\n") else 0

    def skip_blanks(self) -> None:
        match = _BLANKS.match(self.text, self.pos)
        self.pos = match.end() if match else self.pos

    def skip_comment(self) -> None:
        if not self.peek("#"):
            return
        while not self.at_end() and not self.newline():
            self._refuse_control(self.text[self.pos])
            self.pos += 1

    def skip_lines(self) -> None:
        """Blanks, comments and line ends, as an array may hold between its values."""
        while True:
            match = _LINES.match(self.text, self.pos)
            self.pos = match.end() if match else self.pos
            if not self.peek("#"):
                return
            self.skip_comment()  # the file's last line, or one that holds what may not stand there
            if not self.newline():
                return

    def _refuse_control(self, char: str) -> None:
        if (char < " " and char != "\t") or char == "\x7f":
            raise SyntaxFault("SEL1002", self.here(), number=f"U+{ord(char):04X}")

    # -- keys -------------------------------------------------------------------------------------

    def key(self) -> list[tuple[str, Span]]:
        """A dotted key: its parts with their places."""
        parts = [self._key_part()]
        while True:
            self.skip_blanks()
            if not self.peek("."):
                return parts
            self.pos += 1
            self.skip_blanks()
            parts.append(self._key_part())
            if len(parts) > MAX_DEPTH:
                raise SyntaxFault("SEL1012", parts[-1][1], most=str(MAX_DEPTH))

    def _key_part(self) -> tuple[str, Span]:
        start = self.pos
        bare = _BARE_KEY.match(self.text, start)
        if bare:
            self.pos = bare.end()
            return bare.group(), Span(start, self.pos)
        if self.peek('"') or self.peek("'"):
            phrase = self._string(lines=False)
            return phrase.value, phrase.span
        raise SyntaxFault("SEL1003", self._word_here())

    def _word_here(self) -> Span:
        word = _REST_OF_WORD.match(self.text, self.pos)
        return Span(self.pos, word.end()) if word else self.here()

    # -- values -----------------------------------------------------------------------------------

    def bare_pair(self) -> tuple[str, Span] | None:
        """A bare key and its ``=``, if these stand here."""
        match = _PAIR.match(self.text, self.pos)
        if match is None:
            return None
        self.pos = match.end()
        return match[1], Span(match.start(), match.end(1))

    def value(self, depth: int = 0) -> Node:
        if depth > MAX_DEPTH:
            raise SyntaxFault("SEL1012", self.here(), most=str(MAX_DEPTH))
        start = self.pos
        match self.text[start : start + 1]:
            case '"' | "'":
                phrase = self._string(lines=True)
                return Scalar(phrase, phrase.span)
            case "[":
                return self._array(depth)
            case "{":
                return self._inline_table(depth)
        for word, truth in (("true", True), ("false", False)):
            if self.peek(word):
                self.pos += len(word)
                return Scalar(truth, Span(start, self.pos))
        return self._time_or_number()

    def _time_or_number(self) -> Scalar:
        start = self.pos
        if match := _DAY.match(self.text, start):
            return self._read(match, lambda m: date(int(m[1]), int(m[2]), int(m[3])))
        if match := _DIGITS.match(self.text, start):
            return self._read(match, lambda m: int(m[0]))
        for pattern, convert in _patterns():
            if match := pattern.match(self.text, start):
                return self._read(match, convert)
        raise SyntaxFault("SEL1004", self._word_here())

    def _read(self, match: re.Match[str], convert: Callable[[re.Match[str]], Any]) -> Scalar:
        span = Span(match.start(), match.end())
        try:
            value = convert(match)
        except ValueError:
            raise SyntaxFault("SEL1005", span) from None
        self.pos = match.end()
        return Scalar(value, span)

    def _array(self, depth: int) -> Array:
        array = Array(self.here())
        start, self.pos = self.pos, self.pos + 1
        while True:
            self.skip_lines()
            if self.peek("]"):
                break
            if self.at_end():
                raise SyntaxFault("SEL1006", Span(start, start + 1), end="]")
            array.items.append(self.value(depth + 1))
            self.skip_lines()
            if self.peek(","):
                self.pos += 1
            elif not self.peek("]"):
                if self.at_end():
                    raise SyntaxFault("SEL1006", Span(start, start + 1), end="]")
                raise SyntaxFault("SEL1007", self._word_here(), end="]")
        self.pos += 1
        array.span = Span(start, self.pos)
        return array

    def _inline_table(self, depth: int) -> Table:
        table = Table(self.here(), closed=True)
        start, self.pos = self.pos, self.pos + 1
        self.skip_blanks()
        more = not self.peek("}")
        while more:
            self._inline_pair(table, depth)
            self.skip_blanks()
            more = self.peek(",")
            if more:
                self.pos += 1
                self.skip_blanks()
            elif self.at_end() or self.newline():
                raise SyntaxFault("SEL1006", Span(start, start + 1), end="}")
            elif not self.peek("}"):
                raise SyntaxFault("SEL1007", self._word_here(), end="}")
        self.pos += 1
        table.span = Span(start, self.pos)
        return table

    def _inline_pair(self, table: Table, depth: int) -> None:
        bare = self.bare_pair()
        parts = [bare] if bare else self.key()
        if not bare:
            self.expect_equals()
        for name, span in parts[:-1]:
            entry = table.entries.get(name)
            if entry is None:
                entry = table.entries[name] = Entry(span, Table(span))
            if not isinstance(entry.node, Table) or entry.node.closed:
                raise SyntaxFault("SEL1009", span, key=name)
            table = entry.node
        name, span = parts[-1]
        if name in table.entries:
            raise SyntaxFault("SEL1009", span, key=name)
        table.entries[name] = Entry(span, self.value(depth + len(parts)))

    def expect_equals(self) -> None:
        """The ``=`` between a key and its value, with the blanks round it."""
        self.skip_blanks()
        if not self.peek("="):
            raise SyntaxFault("SEL1008", self._word_here())
        self.pos += 1
        self.skip_blanks()

    # -- strings ----------------------------------------------------------------------------------

    def _string(self, *, lines: bool) -> Phrase:
        quote = self.text[self.pos]
        if lines and self.peek(quote * 3):
            return self._long_string(quote)
        if plain := _PLAIN[quote].match(self.text, self.pos):
            start, self.pos = self.pos, plain.end()
            return Phrase(plain[1], Span(start, self.pos), range(start + 1, self.pos - 1))
        start, self.pos = self.pos, self.pos + 1
        chars: list[str] = []
        places: list[int] = []
        while True:
            if self.at_end() or self.newline():
                raise SyntaxFault("SEL1010", Span(start, self.pos), quote=quote)
            if self.peek(quote):
                break
            self._character(quote, chars, places)
        self.pos += 1
        return Phrase("".join(chars), Span(start, self.pos), places)

    def _long_string(self, quote: str) -> Phrase:
        start, self.pos = self.pos, self.pos + 3
        self.pos += self.newline()
        chars: list[str] = []
        places: list[int] = []
        while not self.peek(quote * 3):
            if self.at_end():
                raise SyntaxFault("SEL1010", Span(start, start + 3), quote=quote * 3)
            length = self.newline()
            if length:
                chars.append("\n")
                places.append(self.pos)
                self.pos += length
            elif not (quote == '"' and self._folded_line()):
                self._character(quote, chars, places)
        self.pos += 3
        for _ in range(2):  # up to two quotes may stand right before the closing three
            if self.peek(quote):
                chars.append(quote)
                places.append(self.pos - 3)
                self.pos += 1
        return Phrase("".join(chars), Span(start, self.pos), places)

    def _folded_line(self) -> bool:
        """A backslash at the end of a line swallows it and all white space that follows."""
        if not self.peek("\\"):
            return False
        after = self.pos + 1
        while self.text[after : after + 1] in (" ", "\t"):
            after += 1
        if not self.text.startswith(("\n", "\r\n"), after):
            return False
        self.pos = after
        while self.newline() or self.peek(" ") or self.peek("\t"):
            self.pos += self.newline() or 1
        return True

    def _character(self, quote: str, chars: list[str], places: list[int]) -> None:
        places.append(self.pos)
        char = self.text[self.pos]
        if char == "\\" and quote == '"':
            chars.append(self._escape())
            return
        self._refuse_control(char)
        chars.append(char)
        self.pos += 1

    def _escape(self) -> str:
        start, kind = self.pos, self.text[self.pos + 1 : self.pos + 2]
        if kind in _ESCAPES:
            self.pos += 2
            return _ESCAPES[kind]
        length = {"u": 4, "U": 8}.get(kind, 0)
        digits = self.text[start + 2 : start + 2 + length]
        span = Span(start, min(len(self.text), start + 2 + len(digits)))
        if not length or not re.fullmatch(rf"[0-9A-Fa-f]{{{length}}}", digits):
            raise SyntaxFault("SEL1011", span)
        number = int(digits, 16)
        if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
            raise SyntaxFault("SEL1011", span)
        self.pos += 2 + length
        return chr(number)


def _to_date(match: re.Match[str]) -> date | datetime:
    year, month, day, hour, minute, second, fraction, zulu, sign, east_hours, east_minutes = match.groups()
    if hour is None:
        return date(int(year), int(month), int(day))
    zone: timezone | None = UTC if zulu else None
    if sign:
        offset = timedelta(hours=int(east_hours), minutes=int(east_minutes))
        zone = timezone(offset if sign == "+" else -offset)
    micros = int((fraction or "0").ljust(6, "0"))
    return datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), micros, tzinfo=zone)


def _to_time(match: re.Match[str]) -> time:
    hour, minute, second, fraction = match.groups()
    return time(int(hour), int(minute), int(second), int((fraction or "0").ljust(6, "0")))


def _to_number(match: re.Match[str]) -> int | float:
    return float(match.group()) if match["fraction"] else int(match.group(), 0)


def _to_float(match: re.Match[str]) -> float:
    return float(match.group())
