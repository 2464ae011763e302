"""``seloste audience``: whom a use may reach, counted, listed, or written into a file that says what it is for."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

import msgspec

from seloste.cli.asking import tell
from seloste.cli.output import BadInput, emit, keeping, new_file, number, say
from seloste.cli.session import Session, common, open_session
from seloste.disclosure import audiences
from seloste.disclosure.audiences import About, Entry
from seloste.engine.errors import Exit
from seloste.gate import bind, disclosure
from seloste.gate.publishing import Published
from seloste.notice.policy import UseTerm
from seloste.register import finding, handing
from seloste.register.handing import Handing
from seloste.register.showing import written
from seloste.terms.decision import Refused

_ENDINGS = {".csv": "csv", ".xlsx": "xlsx", ".vcf": "vcard", ".json": "json"}


class BadUse(BadInput):
    code = "bad_use"


class BadFile(BadInput):
    """No file can be made of what was asked."""

    code = "bad_file"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    command = commands.add_parser(name, help=summary, description=summary)
    command.add_argument("use", metavar="USE")
    command.add_argument("--count", action="store_true", help="how many, and open nothing")
    command.add_argument(
        "-o", dest="out", type=Path, metavar="FILE",
        help="write them into a file, readable by this account alone; each thousand has a line in the ledger",
    )  # fmt: skip
    command.add_argument(
        "--to", choices=audiences.FORMS, help="the file's format (default: by its ending, else csv)"
    )
    command.add_argument(
        "--names",
        action="store_true",
        help="names too, where this use may open them (vCards have them always)",
    )
    command.add_argument(
        "--to-processor", dest="processor", metavar="NAME",
        help="the file goes to this processor of the notice: a disclosure, refused outside the transfer stance",
    )  # fmt: skip
    command.add_argument("--force", action="store_true", help="replace a file that is there")
    common(command)
    command.set_defaults(run=_audience)


def _audience(arguments: argparse.Namespace) -> int:
    if arguments.out is None and (arguments.to or arguments.processor or arguments.names):
        raise BadFile("No file is named.", help="Name it by -o FILE.")
    session = open_session(arguments)
    published = session.published()
    term = next((u for u in published.policy.uses if u.name == arguments.use), None)
    if term is None:
        raise BadUse(
            f"The notice in force has no use {arguments.use}.", help="`seloste notice uses` lists them."
        )
    kind = finding.ADDRESSES.get(term.address or "")
    if arguments.count or (kind is None and arguments.out is None):
        people = finding.count(session.vault, arguments.use, session.act, kind)
        emit({"use": arguments.use, "people": people}) if arguments.json else say(f"{number(people)} people")
        return Exit.OK
    if kind is None:
        raise BadFile(f"{term.name} reaches nobody at an address, so it has no list.", help="--count counts.")
    if arguments.out:
        return _file(session, published, term, arguments)
    found = finding.audience(session.vault, arguments.use, session.act, kind)
    if arguments.json:
        people_ = [{"id": str(one.person), "address": one.content.show()} for one in found]
        emit({"use": arguments.use, "people": people_})
        return Exit.OK
    for opened in found:
        sys.stdout.write(f"{written(opened.content.show())}\n")
    return Exit.OK


def _file(session: Session, published: Published, term: UseTerm, arguments: argparse.Namespace) -> int:
    """The stance first, then the lines, then the addresses; the file is in its place when it is whole."""
    out: Path = arguments.out
    form = arguments.to or _ENDINGS.get(out.suffix.lower(), "csv")
    handed = Handing(form, arguments.processor, arguments.names or form == "vcard")
    new_file(out, force=arguments.force)
    now = _now(session)
    refused = _refused(session, published, term, handed, now)
    if refused is not None:
        emit(refused.as_json()) if arguments.json else tell(refused)
        return Exit.REFUSED
    with keeping(out) as file:
        about = _written(session, file, _about(published, term, handed, now), handed, out.parent)
    told = {
        "use": term.name,
        "people": about.addresses,
        "file": str(out),
        "format": form,
        "to": about.processor,
    }
    if arguments.json:
        emit(told)
        return Exit.OK
    say(f"{number(about.addresses)} addresses in {out}, for {term.name} and nothing else.")
    say(f"The ledger has them as {f'disclosed to {about.processor}' if about.processor else 'exported'}.")
    return Exit.OK


def _now(session: Session) -> datetime:
    row = session.vault.connection.execute("select gate.now()").fetchone()
    assert row is not None  # a function of one row
    moment: datetime = row[0]
    return moment


def _refused(
    session: Session, published: Published, term: UseTerm, handed: Handing, now: datetime
) -> Refused | None:
    """Before anything is opened: the refusal, which has a line of its own; None where it may go."""
    if handed.processor is None:
        return None
    fields = handed.fields(str(term.address))
    decision = disclosure(published.policy, handed.processor, term.name, fields, now)
    if not isinstance(decision, Refused):
        return None
    bind.refuse(session.vault.connection, term.name, session.act, decision.reasons[0].code)
    return decision


def _about(published: Published, term: UseTerm, handed: Handing, now: datetime) -> About:
    policy = published.policy
    return About(
        format="seloste-audience", version=1, use=term.name, title=term.title, sentence=term.clause.sentence,
        kind=f"contact.{term.address}", notice=policy.version, digest=policy.digest, made=now,
        day=now.astimezone(ZoneInfo(policy.time_zone)).date(), processor=handed.processor, addresses=0, people=0,
    )  # fmt: skip


def _written(session: Session, to: BinaryIO, about: About, handed: Handing, beside: Path) -> About:
    """Held in a nameless file until they are counted: what the file says of itself stands before them."""
    kind = about.kind.rpartition(".")[2]
    with tempfile.TemporaryFile(dir=beside) as held:
        addresses, people, last = 0, 0, None
        for one in handing.reached(session.vault, about.use, session.act, kind, handed):
            held.write(msgspec.json.encode(Entry(one.person, one.address, _plain(one.name))) + b"\n")
            addresses, people, last = addresses + 1, people + (one.person != last), one.person
        held.seek(0)
        about = msgspec.structs.replace(about, addresses=addresses, people=people)
        try:
            audiences.write(to, handed.form, about, _entries(held))
        except audiences.TooLong:
            raise BadFile("A sheet has no room for so many.", help="Write CSV: --to csv.") from None
    return about


def _plain(name: object) -> dict[str, object] | None:
    return dict(name) if isinstance(name, dict) else None


def _entries(held: Iterable[bytes]) -> Iterator[Entry]:
    reader = msgspec.json.Decoder(Entry)
    return (reader.decode(line) for line in held)
