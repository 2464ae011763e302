"""``seloste retention preview | review``: what goes by itself soon, and what is dead already (R9.1, R9.4a)."""

from __future__ import annotations

import argparse
from uuid import UUID

from seloste.cli import naming
from seloste.cli.output import emit, number, say, table
from seloste.cli.session import common, open_session
from seloste.engine.errors import Exit, SelosteError
from seloste.notice.policy import Policy
from seloste.retention import reviewing
from seloste.retention.previewing import Going, Preview, preview
from seloste.retention.reviewing import Why
from seloste.terms.words import Fate

_WHY = {Why.UNDELIVERABLE: "undeliverable", Why.ROLE_ENDED: "the role has ended"}
_KEPT = {Fate.BY_LAW: ", kept by law alone", Fate.CLAIMS: ", kept for claims alone"}


class NotProposed(SelosteError):
    """A row that no review proposes is not deleted by one."""

    exit_code = Exit.BAD_INPUT
    code = "not_proposed"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> None:
    verbs = commands.add_parser(name, help=summary, description=summary).add_subparsers(
        dest="verb", required=True
    )
    command = verbs.add_parser("preview", help="counts by week and kind, and the sentence that ends each")
    command.add_argument("--days", type=int, default=30, metavar="N", help="how far ahead (default: 30)")
    common(command)
    command.set_defaults(run=_preview)
    reviewed = verbs.add_parser("review", help="dead addresses and ended roles, to delete or to correct")
    reviewed.add_argument(
        "--let-go", dest="let_go", nargs="+", type=UUID, metavar="ROW", default=(),
        help="delete these of the rows that it shows",
    )  # fmt: skip
    common(reviewed)
    reviewed.set_defaults(run=_review)


def _review(arguments: argparse.Namespace) -> int:
    session = open_session(arguments, "upkeep")
    found = reviewing.review(session.vault, session.act)
    decided = [one for one in found if one.row in arguments.let_go]
    if len(decided) < len(set(arguments.let_go)):
        raise NotProposed(
            "Some of these rows are not among those that the review shows; nothing was deleted."
        )
    gone = reviewing.let_go(session.vault, session.act, decided)
    left = [one for one in found if one not in decided]
    if arguments.json:
        emit({"deleted": gone, "proposed": [one.as_json() for one in left]})
        return Exit.OK
    policy = session.published().policy
    if gone:
        say(f"{number(gone)} rows deleted.", "")
    table([
        [str(one.person), str(one.row), naming.field(policy, one.category, one.field), _WHY[one.why]] for one in left
    ])  # fmt: skip
    say("" if left else "Nothing is out of date, as far as this can tell.")
    if left:
        say("Look at each person and correct the row, or delete it: --let-go ROW")
    return Exit.OK


def _preview(arguments: argparse.Namespace) -> int:
    session = open_session(arguments, "upkeep")
    found = preview(session.vault, session.act, arguments.days)
    emit(found.as_json()) if arguments.json else _tell(found, session.published().policy)
    return Exit.OK


def _tell(found: Preview, policy: Policy) -> None:
    say(
        f"Until {found.last}: {number(found.rows)} rows go; {number(found.people)} people go whole, with their keys.",
        "",
    )
    table(
        [[f"{day}", number(rows), number(gone)] for day, (rows, gone) in found.weeks().items()],
        head=("week from", "rows", "people"),
    )
    for alike in _alike(found):
        say("")
        table([[_named(one, policy), number(one.rows)] for one in alike])
        for clause in alike[0].clauses:
            law = f"; {naming.law(policy, clause.law)}" if clause.law else ""
            say(f"    {naming.worded(clause.sentence)}")
            say(f"      section {clause.section} of the notice{law}")
    if found.waiting:
        say("", f"{number(found.waiting)} rows that a publication hid wait for the privacy contact.")


def _alike(found: Preview) -> list[list[Going]]:
    """Kinds that the same sentences end, together: each sentence is said once."""
    by_path: dict[tuple[str, ...], list[Going]] = {}
    for one in found.going:
        by_path.setdefault(tuple(clause.path for clause in one.clauses), []).append(one)
    return list(by_path.values())


def _named(one: Going, policy: Policy) -> str:
    return naming.field(policy, one.category, one.field) + _KEPT.get(one.fate, "")
