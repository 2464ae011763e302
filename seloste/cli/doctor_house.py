"""Checks of doctor about the machine: does what is written last, does the ledger hold, does the worker get on,
is there room, do the clocks agree, and is anything so old that its holes are known?"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

from seloste.cli.doctor_findings import BAD, GOOD, WARN, Finding
from seloste.engine.conformity import durability_lines, has_checksums
from seloste.protection import proof
from seloste.protection.vault import Vault
from seloste.register.installation import Installation
from seloste.retention import clock

LONG_LEDGER = 200_000
"""Lines; a longer ledger is verified by its own command, which takes its time."""
LEFT_UNSEALED = 10_000
STUCK = timedelta(hours=2)
"""A job takes minutes, the nightly round of a large register an hour."""
LATE = timedelta(minutes=10)
APART = timedelta(seconds=5)
LITTLE, TOO_LITTLE = 2_000_000_000, 200_000_000
"""Bytes left on the disk of the home."""

FIXED_SERVERS = {15: 18, 16: 14, 17: 10, 18: 4}
"""The first release of each PostgreSQL without the holes that were told on 14 May 2026 (CVE-2026-6472 to -6479, -6638 among them)."""
FIXED_PACKAGES = {"Django": (5, 2, 8), "cryptography": (44, 0, 1), "waitress": (3, 0, 1)}
"""The same of packages that face strangers: CVE-2025-64459, CVE-2024-12797, CVE-2024-49768."""


def lasting(installation: Installation, vault: Vault) -> Iterator[Finding]:
    """Whether a crash leaves what was committed, and whether a page that the disk changed is noticed."""
    lines: list[str] = durability_lines(vault.connection)
    with installation.vault("worker").connection as worker:
        lines += [line for line in durability_lines(worker) if line not in lines]
    if lines:
        yield Finding(BAD, "settings", "a crash of the server may take what was committed",
                      "a superuser runs: " + " ".join(lines))  # fmt: skip
    else:
        yield Finding(GOOD, "settings", "what is committed outlasts a crash")
    if not has_checksums(vault.connection):
        yield Finding(
            WARN, "settings", "the server keeps no checksums of its pages: what a disk changes goes unnoticed",
            "stop it and run `pg_checksums --enable`; where you may not, `seloste backup drill DIR` shows whether all rows open",
        )  # fmt: skip


def ledger(installation: Installation, _vault: Vault) -> Iterator[Finding]:
    """The whole of it against its signed checkpoint, unless it is long."""
    act = installation.act("worker", "verify")
    vault = installation.vault("worker")
    with vault.connection:
        lines = proof.sealed(vault)
        if lines > LONG_LEDGER:
            yield Finding(WARN, "ledger", f"{lines} lines: not verified here", "`seloste ledger verify`")
            return
        if lines == 0 and proof.signed_at(vault) is None:
            yield Finding(GOOD, "ledger", "nothing is sealed yet")
            return
        verdict = proof.check(vault, act)
    if not verdict.intact:
        yield Finding(
            BAD,
            "ledger",
            "it does not verify",
            "`seloste ledger verify` names the lines; keep this home as it is",
        )
    elif verdict.unsealed > LEFT_UNSEALED:
        yield Finding(WARN, "ledger", f"{verdict.unsealed} lines are not sealed yet", "let the worker run")
    else:
        yield Finding(GOOD, "ledger", f"{verdict.size} lines verify; {verdict.unsealed} are not sealed yet")


def queue(installation: Installation, _vault: Vault) -> Iterator[Finding]:
    """Jobs that hang, that failed, or that nobody takes up."""
    with installation.vault("worker").connection as worker:
        rows = worker.execute(
            "select j.task_name, j.status::text, greatest(max(e.at), j.scheduled_at) from public.procrastinate_jobs j"
            " join public.procrastinate_events e on e.job_id = j.id"
            " where j.status in ('todo', 'doing', 'failed') group by j.id"
        ).fetchall()
    now = datetime.now(UTC)
    hanging = {name for name, status, at in rows if status == "doing" and now - at > STUCK}
    failed = {name for name, status, at in rows if status == "failed" and now - at < timedelta(days=7)}
    late = {name for name, status, at in rows if status == "todo" and now - at > LATE}
    for state, some, says, mend in (
        (BAD, hanging, "jobs began and never ended", "start the worker again: `seloste worker`"),
        (
            WARN,
            failed,
            "jobs failed in the last week",
            "its log tells where; `seloste upkeep` does their work by hand",
        ),
        (WARN, late, "jobs wait and nobody takes them up", "`seloste serve` or `seloste worker`"),
    ):
        if some:
            yield Finding(state, "jobs", f"{says}: {', '.join(sorted(some))}", mend)
    if not (hanging or failed or late):
        yield Finding(GOOD, "jobs", "none hangs, failed or waits")


def clocks(_installation: Installation, vault: Vault) -> Iterator[Finding]:
    """This machine's clock, the server's, and the newest time that was signed: none may have gone back."""
    row = vault.connection.execute("select clock_timestamp()").fetchone()
    apart = abs(datetime.now(UTC) - row[0]) if row else timedelta.max
    if apart > APART:
        yield Finding(WARN, "clock", f"this machine and the server are {apart.total_seconds():.0f} s apart",
                      "let both follow a time server")  # fmt: skip
    if ahead := clock.look(vault).ahead:
        yield Finding(
            BAD, "clock", f"it leapt {ahead.total_seconds() / 3600:.0f} hours ahead: nothing that is due goes yet",
            "put it right; if it is right, what is due goes when it has stood so for 20 hours",
        )  # fmt: skip
    signed = proof.signed_at(vault)
    if signed and row and signed > row[0] + APART:
        yield Finding(
            BAD,
            "clock",
            f"it went back: the ledger was signed at {signed:%Y-%m-%d %H:%M} UTC",
            "put the clock right before anything is written: periods and lines are dated by it",
        )


def disk(installation: Installation, _vault: Vault) -> Iterator[Finding]:
    """What is left where the home lies; a server's own disk it can't see."""
    left = shutil.disk_usage(installation.home.root).free
    state = BAD if left < TOO_LITTLE else WARN if left < LITTLE else GOOD
    yield Finding(state, "disk", f"{left / 1_000_000_000:.1f} GB are left where the home lies",
                  "make room: keys and data are replaced whole, which needs some")  # fmt: skip


def versions(_installation: Installation, vault: Vault) -> Iterator[Finding]:
    """What is older than the first release without the holes that this version of Seloste knows of."""
    major, minor = divmod(vault.connection.info.server_version, 10_000)
    old = (
        [f"PostgreSQL {major}.{minor} (mended in {major}.{FIXED_SERVERS[major]})"]
        if minor < FIXED_SERVERS.get(major, 0)
        else []
    )
    for name, fixed in FIXED_PACKAGES.items():
        if _numbers(version(name)) < fixed:
            old.append(f"{name} {version(name)} (mended in {'.'.join(map(str, fixed))})")
    if old:
        yield Finding(
            WARN, "versions", f"has holes that are known: {', '.join(old)}", "bring in the newer release"
        )
    else:
        yield Finding(GOOD, "versions", "nothing with a hole that was known when this version was made")


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdecimal())
