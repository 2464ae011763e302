"""The catalogue of the linter as a page: ``docs/lint.md``, made from the catalogue's entries and the lists of words.

``python -m tools.lint_catalogue`` writes it anew; with ``--check`` it only says whether it is current, and exits 1
when it isn't.
"""

from __future__ import annotations

import sys
from pathlib import Path

from seloste.notice.catalogue import CATALOGUE
from seloste.notice.explaining import explain, theme
from seloste.notice.lint_wording import SCOPES
from tools.words import LANGUAGES, lists

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "lint.md"
CHAPTERS = {
    "10": "The file and its syntax", "11": "Keys and kinds of value", "12": "Phrases", "13": "Bases and marketing",
    "14": "References", "15": "What is missing", "16": "The controller", "17": "Transfers", "18": "Versions and reviews",
    "19": "Prose", "21": "What a strict reader misses (rules N)", "22": "What nothing excuses",
    "23": "What strict readers find in others' notices (rules H)",
}  # fmt: skip
_INTRO = """# The linter and its catalogue

Made by `python -m tools.lint_catalogue` from the catalogue itself; `make check` fails when it is not current.

```sh
seloste notice check notice.toml                  # everything that is wrong, with its place, the law and the mend
seloste notice check notice.toml --json           # an object with `findings`; each has code, severity, rule, article, path, line, message, mend
seloste notice check notice.toml --sarif          # SARIF 2.1.0, for code hosts and editors
seloste notice check notice.toml --at 2027-01-01  # as of a day: tests and CI give it
seloste notice check notice.toml --ahead 60       # also what will be found within 60 days, each with its first day
seloste notice explain SEL2136 --lang fi          # what, why it matters, the law, a mend; in fi, sv or en
seloste notice fix notice.toml --dry-run          # the mends that can be derived, as a diff; without --dry-run they are made
seloste notice accept notice.toml SEL2161 --because "one person answers for it" --review 2027-06-30
```

**Severities.** An *error* keeps a notice from driving a register, and can't be accepted. A *warning* is a demand of the
law that is met in part. An *advice* makes a notice better.

**Exit codes.** 0: nothing that fails; 2: wrong words on the command line; 3: findings that fail, or no such file. Errors
fail; `--fail-on warning` and `--fail-on advice` fail from there on. What `--ahead` foretells fails nothing yet.

**pre-commit.** The project's own `.pre-commit-hooks.yaml` offers the hook `seloste-notice`, which checks every file
called `notice.toml`, or as `files` says.

**Accepting.** `[[accept]]` holds code, path (`at`), reason (`because`) and day (`review`). Past that day the finding
comes back, with the day from which it holds. The reason is on no page.

**Mends.** `fix` changes nothing that would have to be made up. It offers a mend where a misspelt word has one neighbour,
where a slip has one correction, or where the law itself says what must stand there; a mend that would bring another
finding is left out. Every byte outside a mend stays.

**Time.** The nightly round checks the notice in force and tells, 60 days before, what will be found: in the log, in
`seloste upkeep` and in `seloste doctor`.

**What is never found.** Terms decide wherever they can. Rules of wording look for closed lists of phrases, in Finnish,
Swedish and English, each in the sections where the phrase means what its code says. They don't see other words for the
same, a number or a period in words, irony, a negation round the phrase, or another language. What a title is about
(applicants, billing, cameras) is seen by the stems of such titles.

**Leaving in peace.** A rule is silent where the terms tell what the words leave open: *as long as necessary* beside a
period does no harm. `tests/notice/test_lint_invariant.py` holds what careless linters take for a fault.
"""


def page() -> str:
    """The document: each code with its severity, law, sentence and mend; then the lists of words."""
    lines = [_INTRO]
    for century, title in CHAPTERS.items():
        lines += [
            f"## {title}",
            "",
            "| code | severity | stands on | finding | mend |",
            "|---|---|---|---|---|",
        ]
        lines += [_row(code) for code in sorted(CATALOGUE) if code[3:5] == century]
        lines.append("")
    lines += [
        "## Words",
        "",
        "Made from `seloste/notice/words/*.toml`, where each entry has a sentence that fires and two that don't.",
        "",
    ]
    lines += ["| code | looks in | " + " | ".join(LANGUAGES) + " |", "|---|---|" + "---|" * len(LANGUAGES)]
    told = {language: lists(language)["entry"] for language in LANGUAGES}
    for code in sorted({entry["code"] for entry in told["fi"]}):
        words = [
            ", ".join(_cell(entry["lemma"]) for entry in told[language] if entry["code"] == code)
            for language in LANGUAGES
        ]
        lines.append(f"| {code} | {', '.join(SCOPES.get(code, ('everywhere',)))} | {' | '.join(words)} |")
    return "\n".join([*lines, ""])


def _row(code: str) -> str:
    entry, told = CATALOGUE[code], explain(code)
    law = entry.rule or theme(code)
    return f"| {code} | {entry.severity.value} | {_cell(law)} | {_cell(told.what)} | {_cell(told.mend)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


def main(words: list[str]) -> int:
    text = page()
    if "--check" not in words:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        print("docs/lint.md is not current: python -m tools.lint_catalogue")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
