"""Markers in code and tests: which kinds of claims a place in the code keeps, and which tests prove it.

In Python and SQL, on comment lines before what they speak of (``--`` in SQL)::

    # keeps: category.*.keep.*, right.erase by job; off: return 0
    # keeps: transfer.stance.* by door; off: outside is not null => false

``by`` says how: a *policy* of the database, a *constraint*, a *door* (a function of the gate), a *job*, a *check*
that refuses, or a *page* that tells. A *trial* keeps nothing: it looks, in the living register, whether something is
kept (``seloste.retention.promises``). ``off`` says how a trial switches the place off, to see whether the tests notice:

* ``return …``: the function answers this and does nothing else;
* ``OLD => NEW``: this text of the function stands in place of that one;
* ``open``: the policy of this name lets everything through, on every table that has it;
* ``drop``: the trigger of this name is gone, from every table that has it.

Before a test, or in its docstring and closed by a full stop::

    # keeps: purpose.*.basis.consent through gate.reach

A test without ``through`` is one of every place that keeps the kind. Nothing here is a list by hand: what is marked is
found by reading the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from seloste.notice.claims import matches
from seloste.notice.record import Named

PACKAGE: Final = Path(__file__).resolve().parents[1]
"""The code that is read for markers."""
TESTS: Final = PACKAGE.parent / "tests"
"""The tests, where there are any: an installed package has none."""
TRIAL: Final = "trial"
WAYS: Final = ("policy", "constraint", "door", "job", "check", "page", TRIAL)

_MARKER: Final = re.compile(r"\s*(?:#|--) keeps: (.+)")
_OF_CODE: Final = re.compile(r"(?P<kinds>[\w.*\-, ]+?) by (?P<way>\w+)(?:; off: (?P<off>.+))?")
_OF_TEST: Final = re.compile(r"(?P<kinds>[\w.*\-, ]+?)(?: through (?P<points>[\w.:, ]+\w))?\.?")
_IN_DOCSTRING: Final = re.compile(r"keeps: ([\w.*\-, ]+(?: through [\w.:, ]+)?)\.\s*\"\"\"")
_PYTHON: Final = re.compile(r"(?P<indent>\s*)(?:def|class) (?P<name>\w+)|(?P<constant>[A-Z_]+)\b.*=")
_SQL: Final = re.compile(
    r"\s*create (?:or replace )?(?:constraint )?(?P<what>function|policy|trigger|table) (?P<name>[\w.]+)"
)


class BadMarker(ValueError):
    """A marker that can't be read, with its place."""


class Point(Named):
    """A place in the code that keeps claims. ``name``: ``gate.reach``, ``use_sees``, ``retention.sweeping.sweep``.

    ``mark`` is the name too, and ``gate.marks:2`` for a second marker of one place, which keeps something else there.
    ``what``: function, policy, trigger or table of the database, or ``python``; ``off`` is empty where nothing
    switches it off.
    """

    name: str
    mark: str
    kinds: tuple[str, ...]
    way: str
    what: str
    where: str
    line: int
    off: str = ""

    def keeps(self, kind: str) -> bool:
        return any(matches(pattern, kind) for pattern in self.kinds)


class Proof(Named):
    """A test and the kinds that it proves; ``through``: names of points, or empty for all."""

    test: str
    kinds: tuple[str, ...]
    through: tuple[str, ...]

    def proves(self, kind: str, points: Iterable[str]) -> bool:
        known = any(matches(pattern, kind) for pattern in self.kinds)
        return known and (not self.through or bool(set(self.through) & set(points)))

    def is_of(self, point: Point) -> bool:
        """Whether it must fail while this point is switched off."""
        shared = any(
            matches(one, other) or matches(other, one) for one in self.kinds for other in point.kinds
        )
        return shared and (not self.through or point.mark in self.through)


