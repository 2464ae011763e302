"""A desk: who works, under which use, with which policy in force. Made once for a request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

import psycopg
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from seloste.gate import publishing
from seloste.gate.publishing import Published
from seloste.notice.policy import Clause, Policy
from seloste.protection.vault import Vault
from seloste.register import finding
from seloste.terms.act import Act, Ticket
from seloste.terms.words import RIGHTS, UPKEEP
from seloste.web import choices, published, tickets, vaults
from seloste.web.tickets import Actor
from seloste.web.words import Language, say, told

P = ParamSpec("P")
KEPT = "seloste.desk"
"""Where a request carries its desk, for the pages that tell of a failure."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A use that the actor may enter, by its name for people."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that a page of people is made with."""

    vault: Vault
    act: Act
    actor: Actor
    published: Published
    bits: dict[str, int]
    choices: tuple[Choice, ...]
    use: str
    language: Language

    @property
    def policy(self) -> Policy:
        return self.published.policy

    def title(self, use: str) -> str:
        """A use by its title in the notice; the unwritten ones in our own words."""
        return use_title(self.policy, use, self.language)

    @property
    def clause(self) -> Clause | None:
        """Where the notice speaks of the use chosen; None for the unwritten ones."""
        return next((term.clause for term in self.policy.uses if term.name == self.use), None)

    @property
    def may_erase(self) -> bool:
        """An erasure is answered under the person's right and carried out as upkeep."""
        return {RIGHTS, UPKEEP} <= self.actor.rights

    @property
    def may_export(self) -> bool:
        """A copy of everything is an answer to the person's right."""
        return RIGHTS in self.actor.rights


class NoTicket(Exception):
    """Nobody has signed in."""


class NothingPublished(Exception):
    """Before the first publication the register is closed."""


class NoUse(Exception):
    """The actor holds no use under which people may be seen."""


View = Callable[Concatenate[HttpRequest, Desk, P], HttpResponse]


def for_staff(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page that only a holder of a ticket sees.

    Raises NoTicket, NothingPublished or NoUse, and SuspiciousOperation for a form with a zero sign in it.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        desk = sit_down(request)
        request.META[KEPT] = desk
        if any("\0" in typed for _, several in request.POST.lists() for typed in several):
            raise SuspiciousOperation  # no keyboard types it, and the engine's texts can't hold it
        return view(request, desk, *args, **kwargs)

    return guarded


def sit_down(request: HttpRequest) -> Desk:
    """The desk of a request: first of all, who is it?"""
    ticket = tickets.held(request)
    if ticket is None:
        raise NoTicket
    vault, actor = _known(ticket)
    if actor is None:
        raise NoTicket
    in_force = published.policy(vault.connection)
    if in_force is None:
        raise NothingPublished
    language = choices.language(request)
    bits = publishing.use_bits(vault.connection)
    offered = offered_to(actor, in_force.policy, bits, language)
    if not offered:
        raise NoUse
    wanted = choices.use(request)
    use = wanted if any(one.name == wanted for one in offered) else offered[0].name
    return Desk(vault, Act(ticket), actor, in_force, bits, offered, use, language)


def _known(ticket: Ticket) -> tuple[Vault, Actor | None]:
    """The holder, over this thread's connection or, when the server has gone meanwhile, a new one."""
    vault = vaults.vault()
    try:
        return vault, tickets.holder(vault, ticket)
    except psycopg.OperationalError:
        vault = vaults.fresh()
        return vault, tickets.holder(vault, ticket)


def offered_to(actor: Actor, policy: Policy, bits: dict[str, int], language: Language) -> tuple[Choice, ...]:
    """The uses under which the actor may look at people, in the order of the notice, then ``rights``."""
    names = [term.name for term in policy.uses if actor.may_enter(term.name, term.name in bits)]
    names += [RIGHTS] if RIGHTS in actor.rights else []
    return tuple(Choice(name, use_title(policy, name, language)) for name in names)


def use_title(policy: Policy, use: str, language: Language) -> str:
    """A use by its title in the notice; the unwritten ones in our own words, an unknown one by its name."""
    for term in policy.uses:
        if term.name == use:
            return told(term.title, language) or use
    return say(use, language) if use in ("rights", "upkeep", "legal") else use


def first_useful(vault: Vault, act: Act, language: Language) -> str:
    """The first use offered that reaches anybody now: where a newcomer had better begin."""
    actor = tickets.holder(vault, act.ticket)
    in_force = published.policy(vault.connection)
    if actor is None or in_force is None:
        return ""
    offered = offered_to(actor, in_force.policy, publishing.use_bits(vault.connection), language)
    return next((one.name for one in offered if finding.count(vault, one.name, act, None)), "")
