"""Django's settings. Everything that differs between machines comes from the environment or the home."""

from __future__ import annotations

import os
import secrets

SECRET_KEY = os.environ.get("SELOSTE_SECRET_KEY") or secrets.token_hex(32)
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", *os.environ.get("SELOSTE_HOSTS", "").split()]
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "seloste.register",
    "seloste.web",
]
DATABASES: dict[str, dict[str, object]] = {}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"
USE_I18N = True
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]
LOCALE_PATHS: list[str] = []
ROOT_URLCONF = "seloste.web.urls"
STATIC_URL = "/static/"
MIDDLEWARE: list[str] = []
LOGGING_CONFIG = None
SILENCED_SYSTEM_CHECKS: list[str] = []
