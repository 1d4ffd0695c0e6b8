"""Files of phrases: what can be used is, and every fault is told at its place."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.disclosure import find_disclosures
from tillsyn.domain.phrases import Origin, Phrase
from tillsyn.problems.phrases import PHRASES
from tillsyn.reading.compiled import compile_set
from tillsyn.reading.criteria import check_paths, read_criteria
from tillsyn.reading.phrases import MOST, PHRASES_FILE, read_phrases
from tillsyn.resources import bundled

SMALL = Path(__file__).parents[1] / "small" / "criteria"
GOOD = """\
format: 1
set: liten
phrases:
  - {text: "Akten visar inte detta.", answers: [nej]}
  - {text: "Planen saknar mål.", for: [PLA-02, MET]}
"""
# what is written, what it is changed to, and where the fault stands
FAULTS = {
    "P001": ("PLA-02", "PLA-20", "5:40"),
    "P002": ("Planen saknar mål.", "Ring 070-123 45 67.", "5:12"),
    "P003": ("Planen saknar mål.", "Akten visar inte detta.", "5:12"),
    "P004": ("Planen saknar mål.", "Planen " * (MOST // 6), "5:12"),
    "P005": ("set: liten", "set: stor", "2:6"),
    "P006": ("set: liten\n", "", "3:48"),
    "P007": ("[nej]", "[nja]", "4:49"),
    "A001": ("format: 1", "format: 2", "1:9"),
    "Y031": ('text: "Planen saknar mål.", ', "", "5:5"),
    "Y032": ("for:", "fore:", "5:34"),
}


@pytest.fixture
def liten() -> CriteriaSet:
    criteria = read_criteria(SMALL).criteria
    assert criteria is not None
    return criteria


def written(folder: Path, text: str) -> Path:
    path = folder / PHRASES_FILE
    path.write_text(text, encoding="utf-8")
    return path


def test_phrases_are_read_with_what_they_are_for(tmp_path: Path, liten: CriteriaSet) -> None:
    reading = read_phrases(written(tmp_path, GOOD), liten, Origin.AGENCY)

    assert reading.problems == ()
    assert reading.phrases == (
        Phrase("Akten visar inte detta.", (), ("nej",), Origin.AGENCY),
        Phrase("Planen saknar mål.", ("PLA-02", "MET"), (), Origin.AGENCY),
    )


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_told_at_its_place_and_the_others_can_be_used(code: str, tmp_path: Path, liten: CriteriaSet) -> None:
    old, new, place = FAULTS[code]
    assert old in GOOD
    origin = Origin.AGENCY if code == "P006" else Origin.SET
    path = written(tmp_path, GOOD.replace(old, new))

    reading = read_phrases(path, liten, origin)

    assert code in [problem.code for problem in reading.problems]
    assert [p.place for p in reading.problems if p.code == code][0] == f"{path}:{place}"
    assert len(reading.phrases) < 2 or code == "A001"


def test_a_name_that_is_almost_right_is_suggested(tmp_path: Path, liten: CriteriaSet) -> None:
    (problem,) = read_phrases(written(tmp_path, GOOD.replace("PLA-02", "PLA-2")), liten).problems
    assert "PLA-02" in problem.message


def test_a_file_for_another_set_is_left_alone(tmp_path: Path, liten: CriteriaSet) -> None:
    text = GOOD.replace("set: liten", "set: stor").replace("PLA-02", "XYZ-02")
    reading = read_phrases(written(tmp_path, text), liten, Origin.AGENCY)
    assert (reading.phrases, reading.problems) == ((), ())


def test_phrases_of_any_set_need_no_name(tmp_path: Path, liten: CriteriaSet) -> None:
    text = "format: 1\nphrases:\n  - text: Akten visar inte detta.\n"
    reading = read_phrases(written(tmp_path, text), liten, Origin.AGENCY)
    assert (len(reading.phrases), reading.problems) == (1, ())


@pytest.mark.parametrize("sentence", PHRASES.values())
def test_every_sentence_is_said_in_swedish(sentence: str, root: Path) -> None:
    catalogue = (root / "tillsyn/locale/sv/LC_MESSAGES/reading.po").read_text(encoding="utf-8")
    assert f'msgid "{sentence}"\nmsgstr "' in catalogue


def test_the_first_bank_is_whole_and_says_what_files_show() -> None:
    folder = bundled("criteria") / "missbruk-vuxna"
    criteria = read_criteria(folder).criteria
    assert criteria is not None
    reading = read_phrases(folder / PHRASES_FILE, criteria)

    assert reading.problems == ()
    assert len(reading.phrases) >= 40
    assert {area for phrase in reading.phrases for area in phrase.about} >= {"BEH", "UPF", "PLA-04", "UPD-01", "SIP-01"}
    for phrase in reading.phrases:
        assert phrase.text.endswith("."), phrase.text
        assert not find_disclosures(phrase.text)
        assert len(phrase.text) <= 120, phrase.text
        assert not re.search(r"\b(IVO|han|hon|klienten|brukaren|borde|tyvärr)\b", phrase.text), phrase.text


def test_phrases_change_no_hash_and_are_checked_with_their_set(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SMALL, tmp_path / "liten"))
    before = read_criteria(folder).criteria
    written(folder, GOOD.replace("PLA-02", "PLA-20"))
    after = read_criteria(folder).criteria
    assert before is not None and after is not None
    assert compile_set(before) == compile_set(after)
    assert [problem.code for problem in check_paths([folder])] == ["P001"]
