"""What is said beside an answer: where it comes from, what an area comes to, and a second reader's own facts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tillsyn.domain.answers import GapKind, Source
from tillsyn.domain.ratings import AreaRating
from tillsyn.domain.seats import Seat
from tillsyn.errors import UsageFault
from tillsyn.workflow import review
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.changing import undo
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.sheet import Sheet, load_sheet


@pytest.fixture
def sheet(desk: Desk, liten: OpenAudit) -> Sheet:
    return load_sheet(desk, liten, "vik", "V-01")


def test_what_was_only_heard_is_a_gap_unless_the_criterion_allows_it(desk: Desk, sheet: Sheet) -> None:
    sheet = review.give_answer(desk, sheet, "PLA-01", "ja")
    sheet = review.name_sources(desk, sheet, "PLA-01", [Source.PERSON])
    assert [g.kind for g in sheet.progress.gaps if g.criterion == "PLA-01"] == [GapKind.SOURCE]

    also = review.name_sources(desk, sheet, "PLA-01", [Source.PERSON, Source.FILE])
    assert [g for g in also.progress.gaps if g.criterion == "PLA-01"] == []

    unmet = review.write_comment(desk, review.give_answer(desk, sheet, "PLA-01", "nej"), "PLA-01", "Står inte.")
    assert [g for g in unmet.progress.gaps if g.criterion == "PLA-01"] == []

    criteria = sheet.opened.criteria
    allowing = [replace(c, other_sources=c.id == "PLA-01") for c in criteria.criteria]
    allowed = replace(sheet, opened=replace(sheet.opened, criteria=replace(criteria, criteria=tuple(allowing))))
    assert [g for g in allowed.progress.gaps if g.criterion == "PLA-01"] == []


def test_an_area_is_lacking_by_one_answer_until_a_person_rates_it_otherwise_with_a_reason(
    desk: Desk, sheet: Sheet
) -> None:
    assert review.computed_ratings(sheet)["PLA"] is AreaRating.INCOMPLETE
    with pytest.raises(UsageFault):
        review.rate_area(desk, sheet, "PLA", AreaRating.MET, "Helheten räcker.")
    for criterion, code in (("PLA-01", "ja"), ("PLA-02", "nej"), ("PLA-03", "ja")):
        sheet = review.give_answer(desk, sheet, criterion, code)
    assert review.computed_ratings(sheet)["PLA"] is AreaRating.LACKING
    with pytest.raises(UsageFault):
        review.rate_area(desk, sheet, "PLA", AreaRating.MET, "  ")

    rated = review.rate_area(desk, sheet, "PLA", AreaRating.MET, "Helheten räcker.")

    assert rated.overrides["PLA"] == replace(rated.overrides["PLA"], rating=AreaRating.MET, reason="Helheten räcker.")
    assert review.computed_ratings(rated)["PLA"] is AreaRating.LACKING  # what is computed stays in sight
    assert load_sheet(desk, rated.opened, "vik", "V-01").overrides == rated.overrides
    back, _about = undo(desk, rated)
    assert back.overrides == {}
    assert review.rate_area(desk, rated, "PLA", None).overrides == {}


def test_a_second_reader_sees_no_fact_that_the_first_filled_in(desk: Desk, liten: OpenAudit, sheet: Sheet) -> None:
    register = dict(sheet.facts)
    review.fill_fact(desk, sheet, "insatsform", "HVB")

    second = load_sheet(desk, liten, "vik", "V-01", Seat.SECOND)
    assert dict(second.facts) == register
    second = review.fill_fact(desk, second, "barn", "nej")
    assert second.facts["barn"] != register["barn"]

    first = load_sheet(desk, liten, "vik", "V-01")
    assert (first.facts["insatsform"], first.facts["barn"]) == ("hvb", register["barn"])
