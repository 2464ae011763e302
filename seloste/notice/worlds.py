"""Worlds of their own: what a group of people, a register or a field narrows of all that the rest of the notice permits.

Nothing here widens: a rule that would hold for anybody holds for those whose world has room for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from seloste.notice.model import BasisPhrase, CategoryEntry, GroupTerm, Notice, Period, PurposeTerm
from seloste.notice.source import Word


def has_room(group: GroupTerm, *, purpose: str = "", category: str = "") -> bool:
    """Whether a group's own purposes and categories, where it names any, leave room for these."""
    return _names(group.purposes, purpose) and _names(group.categories, category)


def _names(words: tuple[Word, ...], name: str) -> bool:
    return not words or not name or any(word.value == name for word in words)


def whom(notice: Notice, purpose: str, category: str, groups: tuple[str, ...]) -> tuple[str, ...] | None:
    """For which of some groups (none: anybody) a purpose may touch a category; None is nobody, empty is anybody.

    Where no world says otherwise, the groups come back as they are. A rule for anybody that a world narrows
    becomes one for the other groups, by name.
    """
    left = [name for name in groups or notice.groups if _inside(notice, name, purpose, category)]
    if len(left) == len(groups or notice.groups):
        return groups
    return tuple(left) or None


def _inside(notice: Notice, group: str, purpose: str, category: str) -> bool:
    term = notice.groups.get(group)
    if term and not has_room(term, purpose=purpose, category=category):
        return False
    people = people_of(notice, purpose)
    return people is None or group in people


def people_of(notice: Notice, purpose: str) -> frozenset[str] | None:
    """The people of the registers to which a purpose belongs, where there are several registers; None is everybody."""
    if len(notice.registers) < 2:
        return None
    own = [one for one in notice.registers if any(word.value == purpose for word in one.purposes)]
    if not own or any(not one.people for one in own):
        return None
    return frozenset(word.value for one in own for word in one.people)


def own_bases(notice: Notice, purpose: PurposeTerm) -> Iterator[tuple[str, BasisPhrase]]:
    """The groups that say their own bases and name this purpose as theirs, with each basis."""
    for name, group in notice.groups.items():
        if any(word.value == purpose.name.value for word in group.purposes):
            yield from ((name, basis) for basis in group.basis)


def own_periods(notice: Notice, category: CategoryEntry) -> Iterator[tuple[str, Period]]:
    """The groups whose own periods hold for this category, with each period."""
    for name, group in notice.groups.items():
        if group.keep and has_room(group, category=category.name.value):
            yield from ((name, period) for period in group.keep)


def may_touch(notice: Notice, use: str, category: str, field: str) -> bool:
    """Whether a use is among those to which a field is open; a field that names none is open to all."""
    entry = notice.categories.get(category)
    term = (entry.field or {}).get(field) if entry else None
    return term is None or not term.access or any(word.value == use for word in term.access)
