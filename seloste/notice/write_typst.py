"""The document as Typst source, and by Typst as a PDF: A4, our own faces, the same bytes each time.

No text stands in the source as markup: each is a string of Typst's code, so that none of its signs acts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from seloste.notice import tree
from seloste.notice.write_html import mail_address

if TYPE_CHECKING:
    from typst import Fonts

_HERE = Path(__file__).parent


def write(document: tree.Document) -> str:
    """The source, complete: it imports and reads nothing."""
    head = ", ".join(
        f"{name}: {string(said)}"
        for name, said in (
            ("title", document.title),
            ("controller", document.controller),
            ("register", document.register),
            ("dates", document.dates),
            ("mark", document.mark),
            ("page-word", document.page_word),
            ("language", document.language),
        )
    )
    body = "\n".join(_document(document))
    style = (_HERE / "print.typ").read_text(encoding="utf-8")
    return f"{style}\n#show: it => notice({head}, it)\n#{{\n{body}\n}}\n"


def pdf(document: tree.Document) -> bytes:
    """The PDF. Its only time is the day from which the version is in force."""
    import typst

    made = datetime.combine(document.day, time(), UTC) if document.day else datetime(1970, 1, 1, tzinfo=UTC)
    return typst.compile(write(document).encode(), font_paths=_fonts(), timestamp=int(made.timestamp()))


@cache
def _fonts() -> Fonts:
    """Ours, and those inside Typst for alphabets that ours lack; none of the machine's."""
    from typst import Fonts

    return Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_HERE / "fonts")])


def string(text: str) -> str:
    """A text as a string of Typst's code."""
    return '"' + "".join(_character(c) for c in text) + '"'


def _character(character: str) -> str:
    if character in '\\"':
        return "\\" + character
    return character if character.isprintable() else f"\\u{{{ord(character):x}}}"


def run(one: tree.Run) -> str:
    said = string(one.text)
    match one.kind:
        case tree.Kind.STRONG:
            return f"strong({said})"
        case tree.Kind.TAG:
            return f"tag({said})"
        case tree.Kind.MAIL:
            return f"link({string(mail_address(one.text))}, {said})"
        case tree.Kind.NUMBER:
            return f"box({said})"
    return said


def line(runs: tree.Line) -> str:
    """Content: the runs joined."""
    return "[#{" + "; ".join(run(one) for one in runs) + "}]"


def _document(document: tree.Document) -> Iterable[str]:
    if document.sample:
        yield f"remark({string(document.sample)}, strong: true)"
    for remark in document.remarks:
        yield f"remark({string(remark)})"
    yield f"brief({string(document.brief_title)}, {_facts(document.brief)})"
    for section in document.sections:
        yield from _section(section)


def _section(section: tree.Section) -> Iterable[str]:
    yield f"heading(level: 2, {string(f'{section.number} {section.title}')})"
    for block in section.blocks:
        yield _block(block)


def _block(block: tree.Block) -> str:
    match block:
        case tree.Paragraph():
            return _cited(block)
        case tree.Items():
            return "\n".join(f"item({string(item.section)}, {line(item.line)})" for item in block.items)
        case tree.Facts():
            return _facts(block)
        case tree.Table():
            heads, cells = _list(block.heads), _list(cell for row in block.rows for cell in row)
            return f"rows({heads}, {cells})"
        case tree.Unsaid():
            return f"unsaid({string(block.title)}, {_list(block.items)})"
        case tree.More():
            return f"more({string(block.title)}, {_facts(block.facts)})"


def _list(texts: Iterable[str]) -> str:
    return "(" + "".join(f"{string(text)}, " for text in texts) + ")"


def _cited(paragraph: tree.Paragraph) -> str:
    return f"cited({string(paragraph.section)}, {line(paragraph.line)})"


def _facts(facts: tree.Facts) -> str:
    return "{" + "; ".join(_fact(row) for row in facts.rows) + "}"


def _fact(fact: tree.Fact) -> str:
    return f"fact({string(fact.term)}, {line(fact.line)}, section: {string(fact.section)})"
