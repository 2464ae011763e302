"""Reading and checking in one run, and the policy of a file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from seloste.notice.checks import check
from seloste.notice.findings import Finding, NoticeErrors, has_errors, in_order
from seloste.notice.model import Notice
from seloste.notice.reader import read

if TYPE_CHECKING:
    from pathlib import Path

    from seloste.notice.policy import Policy


def read_file(path: Path | str) -> tuple[Notice | None, list[Finding]]:
    """The notice of a file and the findings of reading it; None where there is no such file."""
    return read(path)


def examine(
    source: Path | str | bytes, *, name: str = "notice.toml", on: date | None = None
) -> tuple[Notice | None, list[Finding]]:
    """Read and check in one run: all that is wrong in a file, by its place in it."""
    notice, findings = read(source, name=name)
    if notice is not None:
        findings = in_order([*findings, *check(notice, on=on)])
    return notice, findings


def load_policy(source: Path | str | bytes, *, on: date | None = None) -> Policy:
    """The policy of a notice file. Raises ``NoticeErrors`` with all findings when it has errors."""
    from seloste.notice.compiling import compile_notice

    notice, findings = examine(source, on=on)
    if notice is None or has_errors(findings):
        raise NoticeErrors(findings)
    return compile_notice(notice, on=on)
