"""A warning or an advice lived with for a reason until a day: written into the notice as ``[[accept]]``."""

from __future__ import annotations

import json
from datetime import date

from seloste.notice.catalogue import CATALOGUE, Severity
from seloste.notice.examining import examine
from seloste.notice.splicing import add_table, splice


class NotAccepted(ValueError):
    """A finding that can't be accepted, or that isn't there; the message says which."""


def accept(
    data: bytes,
    code: str,
    *,
    because: str,
    review: date,
    at: str = "",
    name: str = "notice.toml",
    on: date | None = None,
) -> tuple[bytes, list[str]]:
    """The file with an ``[[accept]]`` for each finding of ``code`` (under the path ``at``), and their paths.

    Every byte that was there stays. Raises ``NotAccepted`` for an error, for a review that is no later day, for a
    reason that is empty, and where there is no such finding.
    """
    entry = CATALOGUE.get(code)
    if entry is None:
        raise NotAccepted(f"there is no code {code}")
    if entry.severity is Severity.ERROR:
        raise NotAccepted(f"{code} is an error, and an error can't be accepted")
    if not because.strip():
        raise NotAccepted("a finding is accepted only for a reason")
    if on is not None and review <= on:
        raise NotAccepted(f"the review must come after {on.isoformat()}")
    notice, findings = examine(data, name=name, on=on)
    paths = list(dict.fromkeys(f.path for f in findings if f.code == code and f.path.startswith(at)))
    if notice is None or not paths:
        raise NotAccepted(f"there is no finding {code}" + (f" at {at}" if at else ""))
    for path in paths:
        assert notice is not None  # read above, and each splice leaves what can be read
        data = splice(data, [add_table(notice, _table(code, path, because, review))])
        notice, _ = examine(data, name=name, on=on)
    return data, paths


def _table(code: str, path: str, because: str, review: date) -> str:
    said = json.dumps(because, ensure_ascii=False).replace(
        "\x7f", "\\u007f"
    )  # a JSON string is a TOML string but for DEL
    lines = (
        "[[accept]]",
        f'code = "{code}"',
        f"at = {json.dumps(path)}",
        f"because = {said}",
        f"review = {review.isoformat()}",
    )
    return "\n".join(lines)
