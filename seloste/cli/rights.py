"""``seloste who-looked`` and ``seloste retention preview``; the export stands among the subject's verbs."""

from __future__ import annotations

import argparse
from datetime import date

from seloste.cli import subject as subjects
from seloste.cli.output import emit, number, say, table
from seloste.cli.session import common, open_session
from seloste.engine.errors import Exit
from seloste.register.showing import looks
from seloste.retention.previewing import Preview, preview


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    if name == "who-looked":
        command = commands.add_parser(name, help=summary, description=summary)
        command.add_argument("subject", metavar="SUBJECT", help="e-mail, phone, id, or -")
        command.add_argument(
            "--since", type=date.fromisoformat, metavar="DAY", help="from this day on, such as 2026-11-01"
        )
        common(command)
        command.set_defaults(run=_who_looked)
        return
    verbs = commands.add_parser(name, help=summary, description=summary).add_subparsers(
        dest="verb", required=True
    )
    ahead = verbs.add_parser("preview", help="what goes in the next days, by field and day; nothing changes")
    ahead.add_argument("--days", type=_days, default=30, help="how far ahead (default: 30)")
    common(ahead)
    ahead.set_defaults(run=_preview)


def _days(text: str) -> int:
    days = int(text) if text.isdigit() else 0
    if not 1 <= days <= 3660:
        raise argparse.ArgumentTypeError("days are a number from 1 to 3660")
    return days


def _who_looked(arguments: argparse.Namespace) -> int:
    session = open_session(arguments)
    found = subjects.resolve(session, arguments.subject)
    if found.person is None:
        raise subjects.NotFound("The register holds nobody with this address.")
    seen = looks(session.vault, found.person, session.act)
    if arguments.since:
        seen = tuple(one for one in seen if one.at.date() >= arguments.since)
    if arguments.json:
        emit({
            "person": found.person,
            "looks": [
                {"at": one.at, "what": one.verb, "use": one.use, "role": one.role, "name": one.name, "to": one.recipient}
                for one in seen
            ],
        })  # fmt: skip
    elif not seen:
        say("Nobody has looked.")
    else:
        rows = [
            [
                f"{one.at:%Y-%m-%d %H:%M}",
                one.verb,
                one.use or "",
                one.role or "",
                one.name or "",
                one.recipient or "",
            ]
            for one in seen
        ]
        table(rows, head=["when", "what", "use", "role", "who", "to"])
    return Exit.OK


def _preview(arguments: argparse.Namespace) -> int:
    session = open_session(arguments)
    found = preview(session.vault, session.act, arguments.days)
    if arguments.json:
        emit(_as_json(found))
        return Exit.OK
    if not found.going:
        say(f"Nothing goes in the next {arguments.days} days.")
        return Exit.OK
    table(
        [
            [f"{one.day}", f"{one.category}.{one.field}", number(one.rows), number(one.people)]
            for one in found.going
        ],
        head=["day", "what", "rows", "people"],
    )
    say(
        "",
        f"{number(found.rows)} rows go in the next {found.days} days; {number(found.people)} people go whole.",
    )
    return Exit.OK


def _as_json(found: Preview) -> dict[str, object]:
    return {
        "days": found.days,
        "rows": found.rows,
        "people": found.people,
        "going": [
            {"day": one.day, "category": one.category, "field": one.field, "kept": one.fate.name.lower(), "rows": one.rows, "people": one.people}
            for one in found.going
        ],
        "whole": [{"day": day, "people": people} for day, people in found.whole],
    }  # fmt: skip
