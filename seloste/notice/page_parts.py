"""What every part of the page is made with: sentences and what the notice says of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from seloste.notice import page_words
from seloste.notice.details import Details
from seloste.notice.model import Contact, Controller, Notice, PurposeTerm, Stated, Term, UseEntry
from seloste.notice.resolve import all_uses
from seloste.notice.tree import Facts, Kind, Line, More, Paragraph, Run, plain, shown


class Parts:
    """One notice in one language."""

    def __init__(self, notice: Notice, language: str) -> None:
        self.notice = notice
        self.language = language
        self.words = page_words.WORDS[language]
        self.more = Details(notice, language)
        self.say = self.more.say
        self.uses = all_uses(notice)

    def aside(self, term: Term, *keys: str) -> Line:
        """What the notice itself says of a statement: its very words, a hedge, that it is proposed."""
        runs: list[Run] = []
        for said, key in ((self.say(term.quote), "quote"), (value_of(term.hedge), "hedge")):
            if said:
                quoted = Run(shown(self.quoted(said)), Kind.QUOTE)
                runs += [Run(f" ({self.words[key]} "), quoted, Run(")")]
        if term.is_proposed() or any(term.is_proposed(key) for key in keys):
            runs += [Run(" "), Run(self.words["proposed"], Kind.TAG)]
        return tuple(runs)

    def quoted(self, text: str) -> str:
        return f"“{text}”" if self.language == "en" else f"”{text}”"

    def said(self, section: str, text: str, term: Term, *keys: str) -> Paragraph:
        """A citable sentence and what the notice says of it."""
        return Paragraph((*plain(text), *self.aside(term, *keys)), section)

    def folded(self, title: str, facts: Facts) -> Iterator[More]:
        if facts.rows:
            yield More(shown(self.words["more"].format(title=title)), facts)

    def intro(self, key: str) -> Iterator[Paragraph]:
        own = self.notice.sections.get(key)
        if own and (text := self.say(own.text)):
            yield self.said("", text, own, "text")

    def title(self, term: Term) -> str:
        return (term.title and term.title.get(self.language)) or term.name.value

    def day(self, when: date) -> str:
        return page_words.day(when.year, when.month, when.day, self.language)

    def stated(self, fact: Stated | None, none: str) -> str:
        """What a fact of three states says; empty where it isn't said, or why it doesn't apply isn't public."""
        if fact is None:
            return ""
        if fact.state == "not_applicable":
            why = (self.say(fact.texts) or fact.why).strip().rstrip(".")
            return self.words[f"{none}_needed"].format(why=why) if why else ""
        return self.say(fact.texts) or (self.words[none] if fact.state == "none" else "")

    # keeps: controller.name, controller.business_id, controller.address.*, controller.contact.*, controller.officer.*, controller.representative.* by page; off: return ()
    def controller_lines(self, controller: Controller) -> Iterator[Paragraph]:
        """Who it is, where, and whom to write to."""
        address = controller.address
        town = f"{value_of(address.postcode)} {value_of(address.town)}".strip() if address else ""
        place = (value_of(address.street), town) if address else ()
        named = (self.say(controller.names), value_of(controller.business_id))
        for parts in (named, place):
            if line := ", ".join(part for part in parts if part):
                yield Paragraph(plain(line))
        contact = controller.contact
        if contact:
            yield Paragraph((*self._contact(contact), *self.aside(contact)))
        for fact, none in (
            (controller.officer, "no_officer"),
            (controller.representative, "no_representative"),
        ):
            if said := self.stated(fact, none):
                yield Paragraph(plain(said))

    def _contact(self, contact: Contact) -> Line:
        parts = (
            Run(shown(first_up(self.say(contact.role)))),
            Run(shown(value_of(contact.person))),
            Run(shown(value_of(contact.mail)), Kind.MAIL),
            Run(shown(value_of(contact.phone)), Kind.NUMBER),
        )
        separated = [run for part in parts if part.text for run in (Run(", "), part)]
        return tuple(separated[1:])

    def uses_of(self, purpose: PurposeTerm) -> list[UseEntry]:
        return [use for use in self.uses.values() if use.purpose.value == purpose.name.value]


def at(term: Term | None, section: str) -> str:
    return term.at.value if term and term.at else section


def value_of(word: object) -> str:
    return str(getattr(word, "value", "") or "")


def first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
