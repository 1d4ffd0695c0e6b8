"""Sums counted by hand: two committees, three files and one question about the committee itself."""

from __future__ import annotations

from dataclasses import replace

from tests.writing.a_letter import CRITERIA
from tillsyn.domain.criteria import Meaning
from tillsyn.domain.tables import Table
from tillsyn.stats.summaries import JudgedCriterion, by_area, by_auditee, by_criterion, by_stratum

MET, PARTLY, UNMET = Meaning.MET, Meaning.PARTLY, Meaning.UNMET
AREAS = {"PLA-01": "PLA", "PLA-02": "PLA", "UPF-11": "UPF"}


def judged(auditee: str, number: int, stratum: str, criterion: str, judgement: Meaning | None) -> JudgedCriterion:
    return JudgedCriterion(auditee, number, stratum, AREAS[criterion], criterion, judgement)


ALL = [
    judged("vik", 1, "hvb", "PLA-01", MET),
    judged("vik", 1, "hvb", "PLA-02", UNMET),
    judged("vik", 2, "oppen", "PLA-01", PARTLY),
    judged("vik", 2, "oppen", "PLA-02", UNMET),
    judged("nas", 1, "oppen", "PLA-01", Meaning.NOT_APPLICABLE),
    judged("nas", 1, "oppen", "PLA-02", None),
    judged("vik", 0, "", "UPF-11", UNMET),
    judged("nas", 0, "", "UPF-11", MET),
]


def rows(table: Table, key: str) -> dict[object, dict[str, object]]:
    return {record[key]: dict(record) for record in table.records}


def test_by_criterion_counts_each_meaning_and_the_auditees() -> None:
    found = rows(by_criterion(CRITERIA, ALL), "criterion")
    assert found["PLA-01"] == {
        "criterion": "PLA-01",
        "met": 1,
        "partly": 1,
        "unmet": 0,
        "not_applicable": 1,
        "cannot_judge": 0,
        "unanswered": 0,
        "auditees": 1,  # it was asked at one of the two
        "auditees_lacking": 1,
    }
    assert (found["PLA-02"]["unmet"], found["PLA-02"]["unanswered"], found["PLA-02"]["auditees"]) == (2, 1, 1)
    assert (found["UPF-11"]["unmet"], found["UPF-11"]["auditees"], found["UPF-11"]["auditees_lacking"]) == (1, 2, 1)


def test_by_area_keeps_files_and_auditees_apart() -> None:
    planning = rows(by_area(CRITERIA, ALL), "area")["PLA"]
    assert (planning["applicable"], planning["lacking"], planning["unanswered"]) == (2, 2, 1)
    assert (planning["auditees"], planning["auditees_lacking"]) == (1, 1)


def test_an_area_about_auditees_alone_has_no_files() -> None:
    follow_up = rows(by_area(CRITERIA, ALL), "area")["UPF"]
    assert (follow_up["applicable"], follow_up["lacking"]) == (0, 0)


def test_by_auditee_keeps_the_order_given_and_counts_files_once() -> None:
    table = by_auditee(CRITERIA, ALL, [("vik", "Vik"), ("nas", "Näs")])
    assert table.records == (
        {
            "auditee": "vik",
            "name": "Vik",
            "files": 2,
            "lacking": 2,
            "unanswered": 0,
            "PLA_lacking": 2,
            "PLA_applicable": 2,
        },
        {
            "auditee": "nas",
            "name": "Näs",
            "files": 1,
            "lacking": 0,
            "unanswered": 1,
            "PLA_lacking": 0,
            "PLA_applicable": 0,
        },
    )


def test_by_stratum_adds_over_auditees() -> None:
    found = rows(by_stratum(CRITERIA, ALL, [("hvb", "HVB"), ("oppen", "Öppenvård")]), "stratum")
    assert (found["hvb"]["files"], found["hvb"]["lacking"]) == (1, 1)
    assert (found["oppen"]["files"], found["oppen"]["lacking"]) == (2, 1)


def test_nothing_judged_gives_zeros_and_no_fault() -> None:
    assert all(value == 0 for record in by_criterion(CRITERIA, []).records for value in list(record.values())[1:])
    assert by_auditee(CRITERIA, [], []).rows == ()
    assert len(by_area(CRITERIA, []).rows) == 2


def test_cells_are_plain_numbers_and_texts() -> None:
    for table in (by_criterion(CRITERIA, ALL), by_area(CRITERIA, ALL), by_auditee(CRITERIA, ALL, [("vik", "Vik")])):
        assert {type(cell) for row in table.rows for cell in row} == {int, str}


def test_the_order_of_judgements_does_not_matter() -> None:
    assert by_area(CRITERIA, ALL) == by_area(CRITERIA, ALL[::-1])
    moved = [replace(j, number=j.number) for j in sorted(ALL, key=lambda j: j.criterion)]
    assert by_criterion(CRITERIA, ALL) == by_criterion(CRITERIA, moved)
