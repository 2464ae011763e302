"""Every word of the pages, in Finnish, Swedish and English: one entry a key, never one without all three.

``say`` gives an entry in a language; templates use ``{% say "key" name=value %}``. Words of the notice
are not here: they come from the policy in force.
"""

from __future__ import annotations

from typing import Final

from seloste.web.words import decisions, frame, house, people, promises, publishing
from seloste.web.words.text import Language, Text, told

__all__ = ["LANGUAGES", "WORDS", "Language", "Text", "say", "told"]

LANGUAGES: Final[dict[Language, str]] = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
"""The languages of the pages, each by its own name."""

WORDS: Final[dict[str, Text]] = {
    **frame.WORDS,
    **people.WORDS,
    **house.WORDS,
    **promises.WORDS,
    **publishing.WORDS,
    **decisions.WORDS,
}


def say(key: str, language: Language, **values: str) -> str:
    """The text under ``key``, with its ``{names}`` filled. Raises KeyError for a key that isn't there."""
    return WORDS[key].of(language).format(**values)
