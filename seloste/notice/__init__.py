"""The notice language: read, check, compile to a policy, render.

Sections 1, 2, 3 and 12 of the notice. Pure: neither Django nor the database is known here.

``read_file`` and ``read`` give a ``Notice`` and the findings of reading, ``check`` those of
checking, ``examine`` both in one run; ``compile_notice`` makes the ``Policy``, ``load_policy``
all of it at once, and ``render_page`` the public page; ``render.render`` makes a file of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seloste.notice.checks import check
    from seloste.notice.compiling import compile_despite, compile_notice
    from seloste.notice.examining import examine, load_policy, read_file
    from seloste.notice.findings import Finding, NoticeErrors, has_errors, in_order, render_findings
    from seloste.notice.model import Notice
    from seloste.notice.policy import Policy
    from seloste.notice.policy_json import policy_from_json, policy_to_json
    from seloste.notice.reader import read
    from seloste.notice.render import render_page

_WHERE = {
    "checks": ("check",),
    "compiling": ("compile_despite", "compile_notice"),
    "examining": ("examine", "load_policy", "read_file"),
    "findings": ("Finding", "NoticeErrors", "has_errors", "in_order", "render_findings"),
    "model": ("Notice",),
    "policy": ("Policy",),
    "policy_json": ("policy_from_json", "policy_to_json"),
    "reader": ("read",),
    "render": ("render_page",),
}
"""Where each public name stands. It is imported when it is asked for: checking needs neither compiler nor page."""

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
    "in_order",
    "load_policy",
    "policy_from_json",
    "policy_to_json",
    "read",
    "read_file",
    "render_findings",
    "render_page",
]


def __getattr__(name: str) -> Any:
    module = next((module for module, names in _WHERE.items() if name in names), None)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{module}"), name)
