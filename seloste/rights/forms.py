"""The forms in which a copy is handed over: one made of it for each, whichever face was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from seloste.notice.policy import Policy
from seloste.notice.spoken import LANGUAGES
from seloste.rights import document
from seloste.rights.document import Copy
from seloste.rights.tables import as_csv, as_vcard


@dataclass(frozen=True, slots=True)
class Form:
    """``media``: the type of its content; ``ending``: of a file's name."""

    name: str
    media: str
    ending: str


FORMS: Final[dict[str, Form]] = {
    "json": Form("json", "application/json", "json"),
    "csv": Form("csv", "text/csv; charset=utf-8", "csv"),
    "vcard": Form("vcard", "text/vcard; charset=utf-8", "vcf"),
    "pdf": Form("pdf", "application/pdf", "pdf"),
}
"""By the name that the command line, the pages and the ledger have for it."""


def made(copy: Copy, policy: Policy, form: str, *languages: str) -> bytes:
    """The copy in one of ``FORMS``; a PDF in the first of these languages that paper knows, else the notice's first."""
    if form == "csv":
        return as_csv(copy)
    if form == "vcard":
        return as_vcard(copy)
    if form == "json":
        return document.as_json(copy)
    from seloste.rights.paper import as_pdf  # setting type is slow to import

    wanted = (*languages, *policy.languages, "en")
    return as_pdf(copy, policy, next(one for one in wanted if one in LANGUAGES))
