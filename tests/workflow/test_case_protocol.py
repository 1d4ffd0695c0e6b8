"""The protocol of one case: each thing that was judged, counted by hand, and nothing that does not belong there."""

from __future__ import annotations

import io
import json
import re
import stat
from pathlib import Path
from typing import Any

import page
import pytest
from pypdf import PdfReader

from tests.county import SMALL_CASES
from tests.workflow.a_second_reading import read
from tests.workflow.a_whole_case import AUDITEE, CASE, NUMBER, QUOTE, REASON, judge, rate_and_remark
from tests.workflow.in_control import control, fill
from tests.writing.a_letter import words_of
from tillsyn.domain.answers import Evidence
from tillsyn.domain.control import Move
from tillsyn.domain.seats import Seat
from tillsyn.errors import UsageFault
from tillsyn.store import seat_queries
from tillsyn.workflow import review
from tillsyn.workflow.audits import AUDITEE_LEVEL, OpenAudit, open_audit
from tillsyn.workflow.case_protocol import case_material, file_name, write_case_protocol
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.quality import take_step
from tillsyn.workflow.sheet import load_sheet
from tillsyn.writing.case_protocol import case_html, case_pdf
from tillsyn.writing.case_protocol_view import case_view

GOLDEN = Path(__file__).parents[1] / "writing" / "golden" / "case_protocol.txt"
CODE = "AAAA-BBBB-CCCC-DDDD"


