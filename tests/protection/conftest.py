from __future__ import annotations

from tests.register.conftest import alone, register

__all__ = ["alone", "register"]
