"""Imports that are undone, and what the register holds of a person afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from seloste.intake.odoo import read_partners
from seloste.intake.reports import Report
from seloste.protection.opening import look_and_open
from seloste.retention import undoing
from seloste.retention.undoing import Undone
from seloste.terms.words import RIGHTS
from tests.database import Register
from tests.intake.import_files import acting, take, vault_of, who
from tests.intake.partner_files import company, contact, partners


def undone(register: Register, report: Report, *, dry: bool = False) -> Undone:
    """The import of this report, taken back by the real verb."""
    vault, act = vault_of(register), acting(register)
    return undoing.undo(vault, undoing.find(vault, str(report.batch), act), act, dry=dry)


def of_odoo(register: Register, folder: Path, name: str, file: str = "a", **cells: str) -> Report:
    """One person of one company, out of the customer system."""
    path = partners(
        folder / f"{name}.{file}.csv",
        [
            company(f"{name}.c", f"{name} Oy"),
            contact(
                f"{name}.p", cells.pop("called", name), f"{name}.c", email=f"{name}@example.com", **cells
            ),
        ],
    )
    return take(register, read_partners([path]), "odoo", "customer_rep")


def values(register: Register, name: str, table: str = "contact") -> list[Any]:
    """What the register holds of somebody in a table, opened under rights."""
    vault, (person,) = vault_of(register), who(register, f"{name}@example.com")
    opened = look_and_open(
        vault.connection, vault.keys, RIGHTS, acting(register), table,
        f"select subject_id, id from register.{table} where subject_id = %s and fate = 0", (person,),
    )  # fmt: skip
    return [row.content.show() for row in opened]


def names(register: Register, name: str) -> list[str]:
    return [one["full"] for one in values(register, name) if isinstance(one, dict)]
