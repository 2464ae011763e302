"""What must hold in a notice before it may drive a register; each check is one short function.

At level ``read`` a notice may be incomplete, hedged and contradictory: only what is plainly
wrong (a bad number, a name that means nothing) is found there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from seloste.notice.catalogue import CATALOGUE, Severity
from seloste.notice.checks_controller import check_controller, check_languages, check_prose, check_version
from seloste.notice.checks_data import check_categories, check_groups, check_sources
from seloste.notice.checks_grave import check_grave
from seloste.notice.checks_lint import check_lint
from seloste.notice.checks_prose import check_prose_terms
from seloste.notice.checks_purposes import check_purposes, check_uses
from seloste.notice.checks_references import check_references
from seloste.notice.checks_strict import check_strict
from seloste.notice.checks_transfers import check_hosting, check_processors
from seloste.notice.checks_world import check_world
from seloste.notice.findings import Finding, Findings, in_order
from seloste.notice.model import Notice

Check = Callable[[Notice, Findings, date], None]

_ALWAYS: Final[tuple[Check, ...]] = (
    check_references,
    check_controller,
    check_version,
    check_prose,
    check_lint,
    check_world,
    check_grave,
)
_DRIVE: Final[tuple[Check, ...]] = (
    check_languages,
    check_purposes,
    check_uses,
    check_categories,
    check_groups,
    check_sources,
    check_processors,
    check_hosting,
    check_strict,
    check_prose_terms,
)


def check(notice: Notice, *, on: date | None = None) -> list[Finding]:
    """Everything that checking finds, by place in the file; ``on`` is the day of today if not given."""
    today = on or datetime.now(UTC).date()
    findings = Findings(notice.source)
    for one in (*_ALWAYS, *(_DRIVE if notice.drives else ())):
        one(notice, findings, today)
    found = findings.found
    if not notice.whole:
        # What is missing may stand in the lines that could not be read.
        found = [f for f in found if not CATALOGUE[f.code].whole]
    if notice.accepts:
        found = [f for finding in found if (f := _unless_accepted(notice, finding, today))]
    return in_order(found)


def _unless_accepted(notice: Notice, finding: Finding, today: date) -> Finding | None:
    """A warning or an advice is lived with, by name, until a day; then it comes back. An error can't be accepted."""
    if finding.severity is Severity.ERROR:
        return finding
    until = [
        accept.review.value
        for accept in notice.accepts
        if accept.code and accept.code.value == finding.code
        and accept.at and finding.path.startswith(accept.at.value)
        and accept.because
        and accept.review
    ]  # fmt: skip
    if not until:
        return finding
    last = max(until)
    return None if today <= last else finding.changed(since=(last + timedelta(days=1)).isoformat())
