"""The register: people, organisations and the categories of personal data (sections 3 and 5).

A kind of personal data is a subclass of ``records.PersonalRecord`` and an entry of the notice;
tables, policies, doors and everything that walks the categories are generated from the registry.
"""

from __future__ import annotations


def kinds() -> dict[tuple[str, str], int]:
    """(category, field) of every kind of row that a model holds -> its number."""
    from seloste.register.records import registry

    return {
        (model.holds.category, name): number
        for model in registry()
        for name, number in model.holds.fields.items()
    }


def kind_names() -> dict[int, tuple[str, str]]:
    """The number of a kind -> its category and field."""
    return {number: named for named, number in kinds().items()}
