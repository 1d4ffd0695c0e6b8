"""Differences of two readings settled into a consensus: one key each, both originals kept, nothing shown too early."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workflow.a_second_reading import ANNA, BO, read
from tillsyn.domain.answers import Evidence
from tillsyn.domain.criteria import Meaning
from tillsyn.domain.seats import Seat
from tillsyn.errors import UsageFault
from tillsyn.workflow import differences as workflow
from tillsyn.workflow import review
from tillsyn.workflow.audits import audit_work, open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.differences import Differing, FileDifferences
from tillsyn.workflow.sheet import load_sheet


@pytest.fixture
def twice(small: Path) -> Path:
    """V-01 by the register: a child is concerned. They differ on the plan's goals, on the method and on the child."""
    read(small, ANNA, Seat.FIRST, {"V-01": "PLA-01 ja, PLA-02 delvis, PLA-03 ja, MET-01 nej"})
    read(small, BO, Seat.SECOND, {"V-01": "barn=nej, PLA-01 ja, PLA-02 nej, MET-01 ja"})
    with open_desk(small, ANNA) as desk:
        sheet = load_sheet(desk, open_audit(desk), "vik", "V-01")
        review.cite(desk, sheet, "PLA-02", Evidence("02-plan", 3, "Målet är nykterhet."))
    return small


Settle = Callable[[Desk, FileDifferences], FileDifferences]


def at(store: Path, *steps: Settle) -> FileDifferences:
    """The differences of V-01 after some steps, taken by a third person."""
    with open_desk(store, "Cai Tre") as desk:
        found = workflow.differences(desk, open_audit(desk), "vik", "V-01")
        for step in steps:
            found = step(desk, found)
        assert found.found == workflow.differences(desk, open_audit(desk), "vik", "V-01").found
        return found


def one(found: FileDifferences, name: str) -> Differing:
    return next(differing for differing in found.found if differing.id == name)


def taking(name: str, seat: Seat) -> Settle:
    return lambda desk, found: workflow.take(desk, found, one(found, name), seat)


def test_differences_alone_facts_first(twice: Path) -> None:
    found = at(twice)

    assert [differing.id for differing in found.found] == ["barn", "PLA-02", "PLA-03", "MET-01"]
    assert (found.waiting, found.main) == (4, found.found)
    goals = one(found, "PLA-02")
    assert (goals.first.words, goals.second.words, goals.settled) == ("Delvis", "Nej", None)
    assert goals.first.comment == "Anna Ett om PLA-02 i V-01." and goals.second.comment == "Bo Två om PLA-02 i V-01."
    assert [cited.quote for cited in goals.first.evidence] == ["Målet är nykterhet."]
    assert (one(found, "barn").first.words, one(found, "barn").second.words) == ("ja", "nej")
    assert (one(found, "PLA-03").first.words, one(found, "PLA-03").second.words) == ("Ja", "inte ställd")


def test_what_is_taken_comes_with_comment_and_evidence_and_both_originals_stay(twice: Path) -> None:
    before = at(twice)
    after = at(twice, taking("PLA-02", Seat.FIRST))

    goals = one(after, "PLA-02")
    assert goals.settled is not None and not goals.waits and after.waiting == 3
    assert (goals.settled.words, goals.settled.comment, goals.settled.actor) == (
        "Delvis",
        "Anna Ett om PLA-02 i V-01.",
        "Cai Tre",
    )
    assert goals.settled.evidence == goals.first.evidence
    assert (goals.first, goals.second) == (one(before, "PLA-02").first, one(before, "PLA-02").second)


def test_the_other_one_can_be_taken_afterwards(twice: Path) -> None:
    after = at(twice, taking("PLA-02", Seat.FIRST), taking("PLA-02", Seat.SECOND))

    settled = one(after, "PLA-02").settled
    assert settled is not None
    assert (settled.words, settled.comment, settled.evidence) == ("Nej", "Bo Två om PLA-02 i V-01.", ())


def test_a_settled_fact_decides_what_is_left_and_is_what_counts(twice: Path) -> None:
    second = at(twice, taking("barn", Seat.SECOND))

    assert not one(second, "PLA-03").needed and second.waiting == 2  # no child: the question falls away
    with open_desk(twice) as desk:
        (work,) = [w for w in audit_work(desk, open_audit(desk)) if w.auditee.id == "vik"]
        judged = next(case for case in work.cases if case.case.code == "V-01")
        assert judged.state.meaning("PLA-03") is Meaning.NOT_APPLICABLE
        assert load_sheet(desk, open_audit(desk), "vik", "V-01").facts["barn"] is True  # the first reading as it was
    first = at(twice, taking("barn", Seat.FIRST))
    assert one(first, "PLA-03").needed and first.waiting == 3


