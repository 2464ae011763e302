"""A list of payment references, one a line: which are right, as what, and in their other form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from seloste.intake.bytes import Unreadable, sources
from seloste.intake.found import Rejected, What
from seloste.intake.lists import Lined, a_list, lines_of
from seloste.intake.readings import Other, ReadFile, Reading, Stored
from seloste.terms.references import ReferenceFault, finnish_reference, national_of, rf_of, rf_reference

_HEADERS = frozenset({"viite", "viitenumero", "reference", "payment reference", "referens", "referensnummer"})


@dataclass(frozen=True, slots=True)
class Reference(Other):
    """A reference in its normal form; ``other`` is its RF form, or the Finnish one inside an RF."""

    at: int
    file: str
    kind: str
    value: str = field(repr=False)
    other: str | None = field(default=None, repr=False)
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The reference in the shape that every reader prints."""
        beside = "rf" if self.kind == "finnish" else "national"
        return {
            "at": self.at, "what": What.REFERENCE.value, "kind": self.kind, "value": self.value, beside: self.other,
        }  # fmt: skip


def is_header(keys: Sequence[str]) -> bool:
    """Whether a record is the header of such a list."""
    return len(keys) == 1 and keys[0] in _HEADERS


class References(Reading[Lined]):
    """Lists of references."""

    format = "bank_references"
    stored = Stored.READ_ONLY

    def __init__(self, files: Sequence[Path]) -> None:
        found = [a_list(source, _HEADERS) for path in files for source in sources(path)]
        if any(not file.header_record for file in found):
            raise Unreadable("no_header", files[0].name)
        self.files = [replace(file, records=sum(1 for _ in lines_of(file))) for file in found]

    def of(self, file: Lined) -> Iterator[Reference | Rejected]:
        """The references of one file; an empty line is an empty reference."""
        for at, line in lines_of(file):
            try:
                yield _read(at, file, line.strip().strip('"'))
            except ReferenceFault:
                yield Rejected(at, file.name, "bad_reference")


def read_references(files: Sequence[Path]) -> References:
    """Opens lists of references. Raises ``Unreadable``."""
    return References(files)


def _read(at: int, file: ReadFile, text: str) -> Reference:
    if text.upper().startswith("RF"):
        value = rf_reference(text)
        return Reference(at, file.name, "rf", value, national_of(value))
    value = finnish_reference(text)
    return Reference(at, file.name, "finnish", value, rf_of(value))
