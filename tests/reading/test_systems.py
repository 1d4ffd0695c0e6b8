"""What is remembered of a case system is read back the same, and anything else is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.a_set import FACTS
from tillsyn.domain.frames import Layout
from tillsyn.reading.registers import read_register
from tillsyn.reading.systems import joined, read_system, system_text

_WORDS = st.text(alphabet='aÅ "\\:#-é0\n', min_size=1, max_size=6).filter(str.strip)
_TEXTS = st.dictionaries(_WORDS, _WORDS, max_size=3)

FAULTS = {
    "R044": "format: 1\ncolumns: Akt\n",
}


@given(_TEXTS, st.dictionaries(_WORDS, st.dictionaries(_WORDS, _WORDS, min_size=1, max_size=3), max_size=2))
def test_any_layout_is_read_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, columns: dict[str, str], values: dict[str, dict[str, str]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "system.yaml"
    path.write_text(system_text("treserva", Layout(columns, values)), encoding="utf-8", newline="")
    assert read_system(path) == (Layout(columns, values), ())


@pytest.mark.parametrize(
    "text", [*FAULTS.values(), "format: 2\n", "[1]", "format: 1\nfärg: blå\n", "format: 1\nvalues: {a: b}\n"]
)
def test_what_is_no_memory_of_a_system_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "system.yaml"
    path.write_text(text, encoding="utf-8")
    layout, problems = read_system(path)
    assert (layout, [problem.code for problem in problems]) == (Layout(), ["R044"])


def test_what_is_new_goes_before_what_was_known() -> None:
    old = Layout({"Akt": "case", "Form": "insatsform"}, {"insatsform": {"Placering": "hvb"}})
    new = Layout({"FORM": "utforare"}, {"insatsform": {"placering": "oppenvard", "Hem": "hvb"}})
    assert joined(old, new) == Layout(
        {"Akt": "case", "FORM": "utforare"}, {"insatsform": {"placering": "oppenvard", "Hem": "hvb"}}
    )


def test_what_is_remembered_and_does_not_fit_a_register_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    path.write_text("Akt;Form\nA;Placering\n", encoding="utf-8")
    remembered = Layout(
        {"Akt": "case", "Form": "insatsform", "Borta": "barn_berors", "form": "okänd"},
        {"insatsform": {"Placering": "hvb", "Annat": "husbåt"}, "okänd": {"x": "y"}},
    )

    reading = read_register(path, FACTS, required=["insatsform"], remembered=remembered)

    assert reading.problems == ()
    assert reading.canonical == '[{"case":"A","facts":{"insatsform":"hvb"}}]'
    assert reading.layout == Layout({"Akt": "case", "Form": "insatsform"}, {"insatsform": {"Placering": "hvb"}})