def test_what_is_not_asked_cannot_be_taken(twice: Path) -> None:
    with pytest.raises(UsageFault, match="Det finns inget att ta"):
        at(twice, taking("PLA-03", Seat.SECOND))


def test_an_answer_of_its_own_asks_for_the_comment_it_demands(twice: Path) -> None:
    after = at(twice, lambda desk, found: workflow.settle(desk, found, one(found, "PLA-02"), "oklart"))
    assert workflow.lacks_comment(after, one(after, "PLA-02"))

    said = at(twice, lambda desk, found: workflow.comment(desk, found, one(found, "PLA-02"), "Planen är oläslig."))
    assert not workflow.lacks_comment(said, one(said, "PLA-02"))
    settled = one(said, "PLA-02").settled
    assert settled is not None and (settled.words, settled.comment) == ("Kan inte bedömas", "Planen är oläslig.")


def test_an_answer_that_a_reader_gave_is_taken_with_that_readers_words(twice: Path) -> None:
    after = at(twice, lambda desk, found: workflow.settle(desk, found, one(found, "PLA-02"), "nej"))

    settled = one(after, "PLA-02").settled
    assert settled is not None and settled.comment == "Bo Två om PLA-02 i V-01."


def test_a_settling_is_taken_back_as_one(twice: Path) -> None:
    with open_desk(twice) as desk:
        found = workflow.differences(desk, open_audit(desk), "vik", "V-01")
        taken = workflow.take(desk, found, one(found, "PLA-02"), Seat.FIRST)
        back, about = workflow.take_back(desk, taken)
        nothing, none = workflow.take_back(desk, back)

    assert (about, none) == ("PLA-02", None)
    assert back.found == found.found == nothing.found
    assert at(twice).found == found.found


def test_a_settling_of_another_day_can_be_taken_away(twice: Path) -> None:
    at(twice, taking("PLA-02", Seat.FIRST), taking("barn", Seat.SECOND))
    after = at(
        twice,
        lambda desk, found: workflow.unsettle(desk, found, one(found, "PLA-02")),
        lambda desk, found: workflow.unsettle(desk, found, one(found, "barn")),
    )
    assert after.waiting == 4


def test_what_hangs_on_another_difference_waits_for_it(small: Path) -> None:
    read(small, ANNA, Seat.FIRST, {"V-02": "PLA-01 ja, PLA-02 delvis, MET-01 ja"})
    read(small, BO, Seat.SECOND, {"V-02": "PLA-01 nej, MET-01 ja"})
    with open_desk(small) as desk:
        found = workflow.differences(desk, open_audit(desk), "vik", "V-02")
        assert [differing.id for differing in found.found] == ["PLA-01", "PLA-02"]
        with pytest.raises(UsageFault, match="PLA-01"):
            workflow.take(desk, found, one(found, "PLA-02"), Seat.FIRST)
        found = workflow.take(desk, found, one(found, "PLA-01"), Seat.SECOND)
        assert found.waiting == 0  # no plan, so nobody asks for its goals
        assert found.sheet.progress.complete  # and what both agree on needs no consensus


def test_where_only_words_differ_nothing_needs_settling(small: Path) -> None:
    read(small, ANNA, Seat.FIRST, {"V-03": "PLA-01 nej, MET-01 ja, barn=nej"})
    read(small, BO, Seat.SECOND, {"V-03": "PLA-01 nej, MET-01 ja, barn=nej"})
    with open_desk(small) as desk:
        found = workflow.differences(desk, open_audit(desk), "vik", "V-03")

    assert (found.main, found.waiting) == ((), 0)
    assert [(differing.id, differing.only_words) for differing in found.found] == [("PLA-01", True)]


@pytest.mark.parametrize("unfinished", [Seat.FIRST, Seat.SECOND])
def test_nothing_is_shown_before_both_have_read(small: Path, unfinished: Seat) -> None:
    done = Seat.SECOND if unfinished is Seat.FIRST else Seat.FIRST
    read(small, ANNA, done, {"V-02": "PLA-01 nej, MET-01 ja"})
    read(small, BO, unfinished, {"V-02": "PLA-01 ja"})
    with open_desk(small) as desk, pytest.raises(UsageFault, match="har 2 frågor kvar") as stopped:
        workflow.differences(desk, open_audit(desk), "vik", "V-02")
    assert "Anna" not in stopped.value.message + stopped.value.remedy


def test_a_file_nobody_has_read_twice(small: Path) -> None:
    with open_desk(small) as desk, pytest.raises(UsageFault, match="inte läst en andra gång"):
        workflow.differences(desk, open_audit(desk), "vik", "V-02")
