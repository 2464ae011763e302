"""A place of law, ``accounting 2:10``, in words: the law by its name in the notice, chapter and section written out."""

from __future__ import annotations

import re
from typing import Final

from seloste.notice.policy import Policy

_SECTION: Final = re.compile(r"(?:(?P<chapter>\d+):)?(?P<section>\d+[a-z]?)")
_FORMS: Final[dict[str, tuple[str, str]]] = {
    "fi": ("{chapter} luku ", "{section} §"),
    "sv": ("{chapter} kap. ", "{section} §"),
    "en": ("chapter {chapter}, ", "section {section}"),
}


def section_in_words(said: str, language: str) -> str:
    """``2:10`` as *2 luku 10 §*; what isn't written so stays as it is."""
    found = _SECTION.fullmatch(said.strip())
    if found is None:
        return said.strip()
    chapter, section = _FORMS.get(language, _FORMS["en"])
    before = chapter.format(chapter=found["chapter"]) if found["chapter"] else ""
    return before + section.format(section=found["section"])


def law_in_words(title: str, id: str, said: str, language: str) -> str:
    """*kirjanpitolaki (1336/1997) 2 luku 10 §*. ``id``: as ``[law]`` says it, such as ``fi/1336/1997``."""
    number = id.removeprefix("fi/") if id.startswith("fi/") else ""
    named = f"{title} ({number})" if number else title
    comma = "," if language == "en" else ""
    return f"{named}{comma} {section_in_words(said, language)}" if said.strip() else named


def in_words(policy: Policy, cited: str, language: str) -> str:
    """``GDPR 17(3)(b); accounting 2:10`` with the notice's own laws by their names; the others as they are."""
    return "; ".join(_part(policy, part.strip(), language) for part in cited.split(";"))


def _part(policy: Policy, part: str, language: str) -> str:
    name, _, section = part.partition(" ")
    law = next((one for one in policy.laws if one.name == name), None)
    if law is None:
        return part
    title = law.title.get(language) or law.title.get("en") or next(iter(law.title.values()), name)
    return law_in_words(title, law.id, section, language)
