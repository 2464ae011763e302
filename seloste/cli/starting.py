"""``seloste notice new``: a first notice for another company, out of a few questions or a file of answers.

Asks only what it needs, in Finnish, Swedish or English; what it writes passes ``seloste notice check``.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from typing import Any

from seloste.cli.output import emit, keep_file, new_file, say
from seloste.engine.errors import Exit, SelosteError

LANGUAGES = ("fi", "sv", "en")


class BadAnswer(SelosteError):
    exit_code = Exit.BAD_INPUT
    code = "bad_answer"


def new_words(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-o", "--out", default="notice.toml", metavar="OUT", help="the file to write (default: notice.toml)"
    )
    command.add_argument("--answers", metavar="FILE", help="a TOML file of answers, in place of questions")
    command.add_argument(
        "--lang", choices=LANGUAGES, help="the language of the questions (default: the terminal's)"
    )
    command.add_argument("--force", action="store_true", help="replace OUT")
    command.add_argument("--json", action="store_true", help="print one JSON document")
    command.set_defaults(run=_new)


def _new(arguments: argparse.Namespace) -> int:
    from pathlib import Path

    from seloste.cli.dialogue import Dialogue, answers_of
    from seloste.notice import examine, starting

    out = Path(arguments.out)
    new_file(out, force=arguments.force)
    dialogue = Dialogue(_language(arguments), _given(arguments.answers))
    answers = answers_of(dialogue)
    text = starting.notice(answers)
    _, findings = examine(text.encode(), name=out.name, on=answers.today)
    if findings:
        first = findings[0].in_language(dialogue.language)
        raise BadAnswer(f"{first.path}: {first.message}", help=first.mend)
    keep_file(out, text.encode())
    if arguments.json:
        emit({"file": str(out), "groups": answers.groups, "purposes": answers.purposes, "findings": []})
    else:
        say(dialogue.words("done").format(path=out))
    return Exit.OK


def _language(arguments: argparse.Namespace) -> str:
    told = (
        arguments.lang
        or os.environ.get("LC_ALL", os.environ.get("LC_MESSAGES", os.environ.get("LANG", "")))[:2]
    )
    return told if told in LANGUAGES else "en"


def _given(path: str | None) -> Mapping[str, Any] | None:
    if path is None:
        return None
    import tomllib  # neither is for every command
    from pathlib import Path

    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadAnswer(f"{path} can't be read: {error}.", help="Name a TOML file of answers.") from None
