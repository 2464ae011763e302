"""``seloste``: the commands, each in a module of its own that is imported when it runs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module

from seloste import __version__
from seloste.cli.output import complain, confess
from seloste.engine.errors import Exit, SelosteError

COMMANDS: dict[str, tuple[str, str]] = {
    "setup": ("register", "make a register here: engine, roles, schema, keys, the first actor"),
    "user": ("register", "actors and their tickets"),
    "db": ("register", "the database's address, or a shell in it"),
    "notice": ("notices", "check, publish and confirm a notice"),
    "may": ("asking", "may we? a decision with the sentence of the notice that makes it"),
    "audience": ("audiences", "everybody whom a use may reach"),
    "figures": ("counting", "how many people of each sort, where a purpose only counts"),
    "subject": ("subjects", "find, show, copy or erase a person"),
    "who-looked": ("rights", "who looked at a person, for what, and to whom their data went"),
    "retention": ("retention", "what goes by itself in the next days and why; what is out of date"),
    "import": ("importing", "bring people in from a file"),
    "sweep": ("upkeep", "let go what is past its period"),
    "upkeep": ("upkeep", "the nightly round: settle, sweep, renew the index, seal the ledger"),
    "index": ("upkeep", "the blind index: state, rebuild, renew"),
    "ledger": ("ledgers", "verify or export the ledger"),
    "keys": ("ledgers", "the key file: state, rotate"),
    "backup": ("backups", "a verified copy of data and keys; or a drill of one"),
    "restore": ("backups", "a backup brought back, with whatever was erased or forbidden since"),
    "doctor": ("doctor", "is everything as it should be?"),
    "serve": ("serving", "the pages and the worker"),
    "worker": ("serving", "the worker alone"),
    "demo": ("demo", "invented people, the whole thread, and the pages"),
}


def parser() -> argparse.ArgumentParser:
    """The whole command line; each command's module adds its own words."""
    top = argparse.ArgumentParser(
        prog="seloste", description="A register whose privacy notice is the program.",
        epilog="Exit codes: 0 done, 1 refused, 2 usage, 3 bad input, 4 not permitted, 5 engine or set-up, 6 index rebuilding, 7 conflict or failed verification, 8 being restored.",
    )  # fmt: skip
    top.add_argument("--version", action="version", version=f"seloste {__version__}")
    top.set_defaults(run=None)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. Errors are told in two lines: what happened, what to do."""
    words = list(sys.argv[1:] if argv is None else argv)
    top = parser()
    commands = top.add_subparsers(dest="command", metavar="COMMAND", prog=top.prog)
    chosen = words[0] if words else ""
    for name, (module, summary) in COMMANDS.items():
        if name == chosen:
            _module(module).add(commands, name, summary)
        elif chosen not in COMMANDS:  # the others are needed only to be named
            commands.add_parser(name, help=summary, add_help=False)
    arguments = top.parse_args(words)
    if arguments.command is None or arguments.run is None:
        top.print_help()
        return Exit.USAGE if words else Exit.OK
    return _run(arguments.run, arguments)


def _run(run: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    try:
        code = int(run(arguments))
        if "seloste.cli.session" in sys.modules:
            sys.modules["seloste.cli.session"].finish()
        sys.stdout.flush()  # a full disk behind a redirection is told as well
        return code
    except SelosteError as error:
        complain(error, as_json=bool(getattr(arguments, "json", False)))
        return int(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except KeyboardInterrupt:
        print("\nStopped. Nothing is half done: the same command goes on.", file=sys.stderr)
        return 130
    except Exception as error:  # noqa: BLE001  # told without its text, which may quote what a file says
        return _failed(error, as_json=bool(getattr(arguments, "json", False)))


def _failed(error: Exception, *, as_json: bool) -> int:
    """What the machine did to the command is told as such; anything else is a fault of ours."""
    from seloste.engine.home import Home  # neither is for a command that goes well
    from seloste.engine.troubles import told

    home = None
    with suppress(SelosteError):
        home = None if os.environ.get("SELOSTE_DATABASE_URL") else Home.locate().root
    if trouble := told(error, home):
        complain(trouble, as_json=as_json)
        return int(trouble.exit_code)
    confess(error)
    return Exit.REFUSED


def _module(name: str) -> _Command:
    if name != "notices":  # checking a notice needs no Django, and is quick without
        import_module("seloste.cli.session").start()
    return import_module(f"seloste.cli.{name}")  # type: ignore[return-value]  # each of them has add()


class _Command:
    """What a command's module offers."""

    @staticmethod
    def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
        """Adds the command's words to the command line."""
