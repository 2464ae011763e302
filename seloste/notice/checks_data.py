"""Sections 5, 6 and 9: the matrix of category, purpose, source and period has no hole (R5.0b)."""

from __future__ import annotations

from datetime import date

from seloste.notice.findings import Findings
from seloste.notice.lint_parts import is_elsewhere
from seloste.notice.model import CategoryEntry, Notice, SourceTerm
from seloste.notice.phrases import nearest
from seloste.notice.resolve import all_uses, bases_of, data_of, fields_of
from seloste.notice.source import Word
from seloste.notice.vocabulary import FIELDS
from seloste.notice.worlds import has_room

Datum = tuple[str, str]
"""Category and field."""


def _used(notice: Notice) -> set[Datum]:
    purposes = notice.purposes
    return {
        datum
        for use in all_uses(notice).values()
        if use.purpose.value in purposes
        for datum in fields_of(notice, data_of(use, purposes[use.purpose.value]))
    }


def check_categories(notice: Notice, findings: Findings, today: date) -> None:
    used = _used(notice)
    unread = any("data" in term.broken for term in (*notice.purposes.values(), *notice.uses.values()))
    for category in notice.categories.values():
        name = category.name.value
        if category.lacks("fields"):
            _missing(findings, category, "fields", 'fields = ["name", …]')
        if category.lacks("sources"):
            findings.add("SEL1504", category.name.span, category.path, category=name)
        if category.lacks("keep"):
            findings.add("SEL1505", category.name.span, category.path, category=name)
        for field in category.fields:
            if "…" in field.value:
                findings.add("SEL1107", field.span, f"{category.path}.fields")
            elif (name, field.value) not in used and not unread:
                findings.add("SEL1503", field.span, f"{category.path}.fields", data=f"{name}.{field.value}")
            if (
                "…" not in field.value
                and field.value not in FIELDS
                and field.value not in (category.field or {})
            ):
                findings.add("SEL1511", field.span, f"{category.path}.fields", field=field.value)
        for word in category.sources:
            if is_elsewhere(notice, category, word.value):
                findings.add(
                    "SEL1313", word.span, f"{category.path}.sources", category=name, source=word.value
                )
        _check_periods(notice, findings, category)


def _missing(findings: Findings, category: CategoryEntry, key: str, example: str) -> None:
    findings.add("SEL1508", category.name.span, category.path, where=category.path, key=key, example=example)


def _check_periods(notice: Notice, findings: Findings, category: CategoryEntry) -> None:
    """R9.1a: whoever is in the register, each field has a period that ends."""
    if not category.keep:
        return
    if _misspelt_group(notice, category):
        return
    for group, term in notice.groups.items():
        if term.keep or not has_room(term, category=category.name.value):
            continue  # its people have periods of their own, or no data of this kind
        for field in category.fields:
            names = {field.value, f"{category.name.value}.{field.value}"}
            if not any(_reaches(notice, period.targets, group, names) for period in category.keep):
                findings.add(
                    "SEL1510", category.keep[0].span, f"{category.path}.keep",
                    group=group, category=f"{category.name.value}.{field.value}",
                )  # fmt: skip
                break


def _misspelt_group(notice: Notice, category: CategoryEntry) -> bool:
    """A name after ``for`` that is most likely a group misspelt, which is found by itself."""
    own = {f"{prefix}{f.value}" for f in category.fields for prefix in ("", f"{category.name.value}.")}
    named = {target.value for period in category.keep for target in period.targets}
    return any(nearest(name, notice.groups) for name in named - own - set(notice.groups))


def _reaches(notice: Notice, targets: tuple[Word, ...], group: str, names: set[str]) -> bool:
    values = {target.value for target in targets}
    groups = values & set(notice.groups)
    fields = values - groups
    return (not groups or group in groups) and (not fields or bool(fields & names))


def check_groups(notice: Notice, findings: Findings, today: date) -> None:
    """N29: a group of people without a purpose of its own."""
    named: set[str] = set()
    for use in all_uses(notice).values():
        purpose = notice.purposes.get(use.purpose.value)
        if purpose is None:
            continue
        named |= {word.value for word in purpose.people}
        for basis in bases_of(use, purpose)[0]:
            named |= {word.value for word in basis.targets}
    for group in notice.groups.values():
        if group.name.value not in named and not (group.purposes and group.basis):
            findings.add("SEL1509", group.name.span, group.path, group=group.name.value)


def check_sources(notice: Notice, findings: Findings, today: date) -> None:
    """A source that is named for a category and can bring in none of its fields."""
    touched = {
        name: set(fields_of(notice, data_of(use, notice.purposes[use.purpose.value])))
        for name, use in all_uses(notice).items()
        if use.purpose.value in notice.purposes
    }
    everything: set[Datum] = set().union(*touched.values())
    brought = {name: _brought(notice, source, touched, everything) for name, source in notice.sources.items()}
    for category in notice.categories.values():
        own = {(category.name.value, f.value) for f in category.fields}
        for word in category.sources if own else ():
            if not own & brought.get(word.value, own):
                findings.add(
                    "SEL1512", word.span, f"{category.path}.sources",
                    data=category.name.value, source=word.value,
                )  # fmt: skip


def _brought(
    notice: Notice, source: SourceTerm, touched: dict[str, set[Datum]], everything: set[Datum]
) -> set[Datum]:
    """What a source may bring in: the data of its uses, narrowed to its fields."""
    if source.client and source.client.value:
        return set()  # R1.1d: it belongs to somebody else
    wanted = [word.value for word in source.uses]
    data = set().union(*(touched.get(name, set()) for name in wanted)) if wanted else everything
    return data & set(fields_of(notice, source.fields)) if source.fields else data
