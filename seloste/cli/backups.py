"""``seloste backup`` and ``seloste restore``: copies that are verified, forget whom the register forgot, and come back."""

from __future__ import annotations

import argparse
from pathlib import Path

from seloste.backup import backing, drill, restoring, scratch
from seloste.backup.backing import Done
from seloste.backup.catching_up import Caught
from seloste.backup.drill import Drilled
from seloste.backup.finishing import Place
from seloste.backup.loading import Target
from seloste.backup.restoring import Restored
from seloste.cli.output import emit, number, say
from seloste.cli.session import common, start
from seloste.engine.errors import Exit, SelosteError
from seloste.engine.home import alone
from seloste.register import installation as installed
from seloste.register.installation import ONE_MAKES, Installation, here

MASTER = (
    "The master key is in neither archive: keep it elsewhere, apart from them. "
    "Without it nobody opens the copy; with all three in one place, whoever finds them does."
)
OLD_KEYS = (
    "Keys are always the newest known: those of this home, of the folder, or of --keys. Older ones would open "
    "people who were erased since; they are refused, and nothing overrides that. Where nothing newer is known "
    "nobody can tell that keys are old."
)


class BadWords(SelosteError):
    exit_code = Exit.USAGE
    code = "usage"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    about = {"backup": MASTER, "restore": OLD_KEYS}[name]
    command = commands.add_parser(
        name, help=summary, description=f"{summary[0].upper()}{summary[1:]}. {about}"
    )
    {"backup": _add_backup, "restore": _add_restore}[name](command)
    command.add_argument(
        "--at", metavar="STAMP", help="not the newest backup but this one, such as 20260131T021500Z"
    )
    command.add_argument(
        "--keys", type=Path, metavar="PATH", help="a key folder or a keys' archive from elsewhere"
    )
    common(command, actor=False)


def _add_backup(command: argparse.ArgumentParser) -> None:
    command.usage = "seloste backup [drill] DIR [--at STAMP] [--keys PATH] [--json]"
    command.add_argument(
        "words", nargs="+", metavar="[drill] DIR",
        help="where backups stand, made if there is none; `drill` restores one in a scratch place, tries it and clears it away",
    )  # fmt: skip
    command.set_defaults(run=_backup)


