"""``seloste subject export`` and ``seloste who-looked``: what a person may know (GDPR 15, 20)."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path
from zoneinfo import ZoneInfo

from seloste.cli import subject as subjects
from seloste.cli.asking import language
from seloste.cli.output import BadInput, emit, keep_file, new_file, number, say, table
from seloste.cli.session import Session, common, open_session
from seloste.engine.errors import Exit, SelosteError
from seloste.notice.spoken import LANGUAGES
from seloste.rights.exporting import export
from seloste.rights.forms import FORMS, made
from seloste.rights.looks import Access, who_looked
from seloste.rights.putting import portable


class BadDay(BadInput):
    code = "bad_day"


class NoFile(SelosteError):
    """What can't stand on a terminal needs a file."""

    exit_code = Exit.USAGE
    code = "no_file"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    command = commands.add_parser(name, help=summary, description=summary)
    command.add_argument("subject", metavar="SUBJECT", help="e-mail, phone, id, or -")
    command.add_argument("--since", metavar="DAY", help="from this day on, such as 2026-11-25")
    common(command)
    command.set_defaults(run=_who_looked)


def add_export(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """``export`` among the verbs of ``subject``."""
    command = verbs.add_parser("export", help="a copy of everything that is held of a person (GDPR 15, 20)")
    command.add_argument("subject", metavar="SUBJECT", help="e-mail, phone, id, or -")
    command.add_argument(
        "-o", dest="out", type=Path, metavar="FILE",
        help="readable by this account alone (default: standard output)",
    )  # fmt: skip
    command.add_argument(
        "--to", choices=tuple(FORMS), default="json",
        help="json: all of it for programs; csv: a row a value; vcard: name and contact details; pdf: to be read (default: json)",
    )  # fmt: skip
    command.add_argument(
        "--lang", choices=LANGUAGES, help="of the PDF (default: the terminal's, else the notice's first)"
    )
    command.add_argument(
        "--portable", action="store_true", help="only what they may take elsewhere (GDPR 20)"
    )
    command.add_argument("--force", action="store_true", help="replace a file that is there")
    common(command)
    command.set_defaults(run=_export)


def _export(arguments: argparse.Namespace) -> int:
    out: Path | None = arguments.out
    if out is not None:
        new_file(out, force=arguments.force)
    elif arguments.to == "pdf":
        raise NoFile("A PDF is no text for a terminal.", help="Name a file by -o FILE.")
    session = open_session(arguments, "request")
    policy = session.published().policy
    person = subjects.person(session, arguments.subject)
    copy = export(session.vault, person, policy, session.act, arguments.to)
    if arguments.portable:
        copy = portable(copy)
    written = made(copy, policy, arguments.to, *filter(None, (arguments.lang, language())))
    if out is None:
        sys.stdout.write(written.decode("utf-8-sig"))
        return Exit.OK
    keep_file(out, written)
    rows = sum(len(category.rows) for category in copy.categories)
    if arguments.json:
        emit(
            {
                "id": copy.subject.id,
                "rows": rows,
                "looks": len(copy.looks),
                "file": str(out),
                "format": arguments.to,
            }
        )
    else:
        say(
            f"{number(rows)} values and {number(len(copy.looks))} lines of who looked are in {out}."
            if arguments.to in ("json", "pdf")
            else f"{out} is written, out of {number(rows)} values.",
            "It is for you alone to read. Hand it on as safely.",
        )
    return Exit.OK


def _who_looked(arguments: argparse.Namespace) -> int:
    session = open_session(arguments, "request")
    since = _since(session, arguments.since) if arguments.since else None
    found = who_looked(session.vault, subjects.person(session, arguments.subject), session.act, since=since)
    zone = ZoneInfo(session.published().policy.time_zone)
    if arguments.json:
        emit({"looks": [_as_json(one) for one in found]})
    elif not found:
        say("Nobody looked.")
    else:
        table([_told(one, zone) for one in found])
    return Exit.OK


def _since(session: Session, typed: str) -> datetime:
    """The first instant of that day, by the notice's time zone."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise BadDay("This is no day.", help="Write it as 2026-11-25.") from None
    return datetime.combine(day, clock(), ZoneInfo(session.published().policy.time_zone))


def _as_json(one: Access) -> dict[str, object]:
    return {
        "line": one.line, "at": one.at, "what": one.verb, "use": one.use, "role": one.role, "name": one.name,
        "reason": one.reason, "rows": one.rows, "to": one.recipient, "fields": list(one.fields),
    }  # fmt: skip


def _told(one: Access, zone: ZoneInfo) -> list[str]:
    what = f"{one.verb} to {one.recipient}: {', '.join(one.fields)}" if one.recipient else one.verb
    who = f"{one.name} ({one.role})" if one.name else one.role or ""
    return [f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}", what, one.use or "", who, one.reason or ""]
