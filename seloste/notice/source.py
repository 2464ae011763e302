"""A text with places: offsets, lines and columns, and the words of a phrase inside a string."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Generic, TypeVar

from seloste.notice.record import Record

T = TypeVar("T")


class Span(Record):
    """From ``start`` up to, not including, ``end``; offsets in characters from the file's start."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        held = self.__dict__  # written out: a notice has thousands of places
        held["start"], held["end"] = start, end


class At(Record, Generic[T]):
    """A value and the place where the file says it."""

    value: T
    span: Span

    def __init__(self, value: T, span: Span) -> None:
        held = self.__dict__
        held["value"], held["span"] = value, span


Word = At[str]


class Phrase(Record):
    """A string of the file, decoded; ``places[i]`` is the offset of its i-th character."""

    value: str
    span: Span
    places: Sequence[int]

    def __init__(self, value: str, span: Span, places: Sequence[int]) -> None:
        held = self.__dict__
        held["value"], held["span"], held["places"] = value, span, places

    def part(self, start: int, end: int) -> Span:
        """The place in the file of ``value[start:end]``; an empty part points at the closing quote."""
        if start >= len(self.value):
            return Span(self.span.end - 1, self.span.end)
        return Span(self.places[start], self.places[min(end, len(self.value)) - 1] + 1)

    def word(self) -> Word:
        return At(self.value, self.span)


class Source(Record):
    """The text of one notice file and where its lines begin."""

    name: str
    text: str
    lines: tuple[int, ...]

    @classmethod
    def of(cls, name: str, text: str) -> Source:
        starts = [0]
        for line in text.split("\n")[:-1]:
            starts.append(starts[-1] + len(line) + 1)
        return cls(name, text, tuple(starts))

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Both from 1; columns count characters."""
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1

    def line(self, number: int) -> str:
        start = self.lines[number - 1]
        end = self.lines[number] if number < len(self.lines) else len(self.text)
        return self.text[start:end].rstrip("\r\n")
