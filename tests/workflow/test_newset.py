"""A set begun from a few answers: whole, without a fault whatever was answered, and nothing half-written."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.reading.test_schema import as_an_editor_reads
from tillsyn.domain.units import Unit
from tillsyn.errors import DocumentFault, UsageFault
from tillsyn.reading.criteria import check_paths, read_criteria
from tillsyn.reading.tree import parse_tree
from tillsyn.workflow import newset
from tillsyn.workflow.newset import NewSetAnswers, read_area, write_set

LAW = "SoL; 2025:400; 13 kap. 10 §"
ANSWERS = NewSetAnswers("bistand", "Bistånd", Unit.CASE_FILE, ["Planering", "UPF=Uppföljning"], "Finns en plan?", LAW)


@pytest.mark.parametrize("reads", Unit)
@pytest.mark.parametrize("law", [LAW, ""])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_new_set_passes_its_check_and_its_schema_at_once(
    reads: Unit, law: str, language: str, tmp_path: Path
) -> None:
    folder = tmp_path / "bistand"

    written = write_set(
        folder, NewSetAnswers("bistand", "Bistånd", reads, ["Planering"], "Finns en plan?", law, language)
    )

    assert [path.name for path in written] == ["set.yaml", "README.md", "planering.yaml", "schema.json"]
    assert check_paths([folder]) == ()
    validator = Draft202012Validator(json.loads((folder / "schema.json").read_text(encoding="utf-8")))
    for file in folder.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        assert text.startswith("# yaml-language-server: $schema=schema.json\n")
        assert not [*validator.iter_errors(as_an_editor_reads(parse_tree(text, "f").root))]


def test_what_was_answered_stands_in_it(tmp_path: Path) -> None:
    write_set(tmp_path / "bistand", ANSWERS)

    criteria = read_criteria(tmp_path / "bistand").criteria
    assert criteria is not None
    assert (criteria.id, criteria.title, criteria.status, criteria.language) == ("bistand", "Bistånd", "draft", "sv")
    assert [(area.id, area.title) for area in criteria.areas] == [("PLA", "Planering"), ("UPF", "Uppföljning")]
    first, second = criteria.criteria
    assert first.question.wordings[0].text == "Finns en plan?"
    assert [basis.citation for basis in first.legal_basis] == ["13 kap. 10 § SoL (2025:400)"]
    assert (first.requirement, second.requirement, second.legal_basis) == ("K-PLA", "R-UPF", ())


def test_a_schema_beside_the_sets_is_used(tmp_path: Path) -> None:
    (tmp_path / "schema.json").write_text("{}")

    write_set(tmp_path / "bistand", ANSWERS)

    assert not (tmp_path / "bistand" / "schema.json").exists()
    assert "$schema=../schema.json" in (tmp_path / "bistand" / "set.yaml").read_text(encoding="utf-8")


def test_an_empty_folder_is_filled_and_any_other_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    write_set(tmp_path / "tom", ANSWERS)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mitt.txt").write_text("mitt")

    for taken in (tmp_path / "tom", tmp_path / "full", tmp_path / "full" / "mitt.txt"):
        with pytest.raises(UsageFault):
            write_set(taken, ANSWERS)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mitt.txt"]


def test_nothing_is_left_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = newset.write_file

    def full_disk(path: Path, content: bytes) -> None:
        if path.name == "uppfoljning.yaml":
            raise DocumentFault("fullt", "")
        write(path, content)

    monkeypatch.setattr(newset, "write_file", full_disk)

    with pytest.raises(DocumentFault):
        write_set(tmp_path / "bistand", ANSWERS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("answer", "value"),
    [("id", "Två Ord"), ("title", "  "), ("areas", []), ("areas", ["pla=Planering"]), ("areas", ["A=B", "A=C"]),
     ("areas", ["PLA=En", "PLA=Två"]), ("areas", ["12"]), ("question", ""), ("law", "SoL 2025:400"), ("law", ";;")],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_before_anything_is_written(answer: str, value: object, tmp_path: Path) -> None:
    said = {name: getattr(ANSWERS, name) for name in ("id", "title", "reads", "areas", "question", "law")}

    with pytest.raises(UsageFault):
        write_set(tmp_path / "bistand", NewSetAnswers(**{**said, answer: value}))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("said", "letters", "file"),
    [("Planering", "PLA", "planering.yaml"), ("Öppna insatser", "ÖPP", "oppna_insatser.yaml"),
     ("X1=y", "", ""), ("ÅÄ=Set", "ÅÄ", "set_aa.yaml"), ("PLA=Plan = mål", "", "")],
)  # fmt: skip
def test_an_area_gets_letters_and_a_file(said: str, letters: str, file: str) -> None:
    if not letters:
        with pytest.raises(UsageFault):
            read_area(said)
    else:
        assert (read_area(said).id, read_area(said).file) == (letters, file)


def test_areas_that_begin_alike_get_letters_of_their_own() -> None:
    first = read_area("Planering")

    second = read_area("Planer", [first])

    assert (second.id, second.file) == ("PLN", "planer.yaml")


@settings(max_examples=25)
@given(st.text(min_size=1), st.text(min_size=1))
def test_no_words_make_a_set_with_faults(title: str, question: str) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place) / "bistand"
        try:
            write_set(folder, NewSetAnswers("bistand", title, Unit.CASE_FILE, ["Planering"], question))
        except UsageFault:
            assert not folder.exists()
        else:
            assert check_paths([folder]) == ()
