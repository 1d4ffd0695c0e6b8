"""Second readings: drawn at any time, recorded, and told with who reads what and how far."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tillsyn.domain.seats import Seat
from tillsyn.domain.subsample import HowMany
from tillsyn.errors import UsageFault
from tillsyn.store.journal import read_entries
from tillsyn.workflow import review
from tillsyn.workflow.audits import OpenAudit, open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.sample import replace_case
from tillsyn.workflow.second_reading import Asked, chosen_files, draw_second, second_json, second_readings, share_of
from tillsyn.workflow.sheet import load_sheet


def test_a_draw_is_recorded_with_its_seed_and_can_be_repeated(desk: Desk, liten: OpenAudit) -> None:
    made = draw_second(desk, liten, Asked(HowMany(2), "frö", reader="Bo Två", reason="Var tionde akt."))

    assert (len(made.added), made.before, made.files) == (2, 0, 4)
    (entry,) = [e for e in read_entries(desk.store) if e.kind == "reread"]
    assert entry.text == "Var tionde akt."
    assert '"seed":"frö"' in entry.data and '"reader":"Bo Två"' in entry.data
    assert list(chosen_files(desk, liten)) == list(made.added)
    assert draw_second(desk, liten, Asked(HowMany(2), "annat")).added == ()
    assert sum(e.kind == "reread" for e in read_entries(desk.store)) == 1


def test_more_can_be_drawn_and_those_before_stay(desk: Desk, liten: OpenAudit) -> None:
    first = draw_second(desk, liten, Asked(HowMany(1), "frö"))
    more = draw_second(desk, liten, Asked(HowMany(share=Fraction(3, 4)), "frö"))

    assert (more.before, len(more.added)) == (1, 2)
    assert set(chosen_files(desk, liten)) == {*first.added, *more.added}


def test_without_a_seed_one_is_made_and_kept(desk: Desk, liten: OpenAudit) -> None:
    assert len(draw_second(desk, liten, Asked(HowMany(1))).seed) == 32


def test_what_cannot_be_drawn_is_told(desk: Desk, liten: OpenAudit) -> None:
    with pytest.raises(UsageFault, match="inget draget"):
        draw_second(desk, liten, Asked(HowMany(1), auditee="o-nas"))
    with pytest.raises(UsageFault, match="finns inte"):
        draw_second(desk, liten, Asked(HowMany(1), auditee="finns-inte"))
    with pytest.raises(UsageFault, match="tecknet"):
        draw_second(desk, liten, Asked(HowMany(1), "a|b"))


def test_the_list_tells_who_reads_and_how_far(small: Path) -> None:
    with open_desk(small, "Anna Ett") as desk:
        opened = open_audit(desk)
        draw_second(desk, opened, Asked(HowMany(4), "frö", reader="Bo Två"))
        sheet = load_sheet(desk, opened, "vik", "V-02")
        review.give_answer(desk, sheet, "PLA-01", "ja")
    with open_desk(small, "Bo Två") as desk:
        sheet = review.give_answer(desk, load_sheet(desk, opened, "vik", "V-02", Seat.SECOND), "PLA-01", "nej")
        review.give_answer(desk, sheet, "MET-01", "ja")
        found = {one.file.case.code: one for one in second_readings(desk, opened)}

        assert sorted(found) == ["V-01", "V-02", "V-03", "V-04"]
        told = second_json(found["V-02"])
        assert (told["first_reader"], told["second_reader"], told["reader"]) == ("Anna Ett", "Bo Två", "Bo Två")
        # Case V-02 concerns no child. The first still owes the goals and the method; after "nej" no goals are asked of.
        assert (told["first_answered"], told["first_asked"]) == (1, 3)
        assert (told["second_answered"], told["second_asked"]) == (2, 2)


def test_a_file_that_somebody_reads_twice_unasked_is_listed_too(desk: Desk, liten: OpenAudit) -> None:
    review.give_answer(desk, load_sheet(desk, liten, "vik", "V-01", Seat.SECOND), "PLA-01", "ja")

    (found,) = second_readings(desk, liten)
    assert (found.key, found.drawn) == (("vik", "V-01"), False)


def test_a_file_left_out_is_read_by_nobody(desk: Desk, liten: OpenAudit) -> None:
    draw_second(desk, liten, Asked(HowMany(4), "frö"))
    replace_case(desk, liten, "vik", "V-03", "missing")

    assert "V-03" not in {one.file.case.code for one in second_readings(desk, liten)}


@pytest.mark.parametrize(
    ("text", "share"), [("10 %", "1/10"), ("10", "1/10"), ("0,1", "1/10"), ("1/10", "1/10"), ("100%", "1"), ("1", "1")]
)
def test_shares_as_people_write_them(text: str, share: str) -> None:
    assert share_of(text) == Fraction(share)


@pytest.mark.parametrize("text", ["", "0", "101 %", "-1", "tio", "1/0", "x" * 300])
def test_what_is_no_share(text: str) -> None:
    with pytest.raises(UsageFault, match="andel"):
        share_of(text)
