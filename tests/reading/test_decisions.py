"""Decision files: what was decided about each requirement, and what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.a_set import a_set
from tillsyn.domain.findings import Disposition
from tillsyn.problems import errors
from tillsyn.reading.decisions import DecisionsReading, GivenDecision, read_decisions

HEAD = "format: 1\naudit: exempellan\ndecisions:\n"
GOOD = (
    HEAD
    + """\
  - {auditee: norrskog, requirement: K-UTREDNING, as: krav, reason: "Bristen går igen i alla akter."}
  - {auditee: norrskog, requirement: R-METOD, as: råd, reason: "En metod ger stöd."}
  - {auditee: ljusfors, requirement: K-UTREDNING, as: ingen, reason: "Nämnden har redan rättat det."}
"""
)


def one(auditee: str = "norrskog", requirement: str = "K-UTREDNING", word: str = "krav", reason: str = "Skäl.") -> str:
    return f'  - {{auditee: {auditee}, requirement: {requirement}, as: {word}, reason: "{reason}"}}\n'


FAULTS = {
    "A001": GOOD.replace("format: 1", "format: 9"),
    "A030": HEAD + one(requirement="K-UTREDNINGEN"),
    "A031": HEAD + one(word="kravv"),
    "A032": HEAD + one(requirement="R-METOD"),
    "A033": HEAD + one() + one(word="råd"),
    "A020W": HEAD + one(reason="Se 821105-9954."),
    "A021W": HEAD + one(reason="Ring 070-123 45 67."),
    "Y031": HEAD + "  - {auditee: norrskog, requirement: K-UTREDNING, as: krav}\n",
    "Y032": HEAD + '  - {auditee: norrskog, requirement: K-UTREDNING, as: krav, reason: "x", skäl: y}\n',
    "Y033": HEAD + one(reason=""),
}


def read(folder: Path, content: str | bytes) -> DecisionsReading:
    path = folder / "norrskog.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_decisions(path, a_set())


def test_decisions_are_read_in_order(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == DecisionsReading(
        "exempellan",
        (
            GivenDecision("norrskog", "K-UTREDNING", Disposition.REQUIREMENT, "Bristen går igen i alla akter."),
            GivenDecision("norrskog", "R-METOD", Disposition.ADVICE, "En metod ger stöd."),
            GivenDecision("ljusfors", "K-UTREDNING", Disposition.NONE, "Nämnden har redan rättat det."),
        ),
        (),
    )


@pytest.mark.parametrize(("code", "content"), FAULTS.items())
def test_each_fault_is_found(tmp_path: Path, code: str, content: str) -> None:
    reading = read(tmp_path, content)
    assert [problem.code for problem in reading.problems] == [code]
    assert reading.problems[0].message
    assert "9954" not in repr(reading.problems)


def test_all_faults_come_in_one_run(tmp_path: Path) -> None:
    content = HEAD + one(requirement="K-UTRDNING", word="rad?") + one(requirement="R-METOD") + one()
    reading = read(tmp_path, content)
    assert [(p.code, p.line) for p in reading.problems] == [("A030", 4), ("A031", 4), ("A032", 5)]
    assert reading.problems[0].about["nearest"] == "K-UTREDNING"
    assert len(reading.decisions) == 1


def test_personal_details_in_a_reason_hinder_nothing_here(tmp_path: Path) -> None:
    reading = read(tmp_path, FAULTS["A020W"])
    assert errors(reading.problems) == ()
    assert reading.decisions[0].reason == "Se 821105-9954."


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (HEAD + text).encode("utf-8", "replace")))
def test_no_bytes_make_it_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    reading = read(tmp_path_factory.getbasetemp(), content)
    assert reading.decisions or reading.problems
    assert all(problem.message for problem in reading.problems)
