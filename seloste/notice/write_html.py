"""The document as an HTML fragment: no style attributes, no scripts; all text escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from urllib.parse import quote

from seloste.notice import tree

_TAGS = {
    tree.Kind.STRONG: ("<b>", "</b>"),
    tree.Kind.QUOTE: ('<span class="quoted">', "</span>"),
    tree.Kind.TAG: ('<span class="tag">', "</span>"),
    tree.Kind.NUMBER: ('<span class="nb">', "</span>"),
    tree.Kind.PLAIN: ("", ""),
}


def write(document: tree.Document) -> str:
    """What stands inside ``<main>`` of the public page."""
    return _Writer().document(document)


def body(document: tree.Document) -> str:
    """The same without its head: for a page that has one."""
    return _Writer().body(document)


def whole(document: tree.Document) -> str:
    """A page that stands alone: its style inside, nothing loaded from anywhere."""
    style = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    title = escape(f"{document.title} – {document.controller}" if document.controller else document.title)
    return (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<main>{write(document)}</main>\n</body>\n</html>\n"
    )


def mail_address(text: str) -> str:
    """A ``mailto:`` address that can hold nothing but a mail address."""
    return "mailto:" + quote(text, safe="@+.-_")


def run(one: tree.Run) -> str:
    if one.kind is tree.Kind.MAIL:
        return f'<a href="{escape(mail_address(one.text))}">{escape(one.text)}</a>'
    before, after = _TAGS[one.kind]
    return f"{before}{escape(one.text)}{after}"


def line(runs: tree.Line) -> str:
    return "".join(run(one) for one in runs)


class _Writer:
    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.unfolded = ""

    def document(self, document: tree.Document) -> str:
        return self.head(document) + self.body(document)

    def body(self, document: tree.Document) -> str:
        self.unfolded = "" if document.folded else " open"
        self.ids |= {f"k{section.number}" for section in document.sections}
        sections = "".join(self.section(section) for section in document.sections)
        contents = "".join(
            f'<li><a href="#k{s.number}"><span>{s.number}</span>{escape(s.title)}</a></li>'
            for s in document.sections
        )
        label = escape(document.contents_title)
        return (
            f"{self.remarks(document)}{self.brief(document)}"
            f'<div class="notice-cols{" folded" if document.folded else ""}"><nav class="toc" aria-label="{label}"><h2>{label}</h2>'
            f'<ol>{contents}</ol></nav><div class="notice-body">{sections}</div></div>'
        )

    def head(self, document: tree.Document) -> str:
        return (
            f'<header class="public-head"><h1>{escape(document.title)}</h1>'
            f'<p class="lead">{escape(document.register)}</p>'
            f'<p class="small quiet">{escape(document.dates)}</p></header>'
        )

    def remarks(self, document: tree.Document) -> str:
        said = [f"<strong>{escape(document.sample)}</strong>"] if document.sample else []
        said += [escape(remark) for remark in document.remarks]
        if not said:
            return ""
        words = "".join(f"<p>{one}</p>" for one in said)
        return (
            '<div class="note note-wait" role="note"><span class="i" aria-hidden="true"></span>'
            f'<div class="stack-s">{words}</div></div>'
        )

    def brief(self, document: tree.Document) -> str:
        rows = "".join(
            f"<div><dt>{escape(fact.term)}</dt><dd>{line(fact.line)}</dd></div>"
            for fact in document.brief.rows
        )
        return (
            '<section class="brief" aria-labelledby="brief-h">'
            f'<h2 id="brief-h">{escape(document.brief_title)}</h2><dl>{rows}</dl></section>'
        )

    def section(self, section: tree.Section) -> str:
        """Folded to its heading. Its id stands inside: a browser that is led there opens what folds it away."""
        number = section.number
        return (
            f'<section class="notice-sec" aria-labelledby="h{number}"><details class="layer"{self.unfolded}>'
            f'<summary><h2 id="h{number}"><span class="no">{number}</span>{escape(section.title)}</h2></summary>'
            f'<div class="text" id="k{number}">{"".join(self.blocks(section.blocks))}</div></details></section>'
        )

    def blocks(self, blocks: Iterable[tree.Block]) -> Iterable[str]:
        for block in blocks:
            match block:
                case tree.Paragraph():
                    yield self.paragraph(block, "p")
                case tree.Items():
                    items = "".join(self.paragraph(item, "li") for item in block.items)
                    yield f'<ul class="rights">{items}</ul>'
                case tree.Facts():
                    yield self.facts(block)
                case tree.Table():
                    yield self.table(block)
                case tree.Unsaid():
                    yield self.unsaid(block)
                case tree.More():
                    yield (
                        f'<details class="more"><summary>{escape(block.title)}</summary>'
                        f"{self.facts(block.facts)}</details>"
                    )

    def id(self, section: str) -> str:
        """The id of a citable paragraph, given once: ``k4.4``."""
        name = f"k{section}"
        if not section or name in self.ids:
            return ""
        self.ids.add(name)
        return f' id="{escape(name)}"'

    def paragraph(self, paragraph: tree.Paragraph, tag: str) -> str:
        if not paragraph.section:
            return f"<{tag}>{line(paragraph.line)}</{tag}>"
        return (
            f'<{tag} class="cl"{self.id(paragraph.section)}>'
            f'<span class="no">{escape(paragraph.section)}</span>{line(paragraph.line)}</{tag}>'
        )

    def facts(self, facts: tree.Facts) -> str:
        return f'<dl class="facts">{"".join(self.fact(row) for row in facts.rows)}</dl>'

    def fact(self, fact: tree.Fact) -> str:
        term = f"{fact.section} {fact.term}" if fact.section else fact.term
        return (
            f"<div{self.id(fact.section)}><dt>{escape(term)}</dt>"
            f'<dd class="notice-words">{line(fact.line)}</dd></div>'
        )

    def unsaid(self, unsaid: tree.Unsaid) -> str:
        items = "".join(f"<li>{escape(item)}</li>" for item in unsaid.items)
        return f'<div class="unsaid"><h3>{escape(unsaid.title)}</h3><ul>{items}</ul></div>'

    def table(self, table: tree.Table) -> str:
        head = "".join(f'<th scope="col">{escape(h)}</th>' for h in table.heads)
        rows = "".join(self.row(cells, table.heads) for cells in table.rows)
        label = escape(table.label)
        return (
            f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">'
            f'<table class="table table-plain table-stack table-top"><thead><tr>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )

    def row(self, cells: tuple[str, ...], heads: tuple[str, ...]) -> str:
        number, heading, *others = cells
        rest = "".join(
            f'<td data-label="{escape(head)}">{escape(cell)}</td>'
            for head, cell in zip(heads[2:], others, strict=True)
        )
        return f'<tr><td class="faint">{escape(number)}</td><th scope="row">{escape(heading)}</th>{rest}</tr>'
