"""What proves a consent that came in a file: what the file tells, and the text that was declared to be shown.

A file never holds the words that people saw. Without them a consent is unproven (GDPR 7(1), EDPB
guidelines 05/2020), so the words are attached, under the name of whoever declares them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from seloste.intake.found import Accepted, Consent
from seloste.intake.orders import ShownText


def evidence(found: Accepted, shown: ShownText, declared_at: datetime, digest: str) -> dict[str, Any]:
    """Plain values, to be sealed. ``digest``: the SHA-256 of the file in which the record stands."""
    return {
        "form": found.consent.state.value,
        "channel": found.consent.channel,
        "file": {"sha256": digest, "record": found.at},
        **_told(found.consent),
        "shown": {
            "text": shown.text,
            "sha256": shown.sha256,
            "declared_by": shown.declared_by,
            "declared_at": declared_at.isoformat(),
        },
    }


def _told(consent: Consent) -> dict[str, str]:
    """The times and network addresses that the file gives for a consent."""
    told = {"asked_at": consent.asked_at, "confirmed_at": consent.confirmed_at}
    times = {word: moment.isoformat() for word, moment in told.items() if moment}
    places = {"asked_from": consent.asked_from, "confirmed_from": consent.confirmed_from}
    return times | {word: place for word, place in places.items() if place}
