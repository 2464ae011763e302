"""Further versions of the notice: the shipped one, edited, and published by an actor who may."""

from __future__ import annotations

from seloste.gate import publishing
from seloste.gate.publishing import Publication
from seloste.notice import Policy, compile_notice, examine, has_errors
from seloste.register import kinds
from tests.notice.builders import TODAY, edited
from tests.register.desk import Desk

Edit = tuple[str, str]

BOOKKEEPING: tuple[Edit, ...] = (
    ('  "13 months after activity for applicant",\n',
     '  "13 months after activity for applicant",\n  "bookkeeping for name and address",\n'),
)  # fmt: skip
MENTIONS: tuple[Edit, ...] = (
    ("[category.consent]\n", '[category.mention]\nat = "5.2"\n'
     'title = { fi = "Maininnat", sv = "Omnämnanden", en = "Mentions" }\nfields = ["mention"]\n'
     'sources = ["self", "website", "colleague"]\nkeep = "24 months after obtained"\nproposed = true\n[category.consent]\n'),
    ('data     = ["contact", "consent.evidence", ', 'data     = ["contact", "mention", "consent.evidence", '),
)  # fmt: skip
NO_POST: Edit = (
    'basis     = "interest for customer, prospect"\ninterest  = { fi = "omista palveluista kertominen asiakkaille ja mahd',
    'basis     = "interest for customer"\ninterest  = { fi = "omista palveluista kertominen asiakkaille ja mahd',
)


def edition(number: int, *edits: Edit) -> tuple[Policy, str]:
    """A version of the notice with these changes, and its text; an error in it fails the test."""
    text = edited(("number = 2,", f"number = {number},"), ("was = 1,", f"was = {number - 1},"), *edits)
    notice, findings = examine(text.encode(), name="edition.toml", on=TODAY)
    assert notice is not None
    assert not has_errors(findings), [(one.code, one.line, one.message) for one in findings]
    return compile_notice(notice, on=TODAY), text


def publish(desk: Desk, number: int, *edits: Edit) -> Publication:
    policy, text = edition(number, *edits)
    return publishing.publish(desk.vault.connection, policy, text, desk.act, kinds())


def rehearse(desk: Desk, number: int, *edits: Edit) -> Publication:
    policy, text = edition(number, *edits)
    return publishing.rehearse(desk.vault.connection, policy, text, desk.act, kinds())
