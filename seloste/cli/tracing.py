"""``seloste notice trace``: for each claim of a notice, what in the code keeps it and which tests prove that."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from seloste.cli.output import emit, number, say, table
from seloste.engine.errors import Exit, SelosteError

if TYPE_CHECKING:
    from seloste.notice import Notice
    from seloste.notice.tracing import Traced

_WORDS = {"nothing": "nothing keeps it", "unproven": "no test", "proven": "proven"}


class NothingToTrace(SelosteError):
    exit_code = Exit.BAD_INPUT
    code = "nothing_to_trace"


def trace_words(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", nargs="?", help="default: the notice in force")
    command.add_argument(
        "--prove", type=int, metavar="N",
        help="switch off N of the places that keep a claim, on registers made for it, and fail if a test named for it passes",
    )  # fmt: skip
    command.add_argument("--seed", type=int, default=0, metavar="S", help="which N: the same for the same S")
    command.add_argument("--json", action="store_true", help="print one JSON document")
    command.add_argument("--as", dest="actor", metavar="NAME", help="whose ticket to act by (default: first)")
    command.set_defaults(run=_trace)


def _trace(arguments: argparse.Namespace) -> int:
    from seloste.notice import markers, tracing

    if arguments.prove:
        return _prove(arguments)
    notice = _notice(arguments)
    traced = tracing.trace(notice, markers.points(), markers.proofs())
    if arguments.json:
        counted = tracing.count(traced)
        emit({"count": counted, "claims": [tracing.as_json(notice, one) for one in traced]})
    else:
        _tell(notice, traced)
    return Exit.OK


def _notice(arguments: argparse.Namespace) -> Notice:
    """The notice of the file, or the one in force. Raises ``NothingToTrace``."""
    from seloste.notice import read, read_file

    if arguments.file:
        if not os.path.isfile(arguments.file):
            raise NothingToTrace(f"There is no file {arguments.file}.", help="Name a notice file.")
        notice, _ = read_file(arguments.file)
    else:
        notice, _ = read(_in_force(arguments), name="notice.toml")
    if notice is None or not notice.whole:
        raise NothingToTrace(
            f"{arguments.file or 'The notice in force'} can't be read.",
            help="`seloste notice check FILE` says what is wrong in a file.",
        )
    return notice


def _in_force(arguments: argparse.Namespace) -> bytes:
    from seloste.cli.session import open_session

    row = open_session(arguments).vault.connection.execute("select source from gate.published()").fetchone()
    return str(row[0]).encode() if row else b""


def _tell(notice: Notice, traced: tuple[Traced, ...]) -> None:
    from seloste.notice.claims import line_of
    from seloste.notice.tracing import count

    rows = []
    for one in traced:
        by = ", ".join(f"{point.way} {point.mark}" for point in one.points)
        tests = f"{len(one.tests)} tests" if one.tests else ""
        kept = _WORDS[one.keeping.value]
        rows.append([one.claim.section, one.claim.path, str(line_of(notice, one.claim)), kept, by, tests])
    table(rows, head=["section", "claim", "line", "kept", "by", "proven by"])
    counted = count(traced)
    say(
        f"{number(len(traced))} claims: {number(counted['proven'])} proven, {number(counted['unproven'])} kept "
        f"without a test, {number(counted['nothing'])} that nothing keeps. --json names the tests."
    )


def _prove(arguments: argparse.Namespace) -> int:
    from seloste.cli import proving
    from seloste.notice import markers

    every = proving.trials(markers.points(), markers.proofs())
    those = proving.chosen(every, arguments.prove, arguments.seed)
    wrong = proving.prove(those)
    if arguments.json:
        emit({
            "switched_off": [{"point": one.point.mark, "off": one.point.off, "tests": list(one.tests)} for one in those],
            "of": len(every),
            "wrong": wrong,
        })  # fmt: skip
    else:
        table([[one.point.mark, one.point.off, f"{len(one.tests)} tests"] for one in those])
        say(*wrong, f"{len(those)} of {len(every)} places switched off: {'all noticed' if not wrong else f'{len(wrong)} tests did not notice'}.")  # fmt: skip
    return Exit.CONFLICT if wrong else Exit.OK
