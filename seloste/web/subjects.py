"""A person as somebody types them on a page."""

from __future__ import annotations

from seloste.register import subjects
from seloste.register.subjects import BadSubject as NoSubject
from seloste.register.subjects import SeveralSubjects, Subject
from seloste.web.desk import Desk

__all__ = ["NoSubject", "SeveralSubjects", "Subject", "resolve", "suppressed"]


def resolve(desk: Desk, typed: str, use: str) -> Subject:
    """Who is meant. Raises NoSubject for what is no address or id, or the address of several people."""
    return subjects.resolve(desk.vault, typed, use, desk.act)


def suppressed(desk: Desk, subject: Subject, use: str) -> bool:
    """Whether a refusal that outlived an erasure stands against this address for this use."""
    return subjects.suppressed(desk.vault, desk.policy, subject, use, desk.act)
