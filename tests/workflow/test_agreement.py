"""Agreement of two readers: which judgements are set beside each other, grouped, and told where they say something."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.workflow.a_second_reading import ANNA, BO, read
from tillsyn.domain.agreement import agreed
from tillsyn.domain.criteria import Meaning
from tillsyn.domain.seats import Seat
from tillsyn.workflow.agreement import Agreements, By, GroupAgreed, agreements, judged_twice
from tillsyn.workflow.agreement_told import (
    Telling,
    agreement_file,
    agreement_words,
    decimals,
    difference_words,
    whole_words,
)
from tillsyn.workflow.audits import OpenAudit, open_audit
from tillsyn.workflow.desk import open_desk


@pytest.fixture
def twice(small: Path) -> Path:
    """Anna has read all four files; Bo has read V-01 and V-02 and begun on V-04. A child is concerned in V-01 alone."""
    read(
        small,
        ANNA,
        Seat.FIRST,
        {
            "V-01": "PLA-01 ja, PLA-02 delvis, PLA-03 ja, MET-01 ja",
            "V-02": "PLA-01 ja, PLA-02 ja, MET-01 nej",
            "V-03": "PLA-01 nej, MET-01 nej",
            "V-04": "PLA-01 ja, PLA-02 ja, MET-01 ja",
        },
    )
    read(
        small,
        BO,
        Seat.SECOND,
        {"V-01": "PLA-01 ja, PLA-02 nej, PLA-03 ja, MET-01 ja", "V-02": "PLA-01 nej, MET-01 nej", "V-04": "MET-01 nej"},
    )
    return small


def found(store: Path, by: By = By.CRITERION) -> tuple[OpenAudit, Agreements]:
    with open_desk(store) as desk:
        opened = open_audit(desk)
        return opened, agreements(desk, opened, by)


def group(told: Agreements, name: str) -> GroupAgreed:
    return next(one for one in told.groups if one.id == name)


def test_a_question_put_to_one_alone_counts_as_not_applicable_and_one_put_to_neither_not_at_all(twice: Path) -> None:
    with open_desk(twice) as desk:
        pairs = {(p.file[1], p.criterion.id): (p.first, p.second) for p in judged_twice(desk, open_audit(desk))}

    assert not [case for case, _criterion in pairs if case == "V-03"]  # read by one alone
    # Bo's "nej" to PLA-01 makes PLA-02 not asked of V-02; V-02 concerns no child by the register.
    assert pairs["V-02", "PLA-02"] == (Meaning.MET, Meaning.NOT_APPLICABLE)
    assert ("V-02", "PLA-03") not in pairs  # put to neither: no judgement
    assert pairs["V-04", "PLA-01"] == (Meaning.MET, None)
    assert pairs["V-04", "MET-01"] == (Meaning.MET, Meaning.UNMET)


def test_counts_per_criterion_counted_by_hand(twice: Path) -> None:
    _opened, told = found(twice)

    counts = {one.id: (one.files, one.agreed.units, one.agreed.same) for one in told.groups}
    # V-02 concerns no child and V-04 does not say: there PLA-03 is put to neither.
    assert counts == {"PLA-01": (2, 2, 1), "PLA-02": (2, 2, 0), "PLA-03": (1, 1, 1), "MET-01": (3, 3, 2)}
    assert told.whole is not None
    assert (told.whole.files, told.whole.agreed.units, told.whole.agreed.same) == (3, 8, 4)
    assert difference_words(group(told, "MET-01").agreed) == "ja–nej 1"


def test_areas_and_pairs_add_up_to_the_whole(twice: Path) -> None:
    for by in By:
        _opened, told = found(twice, by)
        assert told.whole is not None
        assert sum(one.agreed.units for one in told.groups) == told.whole.agreed.units
        assert sum(one.agreed.same for one in told.groups) == told.whole.agreed.same


def test_the_table_of_a_pair_has_the_first_by_name_in_its_rows(twice: Path) -> None:
    read(twice, BO, Seat.FIRST, {"V-03": "PLA-01 ja"})  # now Bo's is the first reading of that file …
    read(twice, ANNA, Seat.SECOND, {"V-03": "PLA-01 nej"})  # … and Anna's the second
    _opened, told = found(twice, By.PAIR)

    pair = group(told, f"{ANNA} – {BO}")
    met, unmet = pair.agreed.categories.index(Meaning.MET), pair.agreed.categories.index(Meaning.UNMET)
    # Anna nej, Bo ja: V-03. Anna ja, Bo nej: PLA-01 of V-02 and MET-01 of V-04.
    assert (pair.agreed.table[unmet][met], pair.agreed.table[met][unmet]) == (1, 2)


def test_a_second_reader_has_facts_of_her_own(twice: Path) -> None:
    read(twice, BO, Seat.SECOND, {"V-02": "barn=ja, PLA-03 nej"})
    with open_desk(twice) as desk:
        pairs = {(p.file[1], p.criterion.id): (p.first, p.second) for p in judged_twice(desk, open_audit(desk))}

    assert pairs["V-02", "PLA-03"] == (Meaning.NOT_APPLICABLE, Meaning.UNMET)


def test_too_few_files_are_told_as_counts_alone(twice: Path) -> None:
    opened, told = found(twice)

    words = agreement_words(opened, group(told, "MET-01"), Telling())
    assert words == "färre än 10 akter: bara antal"
    (row, *_more) = json.loads(agreement_file(opened, told, "json", Telling()))
    assert (row["raw"], row["ac1"], row["enough"]) == (None, None, False)
    (row, *_more) = json.loads(agreement_file(opened, told, "json", Telling(every_figure=True)))
    assert (row["raw"], row["enough"]) == (0.5, True)
    assert row["counts"] == [[1, 0, 1, 0, 0], [0] * 5, [0] * 5, [0] * 5, [0] * 5]


def test_nothing_read_twice_is_said(small: Path) -> None:
    opened, told = found(small)

    assert (told.groups, told.whole) == ((), None)
    assert whole_words(opened, told, Telling()) == ("Ingen akt är läst av två ännu.",)


def test_the_whole_in_words(twice: Path) -> None:
    opened, told = found(twice)

    few = whole_words(opened, told, Telling())
    assert few[:2] == ("3 akter är lästa två gånger. 4 av 8 bedömningar är lika.", "Färre än 10 akter: bara antal.")
    every = whole_words(opened, told, Telling(every_figure=True))
    assert every[0].endswith("4 av 8 bedömningar är lika (50,0 %).")
    assert every[1].startswith("Måttlig samstämmighet (AC1 0,4")


def test_what_leaves_the_screen_has_numbers_in_place_of_names(twice: Path) -> None:
    opened, told = found(twice, By.PAIR)

    shown = agreement_file(opened, told, "table", Telling()).decode()
    assert f"{ANNA} – {BO}" in shown
    for form in ("csv", "json"):
        left = agreement_file(opened, told, form, Telling(names=False)).decode("utf-8-sig")
        assert ANNA not in left and BO not in left
        assert "läsare 1 – läsare 2" in left


def test_a_spreadsheet_has_a_row_per_criterion_and_the_whole(twice: Path) -> None:
    opened, told = found(twice)
    text = agreement_file(opened, told, "csv", Telling(every_figure=True)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))

    assert [row["id"] for row in rows] == ["PLA-01", "PLA-02", "PLA-03", "MET-01", "totalt"]
    children = rows[2]
    assert (children["percent"], children["ac1"]) == ("100,0", "1,00")
    assert children["kappa"] == children["alpha"] == "ej definierat"  # one judgement


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (9, "färre än 10 akter: bara antal"),
        (10, "färre än 20 akter: bara antal och procent"),
        (19, "färre än 20 akter: bara antal och procent"),
        (20, "mycket god samstämmighet; kappa är lågt eftersom nästan alla bedömningar är desamma"),
    ],
)
def test_the_fewer_files_the_less_is_told(liten: OpenAudit, files: int, words: str) -> None:
    """Twenty files, two of them split: 90 %, AC1 0.89, kappa −0.05."""
    pairs = [("met", "met")] * (files - 2) + [("met", "unmet"), ("unmet", "met")]
    figures = agreed(pairs, ("met", "unmet"))
    assert figures is not None

    assert agreement_words(liten, GroupAgreed("PLA-01", "", files, figures), Telling()) == words


def test_who_reads_a_file_twice_is_no_second_reader(small: Path) -> None:
    for seat in (Seat.FIRST, Seat.SECOND):
        read(small, ANNA, seat, {"V-01": "MET-01 ja"})
    opened, told = found(small, By.PAIR)

    assert agreement_words(opened, told.groups[0], Telling()).startswith("samma person två gånger; ")


@pytest.mark.parametrize(
    ("value", "digits", "text"), [(0.886, 2, "0,89"), (-0.05, 2, "-0,05"), (-0.001, 2, "0,00"), (60, 1, "60,0")]
)
def test_numbers_as_people_write_them(value: float, digits: int, text: str) -> None:
    assert decimals(value, digits) == text


def test_the_auditee_itself_is_judged_twice_but_is_no_file(twice: Path) -> None:
    for actor, seat, code in ((ANNA, Seat.FIRST, "ja"), (BO, Seat.SECOND, "nej")):
        read(twice, actor, seat, {"": f"MET-02 {code}"})
    _opened, told = found(twice)

    assert (group(told, "MET-02").files, group(told, "MET-02").agreed.units) == (1, 1)
    assert told.whole is not None
    assert (told.whole.files, told.whole.agreed.units) == (3, 9)
