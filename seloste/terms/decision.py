"""A decision is a value with its reasons; it is never a truth value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of the notice or the law that decides.

    ``path`` is the term in the notice (``use.newsletter.email``), ``section`` its number on
    the page (``4.2``), ``sentence`` what people read in each declared language, ``rule`` the
    rule of law or table row (``M2``, ``GDPR 21(2)``), ``code`` a stable word for programs.
    """

    path: str
    section: str
    sentence: dict[str, str]
    rule: str
    code: str


@dataclass(frozen=True, slots=True)
class _Decided:
    reasons: tuple[Reason, ...]
    policy: int
    as_of: datetime

    def __bool__(self) -> NoReturn:
        raise TypeError("a decision has no truth value: match on Lawful or Refused")

    def as_json(self) -> dict[str, Any]:
        """The form that ``seloste may --json`` prints."""
        return {
            "decision": "lawful" if isinstance(self, Lawful) else "refused",
            "reasons": [
                {"path": r.path, "section": r.section, "sentence": r.sentence, "rule": r.rule}
                for r in self.reasons
            ],
            "policy": self.policy,
            "as_of": self.as_of.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Lawful(_Decided):
    """The use may happen now."""


@dataclass(frozen=True, slots=True)
class Refused(_Decided):
    """The use may not happen; every reason against it stands in ``reasons``."""


Decision = Lawful | Refused
