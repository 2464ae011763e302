"""What a notice that drives a register may not leave open: bases, lists and periods without an end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from seloste.notice.checks_controller import terms_of
from seloste.notice.findings import Findings
from seloste.notice.lint_parts import OPEN_END
from seloste.notice.model import GroupTerm, Notice, Period, SourceTerm, Term
from seloste.notice.resolve import law_unsaid
from seloste.notice.source import At, Word

_FOUND_ELSEWHERE = frozenset({"fields", "acts"})
"""An open list of fields or acts has a finding of its own."""


def check_strict(notice: Notice, findings: Findings, today: date) -> None:
    for stated in notice.bases:
        findings.add("SEL1109", stated.name.span, stated.path)
    for term in terms_of(notice):
        for key, word in _open_ends(term):
            findings.add("SEL1107", word.span, f"{term.path}.{key}")
    for keep in notice.keeps.values():
        if keep.shape and not keep.period:
            findings.add("SEL1111", keep.shape.span, f"{keep.path}.shape", shape=keep.shape.value)
        _check_bounds(findings, keep.period, f"{keep.path}.period")
        if keep.period and (what := law_unsaid(keep)):
            place = keep.law.span if keep.law else keep.name.span
            findings.add("SEL1514", place, keep.path, keep=keep.name.value, what=what)
    for category in notice.categories.values():
        _check_bounds(findings, category.keep, f"{category.path}.keep")
    left_open: list[SourceTerm | GroupTerm] = [*notice.sources.values(), *notice.groups.values()]
    for term in left_open:
        if term.open and term.open.value:
            findings.add("SEL1107", term.open.span, f"{term.path}.open")


def _open_ends(term: Term) -> Iterator[tuple[str, Word]]:
    for key, value in term.given():
        if isinstance(value, tuple) and key not in _FOUND_ELSEWHERE:
            yield from ((key, one) for one in value if isinstance(one, At) and _is_open(one.value))


def _is_open(value: object) -> bool:
    return isinstance(value, str) and value.startswith(OPEN_END)


def _check_bounds(findings: Findings, periods: tuple[Period, ...], path: str) -> None:
    for period in periods:
        if period.bound == "least":
            findings.add("SEL1110", period.span, path)
