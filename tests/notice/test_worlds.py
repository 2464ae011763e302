"""What groups, registers, fields and laws narrow is compiled: the policy permits no more than each world has room for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from seloste.notice import compile_notice, read
from seloste.notice.compiling import compile_despite
from seloste.notice.policy import Policy, Rule
from seloste.terms.law import LAW, Law
from seloste.terms.words import Basis
from tests.notice.builders import TODAY, edited, findings_of, policy_of

MANY = 'many = { fi = "asiakkaat", sv = "kunder", en = "customers" } }'
PERIOD = "6 years after end of year of financial_year.ended"


def _customer(keys: str) -> tuple[str, str]:
    """The group of customers, with a world of its own."""
    return MANY, f"{MANY[:-2]}, {keys} }}"


def _rules(policy: Policy, group: str) -> set[tuple[str, str]]:
    """Purpose and category of what holds for a group's people."""
    held = [rule for rule in policy.rules if not rule.groups or group in rule.groups]
    return {(rule.use.partition(".")[0], rule.category) for rule in held}


def test_a_group_with_purposes_of_its_own_is_open_to_no_other():
    plain, own = policy_of(), policy_of(_customer('purposes = ["billing"]'))

    assert {purpose for purpose, _ in _rules(plain, "customer")} > {"billing"}
    assert {purpose for purpose, _ in _rules(own, "customer")} == {"billing"}
    assert _rules(own, "prospect") == _rules(plain, "prospect")


def test_a_group_with_categories_of_its_own_is_held_in_no_other():
    own = policy_of(_customer('categories = ["contact"]'))

    assert {category for _, category in _rules(own, "customer")} == {"contact"}
    assert len({category for _, category in _rules(own, "applicant")}) > 1


def test_a_group_s_own_basis_takes_the_place_of_its_purposes():
    own = policy_of(_customer('purposes = ["billing"], basis = "consent"'))

    def bases(policy: Policy) -> set[Basis]:
        return {
            r.basis for r in policy.rules if r.use == "billing" and (not r.groups or "customer" in r.groups)
        }

    assert bases(own) == {Basis.CONSENT}
    assert Basis.CONSENT not in bases(policy_of())
    assert all(own.clauses[rule.clause.path] == rule.clause for rule in own.rules)


def test_a_group_s_own_basis_is_checked_as_any_other_and_permits_nothing_while_it_lacks_something():
    """917/2014 § 200, R4.2c: despite its errors too."""
    text = edited(_customer('purposes = ["newsletter"], basis = "interest"'))
    notice, _ = read(text.encode())
    assert notice is not None

    assert "SEL1301" in {one.code for one in findings_of(text)}
    rules = [
        r
        for r in compile_despite(notice, on=TODAY).rules
        if r.groups == ("customer",) and r.use == "newsletter.email"
    ]
    assert rules == []


def test_a_group_s_own_period_holds_for_each_of_its_categories():
    own = policy_of(_customer('keep = "7 days after relation.ended"'))

    periods = {keep.category: keep.days for keep in own.keeps if keep.group == "customer" and keep.days == 7}
    assert set(periods) == {category.name for category in own.categories}


def test_a_group_s_world_that_the_rest_contradicts_is_found():
    purposes = findings_of(edited(_customer('purposes = ["billing"]')))
    sources = findings_of(edited(_customer('sources = ["self"]')) +
                          '\n[source.b]\nown = true\ngroup = "customer"\ntitle = { fi = "b", sv = "b", en = "b" }\n')  # fmt: skip

    assert "SEL2504" in {one.code for one in purposes}
    assert "SEL2505" in {one.code for one in sources}
    assert "SEL2504" not in {one.code for one in findings_of(edited())}


def test_among_several_registers_a_purpose_is_open_to_the_people_of_its_own():
    two = policy_of(
        ("[register]\n", '[[register]]\nid = "a"\npeople = ["prospect"]\npurposes = ["newsletter"]\n'),
        ("# ------------------------------------------------------------------------------ 4",
         '[[register]]\nid = "b"\nname = { fi = "b", sv = "b", en = "b" }\n# 4'),
    )  # fmt: skip

    def whom(policy: Policy) -> set[tuple[str, ...]]:
        return {rule.groups for rule in policy.rules if rule.use == "newsletter.email"}

    assert whom(two) == {("prospect",)}
    assert whom(policy_of()) != {("prospect",)}


def _access(policy: Policy, field: str) -> set[str]:
    return {rule.use for rule in policy.rules if (rule.category, rule.field) == ("contact", field)}


def test_a_field_is_open_to_the_uses_that_it_names_alone():
    """GDPR 9, 25(2): who may see a field is a rule of the register."""
    own = policy_of(("[category.contact]\n", '[category.contact]\nfield.phone = { access = ["billing"] }\n'))

    assert _access(own, "phone") <= {"billing"}
    assert len(_access(policy_of(), "phone")) > 1
    assert _access(own, "email") == _access(policy_of(), "email")


