"""``seloste ledger verify | export`` and ``seloste keys``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from seloste.cli.output import emit, number, pairs, say
from seloste.cli.session import common, open_session
from seloste.engine.errors import Exit, SelosteError
from seloste.protection import proof, rotation, turning
from seloste.protection.proof import CheckpointUnreadable, LedgerError


class LedgerBroken(SelosteError):
    exit_code = Exit.CONFLICT
    code = "ledger_broken"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    verbs = commands.add_parser(name, help=summary, description=summary).add_subparsers(
        dest="verb", required=True
    )
    if name == "ledger":
        verify = verbs.add_parser("verify", help="the whole ledger against its signed checkpoint")
        verify.add_argument("--checkpoint", type=Path, metavar="FILE", help="one that was kept elsewhere")
        common(verify)
        verify.set_defaults(run=_verify)
        export = verbs.add_parser("export", help="lines, leaves and checkpoints, for tools/verify_ledger.py")
        export.add_argument("-o", dest="out", type=Path, metavar="FILE", help="(default: standard output)")
        common(export)
        export.set_defaults(run=_export)
        return
    state = verbs.add_parser("state", help="buckets, index keys, half turns")
    common(state)
    state.set_defaults(run=_state)
    rotate = verbs.add_parser("rotate", help="a new master key, or new keys for all buckets")
    what = rotate.add_mutually_exclusive_group(required=True)
    what.add_argument("--master", action="store_true")
    what.add_argument("--buckets", action="store_true", help="resumable; the register goes on being read")
    common(rotate)
    rotate.set_defaults(run=_rotate)


def _verify(arguments: argparse.Namespace) -> int:
    session = open_session(arguments, "verify")
    try:
        if arguments.checkpoint is None:
            proof.seal(session.vault)
        verdict = proof.check(session.vault, session.act, arguments.checkpoint)
    except CheckpointUnreadable as error:
        raise LedgerBroken(str(error)) from None
    except LedgerError as error:
        verdict = proof.check(session.vault, session.act, arguments.checkpoint)
        if verdict.intact:
            raise LedgerBroken(str(error)) from None
    if arguments.json:
        emit(verdict.as_json())
    elif verdict.intact:
        say(
            f"Intact: {number(verdict.size)} lines under the signed checkpoint; {number(verdict.unsealed)} not sealed yet."
        )
    else:
        say("The ledger was tampered with.")
        for found in verdict.findings:
            say(f"  {found.sentence['en']}")
    return Exit.OK if verdict.intact else Exit.CONFLICT


def _export(arguments: argparse.Namespace) -> int:
    session = open_session(arguments, "verify")
    if arguments.out is None:
        proof.export(session.vault, session.act, sys.stdout)
        return Exit.OK
    beside = arguments.out.with_name(arguments.out.name + ".part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        lines = proof.export(session.vault, session.act, file)
    beside.replace(arguments.out)
    found = {"lines": lines, "file": str(arguments.out)}
    emit(found) if arguments.json else say(
        f"{number(lines)} lines in {arguments.out}. Verify: python3 tools/verify_ledger.py {arguments.out}"
    )
    return Exit.OK


def _state(arguments: argparse.Namespace) -> int:
    session = open_session(arguments)
    keys = session.vault.keys
    found = {
        "buckets": 2**keys.bits,
        "half_turned": keys.half_turned(),
        "public_key": keys.public_key.hex(),
        "folder": str(keys.folder),
    }
    emit(found) if arguments.json else pairs(found)
    return Exit.OK


def _rotate(arguments: argparse.Namespace) -> int:
    session = open_session(arguments, "rotate")
    turning.recover(session.vault, session.act)
    if arguments.master:
        rotation.change_master(session.vault)
        emit({"master": "changed"}) if arguments.json else say(
            "The master key is new; the former one opens nothing here any more.",
            "It still opens keys.archive of an older backup: make a backup, which replaces it.",
        )
        return Exit.OK
    columns = (TextColumn("buckets"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, disable=arguments.json or not sys.stderr.isatty(), transient=True) as bar:
        task = bar.add_task("buckets", total=2**session.vault.keys.bits)
        turned = rotation.turn_all(
            session.vault, session.act, lambda done, total: bar.update(task, completed=done, total=total)
        )
    emit({"turned": turned}) if arguments.json else say(
        f"{number(turned)} buckets have new keys; the former ones are destroyed."
    )
    return Exit.OK
