"""The document as Markdown (CommonMark, with the tables of GitHub's): all text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable

from seloste.notice import tree
from seloste.notice.write_html import mail_address

_ACTIVE = re.compile(r"[\\`*_{}\[\]<>&|~$^]")
"""What could act anywhere in a line: emphasis, code, links, HTML, entities, tables, formulas."""

_OPENING = re.compile(r"(?:[#+\-=:>]|\d{1,9}(?=[.)]))")
"""What could act at the beginning of a line: headings, lists, rules, quotes."""


def write(document: tree.Document) -> str:
    return "\n\n".join(_document(document)) + "\n"


def escape(text: str) -> str:
    """Text that stays text wherever in a line it stands."""
    return _ACTIVE.sub(lambda m: "\\" + m[0], text)


def at_start(markup: str) -> str:
    """The same at the beginning of a line."""
    found = _OPENING.match(markup)
    if not found:
        return markup
    first = found[0]
    rest = markup[len(first) :]
    return f"{first}\\{rest}" if first.isdigit() else f"\\{first}{rest}"


def run(one: tree.Run) -> str:
    said = escape(one.text)
    match one.kind:
        case tree.Kind.STRONG:
            return _around("**", said)
        case tree.Kind.TAG:
            return f"({said})"
        case tree.Kind.MAIL:
            return f"[{said}]({mail_address(one.text)})"
    return said


def _around(mark: str, said: str) -> str:
    return f"{mark}{said}{mark}" if said and said == said.strip() else said


def line(runs: tree.Line) -> str:
    return at_start("".join(run(one) for one in runs))


def _document(document: tree.Document) -> Iterable[str]:
    yield f"# {escape(document.title)}"
    yield from (at_start(escape(line)) for line in (document.register, document.dates) if line)
    if document.sample:
        yield f"> **{escape(document.sample)}**"
    for remark in document.remarks:
        yield f"> {at_start(escape(remark))}"
    yield f"## {escape(document.brief_title)}"
    yield _facts(document.brief)
    for section in document.sections:
        yield from _section(section)


def _section(section: tree.Section) -> Iterable[str]:
    yield f"## {section.number} {escape(section.title)}"
    for block in section.blocks:
        yield _block(block)


def _block(block: tree.Block) -> str:
    match block:
        case tree.Paragraph():
            return at_start(_cited(block))
        case tree.Items():
            return "\n".join(f"- {at_start(_cited(item))}" for item in block.items)
        case tree.Facts():
            return _facts(block)
        case tree.Table():
            return _table(block)
        case tree.Unsaid():
            items = "\n".join(f"- {at_start(escape(item))}" for item in block.items)
            return f"**{escape(block.title)}**\n\n{items}"
        case tree.More():
            return f"**{escape(block.title)}**\n\n{_facts(block.facts)}"


def _cited(paragraph: tree.Paragraph) -> str:
    said = "".join(run(one) for one in paragraph.line)
    return f"**{escape(paragraph.section)}** {said}" if paragraph.section else said


def _facts(facts: tree.Facts) -> str:
    return "\n".join(f"- {_fact(row)}" for row in facts.rows)


def _fact(fact: tree.Fact) -> str:
    term = f"{fact.section} {fact.term}" if fact.section else fact.term
    return f"{_around('**', escape(term) + ':')} {''.join(run(one) for one in fact.line)}"


def _table(table: tree.Table) -> str:
    rows = [_row(map(escape, table.heads)), _row("---" for _ in table.heads)]
    return "\n".join([*rows, *(_row(map(escape, row)) for row in table.rows)])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