@pytest.fixture(scope="module")
def whole_file(small_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small audit where V-01 is read at every seat, to be read alone."""
    path = tmp_path_factory.mktemp("whole") / "whole.tillsyn"
    path.write_bytes(small_file.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TILLSYN_NOW", "2026-03-02T09:00:00+01:00")
        patch.setenv("TILLSYN_HOME", str(path.parent / "home"))
        judge(path)
        rate_and_remark(path)
    return path


@pytest.fixture
def view(whole_file: Path) -> dict[str, Any]:
    return told(whole_file)


def told(path: Path, seat: Seat | None = None, case: str = CASE) -> dict[str, Any]:
    """The view of a case, with a check code that is the same at every run."""
    with open_desk(path, "Frida Falk") as desk:
        return case_view(case_material(desk, open_audit(desk), AUDITEE, case, seat)) | {"check_code": CODE}


def criterion(view: dict[str, Any], name: str) -> dict[str, Any]:
    return next(c for area in view["areas"] for c in area["criteria"] if c["id"] == name)


def test_what_stands_is_told_with_what_the_other_seats_came_to(view: dict[str, Any]) -> None:
    first = criterion(view, "PLA-01")
    assert (first["answer"], first["stands"], first["good"]) == ("Delvis", "consensus", True)
    assert first["comment"] == "En plan, men ofullständig."
    assert [(r["seat"], r["answer"], r["comment"]) for r in first["readings"]] == [
        ("first", "Ja", ""),
        ("second", "Kan inte bedömas", "Är det en plan?"),
    ]
    assert first["readings"][0]["by"] == ["Anna Lind", "Bo Ek"]
    second = criterion(view, "PLA-02")
    assert (second["answer"], second["stands"], second["sources"]) == ("Delvis", "first", ["file", "staff"])
    assert [r["seat"] for r in second["readings"]] == ["second"]


def test_a_reader_who_was_not_asked_is_told_as_such(small: Path) -> None:
    for name, seat, code in (("Anna Lind", Seat.FIRST, "ja"), ("Cecilia Alm", Seat.SECOND, "nej")):
        with open_desk(small, name) as desk:
            sheet = load_sheet(desk, open_audit(desk), AUDITEE, CASE, seat)
            sheet = review.give_answer(desk, sheet, "PLA-01", code)
            if seat is Seat.FIRST:
                review.give_answer(desk, sheet, "PLA-02", "ja")
    view = told(small)
    (other,) = criterion(view, "PLA-02")["readings"]
    assert (other["seat"], other["answer"], criterion(view, "PLA-02")["stands"]) == ("second", "", "first")
    assert "Andra läsningen: frågan ställdes inte" in words_of(case_html(view))
    assert criterion(view, "MET-01")["readings"] == []  # asked by both, answered by neither


def test_question_and_law_are_those_of_the_files_day(view: dict[str, Any]) -> None:
    first = criterion(view, "PLA-01")
    assert first["judged_on"] == "2025-03-10"
    assert [basis["citation"] for basis in first["law"]] == ["5 kap. 9 § SoL (2001:453)"]
    assert [basis["binding"] for basis in criterion(view, "MET-01")["law"]] == ["should"]


def test_evidence_is_quoted_with_its_document_and_line(view: dict[str, Any]) -> None:
    (quoted,) = criterion(view, "PLA-01")["readings"][0]["evidence"]
    assert (quoted["quote"], quoted["document"], quoted["page"], quoted["line"]) == (QUOTE, "Genomförandeplan", 0, 4)


def test_an_answer_that_is_not_asked_for_is_kept_but_stands_apart(view: dict[str, Any]) -> None:
    assert criterion(view, "PLA-03")["asked"] == "no"
    (kept,) = view["not_counted"]
    assert (kept["id"], kept["why"], kept["answer"], kept["comment"]) == (
        "PLA-03", "not_asked", "Nej", "Barnen nämns inte.",
    )  # fmt: skip
    assert (view["progress"]["done"], view["progress"]["asked"], view["progress"]["missing"]) == (3, 3, {})


def test_areas_are_told_as_counted_and_as_rated(view: dict[str, Any]) -> None:
    planning, method = view["ratings"]
    assert (planning["computed"], planning["lacking"], planning["applicable"]) == ("lacking", 2, 2)
    assert (planning["override"]["rating"], planning["override"]["reason"]) == ("met", REASON)
    assert planning["override"]["by"] == ["Anna Lind", "Bo Ek"] and planning["override"]["counts"]
    assert (method["computed"], method["override"]) == ("met", None)
    assert view["good"] == ["PLA-01", "MET-01"]


def test_facts_say_where_they_come_from(view: dict[str, Any]) -> None:
    found = {fact["id"]: (fact["value"], fact["origin"], fact["register"], fact["second"]) for fact in view["facts"]}
    assert found == {
        "insatsform": ("Öppenvård", "register", "", "HVB"),
        "barn": ("nej", "filled", "ja", "ja"),
        "beslutsdatum": ("2025-03-10", "register", "", ""),
    }


def test_who_read_it_at_which_seat(view: dict[str, Any]) -> None:
    assert [(one["names"], one["seat"], one["opened"], one["wrote"]) for one in view["presences"]] == [
        (["Anna Lind", "Bo Ek"], "first", 2, True),
        (["Eva Ton"], "first", 1, False),
        (["Cecilia Alm"], "second", 1, True),
        (["David Berg"], "consensus", 0, True),
    ]


def test_open_remarks_have_their_conversation_and_resolved_ones_are_counted(view: dict[str, Any]) -> None:
    (remark,) = view["remarks"]
    assert (remark["id"], remark["weight"], remark["remark"]) == ("PLA-02", "must_fix", "Vilket mål avses?")
    assert [(r["act"], r["reply"]) for r in remark["replies"]] == [("reply", "Det första i planen.")]
    assert view["resolved"] == 1


def test_a_personal_number_stands_as_it_was_written_and_is_pointed_to(view: dict[str, Any]) -> None:
    (place,) = view["personal"]
    assert (place["about"], place["field"], place["start"]) == ("PLA-02", "comment", 8)
    text = words_of(case_html(view))
    assert text.count(NUMBER) == 1  # in the comment, never in what points to it
    assert "PLA-02, kommentaren, tecken 8: det som ser ut som ett personnummer" in text


def test_the_second_readers_own_paper_holds_nothing_of_the_first(whole_file: Path) -> None:
    view = told(whole_file, Seat.SECOND)
    text = words_of(case_html(view))
    assert "Protokollet visar bara den andra läsningen." in text and "Är det en plan?" in text
    for secret in (QUOTE, NUMBER, REASON, "Anna Lind", "Bo Ek", "David Berg", "Eva Ton", "Vilket mål", "Gott exempel",
                   "Barnen nämns", "ofullständig", "Kontroll Inte"):  # fmt: skip
        assert secret not in text, secret
    assert [fact["value"] for fact in view["facts"]] == ["HVB", "ja", "2025-03-10"]


def test_the_paper_reads_as_it_should(view: dict[str, Any]) -> None:
    assert words_of(case_html(view)) == GOLDEN.read_text(encoding="utf-8")


def test_a_case_that_nobody_has_read_says_so(whole_file: Path) -> None:
    text = words_of(case_html(told(whole_file, case="V-03")))
    assert "Ingen har läst än." in text and "Akten är inte färdiggranskad." in text
    assert "Kvar: 2 svar och 2 frågor som väntar på uppgifter eller andra svar." in text
    assert "Det är inte känt om frågan ställs: PLA-01 är inte besvarad." in text
    assert "Det är inte känt om frågan ställs: Barn berörs är inte ifyllt." in text


def test_the_auditee_itself_has_a_paper_of_its_own_words(small: Path) -> None:
    with open_desk(small, "Frida Falk") as desk:
        sheet = load_sheet(desk, open_audit(desk), AUDITEE, AUDITEE_LEVEL)
        review.give_answer(desk, sheet, "MET-02", "ja")
    text = words_of(case_html(told(small, case=AUDITEE_LEVEL)))
    assert "Protokoll över granskning av verksamheten i stort" in text
    assert "MET-02 Sammanställs resultaten?" in text and "PLA-01" not in text
    assert not re.search(r"(?i)\b(akt|akten|ärende)\b", text)


def test_a_loose_comment_and_nasty_words_stand_as_text(small: Path) -> None:
    nasty = "<script>alert(1)</script> {{ 7*7 }} </style> [b]x[/] \x1b[2J \u202e" + "å" * 300
    with open_desk(small, nasty) as desk:
        opened = open_audit(desk)
        sheet = load_sheet(desk, opened, AUDITEE, CASE)
        sheet = review.write_comment(desk, sheet, "PLA-01", nasty)
        review.cite(desk, sheet, "PLA-01", Evidence("</p>", 0, nasty))
    view = told(small)
    html = case_html(view)
    assert "<script" not in html and "&lt;script&gt;alert(1)" in html
    assert "\x1b" not in html and "\u202e" not in html
    assert html.count("{{ 7*7 }}") >= 3
    assert "Inget svar" in words_of(html)


@pytest.mark.pdf
def test_the_pdf_is_tagged_the_same_again_and_has_its_feet(view: dict[str, Any]) -> None:
    made = case_pdf(view)
    assert made == case_pdf(json.loads(json.dumps(view)))
    assert [(f.rule_id, f.message) for f in page.validate_pdf_bytes(made, profile="ua1").failures] == []
    reader = PdfReader(io.BytesIO(made))
    for number, leaf in enumerate(reader.pages, 1):
        text = " ".join(leaf.extract_text().split())
        assert "Socialnämnden i Vik · Ärende 3 (V-01)" in text
        assert f"Sida {number} av {len(reader.pages)}" in text


@pytest.mark.pdf
def test_signs_that_the_fonts_lack_are_told_by_number_and_never_stop_it(small: Path) -> None:
    with open_desk(small, "Frida Falk") as desk:
        sheet = load_sheet(desk, open_audit(desk), AUDITEE, CASE)
        review.write_comment(desk, sheet, "PLA-01", "Hon log \N{GRINNING FACE} och gick \x1b[2J")
    view = told(small)
    text = " ".join(" ".join(leaf.extract_text().split()) for leaf in PdfReader(io.BytesIO(case_pdf(view))).pages)
    assert "Hon log [U+1F600] och gick [U+241B][2J" in text
    assert "Tecken som typsnittet saknar står med sitt nummer" in text
    assert "\N{GRINNING FACE}" in case_html(view) and "typsnittet saknar" not in case_html(view)


def test_differences_that_nobody_has_settled_are_told_at_the_top(small: Path) -> None:
    read(small, "Anna Ett", Seat.FIRST, {CASE: "PLA-01 ja, PLA-02 ja, PLA-03 ja, MET-01 ja"})
    read(small, "Bo Två", Seat.SECOND, {CASE: "PLA-01 ja, PLA-02 nej"})
    assert told(small)["unsettled"] == []  # the second reading is not done
    read(small, "Bo Två", Seat.SECOND, {CASE: "PLA-03 ja, MET-01 nej"})
    view = told(small)
    assert view["unsettled"] == ["PLA-02", "MET-01"]
    words = "Läsningarna skiljer sig åt i PLA-02 och MET-01, och det är inte avgjort. Till dess räknas den första"
    assert words in words_of(case_html(view))
    read(small, "Anna Ett", Seat.CONSENSUS, {CASE: "MET-01 ja"})
    assert told(small)["unsettled"] == ["PLA-02"]
    assert [told(small, seat)["unsettled"] for seat in Seat] == [[], [], []]


def test_every_step_of_its_control_is_told_but_not_to_the_second_reader(desk: Desk, small: Path) -> None:
    fill(desk)
    take_step(desk, control(desk), Move.SUBMIT)
    with open_desk(small, "Karin Kollega") as other:
        take_step(other, control(other), Move.APPROVE)
    take_step(desk, control(desk), Move.REOPEN, "Nämnden har skickat en handling till.")
    view = told(small)
    assert [(s["state"], s["revision"], s["by"], s["reason"]) for s in view["control"]["steps"]] == [
        ("submitted", 1, ["Prov Granskare"], ""),
        ("approved", 1, ["Karin Kollega"], ""),
        ("reopened", 2, ["Prov Granskare"], "Nämnden har skickat en handling till."),
    ]
    text = words_of(case_html(view))
    assert "Öppnad på nytt efter godkännande | Prov Granskare | 2 | Nämnden har skickat en handling till." in text
    assert told(small, Seat.SECOND)["control"]["steps"] == []


def test_it_is_written_for_its_owner_alone_and_noted_as_an_opening(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    path = tmp_path / "ut" / "akt.html"
    written = write_case_protocol(desk, liten, AUDITEE, CASE, path)
    assert (written.path, written.personal) == (path, ())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (opening,) = seat_queries.openings(desk.store, liten.audit.id)
    assert (opening.case, opening.actor) == (CASE, "Prov Granskare")
    write_case_protocol(desk, liten, AUDITEE, CASE, path, noted=False)
    assert len(seat_queries.openings(desk.store, liten.audit.id)) == 1


def test_what_cannot_be_written_is_said(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="varken PDF eller HTML"):
        write_case_protocol(desk, liten, AUDITEE, CASE, tmp_path / "akt.docx")
    with pytest.raises(UsageFault, match="X-9"):
        write_case_protocol(desk, liten, AUDITEE, "X-9", tmp_path / "akt.html")
    assert list(tmp_path.glob("akt*")) == []


@pytest.mark.parametrize(
    ("case", "seat", "name"),
    [
        ("V-01", None, "vik-03-V-01.pdf"),
        ("2024/17 å:b", None, "vik-03-2024-17-å-b.pdf"),
        ("", None, "vik.pdf"),
        ("V-01", Seat.SECOND, "vik-03-V-01-andra-lasningen.pdf"),
    ],
)
def test_a_file_name_holds_no_sign_that_a_file_system_refuses(case: str, seat: Seat | None, name: str) -> None:
    assert case in (*SMALL_CASES, "", "2024/17 å:b")
    assert file_name("vik", 3, case, seat) == name
