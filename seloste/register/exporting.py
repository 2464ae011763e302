"""Everything about one person as they are entitled to have it (GDPR 15 and 20; L5, L9).

What is kept by law or for claims is told of and not opened: only the use that the notice names for it, and
``legal``, open such rows. Names of staff are left out: who looked is told by role and use (C-579/21).
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from seloste.notice.policy import CategoryTerm, Keep, Policy
from seloste.protection.vault import Vault
from seloste.register.showing import Row, Shown, show
from seloste.terms.act import Act
from seloste.terms.words import RIGHTS, Basis, Fate, Scope

SCHEMA = "seloste-subject-export-1"
LOOKS = 500


def export(vault: Vault, person: UUID, policy: Policy, act: Act) -> dict[str, Any]:
    """Plain values (times and ids as they are); docs/schema/subject-export.json says their shape.

    Raises NotVisible when the register holds nobody of this id.
    """
    shown = show(vault, person, RIGHTS, act, looks=LOOKS)
    return {
        "schema": SCHEMA,
        "made_at": shown.now,
        "person": person,
        "controller": {"name": policy.controller, "business_id": policy.business_id, "contact": policy.contact_mail},
        "register": policy.register_name,
        "notice": policy.version,
        "categories": [found for term in policy.categories if (found := _category(term, shown, policy))],
        "no_longer_named": [_row(row, None, policy) for row in _unnamed(shown, policy)],
        **_facts(shown),
        "recipients": [
            {"name": one.name, "entity": one.entity, "fields": list(one.fields), "sentence": one.clause.sentence}
            for one in policy.processors
            if one.fields
        ],
        "disclosures": [
            {"at": one.at, "to": one.recipient, "use": one.use} for one in shown.looks if one.verb == "disclose"
        ],
        "looks": [
            {"at": one.at, "what": one.verb, "use": one.use, "role": one.role} for one in shown.looks
        ],
    }  # fmt: skip


def _category(term: CategoryTerm, shown: Shown, policy: Policy) -> dict[str, Any] | None:
    rows = [row for row in shown.rows if row.category == term.name and row.field in term.fields]
    if not rows:
        return None
    return {
        "category": term.name,
        "title": term.title,
        "section": term.clause.section,
        "values": [_row(row, term, policy) for row in rows],
    }


def _unnamed(shown: Shown, policy: Policy) -> list[Row]:
    named = {(term.name, field) for term in policy.categories for field in term.fields}
    return [row for row in shown.rows if (row.category, row.field) not in named]


def _row(row: Row, term: CategoryTerm | None, policy: Policy) -> dict[str, Any]:
    source = next((one for one in policy.sources if one.name == row.source), None)
    return {
        "field": row.field,
        "title": term.field_titles.get(row.field, {}) if term else {},
        "value": row.value.show() if row.value is not None else None,
        "told_only": row.value is None,
        "columns": row.plain,
        "source": {"name": row.source, "title": source.title if source else {}, "own": bool(source and source.own)},
        "obtained": row.obtained,
        "kept_until": row.until,
        "why_kept": _why_kept(row, policy),
        "kept": row.fate.name.lower(),
        "uses": [{"use": use, "sentence": _sentence(use, policy)} for use in row.uses],
        "notice": row.notice,
    }  # fmt: skip


def _sentence(use: str, policy: Policy) -> dict[str, str]:
    return next((one.clause.sentence for one in policy.uses if one.name == use), {})


def _why_kept(row: Row, policy: Policy) -> list[dict[str, str]]:
    def reaches(keep: Keep) -> bool:
        return keep.category == row.category and keep.field in (None, row.field) and keep.fate is row.fate

    return list({str(k.clause.sentence): k.clause.sentence for k in policy.keeps if reaches(k)}.values())


def _facts(shown: Shown) -> dict[str, Any]:
    facts = shown.facts
    return {
        "relations": [
            {key: one[key] for key in ("group", "started", "ended", "source", "organisation")} for one in facts["relations"]
        ],
        "grounds": [
            {"basis": Basis(one["basis"]).name.lower(), **{key: one[key] for key in ("use", "started", "ended", "incomplete", "source", "notice")}}
            for one in facts["grounds"]
        ],
        "prohibitions": [
            {"scope": Scope(one["scope"]).name.lower(), **{key: one[key] for key in ("use", "since", "until", "source")}}
            for one in facts["prohibitions"]
        ],
        "restrictions": [{key: one[key] for key in ("reason", "since", "until")} for one in facts["restrictions"]],
    }  # fmt: skip


def portable(exported: dict[str, Any]) -> dict[str, Any]:
    """Of an export, what the person gave and what rests on their consent or a contract (GDPR 20(1), L9)."""
    ordinary = Fate.ORDINARY.name.lower()
    given = [
        {
            **category,
            "values": [v for v in category["values"] if v["source"]["own"] and v["kept"] == ordinary],
        }
        for category in exported["categories"]
    ]
    return {**exported, "categories": [category for category in given if category["values"]]}
