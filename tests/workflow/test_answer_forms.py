"""Answer files as forms: what their author saw, what is changed since, and that nothing is lost or taken by mistake."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.county import SMALL_CASES, build_small
from tillsyn.domain.answers import Evidence
from tillsyn.domain.control import Move
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import plain
from tillsyn.errors import InputFaults, UsageFault
from tillsyn.store.journal import read_entries
from tillsyn.workflow import quality, review
from tillsyn.workflow.answers import AnswersTaken, export_answers, export_form, import_answers
from tillsyn.workflow.audits import OpenAudit, open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.sheet import Sheet, load_sheet

EMPTY = "    answers:\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "svar.yaml"


def take(desk: Desk, opened: OpenAudit, file: Path, text: str, dry_run: bool = False) -> AnswersTaken:
    file.write_text(text, encoding="utf-8")
    return import_answers(desk, opened, file, dry_run)


def sheet(desk: Desk, case: str = "V-01", seat: Seat = Seat.FIRST) -> Sheet:
    return load_sheet(desk, open_audit(desk), "vik", case, seat)


def answer(desk: Desk, code: str, case: str = "V-01", criterion: str = "PLA-01", comment: str = "") -> None:
    changed = review.give_answer(desk, sheet(desk, case), criterion, code)
    if comment:
        review.write_comment(desk, changed, criterion, comment)


def filled(form: str, criterion: str, code: str, case: str = "V-01", comment: str = "") -> str:
    """A form with one answer filled in, as a person would in an editor."""
    start = form.index(f"- case: {case}")
    at = form.index(f"      {criterion}:\n", start)
    head, rest = form[:at], form[at:]
    rest = re.sub(r"code:[^\n]*", f"code: {code}".rstrip(), rest, count=1)
    lines = "".join(f"\n          {line}" for line in comment.split("\n")) if comment else ""
    return head + re.sub(r"comment: \|(\n          [^\n]*)*", lambda _hit: "comment: |" + lines, rest, count=1)


def codes(desk: Desk, case: str = "V-01", seat: Seat = Seat.FIRST) -> dict[str, str]:
    return {name: given.code for name, given in sheet(desk, case, seat).answers.items()}


def test_a_form_tells_what_is_asked_and_how_to_answer(desk: Desk, liten: OpenAudit) -> None:
    form = export_form(desk, liten, "vik")

    for words in (
        "# PLA-01  Finns en plan?",
        "#   En plan är skriven och undertecknad.",
        "#   Svar: ja (Ja), delvis* (Delvis), nej* (Nej), ej* (Ej tillämpligt), oklart* (Kan inte",
        "# Barn berörs: ja, nej, framgår inte.",
        "#   Ställs om: PLA-01 != nej",
        "insatsform: oppenvard",
        "beslutsdatum: 2025-03-10",
    ):
        assert words in form
    assert all(f"- case: {code}" in form for code in SMALL_CASES)
    assert len(re.findall(r"^ +code:", form, re.MULTILINE)) == 4 * 4 + 1


def test_an_untouched_form_changes_nothing(desk: Desk, liten: OpenAudit, file: Path) -> None:
    answer(desk, "nej", comment="Ingen plan.")
    review.cite(desk, sheet(desk), "PLA-02", Evidence("02-plan-2025-03-12", 3, "Målet är nykterhet"))
    review.write_comment(desk, sheet(desk), "MET-01", "Utan svar än.")
    review.mark_good(desk, sheet(desk), "PLA-01")
    before = len(read_entries(desk.store))

    for text in (export_form(desk, liten, "vik"), export_answers(desk, liten, "vik")):
        assert take(desk, liten, file, text).recorded == 0
    assert len(read_entries(desk.store)) == before


@pytest.mark.parametrize("seat", list(Seat))
def test_every_committee_of_the_county_goes_out_as_a_form_and_in_unchanged(
    region: tuple[Desk, OpenAudit], county: Path, file: Path, seat: Seat
) -> None:
    with open_desk(county) as desk:
        opened = open_audit(desk, "exempellan")
        for auditee in opened.auditees[:: 1 if seat is Seat.FIRST else 8]:
            taken = take(desk, opened, file, export_form(*region, auditee.id, seat), dry_run=True)
            assert (taken.recorded, [p for p in taken.problems if not p.code.startswith("A02")]) == (0, [])


def test_a_form_is_filled_in_and_taken_in(desk: Desk, liten: OpenAudit, file: Path) -> None:
    form = export_form(desk, liten, "vik", cases=["V-03"])
    assert "auditee_answers" not in form and "V-01" not in form
    form = form.replace("      barn:\n", "      barn: nej\n")
    form = filled(form, "PLA-01", "delvis", "V-03", "cases:\n  - case: V-99 # nej\n\n\t* & ! 'citat\" \\n")

    taken = take(desk, liten, file, form)

    assert dict(taken.kinds) == {"fact": 1, "answer": 1, "comment": 1}
    found = sheet(desk, "V-03")
    assert found.facts["barn"] is False
    assert found.comments["PLA-01"] == "cases:\n  - case: V-99 # nej\n\n\t* & ! 'citat\" \\n"


def test_what_is_emptied_is_taken_away(desk: Desk, liten: OpenAudit, file: Path) -> None:
    review.fill_fact(desk, sheet(desk, "V-03"), "barn", "ja")
    answer(desk, "nej", "V-03", comment="Ingen plan.")
    review.cite(desk, sheet(desk, "V-03"), "PLA-01", Evidence("pappersakten", 0, "sidan två"))
    form = filled(export_form(desk, liten, "vik"), "PLA-01", "", "V-03")
    form = re.sub(r"        evidence:\n          - [^\n]*\n", "", form)
    form = form.replace("      barn: ja\n", "      barn:\n") if form.count("barn: ja") == 1 else _second(form)

    taken = take(desk, liten, file, form)

    found = sheet(desk, "V-03")
    assert dict(taken.kinds) == {"fact": 1, "answer": 1, "comment": 1, "evidence": 1}
    assert (found.answers, found.comments, found.evidence, found.facts.get("barn")) == ({}, {}, {}, None)


def _second(form: str) -> str:
    """The fact of V-03 emptied: V-01 has it from the register."""
    start = form.index("- case: V-03")
    return form[:start] + form[start:].replace("      barn: ja\n", "      barn:\n", 1)


def test_a_fact_from_the_register_stays_where_it_is_emptied(desk: Desk, liten: OpenAudit, file: Path) -> None:
    form = export_form(desk, liten, "vik", cases=["V-01"]).replace("      barn: ja\n", "      barn:\n")
    assert take(desk, liten, file, form).recorded == 0


def test_an_older_file_never_supersedes_what_was_answered_since(desk: Desk, liten: OpenAudit, file: Path) -> None:
    answer(desk, "ja")
    form = export_form(desk, liten, "vik")
    answer(desk, "nej", comment="Planen är inte undertecknad.")
    answer(desk, "ja", criterion="MET-01")

    assert take(desk, liten, file, form).recorded == 0  # nothing in it was changed by its author
    assert codes(desk) == {"PLA-01": "nej", "MET-01": "ja"}

    changed = filled(filled(form, "PLA-01", "delvis", comment="Vag."), "MET-01", "ja")
    told = take(desk, liten, file, changed)

    assert [(p.code, p.about["name"]) for p in told.problems] == [
        ("A046W", "PLA-01"),
        ("A046W", "Kommentaren till PLA-01"),
    ]
    assert "ändrats av någon" in told.problems[0].message
    assert told.problems[0].line and told.problems[0].column == 7
    standing = sheet(desk).answers["PLA-01"]
    assert standing.conflict
    said = {past.content for past in review.history(desk, sheet(desk), "PLA-01")}
    assert {"ja", "nej", "delvis", "Vag.", "Planen är inte undertecknad."} <= said


def test_the_same_answer_by_two_is_no_conflict(desk: Desk, liten: OpenAudit, file: Path) -> None:
    form = export_form(desk, liten, "vik")
    answer(desk, "ja")

    told = take(desk, liten, file, filled(form, "PLA-01", "ja"))

    assert (told.recorded, told.problems, sheet(desk).answers["PLA-01"].conflict) == (0, (), False)


def test_what_was_changed_and_changed_back_is_no_conflict(desk: Desk, liten: OpenAudit, file: Path) -> None:
    answer(desk, "ja")
    form = export_form(desk, liten, "vik")
    answer(desk, "oklart", comment="Hm.")
    answer(desk, "ja")

    told = take(desk, liten, file, filled(form, "PLA-01", "delvis"))

    assert [p.code for p in told.problems] == ["A010W"]
    assert (codes(desk)["PLA-01"], sheet(desk).answers["PLA-01"].conflict) == ("delvis", False)


def test_a_conflict_is_settled_by_another_answer(desk: Desk, liten: OpenAudit, file: Path) -> None:
    form = export_form(desk, liten, "vik")
    answer(desk, "ja")
    take(desk, liten, file, filled(form, "PLA-01", "nej", comment="Ingen."))
    assert sheet(desk).answers["PLA-01"].conflict
    again = export_form(desk, liten, "vik")
    assert "Olika svar står mot varandra" in again
    assert take(desk, liten, file, again).recorded == 0

    take(desk, liten, file, filled(again, "PLA-01", "delvis", comment="Ingen."))

    assert (codes(desk)["PLA-01"], sheet(desk).answers["PLA-01"].conflict) == ("delvis", False)


def test_a_file_by_hand_says_that_it_replaces(desk: Desk, liten: OpenAudit, file: Path) -> None:
    answer(desk, "ja")
    head = "format: 1\naudit: liten\nauditee: vik\nseat: first\n"

    told = take(desk, liten, file, f"{head}cases:\n  - case: V-01\n    answers: {{PLA-01: ja, MET-01: ja}}\n")
    assert told.problems == ()
    told = take(desk, liten, file, f"{head}cases:\n  - case: V-01\n    answers:\n      PLA-01: oklart\n")

    assert [(p.code, p.line, p.column) for p in told.problems] == [("A010W", 8, 15), ("A047W", 8, 7)]


def test_a_file_from_a_fuller_store_is_told(desk: Desk, liten: OpenAudit, file: Path) -> None:
    form = re.sub(r'("[0-9a-f]{16}": )\d+', r"\g<1>99999", export_form(desk, liten, "vik"))
    assert [p.code for p in take(desk, liten, file, form).problems] == ["A049W"]


def test_the_second_readers_form_holds_nothing_of_the_first(desk: Desk, liten: OpenAudit, file: Path) -> None:
    review.fill_fact(desk, sheet(desk, "V-03"), "barn", "framgår inte")
    answer(desk, "nej", "V-03", comment="Hemlig mening.")
    review.cite(desk, sheet(desk, "V-03"), "PLA-01", Evidence("hemlig-handling", 0, "hemligt citat"))
    review.mark_good(desk, sheet(desk, "V-03"), "PLA-01")

    for text in (export_form(desk, liten, "vik", Seat.SECOND), export_answers(desk, liten, "vik", Seat.SECOND)):
        assert "emlig" not in text
        assert "nej" not in re.sub(r"#.*", "", text).replace("barn: nej", "")
        assert not re.search(r"good:|evidence:", text)
    form = export_form(desk, liten, "vik", Seat.SECOND, ["V-03"])
    assert "      barn:\n" in form

    taken = take(desk, liten, file, filled(form.replace("      barn:\n", "      barn: ja\n"), "PLA-01", "ja", "V-03"))

    assert dict(taken.kinds) == {"seat_fact": 1, "answer": 1}
    assert codes(desk, "V-03") == {"PLA-01": "nej"}
    assert codes(desk, "V-03", Seat.SECOND) == {"PLA-01": "ja"}
    assert sheet(desk, "V-03").facts["barn"] != sheet(desk, "V-03", Seat.SECOND).facts["barn"]


def test_the_consensus_begins_from_what_the_first_filled_in(desk: Desk, liten: OpenAudit, file: Path) -> None:
    review.fill_fact(desk, sheet(desk, "V-03"), "barn", "ja")
    form = export_form(desk, liten, "vik", Seat.CONSENSUS, ["V-03"])

    assert "      barn: ja\n" in form
    assert take(desk, liten, file, form).recorded == 0
    assert dict(take(desk, liten, file, form.replace("barn: ja", "barn: nej")).kinds) == {"seat_fact": 1}
    assert sheet(desk, "V-03").facts["barn"] is True


def test_a_dry_run_tells_the_same_and_takes_nothing(desk: Desk, liten: OpenAudit, file: Path) -> None:
    form = filled(export_form(desk, liten, "vik"), "PLA-01", "nej")
    before = len(read_entries(desk.store))

    looked = take(desk, liten, file, form, dry_run=True)

    assert len(read_entries(desk.store)) == before
    assert looked == take(desk, liten, file, form)
    assert len(read_entries(desk.store)) == before + 1


def test_all_faults_of_a_form_come_with_place_and_nearest_name(desk: Desk, liten: OpenAudit, file: Path) -> None:
    form = filled(export_form(desk, liten, "vik"), "PLA-01", "nje")
    form = form.replace("- case: V-04", "- case: V-44").replace("      MET-01:", "      MET-1:", 1)
    quote = "code:\n        evidence: [{document: 02-plan-2025-03-1, quote: x}]"
    form = re.sub(r"(      PLA-02:\n        )code:", lambda hit: hit[1] + quote, form, count=1)

    with pytest.raises(InputFaults) as fault:
        take(desk, liten, file, form)
    found = {(p.code, p.about.get("nearest")): p for p in fault.value.problems}
    assert set(found) == {("A003", "nej"), ("A002", "MET-01")}

    with pytest.raises(InputFaults) as fault:
        take(desk, liten, file, form.replace("nje", "ja").replace("MET-1:", "MET-01:"))
    lines = file.read_text(encoding="utf-8").split("\n")
    told = {p.code: p for p in fault.value.problems}
    assert (told["A040"].about["nearest"], lines[told["A040"].line - 1]) == ("V-04", "  - case: V-44")
    assert "document: 02-plan" in lines[told["A042"].line - 1]
    assert lines[told["A042"].line - 1][told["A042"].column - 1 :].startswith("{document")
    assert codes(desk) == {}


def test_a_file_that_is_handed_over_is_not_changed(desk: Desk, liten: OpenAudit, file: Path) -> None:
    for criterion in ("PLA-01", "PLA-02", "MET-01"):
        answer(desk, "ja", "V-02", criterion)
    quality.take_step(desk, quality.file_control(desk, liten, "vik", "V-02"), Move.SUBMIT)
    form = export_form(desk, liten, "vik")
    assert take(desk, liten, file, form).recorded == 0

    with pytest.raises(InputFaults) as fault:
        take(desk, liten, file, filled(form, "PLA-01", "oklart", "V-02", "Nej."))
    assert [p.code for p in fault.value.problems if p.severity == "error"] == ["A060"]


def test_only_cases_that_are_drawn_are_written_out(desk: Desk, liten: OpenAudit) -> None:
    with pytest.raises(UsageFault) as fault:
        export_form(desk, liten, "vik", cases=["V-1"])
    assert "V-01" in fault.value.remedy


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TILLSYN_HOME", str(tmp_path_factory.mktemp("home")))
        path = tmp_path_factory.mktemp("own") / "own.tillsyn"
        build_small(path)
    return path


_LOOKS = st.sampled_from(
    ["- case: V-99", "code: nej", "comment: |", "cases:", "# nej", '"', "'", "\\", "{[&*!|>%@`", "a\u030a o\u0308",
     "\u2028", "\u200b", "\ufeff", "\t", "  ", "---", "...", ": ", "👩‍👧", "\u00a0", "å", "."]
)  # fmt: skip


@settings(max_examples=20)
@given(comment=st.lists(_LOOKS | st.text(max_size=12) | st.just("\n"), max_size=12).map("".join))
def test_any_comment_survives_a_form(own: Path, tmp_path_factory: pytest.TempPathFactory, comment: str) -> None:
    file = tmp_path_factory.getbasetemp() / "någon.yaml"
    with open_desk(own) as desk:
        opened = open_audit(desk)
        changed = review.give_answer(desk, sheet(desk), "PLA-01", "nej")
        review.write_comment(desk, changed, "PLA-01", comment)
        for text in (export_form(desk, opened, "vik"), export_answers(desk, opened, "vik")):
            assert take(desk, opened, file, text).recorded == 0
        # Taken away and taken in again by a file that says nothing of what it saw, it is what it was.
        short = re.sub(r"^seen:\n(  .*\n)+", "", export_answers(desk, opened, "vik"), flags=re.MULTILINE)
        review.write_comment(desk, sheet(desk), "PLA-01", "")
        take(desk, opened, file, short)
        assert sheet(desk).comments.get("PLA-01", "") == plain(comment).strip()
