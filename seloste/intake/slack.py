"""Slack's list of members: staff and guests, who are no customers.

Bots and invitations are nobody; who was deactivated has left: no new entry, and the end of their relation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from seloste.intake import cells
from seloste.intake.cells import Misfit
from seloste.intake.found import Accepted, Rejected
from seloste.intake.tables import Row, Rows, opened, person_name
from seloste.terms.addresses import tidy

_FIELDS = {
    "email": "contact.email", "status": "", "userid": "", "fullname": "contact.name", "expiration-timestamp": "",
}  # fmt: skip
_GONE = {"deactivated": "deactivated", "bot": "bot", "invited member": "not_yet_a_member"}
_GUESTS = frozenset({"multi-channel guest", "single-channel guest"})


def is_header(keys: Sequence[str]) -> bool:
    """Whether a record is the header of such a list."""
    return {"username", "email", "status", "userid"} <= set(keys)


def read_slack(files: Sequence[Path]) -> Slack:
    """Opens lists of members. Raises ``Unreadable``."""
    return Slack(opened(files, is_header, _FIELDS.get, lambda *_: "member list exported by an administrator"))


class Slack(Rows):
    """Members of a workspace."""

    format = "slack.members"
    known_by = "userid"

    def key(self, row: Row) -> str:
        """The vendor's own id."""
        return tidy(row.cell("userid"))

    def read(self, row: Row) -> Accepted:
        """Somebody of the staff, or a guest from elsewhere."""
        status = tidy(row.cell("status")).casefold()
        if reason := _GONE.get(status):
            raise Misfit(reason, row.header("status"))
        email = cells.email(row.cell("email"), row.warnings)
        name = person_name(row.warnings, full=row.cell("fullname"))
        if email is None:
            raise Misfit("no_contact_detail")
        relation = "representative_of_partner" if status in _GUESTS else "staff"
        said: list[tuple[str, Any]] = [("relation", relation)]
        if ends := _ends(row):
            said.append(("ends", ends.isoformat()))
        return Accepted(
            row.at, row.file.name, name, contacts=(email,), external_id=tidy(row.cell("userid"))[:200],
            said=tuple(said),
        )  # fmt: skip

    def rejected(self, row: Row, fault: Misfit) -> Rejected:
        """Of whoever was deactivated, the relation that this source told of ends."""
        found = super().rejected(row, fault)
        point = cells.email(row.cell("email"), []) if fault.reason == "deactivated" else None
        return replace(found, left_email=str(point.value)) if point else found


def _ends(row: Row) -> datetime | None:
    """The end of a guest's access, in seconds since 1970."""
    text = tidy(row.cell("expiration-timestamp"))
    if not text:
        return None
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        row.warnings.append("bad_time")
        return None
