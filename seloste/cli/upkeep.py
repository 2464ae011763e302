"""``seloste sweep``, ``upkeep`` and ``index``: what the worker does by itself, by hand."""

from __future__ import annotations

import argparse
import sys

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from seloste.cli.output import emit, number, say
from seloste.cli.session import common, open_session
from seloste.engine.errors import Exit
from seloste.protection import indexing
from seloste.retention import rounds, sweeping


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    command = commands.add_parser(name, help=summary, description=summary)
    if name == "index":
        command.add_argument("verb", choices=("state", "rebuild", "renew"))
    common(command)
    command.set_defaults(run={"sweep": _sweep, "upkeep": _upkeep, "index": _index}[name])


def _sweep(arguments: argparse.Namespace) -> int:
    session = open_session(arguments, "upkeep")
    done = sweeping.sweep(session.vault, session.act)
    if arguments.json:
        emit({"people": done.people, "rows": done.rows})
    elif done.people or done.rows:
        say(
            f"{number(done.people)} people went whole, with their keys; {number(done.rows)} rows of others went."
        )
    else:
        say("Nothing was due.")
    return Exit.OK


def _upkeep(arguments: argparse.Namespace) -> int:
    session = open_session(arguments, "upkeep")
    done = rounds.nightly(session.vault, session.act)
    if arguments.json:
        emit(
            {
                "settled": done.settled,
                "people": done.swept.people,
                "rows": done.swept.rows,
                "index_generation": done.index_generation,
                "sealed": done.sealed,
                "coming": [{"code": c.code, "path": c.path, "from": c.day.isoformat()} for c in done.coming],
            }
        )
    else:
        say(
            f"{number(done.settled)} people derived anew; {number(done.swept.people)} people and {number(done.swept.rows)} rows went.",
            f"The index key is of generation {done.index_generation}. The ledger is sealed up to {number(done.sealed)} lines.",
            *(f"The notice from {c.day} on: {c.code} at {c.path}: {c.message}." for c in done.coming),
        )
    return Exit.OK


def _index(arguments: argparse.Namespace) -> int:
    session = open_session(arguments, "upkeep")
    if arguments.verb != "state":
        with _bar(arguments.json) as bar:
            task = bar.add_task("index", total=None)

            def progress(done: int, people: int) -> None:
                bar.update(task, completed=done, total=people)

            (indexing.renew if arguments.verb == "renew" else indexing.rebuild)(
                session.vault, session.act, progress
            )
    row = session.vault.connection.execute(
        "select ready, generation, done, people from gate.index_progress()"
    ).fetchone()
    assert row is not None  # a function of one row
    found = dict(zip(("ready", "generation", "done", "people"), row, strict=True))
    if arguments.json:
        emit(found)
    elif found["ready"]:
        say(f"The index is whole; its key is of generation {found['generation']}.")
    else:
        say(f"The index is being rebuilt: {number(found['done'])} of {number(found['people'])} people.")
    return Exit.OK if found["ready"] else Exit.INDEX_REBUILDING


def _bar(quiet: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, disable=quiet or not sys.stderr.isatty(), transient=True)
