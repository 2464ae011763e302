"""A notice as people read it: a page, Markdown or a PDF, all three made from one document."""

from __future__ import annotations

from typing import Final

from seloste.notice import write_html, write_markdown, write_typst
from seloste.notice.model import Notice
from seloste.notice.page import document

FORMS: Final = ("html", "md", "pdf")


def render_page(notice: Notice, language: str) -> str:
    """What stands inside ``<main>`` of the public page, in one language of the notice.

    Raises ``ValueError`` for a language that it does not declare.
    """
    return write_html.write(document(notice, language))


def render(notice: Notice, language: str, form: str) -> bytes:
    """The notice in one language as ``html`` (a page that stands alone), ``md`` or ``pdf``.

    The same notice gives the same bytes. Raises ``ValueError`` for a language or form that there isn't.
    """
    made = document(notice, language)
    match form:
        case "html":
            return write_html.whole(made).encode()
        case "md":
            return write_markdown.write(made).encode()
        case "pdf":
            return write_typst.pdf(made)
    raise ValueError(f"there is no form {form!r}; there are {', '.join(FORMS)}")
