"""``seloste subject find | show | export | erase | certificate``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from seloste.cli import naming, rights
from seloste.cli import subject as subjects
from seloste.cli.output import NO_BREAK, emit, keep_file, plain, say, table
from seloste.cli.session import Session, common, open_session
from seloste.engine.errors import Exit
from seloste.gate import bind
from seloste.notice.policy import Policy
from seloste.protection import indexing
from seloste.register import finding, kind_names
from seloste.register.showing import Shown, show, written
from seloste.retention import certificates, erasures
from seloste.retention.erasures import ErasureError
from seloste.retention.plans import Plan
from seloste.terms.words import RIGHTS, Basis, Scope


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    verbs = commands.add_parser(name, help=summary, description=summary).add_subparsers(
        dest="verb", required=True
    )
    find = verbs.add_parser("find", help="by e-mail, phone, or the beginnings of names")
    find.add_argument("what", metavar="SUBJECT", help="or - for standard input")
    find.add_argument("--use", default=RIGHTS, help="under which use (default: rights)")
    common(find)
    find.set_defaults(run=_find)
    shown = verbs.add_parser("show", help="what we hold, from where, why we may, until when, who looked")
    shown.add_argument("subject", metavar="SUBJECT", help="e-mail, phone, id, or -")
    shown.add_argument("--use", default=RIGHTS, help="under which use (default: rights)")
    common(shown)
    shown.set_defaults(run=_show)
    rights.add_export(verbs)
    erase = verbs.add_parser("erase", help="plan, then destroy, then certify")
    erase.add_argument("subject", metavar="SUBJECT", help="e-mail, phone, id, or -")
    erase.add_argument("--plan", action="store_true", help="show what would go and what would stay, and stop")
    erase.add_argument("--yes", action="store_true", help="do not ask")
    erase.add_argument(
        "--now", action="store_true", help="renew the index key at once, not by the nightly upkeep"
    )
    erase.add_argument(
        "-o",
        dest="out",
        type=Path,
        metavar="FILE",
        help="the certificate's file (default: certificate-ID.json)",
    )
    common(erase)
    erase.set_defaults(run=_erase)
    again = verbs.add_parser("certificate", help="the certificate of an erasure, as things stand now")
    again.add_argument("id", type=UUID)
    common(again)
    again.set_defaults(run=_certificate)


def _find(arguments: argparse.Namespace) -> int:
    session = open_session(arguments)
    text = subjects.typed(arguments.what)
    address = finding.as_address(text)
    if address:
        found = finding.by_address(session.vault, *address, arguments.use, session.act)
    else:
        found = finding.by_name(session.vault, text, arguments.use, session.act)
    people = list(dict.fromkeys(one.person for one in found))
    names = finding.names_of(session.vault, people, arguments.use, session.act) if people else {}
    if arguments.json:
        emit({"found": [{"id": person, "name": names.get(person)} for person in people]})
    elif not people:
        say(f"Nobody, as far as {arguments.use} may see.")
    else:
        table([[str(person), names.get(person, "")] for person in people])
    return Exit.OK if people else Exit.REFUSED


def _show(arguments: argparse.Namespace) -> int:
    session = open_session(arguments)
    shown = show(session.vault, subjects.person(session, arguments.subject), arguments.use, session.act)
    if arguments.json:
        emit(_shown_json(shown))
    else:
        _tell_shown(shown)
    return Exit.OK


def _shown_json(shown: Shown) -> dict[str, Any]:
    kinds = kind_names()
    return {
        "id": shown.person,
        "rows": [
            {
                "id": row.id, "what": ".".join(kinds[row.kind]), "value": row.value.show() if row.value is not None else None,
                "source": row.source, "obtained": row.obtained, "until": row.until, "uses": list(row.uses), "fate": row.fate.name.lower(),
            }
            for row in shown.rows
        ],
        "relations": [{"group": r["group"], "started": r["started"], "ended": r["ended"], "source": r["source"]} for r in shown.facts["relations"]],
        "grounds": [{"basis": Basis(g["basis"]).name.lower(), **{k: g[k] for k in ("use", "row", "started", "ended", "incomplete", "source")}} for g in shown.facts["grounds"]],
        "prohibitions": [{"scope": Scope(p["scope"]).name.lower(), **{k: p[k] for k in ("use", "row", "since", "until", "source")}} for p in shown.facts["prohibitions"]],
        "restrictions": shown.facts["restrictions"],
        "looks": [{"at": one.at, "what": one.verb, "use": one.use, "role": one.role, "name": one.name} for one in shown.looks],
    }  # fmt: skip


def _tell_shown(shown: Shown) -> None:
    kinds = kind_names()
    say(str(shown.person), "", "What we hold")
    table([
        [kinds[row.kind][1], written(row.value.show()) if row.value is not None else "(sealed)", row.source, f"{row.obtained:%Y-%m-%d}",
         f"until {row.until:%Y-%m-%d}" if row.until else "no end yet", ", ".join(row.uses) or "no use"]
        for row in shown.rows
    ])  # fmt: skip
    say("", "Why we may")
    table(
        [
            [f"relation {r['group']}", r["started"][:10], (r["ended"] or "")[:10], r["source"]]
            for r in shown.facts["relations"]
        ]
    )
    table(
        [
            [
                f"{Basis(g['basis']).name.lower()} for {g['use'] or 'its uses'}",
                g["started"][:10],
                (g["ended"] or "")[:10],
                g["source"],
            ]
            for g in shown.facts["grounds"]
        ]
    )
    if shown.facts["prohibitions"]:
        say("", "What stands against it")
        table(
            [
                [Scope(p["scope"]).name.lower().replace("_", NO_BREAK), p["since"][:10], p["source"]]
                for p in shown.facts["prohibitions"]
            ]
        )
    say("", "Who looked")
    table(
        [
            [f"{one.at:%Y-%m-%d %H:%M}", one.verb, one.use or "", one.role or "", one.name or ""]
            for one in shown.looks
        ]
    )


def _erase(arguments: argparse.Namespace) -> int:
    session = open_session(arguments, "request")
    person = subjects.person(session, arguments.subject)
    try:
        planned = erasures.plan(session.vault, person, session.act)
    except ErasureError:
        if arguments.plan or not _was_erased(session, person):
            raise
        # it was stopped after the erasure, before its certificate
        return _certified(
            arguments, session, person, lambda: certificates.again(session.vault, person, session.act)
        )
    if arguments.plan:
        emit(planned.as_json()) if arguments.json else _tell_plan(planned, session.published().policy)
        return Exit.OK
    if not arguments.json:
        _tell_plan(planned, session.published().policy)
    if not (arguments.yes or arguments.json) and not _confirmed():
        say("Nothing was erased.")
        return Exit.REFUSED
    erased = erasures.carry_out(session.vault, planned, session.act)
    return _certified(
        arguments, session, person, lambda: certificates.certify(session.vault, erased, session.act)
    )


def _was_erased(session: Session, person: UUID) -> bool:
    with bind.refusing(session.vault.connection):
        return certificates.again(session.vault, person, session.act) is not None


def _certified(
    arguments: argparse.Namespace,
    session: Session,
    person: UUID,
    certify: Callable[[], dict[str, Any] | None],
) -> int:
    """What an erasure ends with: the index anew if that is asked for, and the certificate."""
    if arguments.now:
        indexing.renew(session.vault, session.act)
    certificate = certify()
    assert certificate is not None  # the erasure is done
    if arguments.json and not arguments.out:
        emit(certificate)
        return Exit.OK
    path = arguments.out or Path(f"certificate-{person}.json")
    _keep(path, certificate)
    if arguments.json:
        emit(certificate)
    else:
        _tell_certificate(certificate, path)
    return Exit.OK


def _confirmed() -> bool:
    if not sys.stdin.isatty():
        raise subjects.BadSubject("An erasure is confirmed by a person, or by --yes.")
    return input("Erase? The keys can't be had back. [yes/NO] ").strip().lower() in ("yes", "kyllä", "ja")


def _tell_plan(planned: Plan, policy: Policy) -> None:
    say(f"Erasure of {planned.person}", "", "Goes, with its key:")
    table(
        [
            [
                naming.field(policy, one.category, one.field),
                str(one.rows),
                ", ".join(naming.source(policy, name) for name in dict.fromkeys(one.sources)),
            ]
            for one in planned.goes
        ]
    )
    say("", "Stays, sealed under a key of its own:" if planned.stays else "Nothing stays.")
    for one in planned.stays:
        say(
            f"  {naming.field(policy, one.category, one.field)}, {one.rows}, {naming.law(policy, one.law)}",
            f"    {naming.worded(one.sentence)}",
        )
    if planned.refusals:
        say(
            "",
            f"{planned.refusals} refusals outlive it as keyed hashes of the addresses, and as nothing else.",
        )
    say(
        f"Bucket {planned.bucket} of the key file turns. Sealed rows that nobody can open may be in backups for {planned.backups_days} days.",
        "",
    )


def _tell_certificate(certificate: dict[str, Any], path: Path) -> None:
    for part, title in (
        ("final", "Final"),
        ("pending", "Pending"),
        ("residue", "What no software can vouch for"),
    ):
        say(title)
        for one in certificate[part]:
            say(f"  {one['sentence']['en']}")
    say("", f"The certificate: {path}", f"Verify it anywhere: python3 tools/verify_ledger.py {path}")


def _keep(path: Path, certificate: dict[str, Any]) -> None:
    text = json.dumps(certificate, ensure_ascii=False, indent=1, default=plain)
    keep_file(path, f"{text}\n".encode())


def _certificate(arguments: argparse.Namespace) -> int:
    session = open_session(arguments, "request")
    with bind.refusing(session.vault.connection):
        certificate = certificates.again(session.vault, arguments.id, session.act)
    if certificate is None:
        raise subjects.NotFound("Nobody of this id was erased here.")
    emit(certificate)
    return Exit.OK
