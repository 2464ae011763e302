"""``seloste notice``: publish, export and confirm; check, mend and render, which need neither Django nor a database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

from seloste.cli import notice_lint
from seloste.cli.notice_lint import BadNotice, Verb
from seloste.cli.output import emit, number, say, table
from seloste.engine.errors import Exit

if TYPE_CHECKING:
    from seloste.gate.publishing import Publication


REVIEW = timedelta(days=90)
"""A reason for publishing despite errors is looked at again after this."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    command = commands.add_parser(name, help=summary, description=summary)
    verbs = command.add_subparsers(dest="verb", required=True, prog=command.prog, parser_class=Verb)
    for verb, (define, told) in {**notice_lint.VERBS, **_VERBS}.items():
        verbs.add_parser(verb, help=told, description=told, define=define)


def _words_of(module: str, function: str) -> Callable[[argparse.ArgumentParser], None]:
    """The words of a verb that stands in a module of its own, imported when it is this verb that runs."""

    def define(command: argparse.ArgumentParser) -> None:
        getattr(import_module(f"seloste.cli.{module}"), function)(command)

    return define


def _publish_words(publish: argparse.ArgumentParser) -> None:
    publish.add_argument("file")
    publish.add_argument(
        "--dry-run",
        action="store_true",
        help="how many people and rows gain or lose which use; nothing changes",
    )
    publish.add_argument(
        "--despite-errors", dest="despite", metavar="REASON",
        help="publish a notice with errors: what it leaves unsaid is refused; the reason stays internal, for 90 days",
    )  # fmt: skip
    _words(publish)
    publish.set_defaults(run=_publish)


def _uses_words(uses: argparse.ArgumentParser) -> None:
    _words(uses)
    uses.set_defaults(run=_uses)


def _hidden_words(hidden: argparse.ArgumentParser) -> None:
    _words(hidden)
    hidden.set_defaults(run=_hidden)


def _confirm_words(confirm: argparse.ArgumentParser) -> None:
    confirm.add_argument("publication", type=int)
    _words(confirm)
    confirm.set_defaults(run=_confirm)


_VERBS: dict[str, tuple[Callable[[argparse.ArgumentParser], None], str]] = {
    "render": (
        _words_of("rendering", "render_words"),
        "a notice file as people and programs read it: page, text, PDF, JSON-LD, record of processing",
    ),
    "export": (
        _words_of("rendering", "export_words"),
        "the file of a published version, byte for byte, out of the register",
    ),
    "trace": (
        _words_of("tracing", "trace_words"),
        "for each claim of a notice, what in the code keeps it and which tests prove that",
    ),
    "new": (_words_of("starting", "new_words"), "a first notice for another company, out of a few questions"),
    "publish": (_publish_words, "put a notice in force"),
    "uses": (_uses_words, "the uses of the notice in force"),
    "hidden": (_hidden_words, "what publications made due: hidden, and waiting for the privacy contact"),
    "confirm": (_confirm_words, "confirm such a list: it goes 14 days after its publication at the earliest"),
}


