"""Words of the notice for a terminal: what people call a field, and a law by its name."""

from __future__ import annotations

from collections.abc import Mapping

from seloste.cli.asking import language
from seloste.notice import citing
from seloste.notice.policy import Policy


def worded(text: Mapping[str, str]) -> str:
    """In the terminal's language, else in English, else in the notice's first; empty where nothing is said."""
    return text.get(language()) or text.get("en") or next(iter(text.values()), "")


def field(policy: Policy, category: str, name: str) -> str:
    """*Contact details: name*; by its code where the notice says nothing of it."""
    term = next((one for one in policy.categories if one.name == category), None)
    if term is None:
        return f"{category}.{name}"
    return f"{worded(term.title) or category}: {worded(term.field_titles.get(name, {})) or name}"


def source(policy: Policy, name: str) -> str:
    """A source as the notice calls it."""
    term = next((one for one in policy.sources if one.name == name), None)
    return (worded(term.title) if term else "") or name


def law(policy: Policy, cited: str) -> str:
    """``accounting 2:10`` with the law by its name."""
    known = language() if language() in ("fi", "sv") else "en"
    return citing.in_words(policy, cited, known)
