"""The seat: one key answers, on disk before it is shown; the document stays where the reader left it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.driving import NARROW, drive, notices, press, rows, seat, settle, shown, write
from tillsyn.domain.entries import canonical, subject
from tillsyn.domain.seats import Seat
from tillsyn.errors import StoreFault
from tillsyn.store.journal import Draft
from tillsyn.tui.app import StartAt
from tillsyn.tui.marks import marks_of
from tillsyn.tui.widgets.document import DocumentView
from tillsyn.tui.widgets.markstrip import MarkStrip
from tillsyn.workflow import review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.sheet import load_sheet

pytestmark = pytest.mark.tui

FIRST = StartAt("vik", "V-01")
ANSWERS = "SELECT criterion, code FROM answer ORDER BY criterion"


def test_an_answer_is_on_disk_before_its_mark_is_shown(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, list[tuple[object, ...]]]] = []
    show = MarkStrip.show

    def spying(self: MarkStrip, areas: object, marks: Mapping[str, str], here: str, missing: str) -> None:
        seen.append((marks["PLA-01"], rows(small, ANSWERS)))
        show(self, areas, marks, here, missing)  # type: ignore[arg-type]

    monkeypatch.setattr(MarkStrip, "show", spying)

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "j")
        assert "PLA-02" in shown(pilot)

    drive(small, scenario, FIRST)
    answered = [found for mark, found in seen if mark == "✓"]
    assert answered
    assert all(found == [("PLA-01", "ja")] for found in answered)


def test_one_key_brings_the_next_question_to_the_same_place(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        before = shown(pilot).splitlines()
        await press(pilot, "j")
        after = shown(pilot).splitlines()
        row = next(y for y, line in enumerate(before) if "PLA-01 ·" in line)
        assert "PLA-02 ·" in after[row]
        assert "Är målen i planen uppföljbara?" in after[row + 1]
        steps = [[y for y, line in enumerate(page) if " Kan inte bedömas" in line] for page in (before, after)]
        assert steps[0] == steps[1]
        assert "klart 1 av 4" in after[0]

    drive(small, scenario, FIRST)


def test_what_is_not_asked_any_more_is_passed_over(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "n")
        await write(pilot, "Ingen plan")
        await press(pilot, "enter")
        assert seat(pilot).sitting.here == "PLA-03"
        await press(pilot, "up", "v")
        assert "PLA-02 ställs inte" in shown(pilot)

    drive(small, scenario, FIRST)


def test_an_answer_is_taken_away_and_its_comment_stays(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "d")
        await write(pilot, "Halv plan")
        await press(pilot, "enter", "up", "delete")
        assert "klart 0 av 4" in shown(pilot)
        assert "Kommentar: Halv plan" in shown(pilot)
        await press(pilot, "u")
        assert "klart 1 av 4" in shown(pilot)
        await press(pilot, "delete")

    drive(small, scenario, FIRST)
    assert rows(small, ANSWERS) == []


def test_a_demanded_comment_is_asked_for_and_moves_on(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "d")
        assert seat(pilot).sitting.here == "PLA-01"
        await write(pilot, "Bara mål")
        await press(pilot, "enter")
        assert seat(pilot).sitting.here == "PLA-02"

    drive(small, scenario, FIRST)
    assert rows(small, "SELECT text FROM comment") == [("Bara mål",)]


def test_keys_typed_at_once_after_an_answer_are_words_of_its_comment(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        for sign in "djag gick":
            pilot.app.post_message(events.Key("space" if sign == " " else sign, sign))
        await settle(pilot)
        assert seat(pilot).query_one("#comment", Input).value == "jag gick"
        assert seat(pilot).sitting.here == "PLA-01"

    drive(small, scenario, FIRST)
    assert rows(small, ANSWERS) == [("PLA-01", "delvis")]


def test_keys_typed_at_once_after_a_comment_are_no_words_of_it(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "d")
        for sign in "Bara mål":
            pilot.app.post_message(events.Key("space" if sign == " " else sign, sign))
        for key, sign in (("enter", "\r"), ("n", "n"), ("e", "e"), ("j", "j"), ("enter", "\r"), ("u", "u")):
            pilot.app.post_message(events.Key(key, sign))
        await settle(pilot)

    drive(small, scenario, FIRST)
    assert rows(small, ANSWERS) == [("PLA-01", "delvis"), ("PLA-02", "nej")]
    assert rows(small, "SELECT criterion, text FROM comment") == [("PLA-01", "Bara mål")]


def test_escape_leaves_the_comment_as_a_gap(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "d", "escape")
        assert "! " in shown(pilot) or "!" in marks_of(seat(pilot).sitting)["PLA-01"]
        assert "1 kommentar" in seat(pilot).sitting.missing()
        await press(pilot, "down", "down", "down", "g")
        assert seat(pilot).sitting.here == "PLA-01"

    drive(small, scenario, FIRST)


def test_a_comment_is_kept_as_it_is_typed(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "c")
        await write(pilot, "åäö ej")
        await pilot.pause()
        assert rows(small, "SELECT text FROM draft") == [("åäö ej",)]
        assert rows(small, "SELECT text FROM comment") == []
        await press(pilot, "escape", "c")
        assert seat(pilot).query_one("#comment", Input).value == "åäö ej"

    drive(small, scenario, FIRST)


def test_undo_takes_back_and_goes_there(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "j", "j", "u")
        assert seat(pilot).sitting.here == "PLA-02"
        assert seat(pilot).sitting.answer_here is None
        await press(pilot, "u", "u")
        assert seat(pilot).sitting.here == "PLA-01"
        assert seat(pilot).check_action("undo", ()) is None

    drive(small, scenario, FIRST)
    assert rows(small, ANSWERS) == []


def test_a_fact_that_is_filled_in_unlocks_its_question(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "escape", "down", "down")
        assert "Fyll i Barn berörs först" in shown(pilot)
        await press(pilot, "j")
        assert rows(small, ANSWERS) == []
        await press(pilot, "i", "j", "escape")
        assert seat(pilot).sitting.here == "PLA-03"
        await press(pilot, "j")

    drive(small, scenario, StartAt("vik", "V-03"))
    assert rows(small, ANSWERS) == [("PLA-03", "ja")]


def test_a_fact_may_also_be_written_on_the_line_as_its_key(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "escape", "down", "down", "i", "enter", "j", "enter", "escape")
        await press(pilot, "j")

    drive(small, scenario, StartAt("vik", "V-03"))
    assert rows(small, ANSWERS) == [("PLA-03", "ja")]


def test_the_chosen_line_is_cited_before_the_answer_and_taken_away_after(small: Path) -> None:
    cited = "SELECT document, line, quote FROM evidence"

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "tab", "home", "down", "down", "b")
        assert rows(small, cited) == [("02-plan-2025-03-12", 3, "Målet är nykterhet fram till sommaren.")]
        await press(pilot, "tab", "j", "up")
        assert "Belägg: 2 Plan 2025-03-12 r. 3" in shown(pilot)
        assert seat(pilot).query_one(DocumentView).line == 3
        await press(pilot, "b")
        assert rows(small, cited) == []

    drive(small, scenario, FIRST)


def _long_document(path: Path) -> None:
    text = "\n".join(["# Journal", *(f"Rad {n}" for n in range(2, 200)), "Här nämns planen."])
    with open_desk(path) as desk:
        name = subject("document", "liten", "vik", "V-01", "03-journal-2025-04-01")
        data = {"kind": "journal", "day": "2025-04-01"}
        desk.record([Draft("document", name, data, canonical({"title": "Journal", "text": text}))])


def test_the_document_goes_to_a_hit_but_never_from_where_the_reader_is(small: Path) -> None:
    _long_document(small)

    async def scenario(pilot: Pilot[None]) -> None:
        document = seat(pilot).query_one(DocumentView)
        assert "sökträff 1 av" in shown(pilot)
        await press(pilot, "3", "tab", "pagedown", "pagedown")
        line = document.line
        assert document.scrolled_by_reader
        await press(pilot, "j")
        assert (document.line, document.scrolled_by_reader) == (line, True)
        assert "f går" in shown(pilot)
        await press(pilot, "f")
        assert document.line != line

    drive(small, scenario, FIRST)


def test_a_word_can_be_found_in_every_document(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "slash")
        await write(pilot, "undertecknad")
        await press(pilot, "enter")
        assert "sökträff 1 av 1 för ”undertecknad”" in seat(pilot).papers._hit_words()
        assert "▸2 Plan" in shown(pilot)
        await press(pilot, "escape")
        assert "PLA-01" in seat(pilot).papers._hit_words()

    drive(small, scenario, FIRST)


def test_leaving_and_coming_back_lands_in_the_same_place(small: Path) -> None:
    async def leave(pilot: Pilot[None]) -> None:
        await press(pilot, "j", "j")
        await pilot.press("q")

    async def come_back(pilot: Pilot[None]) -> None:
        assert "Fortsätt där du var" in shown(pilot)
        assert "V-01 › PLA-03" in shown(pilot)
        await press(pilot, "enter")
        assert seat(pilot).sitting.here == "PLA-03"
        await press(pilot, "escape")
        assert "V-01" in shown(pilot)

    drive(small, leave, FIRST)
    drive(small, come_back)


def test_what_another_process_writes_is_shown_without_losing_the_place(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "down")
        with open_desk(small, "Bo Ek") as other:
            sheet = load_sheet(other, open_audit(other), "vik", "V-01", Seat.FIRST)
            review.give_answer(other, sheet, "PLA-01", "ja")
        seat(pilot)._look_for_others()
        await settle(pilot)
        assert marks_of(seat(pilot).sitting)["PLA-01"] == "✓"
        assert seat(pilot).sitting.here == "PLA-02"
        assert "klart 1 av 4" in shown(pilot)

    drive(small, scenario, FIRST)


def test_two_differing_answers_are_marked_and_a_new_one_settles_it(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        with open_desk(small, "Bo Ek") as other:
            sheet = load_sheet(other, open_audit(other), "vik", "V-01", Seat.FIRST)
            review.give_answer(other, sheet, "PLA-01", "oklart")
        await press(pilot, "j")
        seat(pilot)._look_for_others()
        assert marks_of(seat(pilot).sitting)["PLA-01"] == "≠"
        await press(pilot, "up", "h")
        assert "Olika svar gäller samtidigt" in shown(pilot)
        await press(pilot, "escape", "j")
        assert marks_of(seat(pilot).sitting)["PLA-01"] == "✓"

    drive(small, scenario, FIRST)
    assert rows(small, "SELECT * FROM conflict") == []


def test_a_full_disk_is_told_and_the_answer_is_not_shown(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = Desk.record

    def full(self: Desk, drafts: object) -> None:
        raise StoreFault("Disken är full.", "Frigör utrymme.")

    async def scenario(pilot: Pilot[None]) -> None:
        monkeypatch.setattr(Desk, "record", full)
        await press(pilot, "j")
        assert seat(pilot).sitting.here == "PLA-01"
        assert seat(pilot).sitting.answer_here is None
        assert notices(pilot)[-1].splitlines() == [
            "Disken är full.",
            "Frigör utrymme. Tryck sedan r för att försöka igen.",
        ]
        monkeypatch.setattr(Desk, "record", record)
        await press(pilot, "r")
        assert seat(pilot).sitting.here == "PLA-02"

    drive(small, scenario, FIRST)
    assert rows(small, ANSWERS) == [("PLA-01", "ja")]


def test_tab_gives_either_side_the_whole_height_of_a_narrow_screen(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        document = seat(pilot).query_one(DocumentView)
        assert seat(pilot).query_one("#side").size.height == 6
        assert document.size.height > 8
        await press(pilot, "tab")
        assert document.size.height > 16
        await press(pilot, "tab")
        assert "13 kap. 10 §" in shown(pilot) or "5 kap. 9 §" in shown(pilot)
        await press(pilot, "tab")
        assert seat(pilot).query_one("#side").size.height == 6

    drive(small, scenario, FIRST, NARROW)


def test_consensus_sees_both_readings_and_the_second_does_not_see_the_first(small: Path) -> None:
    with open_desk(small) as desk:
        opened = open_audit(desk)
        for at, code in ((Seat.FIRST, "ja"), (Seat.SECOND, "oklart")):
            review.give_answer(desk, load_sheet(desk, opened, "vik", "V-01", at), "PLA-01", code)

    async def second(pilot: Pilot[None]) -> None:
        assert "andra läsningen" in shown(pilot)
        assert "Svar: Kan inte bedömas" in shown(pilot)
        assert "första: Ja" not in shown(pilot)

    async def consensus(pilot: Pilot[None]) -> None:
        assert "första: Ja · andra: Kan inte bedömas" in shown(pilot)
        await press(pilot, "j")

    drive(small, second, StartAt("vik", "V-01", Seat.SECOND))
    drive(small, consensus, StartAt("vik", "V-01", Seat.CONSENSUS))
    assert ("consensus", "ja") in rows(small, "SELECT seat, code FROM answer")


def test_the_auditee_itself_has_the_same_seat(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert "MET-02" in shown(pilot)
        await press(pilot, "j")

    drive(small, scenario, StartAt("vik", ""))
    assert rows(small, ANSWERS) == [("MET-02", "ja")]
