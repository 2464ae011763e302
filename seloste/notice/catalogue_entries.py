"""What an entry of the catalogue of findings holds."""

from __future__ import annotations

from enum import Enum

from seloste.notice.record import Record


class Severity(Enum):
    """An error keeps a notice from compiling; a warning and an advice do not."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Entry(Record):
    """``rule``: the law or the row of the rules that the finding stands on, if any.

    ``whole``: makes sense only when the whole file could be read (it speaks of what is absent).
    """

    severity: Severity
    message: str
    mend: str
    rule: str = ""
    whole: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """The numbers of the rules that it stands on: ``N17``, ``R4.2c``, ``H36``, ``M6``."""
        return tuple(part for part in self.rule.split(", ") if _is_number(part))

    @property
    def article(self) -> str:
        """The law that it stands on."""
        return ", ".join(part for part in self.rule.split(", ") if part and not _is_number(part))


def _is_number(part: str) -> bool:
    return part[:1] in "NRHML" and part[1:2].isdigit()


def error(message: str, mend: str, rule: str = "", *, whole: bool = False) -> Entry:
    return Entry(Severity.ERROR, message, mend, rule, whole)


def warning(message: str, mend: str, rule: str = "", *, whole: bool = False) -> Entry:
    return Entry(Severity.WARNING, message, mend, rule, whole)


def advice(message: str, mend: str, rule: str = "", *, whole: bool = False) -> Entry:
    return Entry(Severity.ADVICE, message, mend, rule, whole)
