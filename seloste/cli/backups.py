"""``seloste backup``: copies that are verified as they are written."""

from __future__ import annotations

import argparse
from pathlib import Path

from seloste.backup import backing
from seloste.backup.backing import Done
from seloste.cli.output import emit, number, say
from seloste.cli.session import common, start
from seloste.engine.errors import Exit
from seloste.register.installation import here

MASTER = (
    "The master key is in neither archive: keep it elsewhere, apart from them. "
    "Without it nobody opens the copy; with all three in one place, whoever finds them does."
)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    command = commands.add_parser(
        name, help=summary, description=f"{summary[0].upper()}{summary[1:]}. {MASTER}"
    )
    command.add_argument(
        "folder", type=Path, metavar="DIR", help="where backups stand; made if there is none"
    )
    common(command, actor=False)
    command.set_defaults(run=_backup)


def _backup(arguments: argparse.Namespace) -> int:
    start()
    register = backing.register_of(here())
    with register.vault.connection:
        done = backing.back_up(register, arguments.folder.expanduser().absolute())
    emit(done.as_json()) if arguments.json else _tell(done, arguments.folder)
    return Exit.OK


def _tell(done: Done, folder: Path) -> None:
    manifest = done.manifest
    say(
        f"{folder}/{manifest.file}: {number(manifest.rows)} rows of {len(manifest.tables)} tables, "
        f"{_size(manifest.bytes)}, read again and counted.",
        f"{folder}/keys.archive: replaced, {_size(done.keys_bytes)}, read back. Copies of the former one are to go.",
    )
    if done.removed:
        say(f"Past the notice's keep.backups and removed: {', '.join(done.removed)}.")
    say(f"{done.seconds:.1f} s.", MASTER)


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{number(count)} bytes"
