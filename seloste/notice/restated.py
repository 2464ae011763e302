"""The sections of a notice that is only read: every fact where it stands, and nothing that it doesn't say.

No sentence of ours stands in for what is missing: a processor whose place isn't told is named alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seloste.notice import vocabulary as words
from seloste.notice.checks_lint import OPEN_END
from seloste.notice.model import Measure, NamedPeriod, Recipient, StatedBasis, Term
from seloste.notice.page_labels import label, value
from seloste.notice.page_parts import Parts, value_of
from seloste.notice.sentences import field_title
from seloste.notice.source import Word
from seloste.notice.tree import Block, Facts, Items, Kind, Paragraph, Run, plain, shown, text_of

Placed = tuple[int, Block]
"""A block and the section in which the notice says it."""


class Restated(Parts):
    """What stands in each section, said back."""

    def bodies(self) -> Iterator[tuple[Block, ...]]:
        """The blocks of sections 1 to 13, of which the last may be empty."""
        found: dict[int, list[Block]] = {number: [] for number in range(1, 14)}
        for section, block in self._placed():
            found[section].append(block)
        for section, blocks in found.items():
            blocks += self.world(section)
        return (tuple(blocks) for blocks in found.values())

    def _placed(self) -> Iterator[Placed]:
        yield from self._general()
        yield from self._controllers()
        yield from self._purposes()
        yield from self._bases()
        yield from self._categories()
        yield from self._sources()
        yield from self._keeping()
        yield from self._rights()
        yield from self._changes()

    # -- small parts -------------------------------------------------------------------------------

    def _line(self, term: Term, *own: str) -> Paragraph:
        """A term in one line: title, own facts, text, quote and hedge."""
        facts = [part.rstrip(".") for part in (*own, self.say(term.text)) if part]
        title = shown(self.say(term.title))
        said = plain(f"{'. '.join(facts)}.") if facts else ()
        head = (Run(f"{title}:", Kind.STRONG), Run(" ")) if title and said else plain(title)
        number = term.at.value if term.at and "." in term.at.value else ""
        return Paragraph((*head, *said, *self.aside(term)), number)

    def _one(self, term: Term, default: int, *own: str) -> Iterator[Placed]:
        made = self._line(term, *own)
        if made.line:
            yield self._section(term, default), made

    def _list(self, terms: Iterable[tuple[Term, tuple[str, ...]]], default: int) -> Iterator[Placed]:
        """Terms of one kind as a list, in each section where the notice says some of them."""
        lists: dict[int, list[Paragraph]] = {}
        for term, own in terms:
            lists.setdefault(self._section(term, default), []).append(self._line(term, *own))
        for section, items in lists.items():
            yield section, Items(tuple(items))

    def _section(self, term: Term, default: int) -> int:
        head = term.at.value.split(".")[0] if term.at else ""
        return int(head) if head.isdigit() and 1 <= int(head) <= 12 else default

    def _labelled(self, key: str, said: str) -> str:
        return f"{label(key, self.language)}: {said}" if said else ""

    def _titles(self, terms: dict[str, Term], named: Iterable[Word]) -> str:
        return ", ".join(self.title(terms[word.value]) for word in named if word.value in terms)

    # -- the sections ------------------------------------------------------------------------------

    def _general(self) -> Iterator[Placed]:
        general = self.notice.general
        if general:
            yield from self._one(general, 1, *self.more.general(general))
        groups = self.notice.groups.values()
        yield from self._list(((group, self.telling.lines("group", group)) for group in groups), 1)
        if said := self.stated(self.notice.profiling, "no_profiling"):
            yield 4, Paragraph(plain(said))

    def _controllers(self) -> Iterator[Placed]:
        for controller in self.notice.controllers:
            for line in self.controller_lines(controller):
                yield self._section(controller, 2), line
            if controller.text:
                yield self._section(controller, 2), Paragraph(plain(self.say(controller.text)))
        for register in self.notice.registers:
            name = plain(self.say(register.names))  # verbatim (R3.1a)
            yield self._section(register, 3), Paragraph((*name, *self.aside(register)))
            if len(self.notice.registers) > 1 and (facts := self.telling.beside("register", register)):
                yield self._section(register, 3), Facts(facts)

    def _purposes(self) -> Iterator[Placed]:
        own = self.notice.sections.get("purpose")
        if own:
            yield from self._one(own, 4)
        for purpose in self.notice.purposes.values():
            bases = ", ".join(dict.fromkeys(self.more.basis(b, purpose) for b in purpose.basis))
            yield from self._one(
                purpose, 4, self.more.open_list(purpose.acts),
                self._labelled("people", self._titles({**self.notice.groups}, purpose.people)),
                self._labelled("basis", bases), self._labelled("data", self.more.data(purpose.data)),
                self._labelled("interest", self.say(purpose.interest)), *self.telling.lines("purpose", purpose),
                *(line for use in self.uses_of(purpose) for line in self.telling.lines("use", use)),
            )  # fmt: skip

    def _bases(self) -> Iterator[Placed]:
        for stated in self.notice.bases:
            yield from self._one(stated, 4, self._stated_basis(stated))
        yield from ((4, block) for block in self.laws())

    def _stated_basis(self, stated: StatedBasis) -> str:
        named = ", ".join(self.more.basis(phrase, None) for phrase in stated.basis)
        targets = self._titles({**self.notice.purposes}, stated.purposes)
        said = self._labelled("basis" if targets else "bases", named)
        return f"{said} ({self._labelled('reach', targets)})" if said and targets else said

    def _categories(self) -> Iterator[Placed]:
        own = self.notice.sections.get("category")
        if own:
            yield from self._one(own, 5)
        told: list[tuple[Term, tuple[str, ...]]] = []
        for category in self.notice.categories.values():
            fields = (
                field.value if field.value.startswith(OPEN_END) else field_title(category, field.value, self.language)
                for field in category.fields
            )  # fmt: skip
            kept = "; ".join(self.more.period(period) for period in category.keep)
            own_facts = (f"{fact.term}: {text_of(fact.line)}" for fact in self.more.fields(category))
            told.append((category, (self.more.open_words(fields), self._labelled("kept", kept),
                                    *self.telling.lines("category", category), *own_facts)))  # fmt: skip
        yield from self._list(told, 5)

    def _sources(self) -> Iterator[Placed]:
        for key in ("source", "processor"):
            own = self.notice.sections.get(key)
            if own:
                yield from self._one(own, 6)
            if key == "source":
                sources = self.notice.sources.values()
                lines = ((one, (self.say(one.why), *self.telling.lines("source", one))) for one in sources)
                yield from self._list(lines, 6)
        told: list[tuple[Term, tuple[str, ...]]] = []
        for processor in self.notice.processors.values():
            entity = processor.entity
            who = ", ".join(value_of(w) for w in (entity.product, entity.legal_name) if w) if entity else ""
            facts = (f"{fact.term}: {fact.line[0].text}" for fact in self.more.places(processor))
            data = self._titles({**self.notice.categories}, processor.data)
            told.append((processor, (who, self.say(processor.task), *facts, self._labelled("data", data),
                                     *self.telling.lines("processor", processor))))  # fmt: skip
        yield from self._list(told, 6)
        own = self.notice.sections.get("disclosure")
        if own:
            yield from self._one(own, 7, self.words["none_disclosed"] if own.to else "")
        yield from self._list(((one, self._recipient(one)) for one in self.notice.recipients.values()), 7)

    def _recipient(self, recipient: Recipient) -> tuple[str, ...]:
        return tuple(f"{fact.term}: {text_of(fact.line)}" for fact in self.more.recipient(recipient).rows)

    def _keeping(self) -> Iterator[Placed]:
        for transfer in self.notice.transfers:
            stance = value_of(transfer.stance)
            said = words.STANCES.get(stance, {}).get(self.language, stance)
            yield from self._one(transfer, 8, said, *self.telling.lines("transfer", transfer))
        own = self.notice.sections.get("keep")
        if own:
            yield from self._one(own, 9)
        keeps = self.notice.keeps.values()
        yield from self._list(((keep, self._kept(keep)) for keep in keeps), 9)
        own = self.notice.sections.get("measure")
        if own:
            yield from self._one(own, 10)
        yield from self._measures()

    def _kept(self, keep: NamedPeriod) -> tuple[str, ...]:
        shape = (
            self.telling.said("keep", "shape", keep) if not (keep.text or keep.period or keep.quote) else ""
        )
        return ("; ".join(self.more.period(p) for p in keep.period), shape, *self.telling.lines("keep", keep))

    def _measures(self) -> Iterator[Placed]:
        """Technical ones together, organisational ones together, as far as the notice tells them apart."""
        by_kind: dict[str, list[Measure]] = {}
        for measure in self.notice.measures.values():
            by_kind.setdefault(value_of(measure.kind), []).append(measure)
        for kind, measures in by_kind.items():
            if kind:
                yield (
                    self._section(measures[0], 10),
                    Paragraph((Run(label(kind, self.language), Kind.STRONG),)),
                )
            lines = ((m, (self.say(m.what), *self.telling.lines("measure", m))) for m in measures)
            yield from self._list(lines, 10)

    def _rights(self) -> Iterator[Placed]:
        own = self.notice.sections.get("right")
        if own:
            yield from self._one(own, 11)
        told: list[tuple[Term, tuple[str, ...]]] = []
        for right in self.notice.rights.values():
            ways = ", ".join(words.WAYS.get(w.value, {}).get(self.language, w.value) for w in right.ways)
            told.append((right, (
                self._labelled("ways", ways),
                self._labelled("form", value(value_of(right.form), self.language)),
                self._labelled("against", self.more.open_list(right.against)),
                self._labelled("answer", self.more.length(right.answer)),
                self._labelled("fee", value(value_of(right.fee), self.language)),
                *self.telling.lines("right", right),
            )))  # fmt: skip
        yield from self._list(told, 11)

    def _changes(self) -> Iterator[Placed]:
        changes, version = self.notice.changes, self.notice.version
        if changes:
            because = self.more.open_list(changes.because)
            yield from self._one(changes, 12, self._labelled("because", because))
        if version and version.updated:
            yield 12, Paragraph(plain(self._labelled("updated", self.day(version.updated.value))))
        yield from ((12, block) for block in self.adopted())
