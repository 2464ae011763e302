"""``seloste retention preview``: what goes by itself in the next days (R9.1b, R9.4a)."""

from __future__ import annotations

import argparse

from seloste.cli import naming
from seloste.cli.output import emit, number, say, table
from seloste.cli.session import common, open_session
from seloste.engine.errors import Exit
from seloste.notice.policy import Policy
from seloste.retention.previewing import Going, Preview, preview
from seloste.terms.words import Fate

_KEPT = {Fate.BY_LAW: ", kept by law alone", Fate.CLAIMS: ", kept for claims alone"}


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
    emit(found.as_json()) if arguments.json else _tell(found, session.published().policy)
    return Exit.OK


def _tell(found: Preview, policy: Policy) -> None:
    say(
        f"Until {found.last}: {number(found.rows)} rows go; {number(found.people)} people go whole, with their keys.",
        "",
    )
    table(
        [[f"{day}", number(rows), number(gone)] for day, (rows, gone) in found.weeks().items()],
        head=("week from", "rows", "people"),
    )
    for alike in _alike(found):
        say("")
        table([[_named(one, policy), number(one.rows)] for one in alike])
        for clause in alike[0].clauses:
            law = f"; {naming.law(policy, clause.law)}" if clause.law else ""
            say(f"    {naming.worded(clause.sentence)}")
            say(f"      section {clause.section} of the notice{law}")
    if found.waiting:
        say("", f"{number(found.waiting)} rows that a publication hid wait for the privacy contact.")


def _alike(found: Preview) -> list[list[Going]]:
    """Kinds that the same sentences end, together: each sentence is said once."""
    by_path: dict[tuple[str, ...], list[Going]] = {}
    for one in found.going:
        by_path.setdefault(tuple(clause.path for clause in one.clauses), []).append(one)
    return list(by_path.values())


def _named(one: Going, policy: Policy) -> str:
    return naming.field(policy, one.category, one.field) + _KEPT.get(one.fate, "")
