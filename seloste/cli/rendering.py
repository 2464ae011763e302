"""``seloste notice render`` and ``export``: a notice as people and programs read it, and its published bytes.

Rendering needs no register.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from seloste.cli.output import emit, say
from seloste.engine.errors import Exit, SelosteError

if TYPE_CHECKING:
    from pathlib import Path

    from seloste.notice import Notice

FORMS = ("html", "md", "txt", "pdf", "jsonld", "record", "record-xlsx", "record-json")
ENDINGS = {
    "html": "html", "md": "md", "txt": "txt", "pdf": "pdf", "jsonld": "jsonld", "xlsx": "record-xlsx", "json": "record-json",
}  # fmt: skip
"""Which form an ending stands for where none is named; the record as a page is named."""


class CannotRender(SelosteError):
    exit_code = Exit.BAD_INPUT
    code = "cannot_render"


def render_words(command: argparse.ArgumentParser) -> None:
    command.add_argument("file")
    command.add_argument("--lang", choices=("fi", "sv", "en"), help="default: the notice's first language")
    command.add_argument(
        "--to", choices=FORMS, help="default: by the ending of OUT; record: GDPR Article 30(1)"
    )
    command.add_argument("-o", "--out", required=True, metavar="OUT", help="the file to write")
    command.add_argument("--json", action="store_true", help="print one JSON document")
    command.set_defaults(run=_render)


def export_words(export: argparse.ArgumentParser) -> None:
    export.add_argument("version", nargs="?", default="", help="number or digest; default: in force")
    export.add_argument("-o", "--out", metavar="OUT", help="the file to write; default: standard output")
    export.add_argument("--as", dest="actor", metavar="NAME", help="whose ticket to act by (default: first)")
    export.add_argument("--json", action="store_true", help="print one JSON document; needs OUT")
    export.set_defaults(run=_export)


def _render(arguments: argparse.Namespace) -> int:
    from pathlib import Path

    from seloste.notice import read_file, render_findings

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
    made = _made(notice, language, form)
    _write(out, made)
    told = {"file": str(out), "language": language, "form": form, "bytes": len(made)}
    emit(told) if arguments.json else say(f"{out} is written.")
    return Exit.OK


def _made(notice: Notice, language: str, form: str) -> bytes:
    if form == "record-xlsx":
        from seloste.disclosure.records import as_xlsx
        from seloste.notice.activities import record

        return as_xlsx(record(notice, language))
    from seloste.notice.render import render

    return render(notice, language, form)


def _form_of(out: Path) -> str:
    form = ENDINGS.get(out.suffix.removeprefix(".").lower())
    if form is None:
        raise CannotRender(
            f"The ending of {out} doesn't say in which form to write.",
            help=f"Say --to {', '.join(FORMS[:-1])} or {FORMS[-1]}.",
        )
    return form


def _export(arguments: argparse.Namespace) -> int:
    from pathlib import Path

    from seloste.cli.session import open_session
    from seloste.gate.editions import edition

    if arguments.json and not arguments.out:
        raise CannotRender("Standard output holds the file or a JSON document, not both.", help="Say -o OUT.")
    found = edition(open_session(arguments).vault.connection, arguments.version)
    if not arguments.out:
        sys.stdout.buffer.write(found.data)
        sys.stdout.buffer.flush()
        return Exit.OK
    _write(Path(arguments.out), found.data)
    told = {
        "file": arguments.out,
        "version": found.number,
        "digest": found.digest,
        "bytes": len(found.data),
    }
    emit(told) if arguments.json else say(f"{arguments.out} is version {found.number}, {found.digest}.")
    return Exit.OK


def _write(out: Path, made: bytes) -> None:
    try:
        out.write_bytes(made)
    except OSError as error:
        raise CannotRender(f"{out} can't be written: {error.strerror}.") from error
