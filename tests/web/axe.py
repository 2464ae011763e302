"""What axe-core finds on the page that a browser shows (WCAG 2.2 A and AA, and good practice)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.web.browser import Browser

_AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
_RUN = """axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}}).then((found) => found.violations.flatMap((rule) =>
  rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} (${rule.help})`)))"""


@cache
def _script() -> str:
    return _AXE.read_text(encoding="utf-8")


def violations(page: Browser) -> list[str]:
    """One line a violation and element: ``rule: selector (what the rule asks)``; empty where there is none.

    The script goes in by the browser's debugger: the page's content security policy stays as it is.
    """
    if not page.run("typeof axe === 'object'"):
        page.run(_script())
    return list(page.run(_RUN))
