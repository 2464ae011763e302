"""The copy put together from what was read and from the notice in force. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from seloste.gate.processors import outside_stance
from seloste.notice.policy import Keep, Policy, UseTerm
from seloste.protection.keeping import spoken
from seloste.rights import document as doc
from seloste.rights import words
from seloste.rights.held import Header, Held
from seloste.terms.words import Basis, Fate, Label, RowState, Scope

Kinds = Mapping[int, tuple[str, str]]
CALLED = ("organisation", "opening")
"""Plain columns that name an organisation or an opening: told by its name too."""

_OTHERS = {("mention", "of_person"), ("mention", "of_row"), ("mention", "of_table")}
_SAID: dict[tuple[str, str], Mapping[int, str]] = {
    ("contact", "label"): {one.value: one.name.lower() for one in Label},
    ("contact", "state"): {one.value: one.name.lower() for one in RowState},
    ("calls", "direction"): {1: "in", 2: "out"},
    ("customership", "state"): {0: "open", 1: "paid", 2: "void"},
    ("events", "state"): {0: "open", 1: "done"},
}
"""Plain columns whose numbers are words."""


def together(held: Held, policy: Policy, kinds: Kinds) -> doc.Copy:
    """Everything in the order of the notice (section 5); what it no longer names comes last."""
    disclosed = [one for one in held.accesses if one.verb == "disclose"]
    categories = _categories(held, policy, kinds)
    return doc.Copy(
        format="seloste-subject-export", version=1, made=held.now,
        controller=doc.Controller(policy.controller, policy.business_id, policy.contact_mail, policy.register_name),
        subject=doc.Subject(held.person, _names(categories)),
        categories=categories,
        relations=[_relation(one) for one in held.facts["relations"]],
        grounds=[_ground(one) for one in held.facts["grounds"]],
        prohibitions=[_prohibition(one) for one in held.facts["prohibitions"]],
        restrictions=[
            doc.Restriction(one["reason"], _time(one["since"]), _ended(one["until"])) for one in held.facts["restrictions"]
        ],
        uses=_uses(held, policy),
        sources=_sources(held, policy),
        recipients=_recipients(held, policy, kinds),
        disclosures=[doc.Disclosure(one.at, one.recipient or "", one.use, list(one.fields)) for one in disclosed],
        looks=[doc.Look(one.at, one.verb, one.use, one.role) for one in held.accesses],
        notices=[doc.Notice(*one) for one in held.versions],
        rights=list(words.RIGHTS),
        withheld=_withheld(held, kinds),
    )  # fmt: skip


def portable(copy: doc.Copy) -> doc.Copy:
    """Of a copy, only the values that the person may take to another controller (GDPR 20(1))."""
    categories = [
        msgspec.structs.replace(one, rows=rows)
        for one in copy.categories
        if (rows := [row for row in one.rows if row.portable])
    ]
    return msgspec.structs.replace(copy, categories=categories)


def _categories(held: Held, policy: Policy, kinds: Kinds) -> list[doc.Category]:
    declared = {term.name: term for term in policy.categories}
    found = []
    for name in dict.fromkeys((*declared, *(kinds[row.kind][0] for row in held.headers))):
        rows = [_row(row, held, policy, kinds) for row in held.headers if kinds[row.kind][0] == name]
        term = declared.get(name)
        if rows:
            title, section = (term.title, term.clause.section) if term else ({}, None)
            found.append(doc.Category(name, title, section, rows))
    return found


def _row(row: Header, held: Held, policy: Policy, kinds: Kinds) -> doc.Row:
    category, field = kinds[row.kind]
    return doc.Row(
        id=row.id, field=field, title=_title(category, field, policy), opened=row.id in held.values, value=held.values.get(row.id),
        columns=_columns(category, row.plain, held.called), fate=_FATES[Fate(row.fate)], source=row.source,
        obtained=row.obtained, notice=row.notice, until=row.until,
        kept=[_kept(keep) for keep in _keeps(category, field, row.fate, held, policy)],
        uses=list(row.uses), portable=_portable(category, field, row, held, policy),
    )  # fmt: skip


def _title(category: str, field: str, policy: Policy) -> doc.Words:
    return next((one.field_titles.get(field, {}) for one in policy.categories if one.name == category), {})


_FATES: dict[Fate, Any] = {Fate.ORDINARY: "ordinary", Fate.BY_LAW: "by_law", Fate.CLAIMS: "claims"}


def _columns(category: str, columns: Mapping[str, Any], called: Mapping[UUID, str]) -> dict[str, Any]:
    """Those that hold something: numbers that are words as words, sums of money to the cent."""
    said: dict[str, Any] = {}
    for name, value in columns.items():
        if value is None or (category, name) in _OTHERS:
            continue
        if name in CALLED:
            said[name] = {"id": value, "name": called.get(UUID(value))}
        elif isinstance(value, float):
            said[name] = f"{value:.2f}"
        else:
            said[name] = _SAID.get((category, name), {}).get(value, value)
    return said


def _keeps(category: str, field: str, fate: int, held: Held, policy: Policy) -> list[Keep]:
    """The periods of this field that speak of everybody or of a relation that the person has or had."""
    groups = {one["group"] for one in held.facts["relations"]}
    return [
        keep
        for keep in policy.keeps
        if keep.category == category and keep.field in (None, field) and keep.fate == fate
        and (keep.group is None or keep.group in groups)
    ]  # fmt: skip


def _kept(keep: Keep) -> doc.Kept:
    return doc.Kept(keep.clause.section, keep.clause.sentence, keep.law)


def _portable(category: str, field: str, row: Header, held: Held, policy: Policy) -> bool:
    """GDPR 20(1): what the person gave, while a use touches it on their consent or contract."""
    own = any(source.own for source in policy.sources if source.name == row.source)
    bases = {
        (Basis(one["basis"]), one["use"])
        for one in held.facts["grounds"]
        if one["ended"] is None or _time(one["ended"]) > held.now
    }
    return own and any(
        rule.use in row.uses
        and rule.basis in (Basis.CONSENT, Basis.CONTRACT)
        and not bases.isdisjoint({(rule.basis, rule.use), (rule.basis, None)})
        for rule in policy.rules
        if (rule.category, rule.field) == (category, field)
    )


def _names(categories: Iterable[doc.Category]) -> list[str]:
    return [
        spoken(row.value)
        for category in categories
        for row in category.rows
        if (category.name, row.field) == ("contact", "name") and row.opened
    ]


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _ended(text: str | None) -> datetime | None:
    return None if text is None or text == "infinity" else _time(text)


def _relation(one: Mapping[str, Any]) -> doc.Relation:
    return doc.Relation(
        one["group"], one["organisation"], one["source"], _time(one["started"]), _ended(one["ended"])
    )


def _ground(one: Mapping[str, Any]) -> doc.Ground:
    return doc.Ground(
        basis=Basis(one["basis"]).name.lower(), use=one["use"], row=_id(one["row"]), source=one["source"], notice=one["notice"],
        started=_time(one["started"]), ended=_ended(one["ended"]), why_ended=one["why"], complete=not one["incomplete"],
    )  # fmt: skip


def _prohibition(one: Mapping[str, Any]) -> doc.Prohibition:
    return doc.Prohibition(
        Scope(one["scope"]).name.lower(), one["use"], _id(one["row"]), one["source"], _time(one["since"]), _ended(one["until"])
    )  # fmt: skip


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _uses(held: Held, policy: Policy) -> dict[str, doc.Use]:
    """Those that touch a row, that a ground or prohibition names, or under which somebody looked."""
    named: set[str | None] = {use for row in held.headers for use in row.uses}
    named |= {one["use"] for part in ("grounds", "prohibitions") for one in held.facts[part]}
    named |= {one.use for one in held.accesses}
    return {use.name: _use(use, policy) for use in policy.uses if use.name in named}


def _use(use: UseTerm, policy: Policy) -> doc.Use:
    bases = dict.fromkeys(rule.law for rule in policy.rules if rule.use == use.name)
    return doc.Use(use.title, use.clause.section, use.clause.sentence, list(bases))


def _sources(held: Held, policy: Policy) -> dict[str, doc.Source]:
    named = {row.source for row in held.headers}
    named |= {one["source"] for part in ("relations", "grounds", "prohibitions") for one in held.facts[part]}
    return {
        one.name: doc.Source(one.title, one.clause.sentence, one.own)
        for one in policy.sources
        if one.name in named
    }


def _recipients(held: Held, policy: Policy, kinds: Kinds) -> list[doc.Recipient]:
    """Processors that may receive a field that is held, for a use that may touch it now (R8.1a, GDPR 15(1)(c))."""
    found = []
    for one in policy.processors:
        may = {
            (".".join(kinds[row.kind]), use)
            for row in held.headers
            for use in row.uses
            if use in one.uses and ".".join(kinds[row.kind]) in one.fields
        }
        if may and outside_stance(policy, one, held.now.date()) is None:
            fields, uses = sorted({field for field, _ in may}), sorted({use for _, use in may})
            found.append(
                doc.Recipient(
                    one.name, one.entity, one.seat, list(one.servers), one.mechanism, fields, uses, one.clause.sentence
                )
            )  # fmt: skip
    return found


def _withheld(held: Held, kinds: Kinds) -> list[doc.Withheld]:
    kept = {fate: sum(row.fate == fate for row in held.headers) for fate in (Fate.BY_LAW, Fate.CLAIMS)}
    mentions = sum(kinds[row.kind][0] == "mention" for row in held.headers)
    told = (
        doc.Withheld("kept_by_law", kept[Fate.BY_LAW], "GDPR 6(1)(c), 17(3)(b)", words.KEPT_BY_LAW),
        doc.Withheld("claims", kept[Fate.CLAIMS], "GDPR 17(3)(e)", words.CLAIMS),
        doc.Withheld("who_mentions", mentions, "GDPR 15(4)", words.OTHERS),
    )
    return [one for one in told if one.rows]
