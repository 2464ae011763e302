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

    ``whole``: makes sense only when the whole file could be read (it speaks of what is absent). ``implies``:
    codes that the same mend may remove too, for they miss the same thing.
    """

    severity: Severity
    message: str
    mend: str
    rule: str = ""
    whole: bool = False
    implies: tuple[str, ...] = ()

    def __init__(
        self, severity: Severity, message: str, mend: str, rule: str = "", whole: bool = False, implies: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        held = self.__dict__  # written out: the catalogue is made at each start
        held["severity"], held["message"], held["mend"] = severity, message, mend
        held["rule"], held["whole"], held["implies"] = rule, whole, implies

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


def error(
    message: str, mend: str, rule: str = "", *, whole: bool = False, implies: tuple[str, ...] = ()
) -> Entry:
    return Entry(Severity.ERROR, message, mend, rule, whole, implies)


def warning(
    message: str, mend: str, rule: str = "", *, whole: bool = False, implies: tuple[str, ...] = ()
) -> Entry:
    return Entry(Severity.WARNING, message, mend, rule, whole, implies)


def advice(
    message: str, mend: str, rule: str = "", *, whole: bool = False, implies: tuple[str, ...] = ()
) -> Entry:
    return Entry(Severity.ADVICE, message, mend, rule, whole, implies)
