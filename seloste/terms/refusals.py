"""What may not come in at all, whoever types it: national identity codes (1050/2018 § 29, L13)."""

from __future__ import annotations

from typing import Any

from seloste.terms.identity import holds_identity_code


class IdentityCodeRefused(ValueError):
    """A national identity code in a text. ``field`` says where; the value is never repeated."""

    code = "national_identity_code"

    def __init__(self, field: str) -> None:
        super().__init__(f"{field}: a national identity code is never stored (1050/2018 § 29). Leave it out.")
        self.field = field


def refuse_identity_codes(value: Any, field: str) -> None:
    """Walks every text of a value. Raises IdentityCodeRefused."""
    if isinstance(value, str):
        if holds_identity_code(value):
            raise IdentityCodeRefused(field)
    elif isinstance(value, dict):
        for key, inner in value.items():
            refuse_identity_codes(inner, f"{field}.{key}")
    elif isinstance(value, (list, tuple)):
        for inner in value:
            refuse_identity_codes(inner, field)
