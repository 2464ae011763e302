"""``seloste import list`` and ``seloste import undo BATCH``: which imports there were, and one taken back."""

from __future__ import annotations

import argparse
from contextlib import closing
from datetime import datetime

from seloste.cli.import_bar import bar
from seloste.cli.output import emit, listed, number, say, table
from seloste.cli.session import open_session
from seloste.engine.errors import Exit
from seloste.intake.orders import ImportRefused
from seloste.retention import undoing
from seloste.retention.undoing import Kept, Run, Undone

_SHOWN = 12
_KEPT_SHOWN = 20
_COUNTED = {
    "people_erased": "people who came by it, erased",
    "people_changed": "people who were here before, gone through",
    "rows": "rows of theirs that it brought, removed",
    "relations": "relations that it brought, removed",
    "consents": "consents that it claimed, ended",
    "returned": "names and further fields that it replaced, returned",
    "deliverable": "addresses that it called undeliverable, live again",
    "last_acts": "relations whose last act it had told, set back",
    "reopened": "relations that it had ended, living again",
    "deals": "invoices of organisations, removed",
    "addresses_returned": "addresses of organisations that it replaced, returned",
    "organisations": "organisations, removed",
    "organisations_changed": "organisations, as they were called before",
}
_KEPT = {
    "changed_since": "came by it, and others have written of them since: they stay whole",
    "restricted": "their data are restricted: nothing but storing is allowed (GDPR 18)",
    "row": "an address stays: a consent or a refusal of another origin stands on it",
    "relation": "a relation stays: others have ended, renewed or built on it",
    "changed": "what it replaced has been changed by others since: theirs stays",
    "deal": "an invoice stays: others have changed it or stand in it",
    "address": "an organisation's addresses stay: its source has told others since",
    "organisation": "an organisation stays: others name it or have changed it",
}


def run(arguments: argparse.Namespace) -> int:
    """One of the two; the words after the first are the import's."""
    word, *more = arguments.files
    if word == "list" and not more:
        return _list(arguments)
    if word == "undo" and len(more) == 1:
        return _undo(arguments, more[0])
    raise ImportRefused(
        "Which import is meant isn't said."
        if word == "undo"
        else "`seloste import list` takes no more words.",
        help="`seloste import undo BATCH`, with an id of `seloste import list`, or how it begins.",
    )


def _list(arguments: argparse.Namespace) -> int:
    session = open_session(arguments, "import")
    with closing(session.vault.connection):
        found = undoing.imports(session.vault, session.act)
    if arguments.json:
        emit([run.as_json() for run in found])
    elif not found:
        say("No import yet.")
    else:
        head = ("batch", "begun", "source", "format", "by", "changed", "people now", "")
        table([_line(run) for run in found], head=head)
    return Exit.OK


def _line(run: Run) -> list[str]:
    state = "" if run.ended else "cut off: the same command goes on"
    if run.undone:
        state = f"undone {_time(run.undone)}"
    shown = str(run.batch)[:_SHOWN]
    return [
        shown, _time(run.begun), run.source, run.format, run.actor, number(run.changed), number(run.people), state
    ]  # fmt: skip


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def _undo(arguments: argparse.Namespace, batch: str) -> int:
    session = open_session(arguments, "import_undo")
    with closing(session.vault.connection):
        run = undoing.find(session.vault, batch, session.act)
        if not arguments.json:
            say(f"The import {run.batch} of {_time(run.begun)}, from {run.source}.")
        with bar("undoing") as progress:
            done = undoing.undo(session.vault, run, session.act, progress, dry=arguments.dry_run)
    emit(done.as_json()) if arguments.json else _tell(done)
    return Exit.OK


def _tell(done: Undone) -> None:
    say("", "Dry run: nothing was undone. It would be:" if done.dry else "Undone.")
    table([[number(done.counts[code]), words] for code, words in _COUNTED.items() if done.counts[code]])
    if done.kept:
        say("", f"Stays: {number(len(done.kept))}.")
        _tell_kept(done.kept)
    if not done.dry:
        say(
            "",
            "Refusals and withdrawals that it brought stay, of those erased as keyed hashes:",
            "a permission returns by the person's own word alone.",
        )


def _tell_kept(kept: list[Kept]) -> None:
    for what, words in _KEPT.items():
        ids = [str(one.id) for one in kept if one.what == what]
        if ids:
            more = (
                f" and {number(len(ids) - _KEPT_SHOWN)} more; --json lists them all"
                if len(ids) > _KEPT_SHOWN
                else ""
            )
            say(f"  {number(len(ids))}: {words}", f"    {listed(ids[:_KEPT_SHOWN])}{more}")
