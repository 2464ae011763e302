"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines of a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from seloste import __version__
from seloste.notice.catalogue import CATALOGUE, Severity
from seloste.notice.findings import Finding

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def as_sarif(findings: Sequence[Finding]) -> dict[str, Any]:
    """One run with a rule for each code that was found; columns count UTF-16 units, as SARIF's default has it."""
    codes = list(dict.fromkeys(finding.code for finding in findings))
    driver = {
        "name": "seloste",
        "semanticVersion": __version__,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "results": [_result(finding, codes.index(finding.code)) for finding in findings],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    entry = CATALOGUE[code]
    return {
        "id": code,
        "shortDescription": {"text": entry.message},
        "help": {"text": entry.mend},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
        "properties": {"article": entry.article, "rule": list(entry.rules)},
    }


def _result(finding: Finding, number: int) -> dict[str, Any]:
    before = finding.excerpt[: finding.column - 1]
    start = _units(before) + 1
    region = {
        "startLine": finding.line,
        "startColumn": start,
        "endLine": finding.line,
        "endColumn": start + max(1, _units(finding.text)),
        "snippet": {"text": finding.text},
    }
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(finding.file)}, "region": region}
    }
    if finding.path:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.path}]
    return {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}. {finding.mend}"},
        "locations": [location],
        "partialFingerprints": {"codeAndPath/v1": f"{finding.code}:{finding.path}"},
    }


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.replace("\\", "/"))
