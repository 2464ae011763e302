"""The second layer: what a term says beside its sentence, fact by fact, from an explicit list of public keys.

A key that isn't named here is on no page. ``internal:`` values are never published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seloste.notice import page_labels, page_words, sentences
from seloste.notice import vocabulary as words
from seloste.notice.checks_lint import OPEN_END
from seloste.notice.model import (
    BasisPhrase,
    CategoryEntry,
    Changes,
    Entity,
    General,
    Length,
    Notice,
    Period,
    ProcessorTerm,
    PurposeTerm,
    Recipient,
    Right,
    SourceTerm,
    Texts,
    UseEntry,
)
from seloste.notice.page_terms import Telling
from seloste.notice.prose import Prose
from seloste.notice.resolve import all_uses, bases_of, data_of, groups_of, told_period, withdraw_of
from seloste.notice.source import At, Word
from seloste.notice.tree import Fact, Facts, plain, text_of


class Details:
    """The facts of terms in one language of a notice."""

    def __init__(self, notice: Notice, language: str) -> None:
        self.notice = notice
        self.language = language
        self.prose = Prose.of(notice, language)
        self.telling = Telling(self)

    # -- what the second layer holds, by kind of term -------------------------------------------------

    def purpose(self, purpose: PurposeTerm) -> Facts:
        uses = [u for u in all_uses(self.notice).values() if u.purpose.value == purpose.name.value]
        own_words = purpose.text or any(use.text for use in uses)  # else the sentence tells the grounds
        facts = list(self._grounds(purpose, uses)) if own_words else []
        facts += [
            self._fact("acts", self.open_list(purpose.acts)),
            self._fact("data", self.data(dict.fromkeys(w for use in uses for w in data_of(use, purpose)))),
            self._fact("figures", str(purpose.figures.value) if purpose.figures else ""),
            self._fact("min_age", str(purpose.min_age.value) if purpose.min_age else ""),
            *self.telling.beside("purpose", purpose),
        ]
        for use in uses:
            facts += [
                self._fact("channel", words.CHANNELS[use.channel][self.language] if use.channel else ""),
                self._fact("evidence", self._values([use.evidence] if use.evidence else [])),
                self._fact(
                    "withdraw",
                    self._listed(
                        page_labels.way(w.value, self.language) for w in withdraw_of(self.notice, use)
                    ),
                ),
                self._fact("ends_with", self._values(use.ends_with)),
                *self.telling.beside("use", use),
            ]
        return _facts(facts)

    def category(self, category: CategoryEntry) -> Facts:
        required = category.required or {}
        must = [
            f"{sentences.field_title(category, field, self.language)}: {page_labels.value(word.value, self.language)}"
            for field, word in required.items()
        ]
        sources = (self.title_of("source", w.value) for w in category.sources)
        return _facts([
            self._fact("used_for", self._listed(self._users(category.name.value))),
            self._fact("required", ", ".join(must)),
            self._fact("sources", self._listed(sources)),
            *self.telling.beside("category", category),
            *self.fields(category),
        ])  # fmt: skip

    def fields(self, category: CategoryEntry) -> Iterator[Fact]:
        """What is told of single fields, beside their names."""
        for name, field in (category.field or {}).items():
            told = "; ".join(
                f"{fact.term}: {text_of(fact.line)}" for fact in self.telling.facts("field", field)
            )
            if told:
                yield Fact(sentences.field_title(category, name, self.language), plain(told))

    def source(self, source: SourceTerm) -> Facts:
        return _facts([
            *self.telling.beside("source", source),
            self._fact("group", self.title_of("group", source.group.value) if source.group else ""),
            self._fact("data", self.data(source.fields)),
            self._fact("uses", self._listed(self.use_title(w.value) for w in source.uses)),
            self._fact("tell", self._value(source.tell)),
        ])  # fmt: skip

    def processor(self, processor: ProcessorTerm) -> Facts:
        entity, transfer = processor.entity, processor.transfer
        return _facts([
            *(self._entity(entity) if processor.text else ()),
            self._fact("parent", self._countries([entity.parent] if entity and entity.parent else [])),
            self._fact("data", self.data(processor.data)),
            self._fact("uses", self._listed(self.use_title(w.value) for w in processor.uses)),
            self._fact("mechanism", self.mechanism(transfer.mechanism) if transfer else ""),
            self._fact("assessed", self.day(transfer.assessed) if transfer else ""),
            self._fact("until", self.day(transfer.until) if transfer else ""),
            self._fact("copy", self._value(transfer.copy) if transfer else ""),
            *self.telling.beside("processor", processor),
        ])  # fmt: skip

    def recipient(self, recipient: Recipient) -> Facts:
        return _facts([
            *self.telling.facts("disclosure", recipient, ("role",)),
            self._fact("data", self.data(recipient.data)),
            self._fact("uses", self._listed(self.use_title(w.value) for w in recipient.uses)),
            *self.telling.beside("disclosure", recipient),
        ])  # fmt: skip

    def right(self, right: Right) -> Facts:
        return _facts([
            self._fact("ways", self._listed(page_labels.way(w.value, self.language) for w in right.ways)),
            self._fact("form", self._value(right.form)),
            self._fact("against", self.open_list(right.against)),
            self._fact("identity", self._value(right.identity)),
            self._fact("answer", self.length(right.answer)),
            self._fact("fee", self._value(right.fee)),
            *self.telling.beside("right", right),
        ])  # fmt: skip

    def changes(self, changes: Changes) -> Facts:
        told = changes.told
        by = told.by if told else ()
        return _facts([
            self._fact("because", self.open_list(changes.because)),
            self._fact("told", self._value(told.what) if told else ""),
            self._fact("by", self._listed(page_labels.way(w.value, self.language) for w in by)),
            self._fact("before", self.length(told.before) if told else ""),
        ])  # fmt: skip

    # -- words ----------------------------------------------------------------------------------------

    def open_list(self, items: Iterable[Word]) -> str:
        """A list as it stands, its open end with it: *asema, rooli … tms. (luettelo jää avoimeksi)*."""
        return self.open_words(word.value for word in items)

    def open_words(self, items: Iterable[str]) -> str:
        named = list(items)
        ends = [item.removeprefix(OPEN_END).strip() for item in named if item.startswith(OPEN_END)]
        line = ", ".join(item for item in named if not item.startswith(OPEN_END))
        return f"{line} … {ends[0]} ({page_labels.label('open', self.language)})" if ends else line

    def say(self, texts: Texts | None) -> str:
        """A text of the notice in this language, its terms filled in; empty where there is none."""
        text = texts.get(self.language) if texts else None
        return self.prose.fill(text) if text else ""

    def title_of(self, kind: str, name: str) -> str:
        return self.prose.names.get(f"{kind}.{name}", name)

    def use_title(self, name: str) -> str:
        purpose, _, channel = name.partition(".")
        title = lowered(self.title_of("purpose", purpose))
        return f"{title} ({words.CHANNELS[channel][self.language]})" if channel in words.CHANNELS else title

    def data(self, named: Iterable[Word]) -> str:
        """``contact.name, contact.email`` as *yhteystiedot: nimi ja sähköposti*."""
        by_category: dict[str, list[str]] = {}
        for word in named:
            category, _, field = word.value.partition(".")
            entry = self.notice.categories.get(category)
            fields = by_category.setdefault(category, [])
            if field:
                fields.append(sentences.field_title(entry, field, self.language) if entry else field)
        return "; ".join(self._of_category(name, fields) for name, fields in by_category.items())

    def _of_category(self, name: str, fields: list[str]) -> str:
        title = lowered(self.title_of("category", name))
        return f"{title}: {self._listed(fields)}" if fields else title

    def period(self, period: Period) -> str:
        """``24 months after relation.ended for customer``, as people read it."""
        if period.named:
            return self._named_period(period.named.value)
        if not (period.months or period.days):
            said = page_words.WORDS[self.language]["at_once"]
        else:
            length = page_labels.span(period.months, period.days, self.language)
            event = words.EVENTS.get(period.event, {}).get(self.language, period.event)
            bound = page_labels.value(period.bound, self.language) if period.bound else ""
            said = f"{bound} {length} {event}".lstrip()
        whom = sentences.people(self.notice, [t.value for t in period.targets if t.value in self.notice.groups],
                                self.language)  # fmt: skip
        if period.claims:
            whom = page_words.WORDS[self.language]["claims"]
        return f"{said} ({whom})" if whom else said

    def _named_period(self, name: str) -> str:
        term = self.notice.keeps.get(name)
        said = "; ".join(self.period(p) for p in told_period(self.notice, term)) if term else name
        law = self.law(term.law) if term and term.law else ""
        return f"{said} ({law})" if law else said

    def law(self, word: Word) -> str:
        """``accounting 2:10``: the law's name and the section."""
        name, _, section = word.value.partition(" ")
        said = self.title_of("law", name)
        return f"{said} {section}" if section else said

    def length(self, length: Length | None) -> str:
        return page_labels.span(length.months, length.days, self.language) if length else ""

    def day(self, when: object) -> str:
        if not isinstance(when, At):
            return ""
        day = when.value
        return page_words.day(day.year, day.month, day.day, self.language)

    def mechanism(self, word: Word | None) -> str:
        return words.MECHANISMS.get(word.value, {}).get(self.language, word.value) if word else ""

    def general(self, general: General) -> tuple[str, ...]:
        """Which services the notice covers, and which laws it says are followed."""
        laws = [self.title_of("law", word.value) for word in general.follows]
        return (
            *((page_labels.label("covers", self.language),) if general.services else ()),
            *((f"{page_labels.label('follows', self.language)}: {', '.join(laws)}",) if laws else ()),
        )

    def places(self, processor: ProcessorTerm) -> tuple[Fact, ...]:
        """Where a processor sits, keeps its servers and has its parent, as far as it is said."""
        entity = processor.entity
        if entity is None:
            return ()
        return _facts([
            self._fact("seat", self._countries([entity.seat] if entity.seat else [])),
            self._fact("servers", self._countries(entity.servers)),
            self._fact("parent", self._countries([entity.parent] if entity.parent else [])),
        ]).rows  # fmt: skip

    def basis(self, basis: BasisPhrase, purpose: PurposeTerm | None) -> str:
        """*sopimus: asiakkaat*, with the law where there is one."""
        said = page_words.BASES[basis.basis.value][self.language]
        if basis.before_contract:
            said = page_words.WORDS[self.language]["before_contract"]
        if basis.law:
            said = f"{said} ({self.law(basis.law)})"
        own = [word.value for word in basis.targets if word.value in self.notice.groups]
        groups = groups_of(self.notice, basis, purpose) if purpose else own
        people = sentences.people(self.notice, groups, self.language)
        return f"{said}: {people}" if people else said

    # -- parts ----------------------------------------------------------------------------------------

    def _entity(self, entity: Entity | None) -> Iterator[Fact | None]:
        """Who and where; told here only where the processor's sentence is the notice's own."""
        if entity:
            yield self._fact("entity", _word(entity.legal_name))
            yield self._fact("product", _word(entity.product))
            yield self._fact("seat", self._countries([entity.seat] if entity.seat else []))
            yield self._fact("servers", self._countries(entity.servers))

    def _grounds(self, purpose: PurposeTerm, uses: list[UseEntry]) -> Iterator[Fact | None]:
        said = dict.fromkeys(self.basis(b, purpose) for use in uses for b in bases_of(use, purpose)[0])
        yield self._fact("basis", "; ".join(said))
        if not said and purpose.people:
            people = sentences.people(self.notice, [p.value for p in purpose.people], self.language)
            yield self._fact("people", people)
        yield self._fact("interest", self.say(purpose.interest))

    def _users(self, category: str) -> Iterator[str]:
        """Which purposes touch a category."""
        for name, purpose in self.notice.purposes.items():
            uses = (u for u in all_uses(self.notice).values() if u.purpose.value == name)
            touched = {w.value.partition(".")[0] for use in uses for w in data_of(use, purpose)}
            if category in touched:
                yield lowered(self.title_of("purpose", name))

    def _fact(self, key: str, said: str) -> Fact | None:
        return Fact(page_labels.label(key, self.language), plain(said)) if said else None

    def _value(self, word: Word | None) -> str:
        return page_labels.value(word.value, self.language) if word else ""

    def _values(self, found: Iterable[Word]) -> str:
        return self._listed(self._value(word) for word in found)

    def _countries(self, found: Iterable[Word]) -> str:
        return self._listed(words.country(w.value, self.language) for w in found)

    def _listed(self, said: Iterable[str]) -> str:
        return words.strung([one for one in said if one], self.language)


def _facts(found: Iterable[Fact | None]) -> Facts:
    """Each fact once: uses of one purpose often say the same."""
    return Facts(tuple(dict.fromkeys(fact for fact in found if fact is not None)))


def _word(word: Word | None) -> str:
    return page_labels.value(word.value, "en") if word else ""


def lowered(title: str) -> str:
    """A title inside a sentence: without its capital, unless it is an abbreviation (*A company* is none)."""
    return title[:1].lower() + title[1:] if title[1:2].islower() or title[1:2] == " " else title