@lru_cache(maxsize=4)
def points(folder: Path = PACKAGE) -> tuple[Point, ...]:
    """Every marked place of the code. Raises ``BadMarker``."""
    found: list[Point] = []
    seen: dict[str, int] = {}
    for path in sorted((*folder.rglob("*.py"), *folder.rglob("*.sql"), *folder.rglob("*.sql.in"))):
        text = path.read_text(encoding="utf-8")
        if "keeps: " in text and path != Path(__file__).resolve():
            for one in _points_of(text, path.relative_to(folder)):
                number = seen[one.name] = seen.get(one.name, 0) + 1
                found.append(one if number == 1 else one.changed(mark=f"{one.name}:{number}"))
    return tuple(found)


@lru_cache(maxsize=4)
def proofs(folder: Path = TESTS) -> tuple[Proof, ...]:
    """Every marked test, in the order of the files; none where the tests aren't at hand. Raises ``BadMarker``."""
    found: list[Proof] = []
    for path in sorted(folder.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if "keeps: " in text:
            found.extend(_proofs_of(text, path.relative_to(folder.parent).as_posix()))
    return tuple(found)


def _points_of(text: str, path: Path) -> Iterator[Point]:
    lines, is_sql = text.splitlines(), path.suffix != ".py"
    for number, marker, target in _marked(lines):
        said = _OF_CODE.fullmatch(marker)
        if said is None or said["way"] not in WAYS:
            raise BadMarker(f"{path}:{number}: “{marker}” is no marker: KIND, … by {'|'.join(WAYS)}; off: …")
        name, what = _named_sql(lines, target) if is_sql else _named_python(lines, target, path)
        if not name:
            raise BadMarker(f"{path}:{number}: the marker stands before nothing that it could speak of")
        yield Point(
            name=name, mark=name, kinds=_kinds(said["kinds"]), way=said["way"], what=what, where=path.as_posix(), line=target + 1,
            off=said["off"] or "",
        )  # fmt: skip


def _proofs_of(text: str, where: str) -> Iterator[Proof]:
    lines = text.splitlines()
    for number, marker, target in _marked(lines):
        name, _ = _named_python(lines, target, None)
        yield _proof(marker, f"{where}::{name}", f"{where}:{number}")
    for found in _IN_DOCSTRING.finditer(text):
        number = text.count("\n", 0, found.start())
        above = next((row for row in range(number, -1, -1) if lines[row].startswith("def test_")), None)
        if above is None:
            raise BadMarker(f"{where}:{number + 1}: this docstring is of no test")
        yield _proof(found[1], f"{where}::{lines[above][4:].partition('(')[0]}", f"{where}:{number + 1}")


def _proof(marker: str, test: str, place: str) -> Proof:
    said = _OF_TEST.fullmatch(marker.strip())
    if said is None or "::test_" not in test:
        raise BadMarker(f"{place}: “{marker}” is no marker of a test: KIND, … through POINT, …")
    return Proof(test=test, kinds=_kinds(said["kinds"]), through=_kinds(said["points"] or ""))


def _marked(lines: list[str]) -> Iterator[tuple[int, str, int]]:
    """(line of the marker, its words, index of the line that it speaks of); other comments may stand between."""
    for index, line in enumerate(lines):
        if found := _MARKER.fullmatch(line):
            target = next((row for row in range(index + 1, len(lines)) if not _is_between(lines[row])), index)
            yield index + 1, found[1].strip(), target


def _is_between(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith(("#", "--", "@"))


def _named_sql(lines: list[str], target: int) -> tuple[str, str]:
    found = _SQL.match(lines[target])
    return (found["name"], found["what"]) if found else ("", "")


def _named_python(lines: list[str], target: int, path: Path | None) -> tuple[str, str]:
    """The dotted name of what is defined on a line; a method's with its class."""
    found = _PYTHON.match(lines[target])
    if found is None:
        return "", ""
    name = found["name"] or found["constant"]
    if found["indent"]:
        owner = next(
            (m[1] for row in range(target, -1, -1) if (m := re.match(r"class (\w+)", lines[row]))), ""
        )
        name = f"{owner}.{name}"
    return (".".join((*path.with_suffix("").parts, name)) if path else name), "python"


def _kinds(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())
