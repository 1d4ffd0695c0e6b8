"""The sample county is what it says: every file done, the shape of the outcome, and nobody who exists."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.county import SAMPLE_CASES
from tests.workflow.municipalities import NAMES
from tillsyn.domain.answers import Answer
from tillsyn.domain.casefiles import Document
from tillsyn.domain.counting import count_files
from tillsyn.domain.findings import Disposition
from tillsyn.reading.documents import read_documents
from tillsyn.store import queries
from tillsyn.store.verify import verify
from tillsyn.workflow import clock, documents, intake, sample
from tillsyn.workflow.audits import AuditeeWork, OpenAudit, audit_work, open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.exchange import conflicts
from tillsyn.workflow.findings import findings

Region = tuple[Desk, OpenAudit]
Papers = tuple[tuple[str, Document], ...]
CLOSED = {"hedvik", "asvik"}
READABLE = {"norrskog": 8, "ljusfors": 8}


@pytest.fixture(scope="module")
def works(region: Region) -> tuple[AuditeeWork, ...]:
    return audit_work(*region)


@pytest.fixture(scope="module")
def papers() -> dict[str, Papers]:
    """The documents of both audits as they are read, each with its auditee."""
    return {audit: read_documents(SAMPLE_CASES / audit / "documents").documents for audit in ("exempellan", "ovning")}


def given(works: tuple[AuditeeWork, ...]) -> Iterator[tuple[str, str, Answer]]:
    """Every answer of the audit with its auditee and case."""
    for work in works:
        for judged in work.all:
            for answer in judged.answers.values():
                yield work.auditee.id, judged.case.code, answer


def test_the_journal_is_whole_and_nothing_differs(region: Region) -> None:
    assert verify(region[0].store, clock.now()).faults == ()
    assert conflicts(region[0]) == ()


def test_sixteen_committees_of_eight_files_each_every_one_done(works: tuple[AuditeeWork, ...]) -> None:
    assert len(works) == 16
    assert {work.auditee.id: len(work.cases) for work in works} == {work.auditee.id: 8 for work in works}
    assert [
        (work.auditee.id, judged.case.code, gap)
        for work in works
        for judged in work.all
        for gap in judged.progress.gaps
    ] == []


def test_registers_have_fifteen_to_sixty_files_on_both_sides_of_the_new_law() -> None:
    registers = sorted((SAMPLE_CASES / "exempellan" / "registers").glob("*.csv"))
    assert len(registers) == 16
    for register in registers:
        rows = list(csv.DictReader(register.read_text("utf-8").splitlines(), delimiter=";"))
        decided = [row["Beslutsdatum"] for row in rows if row["Beslutsdatum"]]
        assert 15 <= len(rows) <= 60, register
        assert min(decided) < "2025-07-01" <= max(decided), register
        assert len({row["Insatsform"] for row in rows}) >= 2, register


def test_fourteen_of_sixteen_get_a_requirement_and_two_are_closed(region: Region) -> None:
    decided = queries.decisions(region[0].store, "exempellan")
    demanded = {auditee for (auditee, _r), d in decided.items() if d.disposition is Disposition.REQUIREMENT}

    assert {auditee.id for auditee in region[1].auditees} - demanded == CLOSED
    assert len(demanded) == 14


def test_every_proposal_is_decided_and_nothing_else_is(region: Region) -> None:
    for finding in findings(*region):
        decided = finding.decision is not None
        assert decided == finding.proposal.proposed, (finding.auditee.id, finding.proposal.requirement.id)
        assert not finding.proposal.preliminary


@pytest.mark.parametrize(("criterion", "committees"), [("PLA-01", 10), ("UPF-01", 9)])
def test_the_outcome_has_the_shape_that_was_published(
    works: tuple[AuditeeWork, ...], criterion: str, committees: int
) -> None:
    lacking = {
        work.auditee.id: count_files([[judged.state.meaning(criterion)] for judged in work.cases]).lacking
        for work in works
    }

    assert sum(count > 0 for count in lacking.values()) == committees, lacking


def test_every_answer_that_is_not_ja_says_why_about_that_very_file(works: tuple[AuditeeWork, ...]) -> None:
    silent = [(auditee, case, a.criterion) for auditee, case, a in given(works) if a.code != "ja" and not a.comment]
    comments = Counter(a.comment for _auditee, _case, a in given(works) if a.comment)

    assert silent == []
    assert len(comments) > 200
    assert [comment for comment, times in comments.items() if times > 3] == []


def test_every_quote_stands_in_its_document_on_its_line_also_in_the_pdfs(
    papers: dict[str, Papers], works: tuple[AuditeeWork, ...]
) -> None:
    texts = {
        (auditee, document.case, document.name): document.text.splitlines()
        for auditee, document in papers["exempellan"]
    }
    pdfs = {(path.parent.name, path.stem) for path in (SAMPLE_CASES / "exempellan" / "documents").rglob("*.pdf")}
    quoted = [(auditee, case, e) for auditee, case, a in given(works) for e in a.evidence]

    assert len(quoted) > 50
    assert [
        (auditee, case, e) for auditee, case, e in quoted if e.quote not in texts[auditee, case, e.document][e.line - 1]
    ] == []
    assert len({case for case, _name in pdfs}) == 4
    assert {case for _auditee, case, e in quoted if (case, e.document) in pdfs} == {case for case, _name in pdfs}


def test_two_committees_and_the_exercise_have_files_to_read(region: Region) -> None:
    desk, opened = region
    exercise = open_audit(desk, "ovning")
    for audit, wanted in ((opened, READABLE), (exercise, {"vitaker": 8})):
        for auditee, cases in sample.listed(desk, audit).items():
            filled = [c.code for c in cases if queries.documents(desk.store, audit.audit.id, auditee, c.code)]
            assert len(filled) == wanted.get(auditee, 0), auditee


def test_the_exercise_is_left_to_the_reader(region: Region) -> None:
    (work,) = audit_work(region[0], open_audit(region[0], "ovning"))

    assert (len(work.cases), work.complete) == (8, 0)
    assert all(not judged.answers for judged in work.all)


_WORD = re.compile(r"\w+")


def _sentences(text: str) -> set[str]:
    """Sentences of more than eight words, without what only sets them out."""
    parts = re.split(r"(?<=[.!?])\s+|\n\s*\n|\n(?=[-*#|>])", text)
    return {" ".join(_WORD.findall(part)).casefold() for part in parts if len(_WORD.findall(part)) > 8}


def test_no_longer_sentence_stands_in_more_than_two_files(
    papers: dict[str, Papers], works: tuple[AuditeeWork, ...]
) -> None:
    files: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for read in papers.values():
        for auditee, document in read:
            for sentence in _sentences(document.text):
                files[sentence].add((auditee, document.case))
    for auditee, case, answer in given(works):
        for sentence in _sentences(answer.comment):
            files[sentence].add((auditee, case))

    assert len(files) > 1000
    assert {sentence: sorted(where) for sentence, where in files.items() if len(where) > 2} == {}


def test_nobody_in_the_county_exists(region: Region) -> None:
    assert len(set(NAMES)) == 290
    invented = {auditee.name.removeprefix("Socialnämnden i ") for auditee in region[1].auditees}
    invented |= {a.name.rsplit(" ", 1)[-1] for a in open_audit(region[0], "ovning").auditees}
    assert len(invented) == 17
    assert invented & set(NAMES) == set()

    named = re.compile(r"\b(\w+?)s? (?:kommun|stad)\b")
    told = {hit for path in _texts() for hit in named.findall(path.read_text("utf-8")) if hit[:1].isupper()}
    assert {hit for hit in told if hit in NAMES or f"{hit}s" in NAMES} == set()


def _texts() -> Iterator[Path]:
    yield from (p for p in SAMPLE_CASES.rglob("*") if p.suffix in (".md", ".txt", ".csv", ".yaml"))


def test_the_county_taken_in_again_is_no_new_entry(county: Path) -> None:
    with open_desk(county) as desk:
        opened = open_audit(desk, "exempellan")
        before = desk.store.all("SELECT COUNT(*) AS n FROM entry")[0]["n"]
        folder = SAMPLE_CASES / "exempellan"
        for auditee in opened.auditees:
            intake.import_frame(desk, opened, auditee.id, folder / "registers" / f"{auditee.id}.csv")
        documents.import_documents(desk, opened, folder / "documents")

        assert desk.store.all("SELECT COUNT(*) AS n FROM entry")[0]["n"] == before


def test_the_answers_that_are_true_of_the_exercise_finish_it(county: Path) -> None:
    from tillsyn.workflow.answers import import_answers

    with open_desk(county) as desk:
        opened = open_audit(desk, "ovning")
        (facit,) = (SAMPLE_CASES / "ovning" / "facit").glob("*.yaml")

        assert import_answers(desk, opened, facit).problems == ()

        (work,) = audit_work(desk, opened)
        assert [gap for judged in work.all for gap in judged.progress.gaps] == []
        assert {e.line > 0 for judged in work.cases for a in judged.answers.values() for e in a.evidence} == {True}
