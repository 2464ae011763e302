"""What is wrong in a notice: a code, a place, the offending text, what is wrong and the mend."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from seloste.notice.catalogue import CATALOGUE, Severity
from seloste.notice.source import Source, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``line`` and ``column`` count from 1, ``length`` in characters.

    ``path`` is the term that it is about (``purpose.newsletter.basis``), ``text`` the offending
    text as written, ``excerpt`` the whole line it stands on.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    length: int
    text: str
    message: str
    mend: str
    path: str
    excerpt: str

    def as_json(self) -> dict[str, Any]:
        """Plain JSON, the form that ``seloste notice check --json`` prints."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "length": self.length,
            "text": self.text,
            "message": self.message,
            "mend": self.mend,
            "path": self.path,
        }


class NoticeErrors(Exception):
    """A notice that does not compile. ``findings`` holds everything found, errors first to be mended."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(render_findings(self.findings))


class Findings:
    """Collects the findings of one file; each code is looked up in the catalogue."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Finding] = []

    def add(self, code: str, span: Span, path: str = "", **words: str) -> None:
        entry = CATALOGUE[code]
        line, column = self.source.line_and_column(span.start)
        excerpt = self.source.line(line)
        text = self.source.text[span.start : span.end].split("\n")[0].rstrip("\r")
        self.found.append(
            Finding(
                code=code,
                severity=entry.severity,
                file=self.source.name,
                line=line,
                column=column,
                length=max(1, len(text)),
                text=text,
                message=entry.message.format(**words),
                mend=entry.mend.format(**words),
                path=path,
                excerpt=excerpt,
            )
        )


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By place in the file, each said once."""
    return sorted(dict.fromkeys(findings), key=lambda f: (f.line, f.column, f.code, f.path))


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(f.severity is Severity.ERROR for f in findings)


def render_findings(findings: Sequence[Finding]) -> str:
    """All findings for a terminal, with a closing count."""
    parts = [render_finding(f) for f in findings]
    errors = sum(f.severity is Severity.ERROR for f in findings)
    warnings = sum(f.severity is Severity.WARNING for f in findings)
    parts.append(f"{_count(errors, 'error')}, {_count(warnings, 'warning')}")
    return "\n\n".join(parts)


def render_finding(finding: Finding) -> str:
    """One finding: where, the line as written, a run of carets under the words, and the mend."""
    number = str(finding.line)
    gutter = " " * len(number)
    # The excerpt is somebody's file: nothing in it may steer the terminal that shows it.
    excerpt = _visible(finding.excerpt)
    before, under = excerpt[: finding.column - 1], excerpt[finding.column - 1 :][: finding.length]
    carets = "^" * max(1, sum(_width(char) for char in under))
    lines = [
        f"{finding.severity.value}[{finding.code}]: {_visible(finding.message)}",
        f"{gutter}--> {finding.file}:{finding.line}:{finding.column}",
        f"{gutter} |",
        f"{number} | {excerpt}",
        f"{gutter} | {''.join(_blank(char) for char in before)}{carets}",
    ]
    if finding.path:
        lines.append(f"{gutter} = at: {_visible(finding.path)}")
    lines.append(f"{gutter} = mend: {_visible(finding.mend)}")
    return "\n".join(lines)


def _visible(text: str) -> str:
    return "".join(
        "\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\t" else c for c in text
    )


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _blank(char: str) -> str:
    return "\t" if char == "\t" else " " * _width(char)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
