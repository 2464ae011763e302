from __future__ import annotations

from tests.intake.export_folder import export

__all__ = ["export"]
