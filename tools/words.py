"""The lists of words of the linter as Python, made of ``seloste/notice/words/*.toml``: a check reads no list by itself.

``python tools/words.py`` writes ``seloste/notice/wording_lists.py`` anew; with ``--check`` it only says whether it
is current, and exits 1 when it isn't.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

from seloste.notice.lint_tokens import bare

ROOT = Path(__file__).resolve().parents[1]
LISTS = ROOT / "seloste" / "notice" / "words"
MADE = ROOT / "seloste" / "notice" / "wording_lists.py"
LANGUAGES = ("fi", "sv", "en")
_HEAD = '''"""The words of the linter by language and code, made by ``tools/words.py`` from ``words/*.toml``: change those."""

from __future__ import annotations

from typing import Final

# fmt: off
'''


def lists(language: str) -> dict[str, Any]:
    """One language's file: ``entry``, ``stems``, ``names`` and ``countries``."""
    return tomllib.loads((LISTS / f"{language}.toml").read_text(encoding="utf-8"))


def made() -> str:
    """The module: phrases as their bare words with their codes, by their first word, the longest first."""
    found = {language: lists(language) for language in LANGUAGES}
    lines = [_HEAD.rstrip("\n"), "PHRASES: Final[dict[str, dict[str, tuple[tuple[str, str], ...]]]] = {"]
    for language, told in found.items():
        by_first = _by_first_word(told["entry"]).items()
        said = ", ".join(f'"{first}": {phrases!r}' for first, phrases in by_first)
        lines.append(f'    "{language}": {{{said}}},')
    lines.append("}")
    for name in ("stems", "names", "countries"):
        lines.append(f"{name.upper()}: Final[dict[str, dict[str, tuple[str, ...]]]] = {{")
        for language, told in found.items():
            lines.append(f'    "{language}": {{')
            for key, words in told[name].items():
                begins = " " if (name, language) == ("stems", "en") else ""  # English joins no words
                said = ", ".join(f'"{begins}{word}"' for word in words)
                lines.append(f'        "{key}": ({said},),')
            lines.append("    },")
        lines.append("}")
    return "\n".join([*lines, ""])


def _by_first_word(entries: list[dict[str, Any]]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, dict[tuple[str, str], None]] = {}
    for entry in entries:
        for phrase in (bare(form) for form in entry["forms"]):
            found.setdefault(phrase.partition(" ")[0], {})[phrase, entry["code"]] = None
    return {first: tuple(sorted(told, key=lambda one: -len(one[0]))) for first, told in found.items()}


def main(words: list[str]) -> int:
    text = made()
    if "--check" not in words:
        MADE.write_text(text, encoding="utf-8")
    elif not MADE.exists() or MADE.read_text(encoding="utf-8") != text:
        print("seloste/notice/wording_lists.py is not current: python tools/words.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
