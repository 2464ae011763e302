"""A copy as its person reads it: a document of the notice's own kind, set on paper as the notice is.

Everything in the copy is in it, by its name in the notice; codes and ids are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final
from zoneinfo import ZoneInfo

from seloste.notice import page_words, tree, write_typst
from seloste.notice.page_parts import first_up
from seloste.notice.policy import Policy
from seloste.register.showing import written
from seloste.rights import document as doc
from seloste.rights.paper_words import known, say
from seloste.terms.words import Basis

_COLUMNS: Final = (
    "at", "label", "direction", "seconds", "amount", "currency", "due_on", "valid_from", "valid_to", "state", "ended",
    "organisation", "opening",
)  # fmt: skip
_UNSAID: Final = {("label", "unknown"), ("state", "live")}


def as_pdf(copy: doc.Copy, policy: Policy, language: str) -> bytes:
    """The copy in ``fi``, ``sv`` or ``en``: A4, its only time the day on which it was made."""
    return write_typst.pdf(document(copy, policy, language))


def document(copy: doc.Copy, policy: Policy, language: str) -> tree.Document:
    """The same before it is set."""
    return _Paper(copy, policy, language).document()


class _Paper:
    def __init__(self, copy: doc.Copy, policy: Policy, language: str) -> None:
        self.copy, self.policy, self.language = copy, policy, language
        self.zone = ZoneInfo(policy.time_zone)

    def document(self) -> tree.Document:
        made = self.copy.made.astimezone(self.zone).date()
        bodies = (
            ("held", self._held()), ("why", self._why()), ("uses", self._uses()), ("sources", self._sources()),
            ("whom", self._whom()), ("looks", self._looks()), ("rights", self._rights()), ("withheld", self._withheld()),
        )  # fmt: skip
        sections = (
            tree.Section(
                number, self.say(title), tuple(blocks) or (tree.Paragraph(tree.plain(self.say("none"))),)
            )
            for number, (title, blocks) in enumerate(bodies, start=1)
        )
        return tree.Document(
            language=self.language, title=self.say("title"), controller=tree.shown(self.words(self.copy.controller.name)),
            register=tree.shown(self.words(self.copy.controller.register)), dates=self.say("made", day=self.day(made)), day=made,
            sample="", mark="", remarks=(), brief_title=self.say("brief"), brief=tree.Facts(tuple(self._brief())),
            contents_title=self.say("contents"), sections=tuple(sections), page_word=self.say("page"),
        )  # fmt: skip

    # -- words -------------------------------------------------------------------------------------

    def say(self, key: str, **values: object) -> str:
        return say(key, self.language, **values)

    def words(self, text: Mapping[str, str], otherwise: str = "") -> str:
        """The notice's words in this language, else in another."""
        return text.get(self.language) or text.get("en") or next(iter(text.values()), otherwise)

    def day(self, when: date) -> str:
        return page_words.day(when.year, when.month, when.day, self.language)

    def on(self, at: datetime) -> str:
        """The day of an instant, where the controller is."""
        return self.day(at.astimezone(self.zone).date())

    def use(self, name: str | None) -> str:
        """A use by its title."""
        if name is None:
            return ""
        told = self.copy.uses.get(name)
        return self.words(told.title, name) if told else known(f"use.{name}", self.language, name)

    def source(self, name: str) -> str:
        told = self.copy.sources.get(name)
        return self.words(told.title, name) if told else name

    def field(self, path: str) -> str:
        """``contact.email`` as the notice calls it."""
        category, _, name = path.partition(".")
        term = next((one for one in self.policy.categories if one.name == category), None)
        return self.words(term.field_titles.get(name, {}), name) if term else name

    # -- parts -------------------------------------------------------------------------------------

    def _brief(self) -> Iterator[tree.Fact]:
        controller, rows = self.copy.controller, [row for one in self.copy.categories for row in one.rows]
        yield self._fact("whose", ", ".join(self.copy.subject.names) or str(self.copy.subject.id))
        yield self._fact("controller", f"{self.words(controller.name)} ({controller.business_id})")
        yield tree.Fact(self.say("contact"), (tree.Run(tree.shown(controller.contact), tree.Kind.MAIL),))
        yield self._fact("count", str(len(rows)))
        yield self._fact("portable", str(sum(row.portable for row in rows)))
        number = max((one.version for one in self.copy.notices), default=self.policy.version)
        yield self._fact("notice", self.say("version", number=number))

    def _fact(self, key: str, told: str) -> tree.Fact:
        return tree.Fact(self.say(key), tree.plain(told))

    def _held(self) -> Iterator[tree.Block]:
        for one in self.copy.categories:
            facts = tuple(
                tree.Fact(tree.shown(first_up(self.words(row.title, row.field))), self._value(row))
                for row in one.rows
            )
            yield tree.More(tree.shown(self.words(one.title, one.name)), tree.Facts(facts))

    def _value(self, row: doc.Row) -> tree.Line:
        told = tree.shown(written(row.value)) if row.opened else f"({self.say('closed')})"
        about = " ".join(self._about(row))
        beside = " – ".join(filter(None, (self._columns(row.columns), about)))
        return tree.Run(told, tree.Kind.STRONG if row.opened else tree.Kind.PLAIN), tree.Run(
            f" – {tree.shown(beside)}"
        )

    def _about(self, row: doc.Row) -> Iterator[str]:
        yield self.say("from", source=self.source(row.source))
        yield self.say("obtained", day=self.on(row.obtained))
        yield (
            self.say("until", day=self.on(row.until - timedelta(microseconds=1)))
            if row.until
            else self.say("no_end")
        )
        uses = ", ".join(self.use(name) for name in row.uses)
        yield self.say("used", uses=uses) if uses else self.say("unused")

    def _columns(self, columns: Mapping[str, Any]) -> str:
        """Times, sums and labels beside a value; ids are for programs."""
        told = [
            f"{self.say(f'column.{name}')}: {self._column(columns[name])}"
            for name in _COLUMNS
            if columns.get(name) not in (None, "") and (name, columns[name]) not in _UNSAID
        ]
        return ", ".join(told)

    def _column(self, value: Any) -> str:
        if isinstance(value, Mapping):
            return str(value.get("name") or "–")
        try:
            return (
                self.day(date.fromisoformat(value))
                if len(value) == 10
                else self._moment(datetime.fromisoformat(value))
            )
        except (TypeError, ValueError):
            return known(f"said.{value}", self.language, str(value))

    def _moment(self, at: datetime) -> str:
        here = at.astimezone(self.zone)
        return self.say("at", day=self.day(here.date()), hour=f"{here.hour:02}", minute=f"{here.minute:02}")

    def _why(self) -> Iterator[tree.Block]:
        groups = {one.name: one.title for one in self.policy.groups}
        told: list[str] = []
        for one in self.copy.relations:
            what = " – ".join(
                filter(None, (self.words(groups.get(one.group, {}), one.group), one.organisation))
            )
            told.append(self._lasting("relation", what, one.started, one.ended))
        for ground in self.copy.grounds:
            basis = page_words.BASES[Basis[ground.basis.upper()]][self.language]
            what = " – ".join(filter(None, (basis, self.use(ground.use))))
            told.append(self._lasting("ground", what, ground.started, ground.ended))
        for refusal in self.copy.prohibitions:
            what = self.say(f"scope.{refusal.scope}", use=self.use(refusal.use))
            told.append(self._lasting("prohibition", what, refusal.since, refusal.until))
        for limit in self.copy.restrictions:
            what = known(f"reason.{limit.reason}", self.language, limit.reason)
            told.append(self._lasting("restriction", what, limit.since, limit.until))
        if told:
            yield self._items(told)

    def _lasting(self, key: str, what: str, since: datetime, ended: datetime | None) -> str:
        end = self.say("ended", day=self.on(ended)) if ended else ""
        return ", ".join(filter(None, (self.say(key, what=what), self.say("since", day=self.on(since)), end)))

    def _items(self, told: Iterable[str]) -> tree.Items:
        return tree.Items(tuple(tree.Paragraph(tree.plain(one)) for one in told))

    def _uses(self) -> Iterator[tree.Block]:
        for use in self.copy.uses.values():
            law = self.say("legal_basis", law="; ".join(use.bases)) if use.bases else ""
            sentence = f"{self.words(use.sentence)} {law}"
            yield tree.Paragraph(
                (tree.Run(f"{tree.shown(self.words(use.title))}: ", tree.Kind.STRONG), *tree.plain(sentence)),
                use.section,
            )

    def _sources(self) -> Iterator[tree.Block]:
        facts = (
            tree.Fact(tree.shown(self.words(one.title)), tree.plain(self.words(one.sentence)))
            for one in self.copy.sources.values()
        )
        if self.copy.sources:
            yield tree.Facts(tuple(facts))

    def _whom(self) -> Iterator[tree.Block]:
        may = [
            f"{self.say('may')}: {one.entity}. {self.words(one.sentence)} {self.say('place', places=', '.join(dict.fromkeys((one.seat, *one.servers))))}"
            for one in self.copy.recipients
        ]
        entities = {one.name: one.entity for one in self.policy.processors}
        did = [
            f"{self.say('did', day=self.on(one.at))}: {entities.get(one.to, one.to)}, {', '.join(map(self.field, one.fields))}"
            for one in self.copy.disclosures
        ]
        if may or did:
            yield self._items([*did, *may])

    def _looks(self) -> Iterator[tree.Block]:
        """Of several alike within a minute one line, with their number."""
        told = [
            line if (times := sum(1 for _ in alike)) == 1 else f"{line} ({self.say('times', times=times)})"
            for line, alike in groupby(map(self._look, self.copy.looks))
        ]
        if told:
            yield self._items(told)

    def _look(self, one: doc.Look) -> str:
        what = f"{self._moment(one.at)}: {known(f'verb.{one.what}', self.language, one.what)}"
        role = known(f"role.{one.role}", self.language, one.role) if one.role else ""
        return ", ".join(filter(None, (what, self.use(one.use), role)))

    def _rights(self) -> Iterator[tree.Block]:
        yield self._items(f"{self.words(one.sentence)} ({one.law})" for one in self.copy.rights)

    def _withheld(self) -> Iterator[tree.Block]:
        if self.copy.withheld:
            yield self._items(
                f"{self.say('rows', rows=one.rows, law=one.law)}: {self.words(one.sentence)}"
                for one in self.copy.withheld
            )
