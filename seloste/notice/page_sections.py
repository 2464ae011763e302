"""The twelve sections of the page, each from the terms that are its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from seloste.notice import page_labels, page_words, sentences
from seloste.notice import vocabulary as words
from seloste.notice.details import lowered
from seloste.notice.model import BasisPhrase, CategoryEntry, Notice, Period, PurposeTerm, Term, UseEntry
from seloste.notice.page_parts import Parts, at
from seloste.notice.receivers import outside_eea
from seloste.notice.resolve import bases_of, groups_of, hosted, review_day, told_period
from seloste.notice.tree import Block, Fact, Facts, Items, Kind, Paragraph, Run, Table, plain, shown
from seloste.terms.words import Fate


class Sections(Parts):
    """What stands in each section, in its order."""

    def bodies(self) -> Iterator[tuple[Block, ...]]:
        """The blocks of sections 1 to 13, of which the last may be empty."""
        bodies: tuple[Callable[[], Iterable[Block]], ...] = (
            self._general, self._controller, self._register, self._purposes, self._categories,
            self._sources, self._disclosures, self._transfers, self._periods, self._measures,
            self._rights, self._changes, tuple,
        )  # fmt: skip
        return ((*body(), *self.world(number)) for number, body in enumerate(bodies, start=1))

    # -- sections 1 to 3 ---------------------------------------------------------------------------

    # keeps: general.*, group.*, group.*.many, service.* by page; off: return ()
    def _general(self) -> Iterator[Block]:
        general = self.notice.general
        if general:
            text = " ".join((self.say(general.text), *(f"{fact}." for fact in self.more.general(general))))
            if text.strip() or general.quote or general.hedge:
                yield self.said("", text, general, "text")
        if services := [self.title(one) for one in self.notice.services.values()]:
            named = words.strung([lowered(one) for one in services], self.language)
            yield Paragraph(plain(self.words["services"].format(services=named)))
        if self.notice.groups:
            people = sentences.people(self.notice, self.notice.groups, self.language)
            yield Paragraph(plain(self.words["people"].format(people=people)))
        for group in self.notice.groups.values():
            yield from self.folded(self.title(group), Facts(self.telling.beside("group", group)))
        if said := self.stated(self.notice.profiling, "no_profiling"):
            yield Paragraph(plain(said))

    def _controller(self) -> Iterator[Block]:
        for controller in self.notice.controllers:
            yield from self.controller_lines(controller)
            if text := self.say(controller.text):
                yield self.said(at(controller, ""), text, controller, "text")

    # keeps: register.* by page; off: return ()
    def _register(self) -> Iterator[Block]:
        for register in self.notice.registers:
            if said := self.say(register.names):
                yield self.said(at(register, ""), said, register, "name")
            if text := self.say(register.text):
                yield self.said("", text, register, "text")
            if len(self.notice.registers) > 1 and (facts := self.telling.beside("register", register)):
                yield Facts(facts)

    # -- section 4 ---------------------------------------------------------------------------------

    # keeps: purpose.*.interest, purpose.*.acts, purpose.*.people, purpose.*.balance.done by page; off: return ()
    def _purposes(self) -> Iterator[Block]:
        yield from self.intro("purpose")
        if self.notice.purposes:
            yield self._purpose_table()
        for purpose in self.notice.purposes.values():
            said = dict.fromkeys(self._purpose_sentences(purpose))
            yield self.said(at(purpose, "4"), " ".join(said), purpose, "text")
            yield from self.folded(self.title(purpose), self.more.purpose(purpose))
        for stated in self.notice.bases:
            bases = "; ".join(self.more.basis(basis, None) for basis in stated.basis)
            yield self.said(at(stated, "4"), self.say(stated.text) or bases, stated, "text", "basis")
        yield from self.laws()

    def _purpose_sentences(self, purpose: PurposeTerm) -> Iterator[str]:
        """Its own text, or a sentence for each basis; uses that say something of their own after it."""
        uses = self.uses_of(purpose)
        yield from (self.say(use.text) for use in uses if use.text)
        for use in uses:
            bases, term = bases_of(use, purpose)
            text = self.say(term.text or purpose.text)
            if text:
                yield text
            elif not bases:
                yield sentences.use_sentence(purpose, use, self.language)
            for basis in bases if not text else ():
                yield self._basis(purpose, use if term is use else None, basis)
        day = review_day(purpose)
        if day and purpose.balance and purpose.balance.done:
            done = self.day(purpose.balance.done.value)
            yield self.words["balance"].format(done=done, review=self.day(day))

    def _basis(self, purpose: PurposeTerm, use: UseEntry | None, basis: BasisPhrase) -> str:
        groups = groups_of(self.notice, basis, purpose)
        return sentences.basis_sentence(self.notice, purpose, use, basis, groups, self.language)

    def _purpose_table(self) -> Table:
        heads = tuple(self.words[key] for key in ("section", "purpose", "channel", "basis"))
        rows = []
        for purpose in self.notice.purposes.values():
            uses = self.uses_of(purpose)
            channels = [words.CHANNELS[use.channel][self.language] for use in uses if use.channel]
            bases = dict.fromkeys(
                page_words.BASES[basis.basis.value][self.language]
                for use in uses
                for basis in bases_of(use, purpose)[0]
            )
            cells = (
                at(purpose, "4"), self.title(purpose), ", ".join(channels) or "–",
                ", ".join(bases) or self.words["unsaid"],
            )  # fmt: skip
            rows.append(tuple(map(shown, cells)))
        return Table(self.words["purposes"], heads, tuple(rows))

    # -- sections 5 and 6 --------------------------------------------------------------------------

    # keeps: category.*.field.*, category.*.required, category.*.without by page; off: return ()
    def _categories(self) -> Iterator[Block]:
        yield from self.intro("category")
        for category in self.notice.categories.values():
            yield Facts((self._category(category),))
            yield from self.folded(self.title(category), self.more.category(category))

        own = self.notice.organisation
        if own and own.fields:
            what = words.listed([words.FIELDS[w.value][self.language] for w in own.fields], self.language)
            said = self.say(own.text) or self.words["organisation"].format(what=what)
            yield self.said(at(own, "5"), said, own, "text", "fields")

    def _category(self, category: CategoryEntry) -> Fact:
        fields = ", ".join(sentences.field_title(category, f.value, self.language) for f in category.fields)
        said = [one for one in (self.say(category.text), fields, self.say(category.without)) if one]
        line = (*plain(". ".join(said)), *self.aside(category, "fields", "text"))
        return Fact(shown(self.title(category)), line, at(category, "5"))

    # keeps: source.*.why, source.*.open, processor.*.task, processor.*.entity.product, processor.*.entity.name, processor.*.transfer.copy by page; off: return ()
    def _sources(self) -> Iterator[Block]:
        yield from self.intro("source")
        for source in self.notice.sources.values():
            said = self.say(source.text) or sentences.source_sentence(source, self.language)
            yield self.said(at(source, "6"), said, source, "text", "why")
            yield from self.folded(self.title(source), self.more.source(source))
        yield from self.intro("processor")
        for processor in self.notice.processors.values():
            said = self.say(processor.text) or sentences.processor_sentence(processor, self.language)
            if task := self.say(processor.task):
                said = f"{said} {self.words['task'].format(task=task)}"
            yield self.said(at(processor, "6"), said, processor, "text", "task")
            entity = processor.entity
            named = entity.product.value if entity and entity.product else self.title(processor)
            yield from self.folded(named, self.more.processor(processor))

    # -- sections 7 to 9 ---------------------------------------------------------------------------

    # keeps: disclosure.*.role by page; off: return ()
    def _disclosures(self) -> Iterator[Block]:
        yield from self.intro("disclosure")
        for recipient in self.notice.recipients.values():
            title = self.title(recipient)
            yield self._named(title, recipient, "7")
            yield from self.folded(title, self.more.recipient(recipient))
        own = self.notice.sections.get("disclosure")
        if own and own.to and not self.notice.recipients:
            yield Paragraph(plain(self.words["none_disclosed"]))

    def _transfers(self) -> Iterator[Block]:
        for transfer in self.notice.transfers:
            stance = transfer.stance.value if transfer.stance else ""
            said = self.say(transfer.text) or sentences.STANCE.get(stance, {}).get(self.language, "")
            if said:
                yield self.said(at(transfer, "8"), said, transfer, "text", "stance")
            if facts := self.telling.beside("transfer", transfer):
                yield Facts(facts)
        yield from self._hosting()
        for processor in self.notice.processors.values():
            mechanism, entity = processor.transfer, processor.entity
            if not (mechanism and mechanism.mechanism and mechanism.assessed and entity):
                continue
            day = mechanism.assessed.value
            outside = outside_eea(processor, day)
            named = entity.legal_name or entity.product
            line = self.words["mechanism"].format(
                processor=named.value if named else self.title(processor),
                mechanism=self.more.mechanism(mechanism.mechanism),
                places=words.listed([words.country(p, self.language) for p in outside], self.language),
                day=self.day(day),
            )
            yield Paragraph((*plain(line), *self.aside(processor, "transfer")))

    def _hosting(self) -> Iterator[Block]:
        """R8.1d: where the register itself is."""
        hosting = self.notice.hosting
        if hosting is None:
            return
        parts = [
            f"{page_labels.label(f'hosted_{part}', self.language)} ({words.country(place.value, self.language)})"
            for part, place in hosted(self.notice).items()
            if place.value != "none"
        ]
        if parts:
            said = self.words["hosted"].format(places=words.strung(parts, self.language))
            yield Paragraph((*plain(said), *self.aside(hosting, *hosted(self.notice))))

    # keeps: law.*.name by page; off: return ()
    def _periods(self) -> Iterator[Block]:
        yield from self.intro("keep")
        own = self.notice.sections.get("keep")
        first = at(own, "9") if own else "9"
        for number, category in enumerate(self.notice.categories.values(), start=1):
            for written in category.keep:
                for said, term in self._keep(category, written):
                    yield self.said(at(term, f"{first}.{number}"), said, category, "keep")
        used = {k.named.value for c in self.notice.categories.values() for k in c.keep if k.named}
        for name, term in self.notice.keeps.items():
            if name not in used:
                said = self.say(term.text) or "; ".join(
                    self.more.period(p) for p in told_period(self.notice, term)
                )
                yield self.said(at(term, first), said, term, "text", "period")
        for term in self.notice.keeps.values():
            title = self.telling.heading(term) or self.telling.label("keep", "keep")
            yield from self.folded(title, Facts(self.telling.beside("keep", term)))
        if own and own.backups:
            length = page_labels.span(own.backups.months, own.backups.days, self.language)
            yield Facts((Fact(page_labels.label("backups", self.language), plain(length)),))

    def _keep(self, category: CategoryEntry, written: Period) -> Iterator[tuple[str, Term | None]]:
        """The sentence of each period, and the term that gives it its place."""
        term = self.notice.keeps.get(written.named.value) if written.named else None
        law = term.law.value if term and term.law else ""
        fate = Fate.CLAIMS if written.claims else Fate.BY_LAW if law else Fate.ORDINARY
        groups = [t.value for t in written.targets if t.value in self.notice.groups]
        fields = sentences.of_fields(self.notice, category, written)
        if term and (text := self.say(term.text)):
            yield text, term
            return
        for period in lengths(self.notice, written):
            cited = "GDPR 17(3)(e)" if written.claims else law
            yield (
                sentences.keep_sentence(
                    self.notice, category, period, fate, cited, groups, fields, self.language
                ),
                term,
            )

    # -- sections 10 to 12 -------------------------------------------------------------------------

    def _measures(self) -> Iterator[Block]:
        yield from self.intro("measure")
        for measure in self.notice.measures.values():
            said = self.say(measure.text) or self.say(measure.what)
            yield self.said(at(measure, "10"), said, measure, "text", "what")
            if facts := self.telling.beside("measure", measure):
                yield Facts(facts)

    # keeps: right.complaint, right.complaint.* by page; off: return ()
    def _rights(self) -> Iterator[Block]:
        yield from self.intro("right")
        together: list[Paragraph] = []
        for right in self.notice.rights.values():
            title = self.title(right)
            together.append(self._named(title, right, "11"))
            for more in self.folded(title, self.more.right(right)):
                yield Items(tuple(together))
                together = []
                yield more
        if together:
            yield Items(tuple(together))

    def _named(self, title: str, term: Term, section: str) -> Paragraph:
        """A title in bold and the term's text after it."""
        text = plain(self.say(term.text))
        head = Run(f"{shown(title)}.", Kind.STRONG)
        return Paragraph(
            (head, *((Run(" "), *text) if text else ()), *self.aside(term, "text")), at(term, section)
        )

    def _changes(self) -> Iterator[Block]:
        changes = self.notice.changes
        if changes:
            yield self.said("", self.say(changes.text), changes, "text")
            yield from self.folded(page_words.SECTIONS[self.language][11], self.more.changes(changes))
        yield from self.adopted()


def longest_of(notice: Notice, category: CategoryEntry) -> dict[str, tuple[int, int]]:
    """Each field of a category with the longest of the times for which it may be kept (months, days)."""
    found: dict[str, tuple[int, int]] = {}
    for written in category.keep:
        fields = sentences.of_fields(notice, category, written) or [word.value for word in category.fields]
        for period in lengths(notice, written):
            for name in fields if period.months or period.days else ():
                found[name] = max(found.get(name, (0, 0)), (period.months, period.days))
    return found


def lengths(notice: Notice, written: Period) -> tuple[Period, ...]:
    """A period as written, or those of the named one."""
    term = notice.keeps.get(written.named.value) if written.named else None
    return told_period(notice, term) if term else () if written.named else (written,)
