"""`second`, `agreement`, `compare` and `drift`: what they print, and what they say to what cannot be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.workflow.a_second_reading import ANNA, BO, read
from tillsyn.domain.seats import Seat

CASES = ("V-01", "V-02", "V-03", "V-04")


@pytest.fixture
def twice(small: Path) -> Path:
    """All four files, read by two who differ on the method of one."""
    read(small, ANNA, Seat.FIRST, dict.fromkeys(CASES, "PLA-01 ja, MET-01 ja"))
    read(small, BO, Seat.SECOND, {**dict.fromkeys(CASES[:3], "PLA-01 ja, MET-01 ja"), "V-04": "PLA-01 ja, MET-01 nej"})
    return small


def test_files_are_drawn_and_listed(at: Run) -> None:
    made = at("second", "draw", "--share", "50 %", "--seed", "frö", "--reader", BO, "--json").json
    assert (made["seed"], made["files"], made["before"], len(made["added"])) == ("frö", 4, 0, 2)

    said = at("second", "draw", "--size", 3, "--seed", "frö")
    assert said.code == 0
    assert "1 akt av 4 är dragen för en andra läsning, med fröet frö." in said.err
    assert "Inget nytt: 3 akter är redan dragna." in at("second", "draw", "--size", 2).err
    listed = at("second", "list")
    assert listed.out.count(BO) == 2 and "andra läsare" in listed.out
    assert [one["drawn"] for one in at("second", "list", "--json").json] == [True] * 3
    assert "akt ska läsas två gånger" in at("second", "list", "--auditee", "o-nas").err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Säg hur många akter"),
        (("--size", "2", "--share", "10"), "Säg hur många akter"),
        (("--share", "tio"), "”tio” är ingen andel"),
        (("--size", "1", "--auditee", "finns-inte"), "finns inte bland dem som granskas"),
    ],
)
def test_what_cannot_be_drawn(at: Run, words: tuple[str, ...], told: str) -> None:
    said = at("second", "draw", *words)

    assert said.code == 2 and told in said.err


def test_agreement_is_told_with_few_files_as_counts_alone(at: Run, twice: Path) -> None:
    said = at("agreement")

    method = next(line for line in said.out.splitlines() if line.startswith("MET-01"))
    assert method.split()[:4] == ["MET-01", "4", "4", "3"]
    assert "färre än 10 akter: bara antal" in method and "ja–nej 1" in method
    assert "4 akter är lästa två gånger." in said.err
    every = at("agreement", "--every-figure").out
    assert "75,0" in every and "ej definierat" in every


def test_agreement_leaves_without_names(at: Run, twice: Path, tmp_path: Path) -> None:
    file = tmp_path / "par.csv"

    assert f"{ANNA} – {BO}" in at("agreement", "--by", "pair").out
    assert "Skrivet till" in at("agreement", "--by", "pair", "-o", file, "--format", "csv").err
    assert "läsare 1 – läsare 2" in file.read_text(encoding="utf-8-sig")
    (pair, whole) = at("agreement", "--by", "pair", "--json", "--every-figure").json
    assert (pair["id"], whole["id"], pair["same"]) == ("läsare 1 – läsare 2", "totalt", whole["same"])


def test_nothing_read_twice(at: Run) -> None:
    said = at("agreement")

    assert (said.code, said.out) == (0, "")
    assert "Ingen akt är läst av två ännu." in said.err


def test_drift_is_told_with_its_rule(at: Run, twice: Path) -> None:
    said = at("drift", "--criterion", "MET-01")

    assert ANNA in said.out and "1/4" in said.out and "Nej · Ärende" in said.out
    assert "minst 5 akter var" in said.err
    assert at("drift", "--marked").out == ""
    assert ANNA not in at("drift", "--json").out
    assert at("drift", "--criterion", "PLA-99").code == 2


def test_two_stores_are_compared(at: Run, twice: Path, tmp_path: Path) -> None:
    away = Path(shutil.copy(twice, tmp_path / "away.tillsyn"))
    read(away, ANNA, Seat.FIRST, {"V-02": "MET-01 nej"})

    said = at("compare", "liten", "--other-store", away)
    assert said.code == 0
    assert "V-02" in said.out and "lägre" in said.out
    assert "liten bedömer högre i 0, lägre i 1 och annorlunda i 0 av dem." in said.err
    told = at("compare", "liten", "--other-store", away, "--json").json
    assert (told["files"], told["lower"], len(told["differences"])) == (4, 1, 1)
    assert "MET-01" in at("compare", "liten", "--other-store", away, "--by", "criterion").out
    assert "med sig själv" in at("compare", "liten").err
    assert at("compare", "finns-inte").code == 2
