"""No module over 400 lines, and no function over 50 without its reason on the ``def`` line.

A longer function says why it stays whole: ``def table() -> Table:  # long: one row a rule of law``.
Usage: ``python tools/check_size.py FOLDER…``; exit code 1 when something is too long.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

MODULE_LINES = 400
FUNCTION_LINES = 50
_REASON = re.compile(r"#\s*long:\s*\S")


def findings(path: Path) -> Iterator[str]:
    """What is too long in one file, as ``path:line: message``."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    if len(lines) > MODULE_LINES:
        yield f"{path}:1: module of {len(lines)} lines (at most {MODULE_LINES})"
    for node in ast.walk(ast.parse(text, str(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES and not _has_reason(node, lines):
                yield (
                    f"{path}:{node.lineno}: function {node.name} of {length} lines "
                    f"(at most {FUNCTION_LINES}, or `# long: reason` on its def line)"
                )


def _has_reason(node: ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str]) -> bool:
    """The reason may stand on any line of the signature, which the formatter may have broken."""
    signature = lines[node.lineno - 1 : node.body[0].lineno - 1]
    return any(_REASON.search(line) for line in signature or lines[node.lineno - 1 : node.lineno])


def main(folders: list[str]) -> int:
    paths = sorted(path for folder in folders for path in Path(folder).rglob("*.py"))
    found = [finding for path in paths for finding in findings(path)]
    for finding in found:
        print(finding)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
