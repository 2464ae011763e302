"""The record of processing as people read it: a page, and the rows of its sheets. Each letter of 30(1) is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from seloste.notice import page, page_words, spoken
from seloste.notice.activities import Activity, Data, Gets, Holder, Record, Transfer, record
from seloste.notice.activities_words import SAID
from seloste.notice.model import Notice
from seloste.notice.tree import Block, Document, Fact, Facts, Paragraph, Section, plain

Rows = list[list[str]]


def document(notice: Notice, language: str) -> Document:
    """The record in one language, in the frame of the notice's own page.

    Raises ``ValueError`` for a language that the notice doesn't declare.
    """
    told = _Told(record(notice, language), "none" if notice.drives else "unsaid")
    return replace(
        page.document(notice, language),
        title=told.say("title"),
        remarks=(),
        brief=Facts(tuple(told.brief())),
        sections=tuple(told.sections()),
        folded=False,
    )


def sheets(made: Record) -> dict[str, Rows]:
    """A sheet of activities, one of controllers, one of measures; the first row of each is its head."""
    told = _Told(made, "unsaid")
    heads = [told.say("section"), *(told.lettered(letter, key) for letter, key in _COLUMNS)]
    activities = [
        [one.section, *("\n".join(told.cell(one, key)) for _, key in _COLUMNS)] for one in made.activities
    ]
    others = [["", *("\n".join(told.other(key)) for _, key in _COLUMNS)]] if told.has_others else []
    return {
        told.say("activities"): [heads, *activities, *others],
        told.say("controllers"): [told.pair("a"), *([*pair] for one in made.controllers for pair in told.holder(one))],
        told.say("measures"): [told.pair("g"), *([*pair] for pair in told.measures())],
    }  # fmt: skip


_COLUMNS = (
    ("b", "purpose"), ("", "bases"), ("c", "people"), ("c", "data"), ("d", "recipients"), ("e", "transfers"), ("f", "periods"),
)  # fmt: skip
"""What is told of an activity, and the letter of Article 30(1) that asks for it; the basis is beside it."""


class _Told:
    """A record in the words of its language. ``silent``: what an empty list of receivers is said to be."""

    def __init__(self, made: Record, silent: str) -> None:
        self.made, self.silent = made, silent

    def say(self, key: str, **values: object) -> str:
        return spoken.of(SAID, key, self.made.language, **values)

    def lettered(self, letter: str, key: str) -> str:
        return f"{letter}) {self.say(key)}" if letter else self.say(key)

    def pair(self, letter: str) -> list[str]:
        return [f"{letter}) {self.made.letters[letter]}", self.say("said")]

    def day(self, when: date) -> str:
        return page_words.day(when.year, when.month, when.day, self.made.language)

    # -- the page ----------------------------------------------------------------------------------

    def brief(self) -> Iterator[Fact]:
        yield self._fact("register", ", ".join(self.made.registers) or self.say("unsaid"))
        yield self._fact("activities", str(len(self.made.activities)))
        yield self._fact("rests_on", self.say("law"))

    def sections(self) -> Iterator[Section]:
        bodies = (
            (f"a) {self.made.letters['a']}", tuple(self._holders())),
            *((one.purpose, tuple(self._activity(one))) for one in self.made.activities),
            *(((self.say("others"), tuple(self._others())),) if self.has_others else ()),
            (f"g) {self.made.letters['g']}", tuple(self._measures())),
        )
        for number, (title, blocks) in enumerate(bodies, start=1):
            yield Section(number, title, blocks or (Paragraph(plain(self.say("unsaid"))),))

    def _holders(self) -> Iterator[Block]:
        for one in self.made.controllers:
            yield Facts(tuple(Fact(term, plain(said)) for term, said in self.holder(one)))

    def _activity(self, one: Activity) -> Iterator[Block]:
        facts = []
        for letter, key in (("", "section"), *_COLUMNS):
            said = [one.section] if key == "section" else self.cell(one, key)
            facts.append(Fact(self.lettered(letter, key), plain("; ".join(said))))
        yield Facts(tuple(facts))

    def _others(self) -> Iterator[Block]:
        told = ((letter, key, self.other(key)) for letter, key in _COLUMNS if key != "purpose")
        yield Facts(
            tuple(
                Fact(self.lettered(letter, key), plain("; ".join(said))) for letter, key, said in told if said
            )
        )

    def _measures(self) -> Iterator[Block]:
        by_kind: dict[str, list[str]] = {}
        for kind, said in self.measures():
            by_kind.setdefault(kind, []).append(said)
        if by_kind:
            yield Facts(tuple(Fact(kind, plain("; ".join(said))) for kind, said in by_kind.items()))

    def _fact(self, key: str, said: str) -> Fact:
        return Fact(self.say(key), plain(said))

    @property
    def has_others(self) -> bool:
        others = self.made.others
        return bool(others.bases or others.data or others.recipients or others.periods)

    # -- its parts ---------------------------------------------------------------------------------

    def holder(self, one: Holder) -> Iterator[tuple[str, str]]:
        said = {
            "name": one.name, "business_id": one.business_id, "address": one.address, "contact": ", ".join(one.contact),
            "officer": one.officer, "representative": one.representative,
        }  # fmt: skip
        yield from ((self.say(key), text or self.say("unsaid")) for key, text in said.items())

    def measures(self) -> Iterator[tuple[str, str]]:
        kinds = self.made.measures
        for key, said in (("technical", kinds.technical), ("organisational", kinds.organisational), ("general", kinds.general)):  # fmt: skip
            yield from ((self.say(key), one) for one in said)

    def cell(self, one: Activity, key: str) -> list[str]:
        """What is said of an activity under a head, one thing after another."""
        said = {
            "purpose": [one.purpose],
            "bases": one.bases,
            "people": one.people,
            "data": [self._data(data) for data in one.data],
            "recipients": [self.gets(gets) for gets in one.recipients],
            "transfers": [self._transfer(transfer) for transfer in one.transfers],
            "periods": one.periods,
        }[key]
        return said or [self.say(self.silent if key in ("recipients", "transfers") else "unsaid")]

    def other(self, key: str) -> list[str]:
        """The same of what belongs to no purpose that is named; empty where there is none."""
        others = self.made.others
        return {
            "purpose": [self.say("others")],
            "bases": others.bases,
            "data": [self._data(data) for data in others.data],
            "recipients": [self.gets(gets) for gets in others.recipients],
            "periods": others.periods,
        }.get(key, [])

    def _data(self, data: Data) -> str:
        special = [self.say("special", fields=", ".join(data.special))] if data.special else []
        return f"{data.category}: {'; '.join([', '.join(data.fields), *special])}"

    def gets(self, gets: Gets) -> str:
        return f"{gets.name}{_beside([gets.role, ', '.join(gets.countries)])}"

    def _transfer(self, one: Transfer) -> str:
        assessed = self.say("assessed", day=self.day(one.assessed)) if one.assessed else ""
        until = self.say("until", day=self.day(one.until)) if one.until else ""
        return f"{one.to}{_beside([', '.join(one.countries), one.safeguard or self.say('unsaid'), assessed, until])}"


def _beside(said: Iterable[str]) -> str:
    told = "; ".join(part for part in said if part)
    return f" ({told})" if told else ""
