"""Two-stage plans: clear pass, clear fail, or read the files that are already determined as the next."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.county import SMALL
from tillsyn.domain.casefiles import SampleRole
from tillsyn.domain.plans import Steps
from tillsyn.errors import UsageFault
from tillsyn.store.projection import rebuild
from tillsyn.workflow import intake, review, sample
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.protocol import protocol
from tillsyn.workflow.sample_steps import Verdict, stage, take_next
from tillsyn.workflow.sampleplan import Choice
from tillsyn.workflow.sheet import load_sheet

STEPS = Steps(more=3, pass_at=0, fail_at=3)


@pytest.fixture
def two(desk: Desk, liten: OpenAudit, tmp_path: Path) -> tuple[Desk, OpenAudit]:
    """The auditee o-nas with four of twelve drawn, by a plan with a second step of three."""
    path = tmp_path / "onas.csv"
    head = (SMALL / "vik.csv").read_text(encoding="utf-8").splitlines()[0]
    path.write_text("\n".join([head, *(f"N-{n:02};HVB;nej;2025-03-10" for n in range(12))]), encoding="utf-8")
    intake.import_frame(desk, liten, "o-nas", path)
    sample.draw(desk, liten, Choice("frö", 4, 2, steps=STEPS), "o-nas")
    return desk, liten


def answer(desk: Desk, opened: OpenAudit, lacking: int, cases: int = 4) -> None:
    """Answer PLA-01 and what follows of the first files, so many of them as lacking."""
    for place, case in enumerate(sample.listed(desk, opened, "o-nas")["o-nas"][:cases]):
        sheet = load_sheet(desk, opened, "o-nas", case.code)
        for _round in range(9):
            open_ = [
                q for q in opened.criteria.criteria
                if q.unit == "case_file" and sheet.state.applicability(q.id).asked.value == "yes"
                and q.id not in sheet.answers
            ]  # fmt: skip
            if not open_:
                break
            code = "nej" if place < lacking and open_[0].id == "PLA-01" else "ja"
            sheet = review.give_answer(desk, sheet, open_[0].id, code)


def verdicts(desk: Desk, opened: OpenAudit) -> Mapping[str, Verdict]:
    return {told.id: told.verdict for told in stage(desk, opened, "o-nas").verdicts}


@pytest.mark.parametrize(
    ("lacking", "verdict"),
    [(0, Verdict.PASS), (1, Verdict.MORE), (2, Verdict.MORE), (3, Verdict.FAIL), (4, Verdict.FAIL)],
)
def test_the_first_step_says_what_the_limits_say(two: tuple[Desk, OpenAudit], lacking: int, verdict: Verdict) -> None:
    answer(*two, lacking)

    assert verdicts(*two)["K-PLAN"] is verdict


def test_without_all_answers_only_a_fail_is_clear(two: tuple[Desk, OpenAudit]) -> None:
    answer(*two, 2, cases=3)
    assert verdicts(*two)["K-PLAN"] is Verdict.OPEN


def test_three_lacking_are_a_clear_fail_whatever_the_fourth_says(two: tuple[Desk, OpenAudit]) -> None:
    answer(*two, 3, cases=3)
    assert verdicts(*two)["K-PLAN"] is Verdict.FAIL


def test_the_second_step_is_the_next_in_order_and_is_told(two: tuple[Desk, OpenAudit]) -> None:
    desk, opened = two
    answer(*two, 1)
    promised = protocol(desk, opened, "o-nas")["strata"][0]["second"]
    before = sample.listed(desk, opened, "o-nas")["o-nas"]

    added = take_next(desk, opened, "o-nas")

    after = sample.listed(desk, opened, "o-nas")["o-nas"]
    told = protocol(desk, opened, "o-nas")["second_step"]
    assert list(added) == promised
    assert after[:4] == before
    assert [case.number for case in after] == [1, 2, 3, 4, 5, 6, 7]
    assert (told["taken"], told["actor"]) == (True, desk.pen.actor)
    assert "K-PLAN" in told["asked_by"]
    rebuild(desk.store)
    assert sample.listed(desk, opened, "o-nas")["o-nas"] == after
    with pytest.raises(UsageFault, match="redan"):
        take_next(desk, opened, "o-nas")


@pytest.mark.parametrize(("lacking", "cases", "says"), [(0, 4, "godkänt"), (1, 2, "svar saknas")])
def test_nothing_else_takes_the_second_step_in(
    two: tuple[Desk, OpenAudit], lacking: int, cases: int, says: str
) -> None:
    answer(*two, lacking, cases)

    with pytest.raises(UsageFault, match=says):
        take_next(*two, "o-nas")
    assert not stage(*two, "o-nas").taken


def test_a_file_replaced_before_and_one_after_the_second_step_are_told_with_who_took_their_place(
    two: tuple[Desk, OpenAudit],
) -> None:
    desk, opened = two
    order = [*(part := protocol(desk, opened, "o-nas")["strata"][0])["sample"], *part["second"], *part["reserve"]]
    sample.replace_case(desk, opened, "o-nas", order[0], "missing")
    answer(*two, 2, cases=5)
    assert list(take_next(desk, opened, "o-nas")) == order[5:8]
    sample.replace_case(desk, opened, "o-nas", order[6], "duplicate")

    told = protocol(desk, opened, "o-nas")["left_out"]

    assert [(item["order"], item["case"], item["replaced_by"]) for item in told] == [
        (1, order[0], order[4]), (2, order[6], order[8])
    ]  # fmt: skip
    standing = [c.code for c in sample.listed(desk, opened, "o-nas")["o-nas"] if c.role is SampleRole.SAMPLE]
    assert sorted(standing) == sorted([*order[1:6], order[7], order[8]])


def test_one_requirement_alone_can_decide(two: tuple[Desk, OpenAudit]) -> None:
    answer(*two, 1)
    assert [told.id for told in stage(*two, "o-nas", "K-PLAN").verdicts] == ["K-PLAN"]
    with pytest.raises(UsageFault, match="K-INTE"):
        stage(*two, "o-nas", "K-INTE")


def test_a_plan_of_one_step_has_no_next(desk: Desk, liten: OpenAudit) -> None:
    with pytest.raises(UsageFault, match="ett steg"):
        stage(desk, liten, "vik")
