"""What every part of the page is made with: sentences and what the notice says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from seloste.notice import page_words
from seloste.notice import vocabulary as words
from seloste.notice.constructs import CONSTRUCTS, Construct
from seloste.notice.details import Details, lowered
from seloste.notice.model import Contact, Controller, Notice, PurposeTerm, Stated, Term, UseEntry
from seloste.notice.page_terms import cells
from seloste.notice.page_world_labels import LABELS, TITLES
from seloste.notice.resolve import all_uses
from seloste.notice.tree import Block, Facts, Kind, Line, More, Paragraph, Run, Table, plain, shown, text_of


class Parts:
    """One notice in one language."""

    def __init__(self, notice: Notice, language: str) -> None:
        self.notice = notice
        self.language = language
        self.words = page_words.WORDS[language]
        self.more = Details(notice, language)
        self.say = self.more.say
        self.telling = self.more.telling
        self.number = words.LANGUAGES.index(language)
        self.uses = all_uses(notice)

    def aside(self, term: Term, *keys: str) -> Line:
        """What the notice itself says of a statement: its very words, a hedge, that it is proposed."""
        runs: list[Run] = []
        for said, key in ((self.say(term.quote), "quote"), (value_of(term.hedge), "hedge")):
            if said:
                quoted = Run(shown(self.quoted(said)), Kind.QUOTE)
                runs += [Run(f" ({self.words[key]} "), quoted, Run(")")]
        if term.country:
            where = words.country(term.country.value.upper(), self.language)
            only = shown(f"({lowered(LABELS['country'][self.number])}: {where})")
            runs += [Run(" "), Run(only)]
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
        for contact in controller.contacts:
            yield Paragraph((*self._contact(contact), *self.aside(contact)))
        for fact, none in (
            (controller.officer, "no_officer"),
            (controller.representative, "no_representative"),
        ):
            said = self.stated(fact, none)
            if fact and (said or fact.mail or fact.phone or fact.person):
                called = (Run(shown(said)),) if fact.state == "said" else plain(said)
                reach = self._reach(value_of(fact.person), value_of(fact.mail), value_of(fact.phone))
                yield Paragraph(_joined((*called, *reach)))
        if facts := self.telling.beside("controller", controller):
            yield Paragraph(plain(". ".join(f"{fact.term}: {text_of(fact.line)}" for fact in facts) + "."))

    def _contact(self, contact: Contact) -> Line:
        role = first_up(self.say(contact.role)) or self.telling.said("contact", "topic", contact)
        topic = self.telling.said("contact", "topic", contact) if contact.role else ""
        beside = (
            topic,
            *(self.telling.said("contact", key, contact) for key in ("register", "languages", "where")),
        )
        reach = self._reach(value_of(contact.person), value_of(contact.mail), value_of(contact.phone))
        return _joined((Run(shown(first_up(role))), *reach, *(Run(shown(one)) for one in beside)))

    def _reach(self, person: str, mail: str, phone: str) -> tuple[Run, ...]:
        return (Run(shown(person)), Run(shown(mail), Kind.MAIL), Run(shown(phone), Kind.NUMBER))

    # -- the tables that few notices need --------------------------------------------------------------

    def world(self, section: int) -> Iterator[Block]:
        """What the tables of ``constructs`` say in a section, each under its heading."""
        for one in CONSTRUCTS:
            if one.section == section:
                yield from self._construct(one)

    def _construct(self, one: Construct) -> Iterator[Block]:
        held = getattr(self.notice, one.attribute)
        terms: list[Term] = list(held.values()) if isinstance(held, dict) else [held] if held else []
        own = self.notice.sections.get(one.key)
        title = TITLES[one.key][self.number]
        if own and own.state:
            none = lowered(LABELS["state"][self.number])
            yield Paragraph(plain(f"{title}: {none}."))
        elif terms and section_title(one.section) != one.key:
            yield Paragraph((Run(shown(title), Kind.STRONG),))
        yield from self.intro(one.key)
        if own and (facts := self.telling.facts(one.key, own, ("tool", "back", "refusal"))):
            yield Facts(facts)
        if one.columns and terms:
            heads, *rows = cells(self.telling, one.key, terms, one.columns)
            yield Table(shown(title), heads, tuple(rows))
        for term in terms:
            yield from self._term(one, term)

    def _term(self, one: Construct, term: Term) -> Iterator[Block]:
        """Its name and its own words, and each fact; what stands in a table already is not said again."""
        heading, text = shown(self.telling.heading(term)), plain(self.say(term.text))
        aside = self.aside(term, *(key for key in one.shape if term.is_proposed(key)))
        head = (
            (Run(f"{heading}.", Kind.STRONG),)
            if heading and not (one.columns and not (text or aside))
            else ()
        )
        if head or text or aside:
            gap = (Run(" "),) if head and text else ()
            yield Paragraph((*head, *gap, *text, *aside), at(term, ""))
        if not one.columns and (facts := self.telling.facts(one.key, term)):
            yield Facts(facts)

    def laws(self) -> Iterator[Block]:
        """What is told of laws beside their names."""
        for law in self.notice.laws.values():
            if facts := self.telling.beside("law", law):
                yield Paragraph((Run(shown(self.telling.heading(law)), Kind.STRONG),))
                yield Facts(facts)

    def adopted(self) -> Iterator[Block]:
        """The day on which this edition was decided."""
        version = self.notice.version
        if version and (facts := self.telling.beside("version", version)):
            yield Facts(facts)

    def uses_of(self, purpose: PurposeTerm) -> list[UseEntry]:
        return [use for use in self.uses.values() if use.purpose.value == purpose.name.value]


def section_title(section: int) -> str:
    """The table whose name is the name of its whole section."""
    return next((one.key for one in CONSTRUCTS if one.section == section > 12), "")


def _joined(parts: Iterable[Run]) -> Line:
    separated = [run for part in parts if part.text for run in (Run(", "), part)]
    return tuple(separated[1:])


def at(term: Term | None, section: str) -> str:
    return term.at.value if term and term.at else section


def value_of(word: object) -> str:
    return str(getattr(word, "value", "") or "")


def first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
