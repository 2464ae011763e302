"""The walk of the demo: what a newcomer should have seen, in six stops."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, LiteralString
from uuid import UUID

from rich.markup import escape
from rich.padding import Padding

from seloste.cli import subject
from seloste.cli.asking import ask
from seloste.cli.output import number
from seloste.engine import launcher
from seloste.engine.connect import Connection, connect
from seloste.engine.programs import client_program
from seloste.gate import bind
from seloste.intake.found import Accepted
from seloste.intake.mailchimp import read_export
from seloste.protection import indexing, proof
from seloste.register import finding
from seloste.register.installation import DATABASE
from seloste.retention import certificates, erasures, sweeping
from seloste.terms.decision import Decision, Lawful

if TYPE_CHECKING:
    from seloste.cli.demo import Stage
    from seloste.cli.demo_people import Summary

USE = "newsletter.email"
VERIFIER = Path(__file__).resolve().parents[2] / "tools" / "verify_ledger.py"
SQL: LiteralString = "select count(distinct subject_id) from register.contact where kind = 2"
_WORD = re.compile(rb"[^\s'\",;|\\()<>\[\]{}=:]{8,}")


def tell(stage: Stage) -> dict[str, Any]:
    """Every stop in order; what came out, for programs."""
    return {
        "audience": _audience(stage),
        "may": _may(stage),
        "sweep": _sweep(stage),
        "erasure": _erasure(stage),
        "dump": _dump(stage),
        "ledger": _ledger(stage),
    }


def broken(told: Mapping[str, Any]) -> list[str]:
    """The stops that did not come out as they are told: without any, the demo has shown what it promises."""
    dump = told["dump"]
    held = {
        "audience": told["audience"]["without_use"] == 0,
        "erasure": told["erasure"]["certificate_verified"] and told["erasure"]["found_after"] == 0,
        "dump": dump["found"] == 0 and (not dump["searched"] or dump["twin_found"] == 1),
    }
    if "found_out" in told["ledger"]:
        held["ledger"] = told["ledger"]["found_out"] and told["ledger"]["intact_after"]
    return [stop for stop, well in held.items() if not well]


def _stop(stage: Stage, title: str) -> None:
    stage.console.print()
    stage.console.rule(f"[bold]{title}", align="left", style="dim")


def _note(stage: Stage, text: str) -> None:
    stage.console.print(Padding(text, (0, 0, 0, 2)))


def _audience(stage: Stage) -> dict[str, int]:
    """Hand-written SQL in the application's role, as psql would send it: without a use, and with one."""
    _stop(stage, "1  Whom may we write to?")
    connection, act = stage.session.vault.connection, stage.session.act
    _note(stage, f"[dim]{SQL};[/]")
    without = _count(connection)
    with bind.use(connection, USE, act):
        within = _count(connection)
    people = connection.execute("select people from gate.register_size()").fetchone()
    _note(
        stage,
        f"psql, no use stated:         [bold]{number(without):>6}[/]   the database shows nobody to nobody's purpose",
    )
    _note(
        stage,
        f"psql, use {USE}:  [bold]{number(within):>6}[/]   of {number(people[0] if people else 0)} people: exactly those who may be mailed",
    )
    return {"without_use": without, "with_use": within}


def _count(connection: Connection) -> int:
    row = connection.execute(SQL).fetchone()
    return int(row[0]) if row else 0


def _may(stage: Stage) -> dict[str, str]:
    """One who asked for the letter, and one who left."""
    _stop(stage, "2  May we?")
    answers = {}
    for invented in (stage.summary.hero, stage.summary.left):
        decision = ask(stage.session, subject.resolve(stage.session, invented.email), USE)
        answers[invented.email] = "lawful" if isinstance(decision, Lawful) else "refused"
        _show(stage, invented.email, decision)
    return answers


def _show(stage: Stage, who: str, decision: Decision) -> None:
    word = "[green]Yes.[/]" if isinstance(decision, Lawful) else "[red]No.[/]"
    _note(stage, f"[dim]seloste may[/] {who} [dim]{USE}[/]   {word}")
    for reason in decision.reasons[:2]:
        cite = f"[dim]{reason.section}[/]  " if reason.section else ""
        stage.console.print(
            Padding(f"{cite}{escape(reason.sentence['en'])} [dim]({escape(reason.rule)})[/]", (0, 0, 0, 6))
        )


def _sweep(stage: Stage) -> dict[str, int]:
    _stop(stage, "3  What is past its period goes by itself")
    swept = sweeping.sweep(stage.session.vault, stage.session.act)
    _note(
        stage,
        f"{number(swept.people)} people whose period of section 9 had ended are gone, with their keys."
        if swept.people
        else "Nothing was due any more: an earlier run has swept it.",
    )
    return {"people": swept.people, "rows": swept.rows}


