"""The document as plain text for a mail: 72 columns, nothing but text.

Only a heading of ours begins at the left edge, over a rule; whatever a notice says stands indented, so that no
prose can pass for a heading, a quotation of a mail or its signature.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from seloste.notice import tree

WIDTH: Final = 72
_EDGE: Final = "  "
_STEP: Final = "    "


def write(document: tree.Document) -> str:
    """The whole document, a line feed at its end."""
    return "\n\n".join(_document(document)) + "\n"


def run(one: tree.Run) -> str:
    return f"({one.text})" if one.kind is tree.Kind.TAG else one.text


def line(runs: tree.Line) -> str:
    return "".join(run(one) for one in runs)


def wrapped(text: str, first: str = _EDGE, later: str = "") -> str:
    """A text broken at blanks, its lines indented; what is longer than a line is cut, as a mail would cut it."""
    return "\n".join(
        textwrap.wrap(
            text, WIDTH, initial_indent=first, subsequent_indent=later or first, break_on_hyphens=False
        )
    )


def _document(document: tree.Document) -> Iterator[str]:
    yield _heading(document.title, "=")
    yield from (wrapped(one) for one in (document.register, document.dates) if one)
    if document.sample:
        yield wrapped(f"*** {document.sample} ***")
    yield from (wrapped(remark) for remark in document.remarks)
    yield _heading(document.brief_title, "-")
    yield _facts(document.brief)
    for section in document.sections:
        yield _heading(f"{section.number} {section.title}", "-")
        yield from filter(None, map(_block, section.blocks))


def _heading(title: str, rule: str) -> str:
    """Broken like any text: a title may be a notice's own words."""
    lines = textwrap.wrap(title, WIDTH, break_on_hyphens=False)
    return "\n".join([*lines, rule * max(map(len, lines), default=1)])


def _block(block: tree.Block) -> str:
    match block:
        case tree.Paragraph():
            return _cited(block)
        case tree.Items():
            return "\n".join(_item(item) for item in block.items)
        case tree.Facts():
            return _facts(block)
        case tree.Table():
            head = wrapped(f"{', '.join(filter(None, block.heads[:2]))}:")
            return "\n".join([head, *(_row(block.heads, row) for row in block.rows)])
        case tree.Unsaid():
            return "\n".join([wrapped(block.title), *(_listed(one) for one in block.items)])
        case tree.More():
            return "\n".join([wrapped(block.title), _facts(block.facts, _EDGE + _EDGE)])


def _cited(paragraph: tree.Paragraph) -> str:
    said = line(paragraph.line)
    if not paragraph.section:
        return wrapped(said)
    return wrapped(f"{paragraph.section} {said}", _EDGE, _EDGE + _STEP)


def _item(paragraph: tree.Paragraph) -> str:
    said = line(paragraph.line)
    return _listed(f"{paragraph.section} {said}" if paragraph.section else said)


def _listed(said: str) -> str:
    return wrapped(f"- {said}", _EDGE, _EDGE + _EDGE)


def _facts(facts: tree.Facts, edge: str = _EDGE) -> str:
    return "\n".join(_fact(row, edge) for row in facts.rows)


def _fact(fact: tree.Fact, edge: str) -> str:
    term = f"{fact.section} {fact.term}" if fact.section else fact.term
    return wrapped(f"{term}: {line(fact.line)}", edge, edge + _STEP)


def _row(heads: Iterable[str], cells: Iterable[str]) -> str:
    """A row as a heading and what stands under each of the other heads: columns don't fit a mail."""
    (_, number), (_, heading), *others = zip(heads, cells, strict=True)
    rest = [wrapped(f"{head}: {cell}", _EDGE + _STEP, _EDGE + _STEP + _EDGE) for head, cell in others if cell]
    return "\n".join([wrapped(f"{number} {heading}".strip()), *rest])
