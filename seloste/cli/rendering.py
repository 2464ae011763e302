"""``seloste notice render``: a notice file as a page, Markdown or a PDF. Needs no register."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from seloste.cli.output import emit, say
from seloste.engine.errors import Exit, SelosteError

if TYPE_CHECKING:
    from pathlib import Path

FORMS = ("html", "md", "pdf")


class CannotRender(SelosteError):
    exit_code = Exit.BAD_INPUT
    code = "cannot_render"


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    summary = "a notice file as people read it: a page, Markdown or a PDF"
    command = verbs.add_parser("render", help=summary, description=summary)
    command.add_argument("file")
    command.add_argument("--lang", choices=("fi", "sv", "en"), help="default: the notice's first language")
    command.add_argument("--to", choices=FORMS, help="default: by the ending of OUT")
    command.add_argument("-o", "--out", required=True, metavar="OUT", help="the file to write")
    command.add_argument("--json", action="store_true", help="print one JSON document")
    command.set_defaults(run=_render)


def _render(arguments: argparse.Namespace) -> int:
    from pathlib import Path

    from seloste.notice import read_file, render_findings
    from seloste.notice.render import render

    out = Path(arguments.out)
    form = arguments.to or _form_of(out)
    notice, findings = read_file(arguments.file)
    if notice is None or not notice.sound:
        print(render_findings(findings), file=sys.stderr)
        raise CannotRender(
            f"{arguments.file} can't be read as it stands.",
            help=f"`seloste notice check {arguments.file}` lists all that is wrong in it.",
        )
    language = arguments.lang or next(iter(notice.languages))
    if language not in notice.languages:
        raise CannotRender(
            f"{arguments.file} isn't written in {language!r}.",
            help=f"Its languages: {', '.join(notice.languages)}.",
        )
    made = render(notice, language, form)
    _write(out, made)
    told = {"file": str(out), "language": language, "form": form, "bytes": len(made)}
    emit(told) if arguments.json else say(f"{out} is written.")
    return Exit.OK


def _form_of(out: Path) -> str:
    form = out.suffix.removeprefix(".").lower()
    if form not in FORMS:
        raise CannotRender(
            f"The ending of {out} doesn't say in which form to write.", help="Say --to html, md or pdf."
        )
    return form


def _write(out: Path, made: bytes) -> None:
    try:
        out.write_bytes(made)
    except OSError as error:
        raise CannotRender(f"{out} can't be written: {error.strerror}.") from error
