"""The one way by which words reach a template."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.html import format_html

from seloste.terms.industries import section_of
from seloste.web import figures
from seloste.web.words import say as said

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, key: str, **values: object) -> str:
    """The text under ``key`` in the page's language, escaped like any other value."""
    return said(key, context["language"], **{name: str(value) for name, value in values.items()})


@register.filter
def before_at(address: str) -> str:
    """An e-mail address that breaks before its ``@`` rather than within a word, escaped."""
    local, at, domain = address.rpartition("@")
    return format_html("{}<wbr>{}", local, at + domain) if at else address


@register.simple_tag(takes_context=True)
def sector(context: Context, code: str | None) -> str:
    """The section of TOL 2008 to which a code of an industry belongs, in the page's language."""
    return figures.raised(section_of(code or "", str(context.get("language", "fi"))))
