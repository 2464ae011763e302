"""``seloste notice check``, ``explain``, ``fix`` and ``accept``: none needs Django or a database."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from seloste.cli.output import emit, say
from seloste.engine.errors import Exit, SelosteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from seloste.notice.findings import Finding

_LANGUAGES = ("fi", "sv", "en")
_LEVELS = ("error", "warning", "advice")


class BadNotice(SelosteError):
    exit_code = Exit.BAD_INPUT
    code = "bad_notice"


class Verb(argparse.ArgumentParser):
    """A verb whose words are defined when it is the one that runs: a check is quick for an editor."""

    def __init__(
        self, *, define: Callable[[argparse.ArgumentParser], None] | None = None, **more: Any
    ) -> None:
        super().__init__(**more)
        self.define = define

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        define, self.define = self.define, None
        if define:
            define(self)
        return super().parse_known_args(args, namespace)


def _check_words(check: argparse.ArgumentParser) -> None:
    check.add_argument("file", nargs="+")
    check.add_argument("--json", action="store_true", help="print one JSON document")
    check.add_argument("--sarif", action="store_true", help="print SARIF 2.1.0, for code hosts and editors")
    check.add_argument(
        "--fail-on", choices=_LEVELS, default="error", help="exit with 3 from this on (default: error)"
    )
    check.add_argument(
        "--ahead", type=int, metavar="DAYS", default=0, help="also what will be found within so many days"
    )
    _common(check)
    check.set_defaults(run=_check)


def _explain_words(explain: argparse.ArgumentParser) -> None:
    explain.add_argument("code")
    explain.add_argument("--lang", choices=_LANGUAGES, default="en")
    explain.add_argument("--json", action="store_true", help="print one JSON document")
    explain.set_defaults(run=_explain)


def _fix_words(fix: argparse.ArgumentParser) -> None:
    fix.add_argument("file")
    fix.add_argument("--dry-run", action="store_true", help="show them and change nothing")
    fix.add_argument("--only", metavar="CODE", default="", help="mends of this code alone")
    fix.add_argument("--json", action="store_true", help="print one JSON document")
    _common(fix)
    fix.set_defaults(run=_fix)


def _accept_words(accept: argparse.ArgumentParser) -> None:
    accept.add_argument("file")
    accept.add_argument("code")
    accept.add_argument("--because", required=True, metavar="REASON", help="stays internal: on no page")
    accept.add_argument(
        "--review", required=True, type=_day, metavar="DATE", help="past this day the finding comes back"
    )
    accept.add_argument("--path", default="", help="only where the finding's path begins so")
    accept.add_argument("--json", action="store_true", help="print one JSON document")
    _common(accept)
    accept.set_defaults(run=_accept)


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--at", type=_day, metavar="DATE", help="check as of this day (default: today)")
    command.add_argument("--lang", choices=_LANGUAGES, default="en", help="language of what is printed")


def _day(text: str) -> date:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day; write it as 2026-12-01") from None


def read(path: str, on: date | None = None) -> tuple[Any, list[Finding]]:
    """The notice of a file and its findings. Raises BadNotice where there is no such file."""
    from seloste.notice import examine

    _must_be_there(path)
    return examine(path, on=on)


def _must_be_there(path: str) -> None:
    if not os.path.isfile(path):
        raise BadNotice(
            f"There is no file {path}.",
            help="Name a notice file, such as notices/avoin-systems/revised.toml.",
        )


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """A check makes many small values and no cycles: looking for garbage among them is a tenth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_seldom_collected()
def _check(arguments: argparse.Namespace) -> int:
    told: list[tuple[str, bool, list[Finding]]] = []
    for path in arguments.file:
        notice, findings = read(path, arguments.at)
        if arguments.ahead and notice is not None:
            findings = [*findings, *_ahead(notice, arguments)]
        failing = _LEVELS[: _LEVELS.index(arguments.fail_on) + 1]
        bad = notice is None or any(
            f.severity.value in failing and not _later(f, arguments) for f in findings
        )
        told.append((path, bad, findings))
    if arguments.sarif:
        from seloste.notice.sarif import as_sarif

        emit(as_sarif([_said(finding, arguments.lang) for _, _, found in told for finding in found]))
    elif arguments.json:
        files = [_as_json(path, bad, found, arguments.lang) for path, bad, found in told]
        emit(files[0] if len(files) == 1 else {"ok": all(f["ok"] for f in files), "files": files})
    else:
        for path, bad, findings in told:
            _print(path, bad, findings, arguments.lang)
    return Exit.BAD_INPUT if any(bad for _, bad, _ in told) else Exit.OK


def _ahead(notice: Any, arguments: argparse.Namespace) -> list[Finding]:
    from seloste.notice.foreseeing import coming

    return coming(notice, arguments.ahead, on=arguments.at)


