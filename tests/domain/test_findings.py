"""What a rule proposes for one auditee: counted by hand, and never a demand that no binding law carries."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tillsyn.domain.counting import FileCount
from tillsyn.domain.criteria import Criterion, DatedText, Meaning, ProposalRule, Requirement, Unit, Wording
from tillsyn.domain.findings import Disposition, JudgedFile, Proposal, propose
from tillsyn.domain.law import Binding, LegalBasis, Verified

MET, PARTLY, UNMET = Meaning.MET, Meaning.PARTLY, Meaning.UNMET
NOT_ASKED, CANNOT = Meaning.NOT_APPLICABLE, Meaning.CANNOT_JUDGE


def law(provision: str, binding: Binding = Binding.MUST, verified: Verified = Verified.TEXT) -> LegalBasis:
    return LegalBasis("SoL", "2025:400", provision, binding, verified)


def text(words: str) -> DatedText:
    return DatedText((Wording(words),))


def a_criterion(name: str) -> Criterion:
    return Criterion(name, 1, "PLA", Unit.CASE_FILE, text("?"), text("."), "s4", (law("1 §"),))


def a_requirement(rule: ProposalRule) -> Requirement:
    return Requirement("K-PLAN", "PLA", text("Planering"), rule, text("Nämnden ska."), text("Nämnden bör."))


FIRST, SECOND = a_criterion("PLA-01"), a_criterion("PLA-02")
TWO = ProposalRule(in_at_least=2)


def a_file(number: int, *judgements: Meaning | None, rests_on: LegalBasis | None = None) -> JudgedFile:
    basis = (rests_on or law("1 §"),)
    return JudgedFile(
        f"V-{number}",
        number,
        dict(zip(("PLA-01", "PLA-02"), judgements, strict=False)),
        {"PLA-01": basis, "PLA-02": basis},
    )


def proposal(*files: JudgedFile, rule: ProposalRule = TWO) -> Proposal:
    return propose(a_requirement(rule), (FIRST, SECOND), "vik", files)


def test_eight_files_counted_by_hand() -> None:
    found = proposal(
        a_file(1, MET, MET),
        a_file(2, UNMET, NOT_ASKED),  # no plan, so nothing is asked of its goals
        a_file(3, MET, PARTLY),
        a_file(4, NOT_ASKED, NOT_ASKED),  # leaves the denominator
        a_file(5, CANNOT, MET),
        a_file(6, None, MET),  # waits
        a_file(7, None, None),  # waits
        a_file(8, UNMET, UNMET),  # one file, however much it lacks
    )

    assert found.count == FileCount(applicable=6, lacking=3, unanswered=2)
    assert found.lacking == (
        (2, "V-2", "PLA-01"),
        (3, "V-3", "PLA-02"),
        (8, "V-8", "PLA-01"),
        (8, "V-8", "PLA-02"),
    )
    assert found.proposed
    assert found.preliminary


@pytest.mark.parametrize(
    ("rule", "lacking", "applicable", "met"),
    [
        (TWO, 1, 8, False),
        (TWO, 2, 8, True),
        (ProposalRule(share=Fraction(1, 5)), 1, 6, False),
        (ProposalRule(share=Fraction(1, 5)), 1, 5, True),  # exactly a fifth is enough
        (ProposalRule(critical=True), 1, 8, True),
        (ProposalRule(critical=True), 0, 8, False),
        (ProposalRule(in_at_least=2, share=Fraction(1, 2)), 1, 2, True),  # either
        (ProposalRule(share=Fraction(0)), 0, 8, False),  # nothing lacking is never proposed
        (ProposalRule(share=Fraction(1, 2)), 0, 0, False),
    ],
)
def test_a_rule_is_met_exactly_at_its_edge(rule: ProposalRule, lacking: int, applicable: int, met: bool) -> None:
    assert rule.met(lacking, applicable) is met


def test_nothing_answered_proposes_nothing_and_is_preliminary() -> None:
    found = proposal(*(a_file(n, None, None) for n in range(8)), rule=ProposalRule(critical=True))

    assert not found.proposed
    assert found.preliminary
    assert found.count == FileCount(unanswered=8)


def test_all_answered_is_not_preliminary() -> None:
    assert not proposal(a_file(1, UNMET, NOT_ASKED), a_file(2, CANNOT, MET)).preliminary


@pytest.mark.parametrize(
    ("basis", "binding"),
    [
        (law("1 §"), Binding.MUST),
        (law("1 §", verified=Verified.NUMBER), Binding.MUST),
        (law("1 §", verified=Verified.NO), Binding.SHOULD),  # nobody has looked it up
        (law("1 §", Binding.SHOULD), Binding.SHOULD),
    ],
)
def test_only_binding_law_that_may_be_cited_carries_a_demand(basis: LegalBasis, binding: Binding) -> None:
    files = [a_file(n, UNMET, MET, rests_on=basis) for n in (1, 2)]

    assert proposal(*files).binding is binding


def test_law_of_a_file_that_lacks_nothing_carries_nothing() -> None:
    should = law("AR", Binding.SHOULD)
    found = proposal(a_file(1, MET, MET), a_file(2, UNMET, MET, rests_on=should), rule=ProposalRule(critical=True))

    assert found.binding is Binding.SHOULD
    assert found.law == (should,)


def test_law_stands_once_binding_first_as_the_files_come() -> None:
    should, old, new = law("AR", Binding.SHOULD), law("gamla"), law("nya")
    files = [a_file(n, UNMET, MET, rests_on=b) for n, b in enumerate([should, new, old, new], start=1)]

    assert proposal(*files).law == (new, old, should)


@pytest.mark.parametrize(
    ("word", "disposition"),
    [
        ("krav", Disposition.REQUIREMENT),
        ("Råd ", Disposition.ADVICE),
        ("rad", Disposition.ADVICE),
        ("ingen", Disposition.NONE),
        ("requirement", Disposition.REQUIREMENT),
        ("none", Disposition.NONE),
    ],
)
def test_a_decision_is_read_in_both_languages(word: str, disposition: Disposition) -> None:
    assert Disposition.read(word) is disposition


@pytest.mark.parametrize("word", ["", "kravet", "ja"])
def test_what_is_no_decision_is_refused(word: str) -> None:
    with pytest.raises(ValueError):
        Disposition.read(word)
