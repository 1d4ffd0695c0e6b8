"""Every code of lists, documents, answers and profiles has a bad example and a Swedish sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.reading import (
    test_agency,
    test_answers,
    test_auditees,
    test_calibration,
    test_decisions,
    test_documents,
    test_register_formats,
    test_registers,
    test_systems,
)
from tillsyn import reading
from tillsyn.problems import KINDS
from tillsyn.problems.answers import ANSWERS
from tillsyn.problems.registers import REGISTERS
from tillsyn.problems.settings import SETTINGS

_MODULES = (test_agency, test_answers, test_auditees, test_decisions, test_documents, test_registers, test_calibration,
            test_register_formats, test_systems)  # fmt: skip
_FOLDER = Path(reading.__file__).parent
_GIVEN = {
    code
    for path in _FOLDER.glob("*.py")
    for code in re.findall(r'"([RAS][0-9]{3}W?)"', path.read_text(encoding="utf-8"))
}
# Those that need more than a text to come about; the tests named give them.
_ELSEWHERE = {
    "A057": test_calibration.test_a_missing_key_is_told,
    "R011": test_registers.test_a_pointed_out_column_or_fact_that_is_not_there_is_named,
    "R012": test_registers.test_a_pointed_out_column_or_fact_that_is_not_there_is_named,
    "R028": test_register_formats.test_the_only_sheet_with_a_case_code_is_read_and_hidden_sheets_are_told,
    "R041": test_registers.test_a_meaning_that_is_none_is_told,
    "R063": test_documents.test_a_folder_that_cannot_be_opened_is_a_fault,
}


def test_every_code_a_reader_gives_has_a_sentence() -> None:
    assert set(KINDS) >= _GIVEN


def test_every_code_a_reader_gives_has_a_bad_example() -> None:
    examples = {code for module in _MODULES for code in module.FAULTS} | set(_ELSEWHERE)
    assert sorted(_GIVEN - examples) == []


@pytest.mark.parametrize("code", [*REGISTERS, *ANSWERS, *SETTINGS])
def test_every_sentence_is_said_in_swedish_with_the_same_places(code: str) -> None:
    catalogues = (_FOLDER.parent / "locale/sv/LC_MESSAGES").glob("*.po")
    catalogue = "\n".join(path.read_text(encoding="utf-8") for path in sorted(catalogues))
    swedish = dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', catalogue, re.MULTILINE))
    sentence = KINDS[code]
    assert sentence in swedish
    places = re.compile(r"{\w+}")
    assert sorted(places.findall(swedish[sentence])) == sorted(places.findall(sentence))