def test_a_criterion_compiles_where_it_says_at_most():
    """GDPR 13(2)(a): a criterion is told to people, and the register holds the end that stands beside it."""
    keep = '[keep.need]\nshape = "criterion"\ncriterion = { fi = "a", sv = "a", en = "a" }\n'
    text = edited(
        ("[keep.bookkeeping]", f'{keep}period = "at most 9 days after obtained"\n[keep.bookkeeping]')
    )
    bare = edited(("[keep.bookkeeping]", f"{keep}[keep.bookkeeping]"))

    assert findings_of(text) == []
    assert "SEL1111" in {one.code for one in findings_of(bare)}


def test_a_line_of_transfers_carries_a_processor_that_names_no_mechanism_itself():
    """R8.1c: the gate asks for the mechanism that the compiled processor has."""
    line = '[[transfer]]\nto = "mailchimp"\nseat = "US"\nmechanism = "dpf-2023"\nassessed = 2026-09-01\n'
    text = edited(("[transfer]\n", "[[transfer]]\n")) + "\n" + line
    start = text.index("[processor.mailchimp]")
    own = next(one for one in text[start:].splitlines() if one.startswith("transfer"))
    text = text[:start] + text[start:].replace(own + "\n", "", 1)
    notice, _ = read(text.encode())
    assert notice is not None

    (mailer,) = [one for one in compile_notice(notice, on=TODAY).processors if one.name == "mailchimp"]
    assert mailer.mechanism == "dpf-2023"
    without = text.replace('mechanism = "dpf-2023"\nassessed = 2026-09-01\n', "")
    assert {one.code for one in findings_of(without)} == {"SEL1702"}


def test_a_sub_processor_outside_the_eea_is_held_against_the_stance_like_the_one_above_it():
    """GDPR 28(2), R8.1a: it gets no data by its own line, and all the same data reaches it."""
    cloud = '\n[processor.cloud]\nentity = { name = "Pilvi Esimerkki Inc", seat = "US", servers = ["US"] }\n'
    task = 'task = { fi = "palvelin", sv = "server", en = "server" }\n'

    assert "SEL1702" in {one.code for one in findings_of(edited() + cloud + task + 'under = "mailchimp"\n')}
    assert "SEL1702" not in {one.code for one in findings_of(edited() + cloud + task)}


def test_what_must_be_given_says_what_follows_if_it_is_not():
    """N13, GDPR 13(2)(e), field by field."""
    category = '\n[category.extra]\ntitle = { fi = "e", sv = "e", en = "e" }\nfields = ["nick"]\n'
    field = '[category.extra.field.nick]\ntitle = { fi = "n", sv = "n", en = "n" }\nrequired = "contract"\n'
    told = 'if_missing = { fi = "ei", sv = "nej", en = "no" }\n'

    assert "SEL2545" in {one.code for one in findings_of(edited() + category + field)}
    assert "SEL2545" not in {one.code for one in findings_of(edited() + category + field + told)}


@pytest.mark.parametrize("basis", ["vital", "public_task accounting"])
def test_a_basis_that_no_register_carries_is_told_in_a_notice_that_is_read_and_refused_in_one_that_drives(
    basis: str,
):
    """GDPR 6(1)(d)-(e): all six bases can be written down."""
    text = edited(
        (
            "[purpose.relation_upkeep]\n",
            f'[use.relation_upkeep]\nbasis = "{basis}"\n[purpose.relation_upkeep]\n',
        )
    )
    notice, _ = read(text.encode())
    assert notice is not None

    assert "SEL1315" in {one.code for one in findings_of(text)}
    assert not any(rule.use == "relation_upkeep" for rule in compile_despite(notice, on=TODAY).rules)
    assert "SEL1315" not in {one.code for one in findings_of(text.replace('"drive"', '"read"', 1))}


# -- the law's own periods -------------------------------------------------------------------------


def _by_law(policy: Policy) -> set[int]:
    return {keep.months for keep in policy.keeps if keep.law == "accounting 2:10"}


def test_l35_a_period_left_to_the_law_is_the_law_s_and_a_fake_act_changes_it(monkeypatch: pytest.MonkeyPatch):
    """L35, L16: a change of law is a change of data; no code and no notice is touched."""
    left = (f'period   = "{PERIOD}"\n', "")
    before = policy_of(left)
    monkeypatch.setattr("seloste.notice.resolve.LAW", _fake(LAW))
    after = policy_of(left)

    assert _by_law(before) == {72}
    assert _by_law(after) == {120}
    assert "SEL2528" in {
        one.code for one in findings_of(edited())
    }  # the six years that it writes are too few now


def _fake(law: Law) -> Law:
    longer: list[Any] = [
        one._replace(period="10 years after end of year of financial_year.ended") for one in law.periods
    ]
    return law._replace(periods=tuple(longer))


def test_a_period_of_law_holds_from_its_first_day():
    assert LAW.period("fi/1336/1997", "2:10", date(2015, 1, 1)) is None
    assert LAW.period("fi/1336/1997", "2:10", TODAY) is not None


def test_rules_are_otherwise_as_they_were():
    """The twin: a notice without worlds compiles as before, rule by rule."""
    rules: tuple[Rule, ...] = policy_of().rules

    assert any(rule.groups == () for rule in rules)
