"""What is wrong in a notice: a code, a place, the offending text, what is wrong and the mend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from seloste.notice.catalogue import CATALOGUE, Severity, sentences_of
from seloste.notice.record import Record
from seloste.notice.said import Said, in_language
from seloste.notice.source import Source, Span


class Finding(Record):
    """One finding. ``line`` and ``column`` count from 1, ``length`` in characters.

    ``path`` is the term that it is about (``purpose.newsletter.basis``), ``text`` the offending
    text as written, ``excerpt`` the whole line it stands on, ``since`` the day (ISO 8601) from which it
    holds where it came with time.
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
    words: tuple[tuple[str, str | Said], ...] = ()
    since: str = ""

    def in_language(self, language: str) -> Finding:
        """The same finding with its message and mend in ``fi``, ``sv`` or ``en``."""
        message, mend = sentences_of(self.code, language)
        words = {key: in_language(word, language) for key, word in self.words}
        return self.changed(message=message.format(**words), mend=mend.format(**words))

    def as_json(self) -> dict[str, Any]:
        """Plain JSON, the form that ``seloste notice check --json`` prints.

        ``implies``: codes that mending this may remove as well.
        """
        return {
            "code": self.code,
            "rule": list(CATALOGUE[self.code].rules),
            "article": CATALOGUE[self.code].article,
            "implies": list(CATALOGUE[self.code].implies),
            "severity": self.severity.value,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "length": self.length,
            "text": self.text,
            "message": self.message,
            "mend": self.mend,
            "path": self.path,
            "holds_from": self.since or None,
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

    def add(
        self, code: str, span: Span, path: str = "", *, since: str | Said = "", **words: str | Said
    ) -> None:
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
                words=tuple(words.items()),
                since=str(since),
            )
        )


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By place in the file, each said once."""
    return sorted(dict.fromkeys(findings), key=lambda f: (f.line, f.column, f.code, f.path))


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(f.severity is Severity.ERROR for f in findings)


def render_findings(findings: Sequence[Finding], language: str = "en", *, colour: bool = False) -> str:
    """All findings for a terminal, with a closing count; ``language`` is ``fi``, ``sv`` or ``en``."""
    parts = [render_finding(f, language, colour=colour) for f in findings]
    counted = []
    for severity, names in _COUNTED[language].items():
        number = sum(f.severity is severity for f in findings)
        counted.append(f"{number} {names[number != 1]}")
    return "\n\n".join([*parts, ", ".join(counted)])


def render_finding(finding: Finding, language: str = "en", *, colour: bool = False) -> str:
    """One finding: where, the line as written, a run of carets under the words, the law, and the mend."""
    finding = finding.in_language(language)
    named, at, mend, law, since = _LABELS[language]
    paint = _COLOURS[finding.severity] if colour else ("", "")
    number = str(finding.line)
    gutter = " " * len(number)
    # The excerpt is somebody's file: nothing in it may steer the terminal that shows it.
    excerpt, column = _cropped(_visible(finding.excerpt), finding.column)
    before, under = excerpt[: column - 1], excerpt[column - 1 :][: finding.length]
    carets = "^" * max(1, sum(_width(char) for char in under))
    lines = [
        f"{paint[0]}{named[finding.severity]}[{finding.code}]{paint[1]}: {_visible(finding.message)}",
        f"{gutter}--> {finding.file}:{finding.line}:{finding.column}",
        f"{gutter} |",
        f"{number} | {excerpt}",
        f"{gutter} | {''.join(_blank(char) for char in before)}{paint[0]}{carets}{paint[1]}",
    ]
    notes = ((at, finding.path), (law, CATALOGUE[finding.code].rule), (since, finding.since))
    lines += [f"{gutter} = {label}: {_visible(said)}" for label, said in notes if said]
    lines.append(f"{gutter} = {mend}: {_visible(finding.mend)}")
    return "\n".join(lines)


def _visible(text: str) -> str:
    import unicodedata  # only where something is printed

    return "".join(
        "\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\t" else c for c in text
    )


def _width(char: str) -> int:
    import unicodedata

    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _blank(char: str) -> str:
    return "\t" if char == "\t" else " " * _width(char)


def _cropped(excerpt: str, column: int) -> tuple[str, int]:
    """A long line cut round its fault, and the column there."""
    start = max(0, column - 1 - _WIDEST // 2) if len(excerpt) > _WIDEST else 0
    shown = excerpt[start : start + _WIDEST]
    left = "…" if start else ""
    right = "…" if start + _WIDEST < len(excerpt) else ""
    return f"{left}{shown}{right}", column - start + len(left)


_WIDEST = 120
_COLOURS = {
    Severity.ERROR: ("\x1b[1;31m", "\x1b[0m"),
    Severity.WARNING: ("\x1b[1;33m", "\x1b[0m"),
    Severity.ADVICE: ("\x1b[1;36m", "\x1b[0m"),
}
_LABELS: dict[str, tuple[dict[Severity, str], str, str, str, str]] = {
    "fi": (
        {Severity.ERROR: "virhe", Severity.WARNING: "varoitus", Severity.ADVICE: "neuvo"},
        "kohta",
        "korjaus",
        "laki",
        "alkaen",
    ),
    "sv": (
        {Severity.ERROR: "fel", Severity.WARNING: "varning", Severity.ADVICE: "råd"},
        "ställe",
        "åtgärd",
        "lag",
        "från",
    ),
    "en": (
        {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "advice"},
        "at",
        "mend",
        "law",
        "since",
    ),
}
_COUNTED: dict[str, dict[Severity, tuple[str, str]]] = {
    "fi": {
        Severity.ERROR: ("virhe", "virhettä"), Severity.WARNING: ("varoitus", "varoitusta"),
        Severity.ADVICE: ("neuvo", "neuvoa"),
    },
    "sv": {
        Severity.ERROR: ("fel", "fel"), Severity.WARNING: ("varning", "varningar"), Severity.ADVICE: ("råd", "råd"),
    },
    "en": {
        Severity.ERROR: ("error", "errors"), Severity.WARNING: ("warning", "warnings"),
        Severity.ADVICE: ("piece of advice", "pieces of advice"),
    },
}  # fmt: skip
