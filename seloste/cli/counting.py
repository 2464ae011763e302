"""``seloste figures USE``: how many people of each sort, under a purpose of which nobody sees a row (R4.1c)."""

from __future__ import annotations

import argparse

from seloste.cli.audiences import BadUse
from seloste.cli.output import emit, number, say, table
from seloste.cli.session import common, open_session
from seloste.engine.errors import Exit
from seloste.register.figures import By, figures


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    command = commands.add_parser(name, help=summary, description=summary)
    command.add_argument("use", metavar="USE", help="such as statistics")
    command.add_argument(
        "--by", choices=[one.value for one in By], default=By.GROUP.value,
        help="relation, source, or the organisation's industry (default: group)",
    )  # fmt: skip
    common(command)
    command.set_defaults(run=_figures)


def _figures(arguments: argparse.Namespace) -> int:
    session = open_session(arguments)
    least = next((u.figures for u in session.published().policy.uses if u.name == arguments.use), 0)
    if not least:
        counting = [u.name for u in session.published().policy.uses if u.figures]
        raise BadUse(
            f"{arguments.use} is no use of the notice in force that only counts.",
            help=f"Such are: {', '.join(counting) or 'none'}.",
        )
    found = figures(session.vault, arguments.use, By(arguments.by), session.act)
    if arguments.json:
        emit({"use": arguments.use, "by": arguments.by, "least": least, "figures": found})
        return Exit.OK
    table([[cell, number(people)] for cell, people in found.items()])
    say("", f"Sorts of fewer than {least} people are left out; the others are told in steps of {least}.")
    return Exit.OK
