"""``seloste may`` and ``seloste audience``: the two questions of a register."""

from __future__ import annotations

import argparse
import csv
import os
import sys
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from seloste.cli.output import emit, number, say
from seloste.cli.session import Session, common, open_session
from seloste.cli.subject import Subject, resolve, suppressed
from seloste.engine.errors import Exit, SelosteError
from seloste.gate import asking, explain, publishing
from seloste.register import finding, kind_names
from seloste.register.showing import written
from seloste.terms.decision import Decision, Lawful


class BadUse(SelosteError):
    exit_code = Exit.BAD_INPUT
    code = "bad_use"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    command = commands.add_parser(name, help=summary, description=summary)
    if name == "may":
        command.add_argument(
            "subject",
            metavar="SUBJECT",
            help="an e-mail address, a phone number, an id, or - for standard input",
        )
        command.add_argument("use", metavar="USE", help="such as newsletter.email")
        command.add_argument(
            "--at",
            type=_moment,
            metavar="DATE",
            help="as of a day or an instant (ISO 8601); now, unless given",
        )
        command.set_defaults(run=_may)
    else:
        command.add_argument("use", metavar="USE")
        command.add_argument("--count", action="store_true", help="how many, and open nothing")
        command.add_argument("-o", dest="out", type=Path, metavar="FILE", help="write the addresses as CSV")
        command.set_defaults(run=_audience)
    common(command)


def _moment(text: str) -> datetime | date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text)


def _may(arguments: argparse.Namespace) -> int:
    session = open_session(arguments)
    decision = ask(session, resolve(session, arguments.subject, arguments.use), arguments.use, arguments.at)
    if arguments.json:
        emit(decision.as_json())
    else:
        _tell(decision)
    return Exit.OK if isinstance(decision, Lawful) else Exit.REFUSED


def ask(session: Session, subject: Subject, use: str, at: datetime | date | None = None) -> Decision:
    """The decision about a subject, now or as of a moment."""
    published = session.published()
    connection = session.vault.connection
    now = connection.execute("select gate.now()").fetchone()
    assert now is not None  # a function of one row
    moment = _at(at, published.policy.time_zone) or now[0]
    if subject.person is None:
        return asking.nobody(published, use, moment, suppressed=suppressed(session, subject, use))
    facts, stamped = asking.read_facts(connection, subject.person, use, session.act)
    term = next((u for u in published.policy.uses if u.name == use), None)
    row = subject.row if term and subject.address and term.address == subject.address[0] else None
    return asking.may(
        published.policy, use, facts, _at(at, published.policy.time_zone) or stamped, kind_names(),
        publishing.use_bits(connection), row=row, now=None if at else stamped,
    )  # fmt: skip


def _at(at: datetime | date | None, zone: str) -> datetime | None:
    """A day is its beginning, in the controller's zone."""
    if at is None:
        return None
    moment = at if isinstance(at, datetime) else datetime.combine(at, time())
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def _tell(decision: Decision) -> None:
    verdict, *reasons = explain(decision, language())
    say(verdict, "", *(f"  {line}" for line in reasons), "")
    say(f"Version {decision.policy} of the notice, as of {decision.as_of:%Y-%m-%d %H:%M %Z}.")


def language() -> str:
    """The language of the terminal, of those that sentences are written in."""
    return os.environ.get("LC_ALL", os.environ.get("LC_MESSAGES", os.environ.get("LANG", "")))[:2] or "en"


def _audience(arguments: argparse.Namespace) -> int:
    session = open_session(arguments)
    term = next((u for u in session.published().policy.uses if u.name == arguments.use), None)
    if term is None:
        raise BadUse(
            f"The notice in force has no use {arguments.use}.", help="`seloste notice uses` lists them."
        )
    kind = finding.ADDRESSES.get(term.address or "")
    if arguments.count or kind is None:
        people = finding.count(session.vault, arguments.use, session.act, kind)
        emit({"use": arguments.use, "people": people}) if arguments.json else say(f"{number(people)} people")
        return Exit.OK
    if arguments.out:
        count = _write(session, arguments.use, kind, arguments.out)
        emit({"use": arguments.use, "people": count, "file": str(arguments.out)}) if arguments.json else say(
            f"{number(count)} addresses in {arguments.out}"
        )
        return Exit.OK
    if arguments.json:
        emit(
            {
                "use": arguments.use,
                "people": [
                    {"id": str(o.person), "address": o.content.show()}
                    for o in finding.audience(session.vault, arguments.use, session.act, kind)
                ],
            }
        )
        return Exit.OK
    for opened in finding.audience(session.vault, arguments.use, session.act, kind):
        sys.stdout.write(f"{written(opened.content.show())}\n")
    return Exit.OK


def _write(session: Session, use: str, kind: int, path: Path) -> int:
    """Beside the file, then renamed: half a list is never left behind; readable by this account alone."""
    beside = path.with_name(path.name + ".part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    count = 0
    with os.fdopen(handle, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["id", "address"])
        for opened in finding.audience(session.vault, use, session.act, kind):
            out.writerow([str(opened.person), guarded(written(opened.content.show()))])
            count += 1
    beside.replace(path)
    return count


def guarded(cell: str) -> str:
    """A cell that a spreadsheet doesn't take for a formula; a plain phone number stays as it is."""
    if cell[:1] in "=@\t\r-" or (cell[:1] == "+" and not cell[1:].isdigit()):
        return "'" + cell
    return cell
