"""What the notice of the bench says beside the shipped one: 25 purposes of one field each, and one of all."""

from __future__ import annotations

import re
from pathlib import Path

from bench.gdpr.plan import PURPOSES

ALL = "gdpr_all"
"""The use under which one person's records of every purpose are read and written."""


def use_of(purpose: int) -> str:
    """The use of a purpose, 0 to 24."""
    return f"gdpr_p{purpose:02d}"


def notice(shipped: Path) -> str:
    """The shipped notice with these purposes and their category, as TOML."""
    text = shipped.read_text(encoding="utf-8")
    fields = [f"r{number:02d}" for number in range(PURPOSES)]
    purposes = [_purpose(use_of(no), 30 + no, f'["records.{field}"]') for no, field in enumerate(fields)]
    purposes.append(_purpose(ALL, 30 + PURPOSES, '["records"]'))
    head, rest = re.split(r"(?m)^(?=\[category\]$)", text, maxsplit=1)
    before, after = re.split(r"(?m)^(?=# -+ 6 )", rest, maxsplit=1)
    return head + "".join(purposes) + before + _category(fields) + after


def _purpose(name: str, at: int, data: str) -> str:
    said = f'{{ fi = "tarkoitus {name}", sv = "ändamål {name}", en = "purpose {name}" }}'
    return (
        f'[purpose.{name}]\nat = "4.{at}"\ntitle = {said}\nbasis = "interest for customer"\ninterest = {said}\n'
        f'balance = {{ done = 2026-10-05, review = "12 months", record = "internal:balance/{name}" }}\ndata = {data}\n\n'
    )


def _category(fields: list[str]) -> str:
    names = ", ".join(f'"{field}"' for field in fields)
    titles = "".join(
        f'{field} = {{ title = {{ fi = "tietue {field}", sv = "post {field}", en = "record {field}" }} }}\n'
        for field in fields
    )
    return (
        '[category.records]\nat = "5.30"\ntitle = { fi = "Tietueet", sv = "Poster", en = "Records" }\n'
        f'fields = [{names}]\nsources = ["self"]\nkeep = "24 months after relation.ended"\n'
        f"[category.records.field]\n{titles}\n"
    )
