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
    *filter(None, (name.strip() for name in os.environ.get("SELOSTE_APPS", "").split(","))),
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
MIDDLEWARE = [
    "seloste.web.headers.Headers",
    "seloste.web.failures.Failures",
    "django.middleware.csrf.CsrfViewMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"builtins": ["django.templatetags.static", "seloste.web.templatetags.seloste_words"]},
    }
]
CSRF_COOKIE_NAME = "seloste_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "seloste.web.failures.stale_form"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
LOGGING_CONFIG = None
SILENCED_SYSTEM_CHECKS: list[str] = []
