"""``seloste may``: may we? The first question of a register."""

from __future__ import annotations

import argparse
import os
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from seloste.cli.output import emit, say
from seloste.cli.session import Session, common, open_session
from seloste.cli.subject import Subject, resolve, suppressed
from seloste.engine.errors import Exit
from seloste.gate import asking, explain, publishing
from seloste.register import kind_names
from seloste.terms.decision import Decision, Lawful


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    command = commands.add_parser(name, help=summary, description=summary)
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
        tell(decision)
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


def tell(decision: Decision) -> None:
    """The verdict and its reasons, for a person."""
    verdict, *reasons = explain(decision, language())
    say(verdict, "", *(f"  {line}" for line in reasons), "")
    say(f"Version {decision.policy} of the notice, as of {decision.as_of:%Y-%m-%d %H:%M %Z}.")


def language() -> str:
    """The language of the terminal, of those that sentences are written in."""
    return os.environ.get("LC_ALL", os.environ.get("LC_MESSAGES", os.environ.get("LANG", "")))[:2] or "en"
