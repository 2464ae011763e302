"""A notice in every form in which it leaves: each is made of what is public, and of nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from seloste.notice import (
    activities,
    activities_page,
    write_html,
    write_jsonld,
    write_markdown,
    write_text,
    write_typst,
)
from seloste.notice.model import Notice
from seloste.notice.page import document

Form = Callable[[Notice, str], bytes]

_MADE: Final[dict[str, Form]] = {
    "html": lambda notice, language: write_html.whole(document(notice, language)).encode(),
    "md": lambda notice, language: write_markdown.write(document(notice, language)).encode(),
    "txt": lambda notice, language: write_text.write(document(notice, language)).encode(),
    "pdf": lambda notice, language: write_typst.pdf(document(notice, language)),
    "jsonld": lambda notice, language: write_jsonld.write(notice),
    "record": lambda notice, language: write_html.whole(activities_page.document(notice, language)).encode(),
    "record-json": lambda notice, language: activities.as_json(activities.record(notice, language)),
}
FORMS: Final = tuple(_MADE)
"""``html``: a page that stands alone; ``jsonld``: all languages in one; ``record``: GDPR Article 30(1), as a page.

Its sheets are made by ``disclosure.records.as_xlsx``.
"""


def render_page(notice: Notice, language: str) -> str:
    """What stands inside ``<main>`` of the public page, in one language of the notice.

    Raises ``ValueError`` for a language that it does not declare.
    """
    return write_html.write(document(notice, language))


def render(notice: Notice, language: str, form: str) -> bytes:
    """The notice in one language and one of ``FORMS``. The same notice gives the same bytes.

    Raises ``ValueError`` for a language or form that there isn't.
    """
    made = _MADE.get(form)
    if made is None:
        raise ValueError(f"there is no form {form!r}; there are {', '.join(FORMS)}")
    return made(notice, language)
