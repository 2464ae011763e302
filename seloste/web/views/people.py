"""The list of people under the chosen use, and the search in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from seloste.register import finding, organisations
from seloste.register.finding import EVERYBODY, Alphabet, Choice
from seloste.terms.alphabet import ALPHABET, BUCKET_SIGNS, bucket_of
from seloste.terms.identity import holds_identity_code
from seloste.terms.words import RIGHTS
from seloste.web import figures, filters, pages, rows, strips
from seloste.web.desk import Desk, for_staff
from seloste.web.failures import Lacks
from seloste.web.words import say

SIZE = 50
ORGANISATIONS = 10
"""How many organisations a search names beside the people."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A letter of the rail; ``address`` empty: nobody stands under it."""

    letter: str
    address: str
    here: bool


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list; a search comes as a POST, so that nothing typed stands in an address."""
    typed = request.POST.get("q", "").strip()
    if request.method == "POST" and typed:
        return _search(request, desk, typed)
    if request.method == "POST":
        return HttpResponseRedirect("/people", status=303)
    return _list(request, desk)


def _list(request: HttpRequest, desk: Desk) -> HttpResponse:
    if "sort" not in desk.actor.rights:
        raise Lacks("sort")
    choice = filters.read(desk, request.GET)
    alphabet = Alphabet(desk.vault, desk.use, desk.act, rows.ORDER, choice)
    counts = alphabet.counts(list(BUCKET_SIGNS))
    total = sum(counts.values())
    start = _place(request.GET.get("from", ""), total)
    listed = alphabet.page(start, SIZE) if total else []
    lines = rows.lines(desk, [one.person for one in listed])
    last = start + len(listed)
    context = _about(desk) | _narrowed(desk, choice) | {
        "lines": _hung(lines),
        "total": _count(total, desk),
        "range": say(
            "people.range", desk.language,
            first=figures.number(start + 1), last=figures.number(last), n=figures.number(total),
        ),
        "previous": filters.address(choice, max(0, start - SIZE)) if start else "",
        "next": filters.address(choice, last) if last < total else "",
        "rail": _rail(counts, start, choice),
    }  # fmt: skip
    return pages.page(request, "people.html", context)


def _narrowed(desk: Desk, choice: Choice) -> dict[str, object]:
    """What the list may be narrowed to, and what it is narrowed to."""
    counts = finding.use_counts(desk.vault, desk.use, desk.act)
    return {
        "choice": choice,
        "narrowed": choice != EVERYBODY,
        "chip": filters.at(desk, choice),
        "uses": filters.uses(desk, choice, counts),
        "groups": filters.groups(desk, choice),
        "sources": filters.sources(desk, choice),
        "soon": filters.SOON,
    }


def _search(request: HttpRequest, desk: Desk, typed: str) -> HttpResponse:
    """By exact address or number, else by the beginnings of names; under the use, like everything."""
    context = _about(desk) | {"typed": typed}
    if holds_identity_code(typed):
        return pages.page(request, "found.html", context | {"typed": "", "identity": True}, 400)
    if address := finding.as_address(typed):
        found = finding.by_address(desk.vault, *address, desk.use, desk.act)
    else:
        found = finding.by_name(desk.vault, typed, desk.use, desk.act, most=SIZE + 1)
    ids = list(dict.fromkeys(one.person for one in found))
    context |= {
        "lines": _hung(rows.in_order(rows.lines(desk, ids[:SIZE]))),
        "organisations": organisations.page(desk.vault, typed, 0, ORGANISATIONS).lines,
        "more": len(ids) > SIZE,
        "total": _count(min(len(ids), SIZE), desk),
    }
    return pages.page(request, "found.html", context)


def _about(desk: Desk) -> dict[str, object]:
    return {
        "here": "people",
        "clause": desk.clause,
        "under_rights": desk.use == RIGHTS,
        "use_lowered": figures.lowered(desk.title(desk.use)),
        "key": strips.strip(desk.policy, {}, desk.language).cells,
    }


def _place(text: str, total: int) -> int:
    """A place in the list, from 0; anything else is the beginning."""
    place = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    return place if place < total else 0


def _count(total: int, desk: Desk) -> str:
    if total == 1:
        return say("people.count.one", desk.language)
    return say("people.count", desk.language, n=figures.number(total))


def _hung(lines: list[rows.Line]) -> list[tuple[str, rows.Line]]:
    """Each line with the initial that hangs beside it: the first of its letter alone."""
    hung, before = [], ""
    for line in lines:
        hung.append((line.initial if line.initial != before else "", line))
        before = line.initial
    return hung


def _rail(counts: dict[str, int], start: int, choice: Choice = EVERYBODY) -> list[Rung]:
    """Where each letter begins in the list; what begins with no letter stands under ``#``."""
    letters = {bucket_of(letter): letter for letter in ALPHABET}
    places: dict[str, int] = {}
    passed, here = 0, ""
    for sign in BUCKET_SIGNS:
        letter = letters.get(sign, "#")
        if counts.get(sign):
            places.setdefault(letter, passed)
            here = letter if passed <= start else here
        passed += counts.get(sign, 0)
    shown = (*(("#",) if "#" in places else ()), *ALPHABET)
    return [
        Rung(letter, filters.address(choice, places[letter]) if letter in places else "", letter == here)
        for letter in shown
    ]
