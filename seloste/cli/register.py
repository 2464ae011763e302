"""``seloste setup``, ``user``, ``db``: making a register and letting people in."""

from __future__ import annotations

import argparse
import os
import shutil
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from seloste.cli.output import emit, pairs, say, table
from seloste.cli.session import common, open_session, start
from seloste.engine import launcher
from seloste.engine.database import superuser_script
from seloste.engine.errors import Exit, SelosteError
from seloste.gate import bind
from seloste.register.installation import here, set_up

Commands = argparse._SubParsersAction


class BadUser(SelosteError):
    exit_code = Exit.BAD_INPUT
    code = "bad_user"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    command = commands.add_parser(name, help=summary, description=summary)
    {"setup": _add_setup, "user": _add_user, "db": _add_db}[name](command)


def _add_setup(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--sql", action="store_true", help="print what a server's superuser runs once, and stop"
    )
    common(command, actor=False)
    command.set_defaults(run=_setup)


def _setup(arguments: argparse.Namespace) -> int:
    start()
    installation = here()
    if arguments.sql:
        print(superuser_script(installation.roles, installation.roles.prefix), end="")
        return Exit.OK
    made = set_up(installation)
    if arguments.json:
        emit({"home": str(installation.home.root), "made": made.steps, "kinds": made.kinds})
        return Exit.OK
    if installation.home.note:
        say(installation.home.note)
    say(
        f"The register is in {installation.home.root}"
        + (": nothing was missing." if not made.steps else "."),
        *([f"Added: {', '.join(made.kinds)}."] if made.kinds else []),
        f"Your ticket: {installation.home.tickets / 'first'} (30 days). The master key: {installation.home.keys / 'master'};",
        "a copy of the whole home is a copy of everything, so move the master key elsewhere (SELOSTE_MASTER_KEY_FILE).",
        "Next: seloste notice publish notices/avoin-systems/revised.toml",
    )
    return Exit.OK


def _add_user(command: argparse.ArgumentParser) -> None:
    verbs = command.add_subparsers(dest="verb", required=True)
    adding = verbs.add_parser("add", help="an actor with grants, and its ticket in the home")
    adding.add_argument("name")
    adding.add_argument(
        "--uses",
        required=True,
        metavar="USE,…",
        help="uses, and rights such as sort, intake, publish, notice",
    )
    adding.add_argument(
        "--until", type=date.fromisoformat, metavar="DAY", help="last day of the grants (default: 30 days on)"
    )
    adding.add_argument(
        "--role", default="staff", help="what others see in place of the name (default: staff)"
    )
    common(adding)
    adding.set_defaults(run=_user_add)
    ticket = verbs.add_parser("ticket", help="a new ticket for an actor")
    ticket.add_argument("name")
    ticket.add_argument(
        "--once", action="store_true", help="print a one-time ticket for the pages instead of keeping one"
    )
    common(ticket, actor=False)
    ticket.set_defaults(run=_user_ticket)
    who = verbs.add_parser("whoami", help="the actor behind a ticket, and its grants")
    common(who)
    who.set_defaults(run=_whoami)


def _user_add(arguments: argparse.Namespace) -> int:
    session = open_session(arguments)
    rights = [word.strip() for word in arguments.uses.split(",") if word.strip()]
    declared = {
        row[0] for row in session.vault.connection.execute("select name from gate.use_bits() where live")
    }
    known = declared | {"*", "sort", "intake", "publish", "notice", "grant"}
    if unknown := [word for word in rights if word not in known]:
        raise BadUser(f"No such use: {', '.join(unknown)}.", help=f"Known: {', '.join(sorted(known))}.")
    zone = ZoneInfo(session.published().policy.time_zone)
    last = arguments.until or datetime.now(zone).date() + timedelta(days=30)
    until = datetime.combine(last + timedelta(days=1), time(), zone)
    if until <= datetime.now(zone):
        raise BadUser(f"{last} has passed.", help="--until is the last day of the grants.")
    with bind.refusing(session.vault.connection):
        session.vault.connection.execute(
            "select gate.add_actor(%s, %s, %s, %s, %s)",
            (session.act.ticket.secret, arguments.name, arguments.role, rights, until),
        )
    lasts = min(until - datetime.now(zone), timedelta(days=366))
    path = session.installation.keep_ticket(arguments.name, session.installation.mint(arguments.name, lasts))
    if arguments.json:
        emit({"name": arguments.name, "rights": rights, "until": last, "ticket": str(path)})
    else:
        say(f"{arguments.name} may {', '.join(rights)} until {last}. The ticket: {path}")
    return Exit.OK


def _user_ticket(arguments: argparse.Namespace) -> int:
    start()
    installation = here()
    with bind.refusing(installation.vault().connection):
        if arguments.once:
            ticket = installation.mint(arguments.name, timedelta(minutes=30), once=True)
            found = {"once": ticket.secret.hex(), "minutes": 30}
        else:
            ticket = installation.mint(arguments.name, timedelta(days=30))
            found = {"ticket": str(installation.keep_ticket(arguments.name, ticket)), "days": 30}
    if arguments.once and not arguments.json:
        say(f"Come in, once, within 30 minutes: http://localhost:8000/enter?once={found['once']}")
    else:
        emit(found) if arguments.json else pairs(found)
    return Exit.OK


def _whoami(arguments: argparse.Namespace) -> int:
    session = open_session(arguments)
    row = session.vault.connection.execute(
        "select name, role, rights from gate.whoami(%s)", (session.act.ticket.secret,)
    ).fetchone()
    if row is None:
        raise BadUser("This ticket has ended.", help="`seloste user ticket NAME` makes a new one.")
    found = {"name": row[0], "role": row[1], "rights": list(row[2])}
    emit(found) if arguments.json else table([[key, str(value)] for key, value in found.items()])
    return Exit.OK


def _add_db(command: argparse.ArgumentParser) -> None:
    verbs = command.add_subparsers(dest="verb", required=True)
    url = verbs.add_parser("url", help="the address of the database, for psql and the like")
    url.add_argument("--role", choices=("app", "owner", "worker"), default="app")
    common(url, actor=False)
    url.set_defaults(run=_db_url)
    stop = verbs.add_parser("stop", help="stop the embedded engine; the next command starts it again")
    common(stop, actor=False)
    stop.set_defaults(run=_db_stop)
    shell = verbs.add_parser("shell", help="psql in the application's role")
    shell.add_argument("--role", choices=("app", "owner", "worker"), default="app")
    common(shell, actor=False)
    shell.set_defaults(run=_db_shell)


def _db_stop(arguments: argparse.Namespace) -> int:
    installation = here()
    if installation.server:
        raise BadUser("The database is a server's, and not this program's to stop.")
    stopped = launcher.stop(installation.home)
    if arguments.json:
        emit({"stopped": stopped})
    else:
        say("The engine has stopped." if stopped else "The engine wasn't running.")
    return Exit.OK


def _db_url(arguments: argparse.Namespace) -> int:
    start()
    address = here().address(arguments.role)
    emit({"role": arguments.role, "url": address}) if arguments.json else say(address)
    return Exit.OK


def _db_shell(arguments: argparse.Namespace) -> int:
    start()
    from seloste.engine.programs import client_program

    program = client_program("psql") or shutil.which("psql")
    if program is None:
        raise BadUser("There is no psql here.", help="`seloste db url` gives the address for another client.")
    address = here().address(arguments.role)
    os.execv(str(program), [str(program), address])