def _erasure(stage: Stage) -> dict[str, Any]:
    """Somebody asks to be forgotten: planned, carried out, certified, verified by another program."""
    _stop(stage, "4  Somebody asks to be forgotten")
    vault, act = stage.session.vault, stage.session.act
    person, email = _somebody(stage)
    planned = erasures.plan(vault, person, act)
    going = ", ".join(f"{one.rows} {one.field}" for one in planned.goes)
    _note(
        stage,
        f"{email}: goes {going}; stays {', '.join(f'{one.rows} {one.field} ({one.law})' for one in planned.stays) or 'nothing'}.",
    )
    erased = erasures.carry_out(vault, planned, act)
    indexing.renew(vault, act)
    certificate = certificates.certify(vault, erased, act)
    for part in ("final", "pending"):
        for one in certificate[part]:
            _note(stage, f"[dim]{part:>8}[/]  {one['sentence']['en']}")
    verified = _verified(stage, certificate)
    _note(
        stage,
        f"tools/verify_ledger.py, which knows nothing of this program: [bold]{'the certificate holds' if verified else 'IT DOES NOT HOLD'}[/].",
    )
    found = finding.by_address(vault, "email", email, "rights", act)
    _note(stage, f"Looked for again under every right there is: {len(found)} found.")
    return {"person": str(person), "certificate_verified": verified, "found_after": len(found)}


def _somebody(stage: Stage) -> tuple[UUID, str]:
    """The first of the audience who isn't in the walk already."""
    for opened in finding.audience(stage.session.vault, USE, stage.session.act, finding.ADDRESSES["email"]):
        if opened.content.show() != stage.summary.hero.email:
            return opened.person, str(opened.content.show())
    raise LookupError("the invented audience is empty")


def _verified(stage: Stage, certificate: dict[str, Any]) -> bool:
    with tempfile.NamedTemporaryFile("w", suffix=".json", dir=stage.session.installation.home.run) as file:
        json.dump(certificate, file)
        file.flush()
        return (
            subprocess.run(
                [sys.executable, str(VERIFIER), file.name], capture_output=True, check=False
            ).returncode
            == 0
        )


def _dump(stage: Stage) -> dict[str, Any]:
    """Steal a dump and search it for every name, address and number of the invented people."""
    _stop(stage, "5  A dump of the database is stolen")
    program = client_program("pg_dump") or shutil.which("pg_dump")
    if program is None:
        _note(stage, "There is no pg_dump here, so nobody can steal one.")
        return {"searched": 0, "found": 0}
    values = stage.values
    address = stage.session.installation.address("owner")
    dumped = subprocess.run(
        [str(program), "--enable-row-security", address], capture_output=True, check=True
    ).stdout
    found = len(set(_WORD.findall(dumped)) & values)
    twin = len(set(_WORD.findall(dumped + b"\n" + next(iter(values)))) & values)
    rows = dumped.count(b"\n")
    _note(
        stage,
        f"{number(rows)} lines, {number(len(dumped) // 1000)} kB; searched for {number(len(values))} names, addresses and numbers: [bold]{found}[/] found.",
    )
    _note(
        stage, f"[dim]The search can find: with one value written at the end of the dump it finds {twin}.[/]"
    )
    return {"searched": len(values), "found": found, "twin_found": twin}


def values_of(summary: Summary) -> set[bytes]:
    """Every value of eight bytes and more in the export files."""
    values: set[str] = set()
    for record in read_export(summary.files):
        if isinstance(record, Accepted):
            values.update(str(point.value) for point in record.contacts)
            values.update(filter(None, (record.name.given, record.name.family)) if record.name else ())
    return {value.encode() for value in values if len(value.encode()) >= 8}


def _ledger(stage: Stage) -> dict[str, Any]:
    """Somebody with every right over the database changes a line, and is found out."""
    _stop(stage, "6  Somebody changes the ledger")
    vault, act = stage.session.vault, stage.session.act
    proof.seal(vault)
    before = proof.check(vault, act)
    _note(
        stage,
        f"Before: {'intact' if before.intact else 'broken'}, {number(before.size)} lines under a signed root.",
    )
    if stage.session.installation.server:
        return {"intact_before": before.intact}
    with _tampered(stage) as line:
        verdict = proof.check(vault, act)
        _note(
            stage,
            f"As the server's superuser, triggers off, line {line} gets another reason. Verify: [bold]{'intact' if verdict.intact else 'found out'}[/].",
        )
        for one in verdict.findings[:1]:
            _note(stage, f"[dim]{escape(one.sentence['en'])}[/]")
    after = proof.check(vault, act)
    _note(stage, f"Put back as it was: {'intact' if after.intact else 'broken'}.")
    return {"intact_before": before.intact, "found_out": not verdict.intact, "intact_after": after.intact}


@contextmanager
def _tampered(stage: Stage) -> Iterator[int]:
    """One line changed by the superuser, and put back."""
    engine = launcher.ensure_running(stage.session.installation.home)
    with connect(engine.superuser_dsn(DATABASE), autocommit=True) as superuser:
        row = superuser.execute(
            "select id, reason from ledger.line where verb = 'erase' order by id desc limit 1"
        ).fetchone()
        assert row is not None  # the erasure of the stop before
        superuser.execute("alter table ledger.line disable trigger user")
        try:
            superuser.execute("update ledger.line set reason = 'nothing' where id = %s", (row[0],))
            yield int(row[0])
        finally:
            superuser.execute("update ledger.line set reason = %s where id = %s", (row[1], row[0]))
            superuser.execute("alter table ledger.line enable trigger user")
