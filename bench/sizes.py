"""How much of everything a run takes: the full size, or a tenth of it with QUICK=1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """``hundred`` and ``twenty``: people beside the many, of 100 and of 20 rows, for the benches that need them."""

    people: int
    opened: int
    erased: int
    forgotten: int
    line_ops: int
    page_ops: int
    swept: int
    imported: int
    undone: int
    big_file: int
    export_mb: float
    records: int
    record_ops: int
    record_rounds: int = 5
    rounds: int = 5
    published: int = 5
    twenty: int = 50
    few: bool = True

    @property
    def bits(self) -> int:
        """Buckets: a power of two, at least 4,096 and about people/64 (spine 19)."""
        return max(12, (self.people // 64 - 1).bit_length())

    @property
    def hundred(self) -> int:
        """A round each of erased people, one more to warm up, and as many for the benches of one person."""
        return self.erased * (self.rounds + 1) + 200


FULL = Sizes(
    people=1_000_000,
    opened=100_000,
    erased=1_000,
    forgotten=1_000,
    line_ops=1_000,
    page_ops=100,
    swept=100_000,
    imported=20_000,
    undone=100_000,
    big_file=300,
    export_mb=100,
    records=100_000,
    record_ops=400,
)
QUICK = Sizes(
    people=100_000,
    opened=10_000,
    erased=100,
    forgotten=100,
    line_ops=300,
    page_ops=50,
    swept=10_000,
    imported=6_000,
    undone=6_000,
    big_file=30,
    export_mb=1,
    records=2_000,
    record_ops=48,
    record_rounds=1,
    few=False,
    published=3,
)
