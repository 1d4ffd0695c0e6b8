"""Answer files in and out: nothing twice, nothing half, and what goes out comes in again as it was."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.county import SAMPLE_CASES
from tillsyn.domain.answers import Evidence
from tillsyn.domain.entries import subject
from tillsyn.domain.seats import Seat
from tillsyn.errors import InputFaults, UsageFault
from tillsyn.store import queries
from tillsyn.store.journal import Draft, read_entries
from tillsyn.workflow import review
from tillsyn.workflow.answers import export_answers, export_form, import_answers
from tillsyn.workflow.audits import OpenAudit, open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.sheet import load_sheet

HEAD = "format: 1\naudit: liten\nauditee: vik\nseat: first\n"
WHOLE = (
    HEAD
    + """auditee_answers:
  MET-02: {code: nej, comment: Ingen sammanställning.}
cases:
  - case: V-01
    facts: {barn: nej}
    answers:
      PLA-01:
        code: delvis
        comment: "Målen är vaga: \\"nykterhet\\"."
        evidence:
          - {document: 02-plan-2025-03-12, quote: nykterhet fram till sommaren}
      MET-01: ja
  - case: V-02
    answers: {PLA-01: ja}
"""
)


def written(folder: Path, text: str) -> Path:
    path = folder / "svar.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def quoting(case: str, evidence: str) -> str:
    return f"  - case: {case}\n    answers: {{PLA-01: {{code: ja, evidence: [{{{evidence}}}]}}}}"


def count(desk: Desk) -> int:
    return len(read_entries(desk.store))


def test_a_file_is_taken_in_with_facts_comments_and_places_found(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    taken = import_answers(desk, liten, written(tmp_path, WHOLE))

    assert (taken.auditee, taken.answers, taken.recorded) == ("vik", 4, 8)
    sheet = load_sheet(desk, liten, "vik", "V-01")
    assert sheet.facts["barn"] is False
    answer = sheet.answers["PLA-01"]
    assert (answer.code, answer.comment) == ("delvis", 'Målen är vaga: "nykterhet".')
    assert answer.evidence == (Evidence("02-plan-2025-03-12", 3, "nykterhet fram till sommaren"),)
    assert load_sheet(desk, liten, "vik").answers["MET-02"].code == "nej"


def test_the_same_file_again_is_no_new_entry(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    path = written(tmp_path, WHOLE)
    import_answers(desk, liten, path)
    before = count(desk)

    for _ in range(3):
        assert import_answers(desk, liten, path).recorded == 0
    assert count(desk) == before


def test_only_what_changed_is_recorded(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    import_answers(desk, liten, written(tmp_path, WHOLE))

    changed = import_answers(desk, liten, written(tmp_path, WHOLE.replace("MET-01: ja", "MET-01: oklart")))

    assert changed.recorded == 1
    # A comment is still to be written, and what stood is replaced: a file by hand does not say what it had seen.
    assert [p.code for p in changed.problems] == ["A010W", "A047W"]


@pytest.mark.parametrize(
    ("cases", "codes"),
    [
        ("  - {case: V-99, answers: {PLA-01: ja}}", ["A040"]),
        ("  - {case: V-02, answers: {PLA-77: ja}}", ["A002"]),
        ("  - {case: V-02, answers: {PLA-01: javisst}}", ["A003"]),
        ("  - {case: V-02, answers: {MET-02: ja}}", ["A008"]),
        ("  - {case: V-02, facts: {barn: kanske}}", ["A005"]),
        ("  - {case: V-02, facts: {hund: ja}}", ["A004"]),
        ("  - {case: V-02, facts: {beslutsdatum: 2025-02-30}}", ["A006"]),
        (quoting("V-02", "document: 09-plan, quote: x"), ["A042"]),
        (quoting("V-02", "document: 'a|b', quote: x"), ["A042"]),
        (quoting("V-03", "document: 'a|b', line: 3, quote: x"), ["A042"]),
        (quoting("V-01", "document: 02-plan-2025-03-12, quote: guld"), ["A043"]),
        ("  - {case: V-99, answers: {PLA-01: ja}}\n  - {case: V-98, answers: {PLA-01: ja}}", ["A040", "A040"]),
    ],
)  # fmt: skip
def test_every_fault_is_told_and_nothing_taken(
    desk: Desk, liten: OpenAudit, tmp_path: Path, cases: str, codes: list[str]
) -> None:
    before = count(desk)

    with pytest.raises(InputFaults) as fault:
        import_answers(
            desk, liten, written(tmp_path, f"{HEAD}cases:\n  - {{case: V-04, answers: {{PLA-01: ja}}}}\n{cases}\n")
        )

    assert [p.code for p in fault.value.problems] == codes
    assert count(desk) == before


def test_an_answer_to_what_is_not_asked_is_told(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    text = f"{HEAD}cases:\n  - {{case: V-02, answers: {{PLA-01: ja, PLA-03: ja}}}}\n"

    assert [p.code for p in import_answers(desk, liten, written(tmp_path, text)).problems] == ["A041W"]


def test_a_file_for_another_audit_or_auditee_is_refused(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    for wrong in (HEAD.replace("liten", "stor"), HEAD.replace("vik", "borta")):
        with pytest.raises(UsageFault):
            import_answers(desk, liten, written(tmp_path, f"{wrong}cases: []\n"))


def test_evidence_without_documents_is_kept_without_a_place(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    evidence = "evidence: [{document: pappersakten, quote: står på sidan två}]"
    text = f"{HEAD}cases:\n  - case: V-03\n    answers: {{PLA-01: {{code: ja, {evidence}}}}}\n"

    import_answers(desk, liten, written(tmp_path, text))

    sheet = load_sheet(desk, liten, "vik", "V-03")
    assert sheet.answers["PLA-01"].evidence == (Evidence("pappersakten", 0, "står på sidan två"),)


def test_two_quotes_on_one_line_become_the_line(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    quotes = ", ".join(f"{{document: 02-plan-2025-03-12, quote: {q}}}" for q in ("nykterhet", "sommaren"))
    text = f"{HEAD}cases:\n  - case: V-01\n    answers: {{PLA-01: {{code: ja, evidence: [{quotes}]}}}}\n"
    path = written(tmp_path, text)

    import_answers(desk, liten, path)

    sheet = load_sheet(desk, liten, "vik", "V-01")
    assert [e.quote for e in sheet.evidence["PLA-01"]] == ["Målet är nykterhet fram till sommaren."]
    assert import_answers(desk, liten, path).recorded == 0


def test_what_goes_out_comes_in_elsewhere_as_it_was(
    desk: Desk, liten: OpenAudit, small_file: Path, tmp_path: Path
) -> None:
    import_answers(desk, liten, written(tmp_path, WHOLE))
    sheet = load_sheet(desk, liten, "vik", "V-04")
    hostile = "[bold]#:\x1b[2J \"'\n- nej: !!python |\n\t{[&*?%@` ÅÄÖ 👩‍👧 no 0114 2014:5"
    sheet = review.give_answer(desk, sheet, "PLA-01", "nej")
    review.write_comment(desk, sheet, "PLA-01", hostile)
    out = export_answers(desk, liten, "vik")

    with open_desk(Path(shutil.copy(small_file, tmp_path / "annan.tillsyn"))) as elsewhere:
        opened = open_audit(elsewhere)
        import_answers(elsewhere, opened, written(tmp_path, out))
        assert _unseen(export_answers(elsewhere, opened, "vik")) == _unseen(out)
        assert _judged(elsewhere) == _judged(desk)
        assert import_answers(elsewhere, opened, tmp_path / "svar.yaml").recorded == 0


def _unseen(text: str) -> str:
    """A file without the lines that say what its author saw: they differ between stores."""
    return re.sub(r"^seen:\n(  .*\n)*", "", text, flags=re.MULTILINE)


def _judged(desk: Desk) -> object:
    answers = queries.answers(desk.store, "liten", "vik")
    return {
        (case, seat, name): (a.code, a.comment, a.evidence)
        for (_auditee, case), seats in answers.items()
        for seat, given in seats.items()
        for name, a in given.items()
    }, queries.facts(desk.store, "liten", "vik")


def test_each_seat_goes_out_by_itself(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    import_answers(desk, liten, written(tmp_path, WHOLE))

    assert "PLA-01" not in export_answers(desk, liten, "vik", Seat.SECOND)
    with pytest.raises(UsageFault):
        export_answers(desk, liten, "borta")


def test_every_committee_of_the_county_goes_out_and_in_unchanged(
    region: tuple[Desk, OpenAudit], county: Path, tmp_path: Path
) -> None:
    with open_desk(county) as desk:
        opened = open_audit(desk, "exempellan")
        before = count(desk)
        for auditee in opened.auditees:
            path = written(tmp_path, export_answers(*region, auditee.id))
            assert import_answers(desk, opened, path).recorded == 0
            assert import_answers(desk, opened, SAMPLE_CASES / f"exempellan/answers/{auditee.id}.yaml").recorded == 0
        assert count(desk) == before


def test_the_facts_of_the_auditee_itself_go_out_and_come_in_again(county: Path, tmp_path: Path) -> None:
    with open_desk(county) as desk:
        opened = open_audit(desk, "exempellan")
        before = count(desk)
        text = export_answers(desk, opened, "norrskog")

        assert "auditee_facts: {tidigare_krav: ja}\n" in text
        assert import_answers(desk, opened, written(tmp_path, text)).recorded == 0
        assert count(desk) == before

        changed = text.replace("{tidigare_krav: ja}", "{tidigare_krav: nej}")
        assert import_answers(desk, opened, written(tmp_path, changed)).recorded == 1
        assert load_sheet(desk, opened, "norrskog").facts["tidigare_krav"] is False


def test_a_fact_in_a_consensus_is_settled_also_as_the_first_reader_has_it(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    facts = "cases:\n  - case: V-01\n    facts: {barn: nej}\n"
    import_answers(desk, liten, written(tmp_path, HEAD + facts))
    file = written(tmp_path, HEAD.replace("first", "consensus") + facts)

    assert import_answers(desk, liten, file).kinds == {"seat_fact": 1}
    assert import_answers(desk, liten, file).recorded == 0
    form = written(tmp_path, export_form(desk, liten, "vik", Seat.CONSENSUS))
    assert import_answers(desk, liten, form).recorded == 0


def test_quotes_on_a_line_that_the_document_does_not_have_are_kept(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    places = "document: 02-plan-2025-03-12, line: 99, quote: Ett}, {document: 02-plan-2025-03-12, line: 99, quote: Två"
    import_answers(desk, liten, written(tmp_path, f"{HEAD}cases:\n{quoting('V-01', places)}\n"))

    answer = load_sheet(desk, liten, "vik", "V-01").answers["PLA-01"]
    assert answer.evidence == (Evidence("02-plan-2025-03-12", 99, "Ett … Två"),)


def test_what_was_quoted_before_the_document_was_there_is_taken_in_again(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    for document in ("02-plan-2025-03-12", "pappersakten"):
        name = subject("evidence", "liten", "vik", "V-01", "first", "PLA-01", document, "0")
        desk.record([Draft("evidence", name, {"cited": True}, "Står inte så.")])

    file = written(tmp_path, export_answers(desk, liten, "vik"))

    assert import_answers(desk, liten, file).recorded == 0