def _later(finding: Finding, arguments: argparse.Namespace) -> bool:
    """A finding that only comes: it fails nothing yet."""
    from datetime import UTC, datetime

    today = arguments.at or datetime.now(UTC).date()
    return bool(arguments.ahead) and finding.since > today.isoformat()


def _said(finding: Finding, language: str) -> Finding:
    return finding if language == "en" else finding.in_language(language)


def _as_json(path: str, bad: bool, findings: list[Finding], language: str) -> dict[str, Any]:
    return {"file": path, "ok": not bad, "findings": [_said(f, language).as_json() for f in findings]}


def _print(path: str, bad: bool, findings: list[Finding], language: str) -> None:
    from seloste.notice import render_findings

    if not findings:
        say(f"{path}: no findings.")
        return
    out = sys.stderr if bad else sys.stdout
    colour = out.isatty() and not os.environ.get("NO_COLOR")
    print(render_findings(findings, language, colour=colour), file=out)


def _explain(arguments: argparse.Namespace) -> int:
    from seloste.notice.explaining import explain, rendered

    code = arguments.code.upper()
    try:
        told = explain(code, arguments.lang)
    except KeyError:
        raise BadNotice(f"There is no code {arguments.code}.", help="docs/lint.md lists them all.") from None
    emit(dict(told.given())) if arguments.json else say(*rendered(told, arguments.lang).split("\n"))
    return Exit.OK


def _fix(arguments: argparse.Namespace) -> int:
    from pathlib import Path

    from seloste.notice.fixing import fix

    _must_be_there(arguments.file)
    path = Path(arguments.file)
    before = path.read_bytes()
    after, patches = fix(before, name=arguments.file, on=arguments.at, only=arguments.only.upper())
    if not arguments.dry_run and after != before:
        _rewrite(path, after)
    found = [_said(patch.finding, arguments.lang) for patch in patches]
    if arguments.json:
        emit({"file": arguments.file, "dry_run": arguments.dry_run, "mended": [f.as_json() for f in found],
              "diff": _diff(before, after, arguments.file)})  # fmt: skip
        return Exit.OK
    if not patches:
        say(f"{arguments.file}: no mend can be derived; `seloste notice check` tells what is wrong.")
        return Exit.OK
    print(_diff(before, after, arguments.file))
    for finding in found:
        say(f"{finding.code} at {finding.path or f'line {finding.line}'}: {finding.message}")
    say(f"{len(found)} {'would be mended; nothing is written' if arguments.dry_run else 'mended'}.")
    return Exit.OK


def _accept(arguments: argparse.Namespace) -> int:
    from datetime import UTC, datetime
    from pathlib import Path

    from seloste.notice.accepting import NotAccepted, accept

    _must_be_there(arguments.file)
    path, on = Path(arguments.file), arguments.at or datetime.now(UTC).date()
    before = path.read_bytes()
    try:
        after, paths = accept(
            before, arguments.code.upper(), because=arguments.because, review=arguments.review, at=arguments.path,
            name=arguments.file, on=on,
        )  # fmt: skip
    except NotAccepted as error:
        said = str(error)
        raise BadNotice(
            f"{said[:1].upper()}{said[1:]}.", help="`seloste notice check` lists what is found."
        ) from None
    _rewrite(path, after)
    if arguments.json:
        emit(
            {
                "file": arguments.file,
                "code": arguments.code.upper(),
                "paths": paths,
                "review": arguments.review,
            }
        )
    else:
        say(f"{arguments.code.upper()} is accepted at {', '.join(paths)} until {arguments.review}.")
    return Exit.OK


def _rewrite(path: Any, data: bytes) -> None:
    """In its place at once or not at all; who may read it stays as it was."""
    from seloste.cli.output import keep_file

    mode = path.stat().st_mode & 0o777
    target = path.resolve()  # a link stays a link
    keep_file(target, data)
    target.chmod(mode)


def _diff(before: bytes, after: bytes, name: str) -> str:
    from difflib import unified_diff

    from seloste.cli.output import harmless

    old, new = (data.decode(errors="replace").splitlines() for data in (before, after))
    return "\n".join(harmless(line) for line in unified_diff(old, new, name, name, lineterm=""))


VERBS: dict[str, tuple[Callable[[argparse.ArgumentParser], None], str]] = {
    "check": (_check_words, "everything that is wrong in a notice file, with its place and the mend"),
    "explain": (_explain_words, "a finding's code: what, why, the law, and a mend"),
    "fix": (_fix_words, "make the mends that can be derived; every other byte stays"),
    "accept": (_accept_words, "live with a warning or an advice until a day, for a reason kept in the file"),
}
