"""The notice language: read, check, compile to a policy, render.

Sections 1, 2, 3 and 12 of the notice. Pure: neither Django nor the database is known here.

``read_file`` and ``read`` give a ``Notice`` and the findings of reading, ``check`` those of
checking, ``examine`` both in one run; ``compile_notice`` makes the ``Policy``, ``load_policy``
all of it at once, and ``render_page`` the public page; ``render.render`` makes a file of it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from seloste.notice.checks import check
from seloste.notice.compiling import compile_despite, compile_notice
from seloste.notice.findings import Finding, NoticeErrors, has_errors, in_order, render_findings
from seloste.notice.model import Notice
from seloste.notice.policy import Policy
from seloste.notice.policy_json import policy_from_json, policy_to_json
from seloste.notice.reader import read

__all__ = [
    "Finding",
    "Notice",
    "NoticeErrors",
    "Policy",
    "check",
    "compile_despite",
    "compile_notice",
    "examine",
    "has_errors",
    "load_policy",
    "policy_from_json",
    "policy_to_json",
    "read",
    "read_file",
    "render_findings",
    "render_page",
]


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
    notice, findings = examine(source, on=on)
    if notice is None or has_errors(findings):
        raise NoticeErrors(findings)
    return compile_notice(notice, on=on)


def render_page(notice: Notice, language: str) -> str:
    """The public page as an HTML fragment; see ``seloste.notice.render``, which checking doesn't need."""
    from seloste.notice import render

    return render.render_page(notice, language)