def _words(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print one JSON document")
    command.add_argument("--as", dest="actor", metavar="NAME", help="whose ticket to act by (default: first)")


def _publish(arguments: argparse.Namespace) -> int:
    from dataclasses import replace
    from pathlib import Path

    from seloste.cli.session import open_session
    from seloste.gate.publishing import Despite, publish, rehearse
    from seloste.notice import compile_notice, has_errors, render_findings
    from seloste.register import kinds

    notice, findings = notice_lint.read(arguments.file)
    bad = notice is None or has_errors(findings) or not notice.drives
    if bad and (notice is None or not arguments.despite):
        print(render_findings(findings), file=sys.stderr)
        raise BadNotice(
            f"{arguments.file} has errors and was not published.",
            help="Mend them, or publish with --despite-errors REASON: what is unsaid is then refused.",
        )
    assert notice is not None  # told above
    policy = _despite(notice, arguments) if bad else compile_notice(notice)
    session = open_session(arguments)
    connection = session.vault.connection
    if bad:
        row = connection.execute("select gate.next_version()").fetchone()
        policy = replace(policy, version=policy.version or (row[0] if row else 1))
    else:
        _must_be_held(policy, kinds())
    if arguments.dry_run:
        done = rehearse(connection, policy, Path(arguments.file), session.act, kinds())
    else:
        told = Despite(arguments.despite, datetime.now(UTC).date() + REVIEW) if bad else None
        done = publish(connection, policy, Path(arguments.file), session.act, kinds(), despite=told)
    if arguments.json:
        emit(_as_json(done, arguments.dry_run))
    else:
        _tell(done, arguments.dry_run)
    return Exit.OK


def _despite(notice: Any, arguments: argparse.Namespace) -> Any:
    """What the notice permits all the same; what nothing excuses is printed and refused."""
    from seloste.notice import NoticeErrors, compile_despite, render_findings

    if not arguments.despite.strip():
        raise BadNotice(
            "A notice is published despite errors only for a reason.", help="Say it in a sentence."
        )
    try:
        return compile_despite(notice)
    except NoticeErrors as error:
        print(render_findings(error.findings), file=sys.stderr)
        raise BadNotice(f"{arguments.file}: no reason excuses this.") from None


def _must_be_held(policy: Any, kinds: dict[tuple[str, str], int]) -> None:
    """A category or field that no model holds is an error of publishing, never of start (spine 14)."""
    lacking = sorted(
        f"{c.name}.{field}" for c in policy.categories for field in c.fields if (c.name, field) not in kinds
    )
    if lacking:
        raise BadNotice(
            f"No model holds {', '.join(lacking)}.",
            help="Remove them from the notice, or add a model (docs/architecture.md).",
        )


def _as_json(done: Publication, rehearsed: bool) -> dict[str, Any]:
    return {
        "version": done.version, "publication": None if rehearsed else done.number, "dry_run": rehearsed,
        "rows_changed": done.rows_changed, "hidden": done.hidden,
        "uses": [
            {"use": u.use, "gain": {"people": u.gain_people, "rows": u.gain_rows}, "lose": {"people": u.lose_people, "rows": u.lose_rows}}
            for u in done.uses
        ],
    }  # fmt: skip


def _tell(done: Publication, rehearsed: bool) -> None:
    say(
        f"Version {done.version} "
        + ("would change" if rehearsed else "is in force. It changed")
        + f" {number(done.rows_changed)} rows."
    )
    if done.uses:
        rows = [
            [u.use, *(number(n) for n in (u.gain_people, u.gain_rows, u.lose_people, u.lose_rows))]
            for u in done.uses
        ]
        table(rows, head=["use", "people gain", "rows", "people lose", "rows"])
    if done.hidden:
        say(
            f"{number(done.hidden)} rows {'would be' if rehearsed else 'are'} hidden: due under the new version, or without a period."
        )
        say(
            "They wait: `seloste notice hidden` lists them, `seloste notice confirm` lets them go, 14 days on at the earliest."
        )


def _uses(arguments: argparse.Namespace) -> int:
    from seloste.cli.session import open_session

    policy = open_session(arguments).published().policy
    found = [
        {
            "use": u.name,
            "purpose": u.purpose,
            "channel": u.channel,
            "section": u.clause.section,
            "title": u.title,
        }
        for u in policy.uses
    ]
    if arguments.json:
        emit({"version": policy.version, "uses": found})
    else:
        table(
            [
                [u.name, u.clause.section, u.title.get("en") or next(iter(u.title.values()))]
                for u in policy.uses
            ]
        )
    return Exit.OK


def _hidden(arguments: argparse.Namespace) -> int:
    from seloste.cli.session import open_session

    session = open_session(arguments)
    rows = session.vault.connection.execute(
        "select publication, published_at, confirmed_at, rows, people from gate.spared_counts()"
    ).fetchall()
    found = [
        dict(zip(("publication", "published_at", "confirmed_at", "rows", "people"), row, strict=True))
        for row in rows
    ]
    if arguments.json:
        emit(found)
    elif not found:
        say("Nothing waits: no publication made anything due.")
    else:
        table([[str(r[0]), f"{r[1]:%Y-%m-%d}", f"{r[2]:%Y-%m-%d}" if r[2] else "not confirmed", number(r[3]), number(r[4])] for r in rows],
              head=["publication", "on", "confirmed", "rows", "people"])  # fmt: skip
    return Exit.OK


def _confirm(arguments: argparse.Namespace) -> int:
    from seloste.cli.session import open_session
    from seloste.gate import bind

    session = open_session(arguments)
    with bind.refusing(session.vault.connection):
        row = session.vault.connection.execute(
            "select gate.confirm_spared(%s, %s)", (arguments.publication, session.act.ticket.secret)
        ).fetchone()
    rows = int(row[0]) if row else 0
    if rows == 0:
        raise BadNotice(
            f"Publication {arguments.publication} hides nothing.",
            help="`seloste notice hidden` lists what waits.",
        )
    emit({"publication": arguments.publication, "rows": rows}) if arguments.json else say(
        f"{number(rows)} rows go with the sweep, 14 days after the publication at the earliest."
    )
    return Exit.OK
