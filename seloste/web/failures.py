"""What went wrong, as a page a person can act on. No page and no log says a personal value."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

import psycopg
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse

from seloste.engine.errors import EngineError, SelosteError
from seloste.gate.errors import IndexRebuilding, NotPermitted
from seloste.protection.keys import KeyFile as _KeyFile
from seloste.register.installation import NotSetUp
from seloste.web import choices, desk, figures, pages, vaults
from seloste.web.words import say

__all__ = ["Failures", "NotFound", "Stale", "bad_host", "failure", "stale_form"]

log = logging.getLogger(__name__)
RETRY_SECONDS = 5
del _KeyFile


class NotFound(Exception):
    """Nothing is shown here: ``title`` and ``text`` are keys of words, ``values`` fill them."""

    def __init__(self, title: str, text: str, status: int = 404, **values: str) -> None:
        super().__init__(title)
        self.title, self.text, self.status, self.values = title, text, status, values