def _add_restore(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", type=Path, nargs="?", metavar="DIR", help="where backups stand")
    command.add_argument(
        "--here", action="store_true",
        help="no backup: the database that stands here is an older copy, and is caught up",
    )  # fmt: skip
    command.add_argument("--over", action="store_true", help="move the register that stands here aside")
    command.add_argument(
        "--checkpoint",
        type=Path,
        metavar="FILE",
        help="one that was kept elsewhere: keys from before it are refused",
    )
    command.set_defaults(run=_restore)


def _backup(arguments: argparse.Namespace) -> int:
    start()
    match arguments.words:
        case ["drill", folder]:
            return _drill(arguments, _folder(folder))
        case [folder] if arguments.at is None and arguments.keys is None:
            installation = here()
            register = backing.register_of(installation)
            scratch.clear(installation.home)
            with register.vault.connection:
                done = backing.back_up(register, _folder(folder))
            emit(done.as_json()) if arguments.json else _tell(done, folder)
            return Exit.OK
    raise BadWords(
        "One folder is named, after `drill` or alone.",
        help="--at and --keys are of a drill: a backup is of now, with the keys of here.",
    )


def _folder(word: str | Path) -> Path:
    return Path(word).expanduser().absolute()


def _tell(done: Done, folder: str) -> None:
    manifest = done.manifest
    say(
        f"{folder}/{manifest.file}: {number(manifest.rows)} rows of {len(manifest.tables)} tables, "
        f"{_size(manifest.bytes)}, read again and counted"
        + (
            f"; {_size(done.reused)} of it as in the former one, which takes no more room."
            if done.reused
            else "."
        ),
        f"{folder}/keys.archive: replaced, {_size(done.keys_bytes)}, read back. Copies of the former one are to go.",
    )
    if done.removed:
        say(f"Past the notice's keep.backups and removed: {', '.join(done.removed)}.")
    say(f"{done.seconds:.1f} s.", MASTER)


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{number(count)} bytes"


def _restore(arguments: argparse.Namespace) -> int:
    start()
    installation = here()
    if arguments.here == (arguments.folder is not None):
        raise BadWords(
            "Name a folder of backups, or --here.", help="`seloste restore --help` tells which is which."
        )
    installation.home.prepare()
    with alone(installation.home, ONE_MAKES):
        if arguments.here:
            return _catch_up(arguments, installation)
        done = restoring.restore(
            _target(installation), _folder(arguments.folder), at=arguments.at, given=arguments.keys,
            checkpoint=arguments.checkpoint, over=arguments.over,
        )  # fmt: skip
    emit(done.as_json()) if arguments.json else _tell_restored(done)
    return Exit.OK


def _target(installation: Installation) -> Target:
    superuser = installed.superuser_of(installation)
    roles = installation.roles
    return Target(
        superuser, roles.prefix, roles, installed.given_or_new_passwords(installation), installation.home
    )


def _catch_up(arguments: argparse.Namespace, installation: Installation) -> int:
    place = Place(
        installation.address("owner"), installation.vault("worker"), installation.act("worker", "upkeep")
    )
    caught = restoring.here(place)
    emit(restoring.caught_json(caught)) if arguments.json else _tell_caught(caught)
    return Exit.OK


def _tell_restored(done: Restored) -> None:
    say(f"The backup of {done.stamp} is back, by the keys of {done.keys}.")
    _tell_caught(done.caught)
    say(
        f"The ledger verifies: {number(done.ledger_size)} lines. New tickets: {', '.join(done.tickets)}. {done.seconds:.1f} s.",
    )
    if done.left:
        say(f"The register that stood here is the database {done.left.database}, until somebody drops it.")
        if not done.left.carried:
            say(
                "It could not be asked for what it had not yet carried into the list: a second's worth, while a worker ran."
            )
    say(
        "What came in after this backup is not there. Next: `seloste backup`, and look through `seloste doctor`."
    )


def _tell_caught(caught: Caught) -> None:
    replayed = ", ".join(f"{count} {what}" for what, count in sorted(caught.replayed.items()))
    say(
        f"Erased since, and gone again: {number(len(caught.erased))}. "
        f"Asked for and carried out now: {number(len(caught.waiting))}.",
        f"Done again: {replayed or 'nothing had happened since'}.",
    )
    if caught.not_put_back:
        say(f"{number(caught.not_put_back)} rows name something that came after the backup, and stayed away.")
    if caught.notices:
        say(
            f"Versions of the notice published since: {', '.join(map(str, caught.notices))}. "
            "Publish the newest again: until then the one of the backup is in force."
        )


def _drill(arguments: argparse.Namespace, folder: Path) -> int:
    installation = here()
    register = backing.register_of(installation) if (installation.home.keys / "keyfile").exists() else None
    done = drill.drill(folder, installation.home, at=arguments.at, given=arguments.keys, register=register)
    emit(done.as_json()) if arguments.json else _tell_drilled(done)
    return Exit.OK


def _tell_drilled(done: Drilled) -> None:
    hours = done.age.total_seconds() / 3600
    say(
        f"The backup of {done.restored.stamp} comes back: it is {hours:.1f} hours old, and took {done.seconds:.1f} s.",
        f"{number(done.rows)} rows of {done.tables} tables are those that were there, by count and digest. "
        f"{number(done.people)} people; {number(done.opened)} of their rows were opened, and shown to nobody.",
    )
    _tell_caught(done.restored.caught)
    say(
        f"Keys: {done.restored.keys}. The ledger verifies: {number(done.restored.ledger_size)} lines. "
        "Nothing of the drill stays."
    )
