"""``seloste retention preview``: what goes by itself in the next days (R9.1b, R9.4a)."""

from __future__ import annotations

import argparse

from seloste.cli.asking import language
from seloste.cli.output import emit, number, say, table
from seloste.cli.session import common, open_session
from seloste.engine.errors import Exit
from seloste.retention.previewing import Going, Preview, preview


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    verbs = commands.add_parser(name, help=summary, description=summary).add_subparsers(
        dest="verb", required=True
    )
    command = verbs.add_parser("preview", help="counts by week and kind, and the sentence that ends each")
    command.add_argument("--days", type=int, default=30, metavar="N", help="how far ahead (default: 30)")
    common(command)
    command.set_defaults(run=_preview)


def _preview(arguments: argparse.Namespace) -> int:
    session = open_session(arguments, "upkeep")
    found = preview(session.vault, session.act, arguments.days)
    emit(found.as_json()) if arguments.json else _tell(found)
    return Exit.OK


def _tell(found: Preview) -> None:
    say(
        f"Until {found.last}: {number(found.rows)} rows go; {number(found.people)} people go whole, with their keys.",
        "",
    )
    table(
        [[f"{day}", number(rows), number(gone)] for day, (rows, gone) in found.weeks().items()],
        head=("week from", "rows", "people"),
    )
    for one in found.going:
        say("", f"{one.category}.{one.field}, {number(one.rows)} rows{_fate(one)}")
        for clause in one.clauses:
            law = f"; {clause.law}" if clause.law else ""
            say(f"  {_said(clause.sentence)}", f"    section {clause.section} of the notice{law}")
    if found.waiting:
        say("", f"{number(found.waiting)} rows that a publication hid wait for the privacy contact.")


def _fate(one: Going) -> str:
    return "" if one.fate == 0 else f" kept {one.fate.name.lower().replace('_', ' ')}"


def _said(sentence: dict[str, str]) -> str:
    return sentence.get(language()) or sentence.get("en") or next(iter(sentence.values()), "")
