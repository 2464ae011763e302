"""A checked notice to the ``Policy`` that the gate interprets and the database stores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final

from seloste.notice import marketing, narrowing, sentences, worlds
from seloste.notice.checks import check
from seloste.notice.checks_controller import is_zone
from seloste.notice.checks_grave import GRAVE
from seloste.notice.clauses import Clauses
from seloste.notice.findings import Findings, NoticeErrors, has_errors, in_order
from seloste.notice.lint_parts import OPEN_END, is_elsewhere
from seloste.notice.model import (
    BasisPhrase,
    CategoryEntry,
    Notice,
    Period,
    PurposeTerm,
    Term,
    UseEntry,
)
from seloste.notice.policy import (
    CategoryTerm,
    Clause,
    Group,
    Keep,
    LawTerm,
    MayCollect,
    Policy,
    Processor,
    Rule,
    Service,
    Source,
    Text,
    UseTerm,
)  # fmt: skip
from seloste.notice.resolve import (
    REACHES,
    all_uses,
    bases_of,
    fields_of,
    groups_of,
    hosted,
    law_unsaid,
    mechanism_of,
    narrowed,
    period_of,
    review_day,
    touched,
)
from seloste.notice.source import At
from seloste.terms.words import Basis, Fate, Scope

GRACE: Final = timedelta(days=30)
"""After the review day of a balancing test its rules hold this long, shown as overdue (R4.2c)."""

DEFAULT_BACKUPS_DAYS: Final = 35
_SCOPE_CHANNELS: Final = {
    Scope.MARKETING_EMAIL: ("email", "inbox"),
    Scope.MARKETING_PHONE: ("phone", "auto_call"),
    Scope.MARKETING_POST: ("post",),
    Scope.MARKETING_SMS: ("sms",),
}


def compile_notice(notice: Notice, *, on: date | None = None) -> Policy:
    """The policy of a notice, checked as on a day (today without one).

    Raises ``NoticeErrors`` when reading or checking found an error.
    """
    findings = check(notice, on=on)
    if not notice.drives:
        refused = Findings(notice.source)
        refused.add("SEL1311", notice.level_span, "level")
        raise NoticeErrors(in_order([*findings, *refused.found]))
    if not notice.sound or has_errors(findings):
        raise NoticeErrors(in_order([*notice.reading, *findings]))
    return _Compiler(notice, on).policy()


def compile_despite(notice: Notice, *, on: date | None = None) -> Policy:
    """What an incomplete notice permits: only what it says. What is unsaid gives no rule, no source and no period,
    so the gate refuses it; of alternative bases and of stances that disagree the narrower compiles.

    Raises ``NoticeErrors`` with those findings that nothing excuses, and for a file that can't be read.
    """
    findings = check(notice, on=on)
    if not notice.sound:
        raise NoticeErrors(notice.reading)
    grave = [one for one in findings if one.code in GRAVE | _IMPOSSIBLE]
    if grave:
        raise NoticeErrors(grave)
    return _Compiler(notice, on, narrow=True).policy()


_IMPOSSIBLE: Final = frozenset({"SEL1310", "SEL1513"})
"""More uses than a mask has bits, and a language in which no reason could be given."""


class _Compiler:
    def __init__(self, notice: Notice, on: date | None, *, narrow: bool = False) -> None:
        self.notice = notice
        self.on = on or datetime.now(UTC).date()
        self.narrow = narrow
        self.uses = {n: use for n, use in all_uses(notice).items() if use.purpose.value in notice.purposes}
        self.clauses = Clauses(notice)

    def policy(self) -> Policy:
        notice = self.notice
        controller, register, transfer, version = (
            notice.controller, notice.register, notice.transfer, notice.version,
        )  # fmt: skip
        contact = controller.contact if controller else None
        zone = controller.time_zone if controller else None
        stances = [t.stance.value for t in notice.transfers if t.stance]
        stance = min(stances, key=narrowing.STANCES.index) if stances else "none"
        rules = tuple(self._rules())
        return Policy(
            version=version.number.value if version and version.number else 0,
            digest=notice.digest,
            languages=notice.languages,
            controller=self.clauses.said(controller.names if controller else None),
            business_id=controller.business_id.value if controller and controller.business_id else "",
            contact_mail=contact.mail.value if contact and contact.mail else "",
            register_name=self.clauses.said(register.names if register else None),
            time_zone=zone.value if zone and is_zone(zone.value) else "Europe/Helsinki",
            sample=notice.sample,
            backups_days=self._backups_days(),
            stance=stance,
            stance_clause=self.clauses.term_clause(
                "transfer.stance", transfer, "8", lambda lang: sentences.STANCE[stance][lang]
            ),
            groups=tuple(Group(name, self.clauses.said(g.title)) for name, g in notice.groups.items()),
            uses=tuple(self._use(name, use) for name, use in self.uses.items()),
            categories=tuple(self._category(c) for c in notice.categories.values()),
            rules=rules,
            collects=tuple(self._collects()),
            keeps=tuple(keep for c in notice.categories.values() for keep in self._keeps(c)),
            sources=tuple(self._sources()),
            processors=tuple(self._processors()),
            scopes=self._scopes(rules),
            prohibition_clause=self._prohibition(),
            clauses=self.clauses.made,
            laws=tuple(
                LawTerm(name, law.id.value if law.id else "", self.clauses.said(law.names))
                for name, law in notice.laws.items()
            ),
            organisation=tuple(w.value for w in notice.organisation.fields) if notice.organisation else (),
            hosting={part: word.value for part, word in hosted(notice).items()},
            services=tuple(
                Service(name, self.clauses.said(one.title)) for name, one in notice.services.items()
            ),
        )

    # -- uses and rules ----------------------------------------------------------------------------

    def _section(self, use: UseEntry, purpose: PurposeTerm) -> str:
        at = use.at or purpose.at
        return at.value if at else "4"

    def _use(self, name: str, use: UseEntry) -> UseTerm:
        purpose = self.notice.purposes[use.purpose.value]
        clause = self.clauses.clause(
            use.path,
            self._section(use, purpose),
            use.text or purpose.text,
            lambda lang: sentences.use_sentence(purpose, use, lang),
        )
        return UseTerm(
            name=name,
            purpose=purpose.name.value,
            channel=use.channel,
            address=REACHES.get(use.channel or ""),
            marketing=_is(purpose.marketing),
            title=self.clauses.said(use.title or purpose.title),
            clause=clause,
            shut=self._shut(use, purpose),
            figures=purpose.figures.value if purpose.figures else 0,
        )

    def _shut(self, use: UseEntry, purpose: PurposeTerm) -> Text:
        """What an incomplete notice leaves unsaid of a use, so that it permits nothing."""
        shut = narrowing.permitted(self.notice, use, purpose).shut if self.narrow else ()
        said = {lang: " ".join(narrowing.sentences_of(shut, lang)) for lang in self.notice.languages}
        return said if shut else {}

    def _rules(self) -> Iterator[Rule]:
        for name, use in self.uses.items():
            purpose = self.notice.purposes[use.purpose.value]
            bases, term = bases_of(use, purpose)
            if self.narrow:
                bases = narrowing.permitted(self.notice, use, purpose).bases
            own = dict.fromkeys(group for group, _ in worlds.own_bases(self.notice, purpose))
            for number, basis in enumerate(bases):
                groups = groups_of(self.notice, basis, purpose)
                clause = self.clauses.basis_clause(term, purpose, basis, number, groups)
                yield from self._of_basis(name, use, basis, self._without(groups, own), clause)
            for number, (group, basis) in enumerate(worlds.own_bases(self.notice, purpose)):
                meant = basis.changed(targets=(At(group, basis.span),))
                if self.narrow and not narrowing.carries(self.notice, use, purpose, meant):
                    continue
                clause = self.clauses.own_clause(group, purpose, basis, number)
                yield from self._of_basis(name, use, basis, (group,), clause)

    def _without(self, groups: tuple[str, ...], own: Iterable[str]) -> tuple[str, ...] | None:
        """The groups of a basis but for those that rest on bases of their own."""
        if not own:
            return groups
        return tuple(group for group in groups or self.notice.groups if group not in own) or None

    def _of_basis(
        self, name: str, use: UseEntry, basis: BasisPhrase, groups: tuple[str, ...] | None, clause: Clause
    ) -> Iterator[Rule]:
        """The rules of one basis, field by field, as far as the worlds of people, registers and fields have room."""
        purpose = self.notice.purposes[use.purpose.value]
        only = narrowed(self.notice, basis)
        law, until = self._law(use, purpose, basis.basis.value), self._until(purpose, basis.basis.value)
        if groups is None:
            return
        for category, field in touched(self.notice, use, purpose):
            whom = worlds.whom(self.notice, purpose.name.value, category, groups)
            open_to = worlds.may_touch(self.notice, name, category, field)
            if whom is not None and open_to and (not only or (category, field) in only):
                yield Rule(name, category, field, basis.basis.value, whom, until, law, clause)

    def _law(self, use: UseEntry, purpose: PurposeTerm, basis: Basis) -> str:
        return marketing.row(use.channel, basis) if _is(purpose.marketing) else marketing.GDPR[basis]

    def _until(self, purpose: PurposeTerm, basis: Basis) -> date | None:
        day = review_day(purpose) if basis in (Basis.INTEREST, Basis.TASK) else None
        return day + GRACE if day and day < date.max - GRACE else None

    def _scopes(self, rules: tuple[Rule, ...]) -> dict[Scope, tuple[str, ...]]:
        def where(test: Callable[[UseEntry, PurposeTerm], bool]) -> tuple[str, ...]:
            purposes = self.notice.purposes
            return tuple(n for n, use in self.uses.items() if test(use, purposes[use.purpose.value]))

        interest = {r.use for r in rules if r.basis in (Basis.INTEREST, Basis.TASK)}
        scopes = {
            Scope.MARKETING: where(lambda use, purpose: _is(purpose.marketing)),
            Scope.RESEARCH: where(lambda use, purpose: _is(purpose.research)),
            Scope.INTEREST: tuple(name for name in self.uses if name in interest),
        }
        for scope, channels in _SCOPE_CHANNELS.items():
            scopes[scope] = tuple(n for n in scopes[Scope.MARKETING] if self.uses[n].channel in channels)
        return dict(sorted(scopes.items()))

    # -- data, sources, periods --------------------------------------------------------------------

    def _category(self, category: CategoryEntry) -> CategoryTerm:
        clause = self.clauses.term_clause(
            category.path, category, "5", lambda lang: sentences.category_sentence(category, lang)
        )
        fields = tuple(f.value for f in category.fields if not f.value.startswith(OPEN_END))
        titles = {
            name: {
                language: sentences.field_title(category, name, language)
                for language in self.notice.languages
            }
            for name in fields
        }
        return CategoryTerm(category.name.value, fields, titles, self.clauses.said(category.title), clause)

    def _collects(self) -> Iterator[MayCollect]:
        reached = {
            name: set(touched(self.notice, use, self.notice.purposes[use.purpose.value]))
            for name, use in self.uses.items()
        }
        for category in self.notice.categories.values():
            known = (
                self.notice.sources.get(w.value)
                for w in category.sources
                if not is_elsewhere(self.notice, category, w.value)
            )
            for source in (one for one in known if one and not _is(one.client)):
                given = set(fields_of(self.notice, source.fields))
                wanted = {w.value for w in source.uses} or set(self.uses)
                for field in (f.value for f in category.fields):
                    datum = (category.name.value, field)
                    for use in (u for u in self.uses if u in wanted and datum in reached[u]):
                        if not source.fields or datum in given:
                            yield MayCollect(source.name.value, *datum, use)

    def _keeps(self, category: CategoryEntry) -> Iterator[Keep]:
        for number, written in enumerate(category.keep):
            path = f"{category.path}.keep" + (f".{number + 1}" if number else "")
            groups = tuple(t.value for t in written.targets if t.value in self.notice.groups)
            yield from self._kept(category, written, path, groups)
        for number, (group, written) in enumerate(worlds.own_periods(self.notice, category)):
            path = f"group.{group}.keep.{category.name.value}" + (f".{number + 1}" if number else "")
            yield from self._kept(category, written, path, (group,))

    def _kept(
        self, category: CategoryEntry, written: Period, path: str, groups: tuple[str, ...]
    ) -> Iterator[Keep]:
        for period, law, only, term in self._periods(written):
            fate = Fate.CLAIMS if written.claims else Fate.BY_LAW if law else Fate.ORDINARY
            cited = "GDPR 17(3)(e)" if written.claims else law
            fields = sentences.of_fields(self.notice, category, written)
            clause = self.clauses.keep_clause(path, category, period, fate, cited or "", groups, fields, term)
            for group in groups or (None,):
                for field in fields or (None,):
                    yield Keep(
                        category.name.value, field, group, period.event, period.months, period.days,
                        fate, only, cited, clause,
                    )  # fmt: skip

    def _periods(self, written: Period) -> Iterator[tuple[Period, str | None, str | None, Term | None]]:
        """A period as written, or those of the named one with its law and the use that alone sees it."""
        if written.named is None:
            if written.bound != "least":  # no end is told
                yield written, None, None, None
            return
        term = self.notice.keeps.get(written.named.value)
        if term and law_unsaid(term):
            return  # said to be by law, and by none that one could look up (R4.2b)
        for period in period_of(self.notice, term, self.on) if term else ():
            law, only = term.law if term else None, term.only if term else None
            if (
                period.named
                or period.bound == "least"
                or (law and law.value.split(" ")[0] not in self.notice.laws)
            ):
                continue  # a period that names nothing is no period
            seen = only.value if only and only.value in self.uses else None
            yield period, law.value if law else None, seen, term

    def _backups_days(self) -> int:
        own = self.notice.sections.get("keep")
        length = own.backups if own else None
        return length.days + 31 * length.months if length else DEFAULT_BACKUPS_DAYS

    def _sources(self) -> Iterator[Source]:
        for name, source in self.notice.sources.items():
            clause = self.clauses.term_clause(
                source.path, source, "6", partial(sentences.source_sentence, source)
            )
            group = source.group.value if source.group else None
            own, client = _is(source.own), _is(source.client)
            yield Source(name, self.clauses.said(source.title), group, own, clause, client)

    def _processors(self) -> Iterator[Processor]:
        for name, processor in self.notice.processors.items():
            entity = processor.entity
            given = not self.narrow or narrowing.is_whole(processor)
            said = partial(sentences.processor_sentence, processor)
            clause = self.clauses.term_clause(processor.path, processor, "6", said)
            yield Processor(
                name=name,
                entity=entity.legal_name.value if entity and entity.legal_name else name,
                seat=entity.seat.value if entity and entity.seat else "",
                servers=tuple(w.value for w in entity.servers) if entity else (),
                mechanism=mechanism_of(self.notice, processor),
                uses=tuple(w.value for w in processor.uses) if given else (),
                fields=tuple(f"{c}.{f}" for c, f in fields_of(self.notice, processor.data)) if given else (),
                clause=clause,
                parent=entity.parent.value if entity and entity.parent else None,
            )

    def _prohibition(self) -> Clause:
        right = self.notice.rights.get("object")
        return self.clauses.term_clause("right.object", right, "11", lambda lang: sentences.OBJECTION[lang])


def _is(truth: object) -> bool:
    return bool(getattr(truth, "value", False))
