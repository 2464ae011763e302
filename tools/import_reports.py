"""What ``seloste import`` prints of every sample: the last section of ``docs/importing.md``.

``python tools/import_reports.py`` writes it anew, out of a register of its own that it makes and removes. A test holds
the page against the same commands, so that it can't go stale. Each sample is read in a dry run, against a register
that is empty: what one file brings doesn't depend on another.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "importing.md"
SAMPLES = ROOT / "tests" / "samples"
NOTICE = ROOT / "notices" / "avoin-systems" / "revised.toml"
DAY = datetime(2026, 11, 25, 10, tzinfo=UTC)
"""The day on which the samples are read: periods and times in the future are reckoned from it."""

BEGIN, END = "<!-- reports: python tools/import_reports.py -->", "<!-- end of reports -->"

Run = Callable[[list[str]], str]
"""Runs ``seloste`` with these words; what it printed."""

_BOOK = ("--source", "business_card", "--relation", "customer_rep")
_CRM = ("--source", "odoo", "--relation", "customer_rep")
_CALLS = ("--source", "telephone", "--own", "101", "--own", "102", "--zone")
SYSTEMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "mailchimp": ("Mailchimp", ("--source", "mailchimp")),
    "odoo": ("Odoo", _CRM),
    "google": ("Google and Outlook", _BOOK),
    "vcard": ("vCard", _BOOK),
    "linkedin": ("LinkedIn", _BOOK),
    "facebook": ("Facebook lead ads", ("--source", "website", "--relation", "prospect")),
    "leadfeeder": ("Leadfeeder", _CRM),
    "slack": ("Slack", ("--source", "odoo", "--relation", "partner_rep")),
    "crm-csv": ("HubSpot, Pipedrive, Salesforce", _CRM),
    "generic": ("Any table by a mapping", _CRM),
    "asterisk": ("Asterisk and FreePBX", (*_CALLS, "Europe/Helsinki")),
    "freeswitch": ("FreeSWITCH", (*_CALLS, "Europe/Helsinki")),
    "finvoice": ("Finvoice", ("--source", "odoo")),
    "prh": ("The trade register", ("--source", "trade_register", "--relation", "customer_rep")),
    "kielto": ("Lists of refusals", ("--source", "telephone")),
    "references": ("Payment references", ()),
    "tol": ("Classification of industries", ()),
}
"""What each folder of samples is, and what its user says."""

_ALSO = {
    "phones.txt": ("--lists", "phone"),
    "emails-hashed.csv": ("--lists", "email", "--format", "prohibition_list"),
    "names-addresses-latin1.csv": ("--lists", "post", "--format", "prohibition_list"),
    "partners-grouped-en.xlsx": ("--rows", "person"),
    "Master-18.csv": ("--zone", "UTC"),
    "Master-21.csv": ("--zone", "UTC"),
}
_TOGETHER = frozenset({"mailchimp"})
"""Whose files are given in one command."""


def section(run: Run) -> str:
    """The whole section, between its marks."""
    parts = [BEGIN, ""]
    for folder, (title, told) in SYSTEMS.items():
        parts += [f"### {title}", ""]
        for given in _given(folder):
            parts += _shown(run, folder, given, told)
    return "\n".join([*parts, END])


def inserted(page: str, made: str) -> str:
    """The page with this section in the place of its former one."""
    return re.sub(f"{re.escape(BEGIN)}.*{re.escape(END)}", lambda _: made, page, count=1, flags=re.DOTALL)


def _given(folder: str) -> list[Path]:
    if folder in _TOGETHER:
        return [SAMPLES / folder]
    files = (path for path in (SAMPLES / folder).iterdir() if not path.name.endswith(".expected.json"))
    return sorted(files)


def _shown(run: Run, folder: str, given: Path, told: tuple[str, ...]) -> list[str]:
    """The command as its user types it, and what it prints."""
    mapping = SAMPLES / "mappings" / f"{given.stem}.toml"
    by = ["--mapping", str(mapping)] if folder == "generic" and mapping.exists() else []
    words = [*_without_zone(told, given), *by, *_ALSO.get(given.name, ()), "--dry-run"]
    printed = run(["import", str(given), *words])
    typed = " ".join(
        ["seloste import", given.name, *(mapping.name if w == str(mapping) else w for w in words)]
    )
    lines = [line.rstrip() for line in f"$ {typed}\n{printed}".splitlines()]
    return ["```", *lines, "```", ""]


def _without_zone(told: tuple[str, ...], given: Path) -> tuple[str, ...]:
    """Of a log in UTC that zone is told and no other."""
    return told[:-2] if "--zone" in told and "--zone" in _ALSO.get(given.name, ()) else told


def captured(words: list[str]) -> str:
    """What the command prints, errors too."""
    from seloste.cli.main import main

    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        main(words)
    return printed.getvalue()


def main() -> None:
    """Writes the page."""
    root = Path(tempfile.mkdtemp(prefix="seloste-reports-"))
    for name in [name for name in os.environ if name.startswith("SELOSTE_")]:
        del os.environ[name]
    os.environ["SELOSTE_HOME"] = str(root)
    from seloste.engine import launcher
    from seloste.engine.connect import connect
    from seloste.engine.home import Home

    try:
        captured(["setup"])
        captured(["notice", "publish", str(NOTICE)])
        with connect(captured(["db", "url", "--role", "owner"]).strip(), autocommit=True) as owner:
            owner.execute("update gate.clock set drift = %s - clock_timestamp()", (DAY,))
        PAGE.write_text(inserted(PAGE.read_text(encoding="utf-8"), section(captured)), encoding="utf-8")
    finally:
        launcher.stop(Home(root))
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
