"""The record of processing (GDPR Article 30(1)) as a workbook: activities, controllers, measures on a sheet each."""

from __future__ import annotations

import io

from seloste.intake import workbook
from seloste.notice.activities import Record
from seloste.notice.activities_page import sheets


def as_xlsx(made: Record) -> bytes:
    """The same record gives the same bytes."""
    out = io.BytesIO()
    workbook.write(out, sheets(made))
    return out.getvalue()
