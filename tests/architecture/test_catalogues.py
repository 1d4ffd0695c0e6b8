"""The program's messages have their Swedish: nothing missing, nothing left over, nothing mistyped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import catalogues


@pytest.fixture(scope="module")
def found() -> list[catalogues.Translation]:
    return catalogues.translations()


def test_every_message_of_the_source_has_swedish(found: list[catalogues.Translation]) -> None:
    missing, _left = catalogues.out_of_step(found)
    assert not missing, "\n".join(missing)


def test_no_translation_outlives_its_message(found: list[catalogues.Translation]) -> None:
    _missing, left = catalogues.out_of_step(found)
    assert not left, "\n".join(left)


def test_the_translations_are_without_faults(found: list[catalogues.Translation]) -> None:
    assert catalogues.faults(found) == []


def test_what_the_program_reads_is_in_step(found: list[catalogues.Translation]) -> None:
    assert catalogues.MERGED.read_bytes() == catalogues.compiled(found), "run: make catalogues"


def test_the_extraction_sees_all_three_ways_to_say_something() -> None:
    said = catalogues.source_messages()
    assert "{n} fault." in said  # ngettext
    assert "The app needs a terminal." in said  # _
    assert "Show this help and stop." in said  # N_


def _read(folder: Path, *messages: str) -> list[catalogues.Translation]:
    (folder / "some.po").write_text("\n\n".join(messages), encoding="utf-8")
    return catalogues.translations(folder)


@pytest.mark.parametrize(
    ("messages", "fault"),
    [
        (['msgid "Yes"\nmsgstr "Ja"', 'msgid "Yes"\nmsgstr "Jo"'], "another way"),
        (['msgid "{n} files"\nmsgstr "{m} filer"'], "differs in its places: {m}, {n}"),
        (['msgid "{n} file"\nmsgid_plural "{n} files"\nmsgstr[0] "{n} fil"\nmsgstr[1] "filer"'], "places: {n}"),
        (['#, fuzzy\nmsgid "Yes"\nmsgstr "Ja"'], "fuzzy"),
        (['msgid "Yes"\nmsgstr ""'], "no Swedish"),
        (['msgid "{n} file"\nmsgid_plural "{n} files"\nmsgstr[0] "{n} fil"\nmsgstr[1] ""'], "no Swedish"),
        (['msgid "Usage: "\nmsgstr "Skrivs:"'], "begins or ends"),
    ],
)
def test_a_fault_in_a_translation_is_told(tmp_path: Path, messages: list[str], fault: str) -> None:
    assert [told for told in catalogues.faults(_read(tmp_path, *messages)) if fault in told]


def test_the_same_translation_twice_is_no_fault(tmp_path: Path) -> None:
    assert catalogues.faults(_read(tmp_path, 'msgid "Yes"\nmsgstr "Ja"', 'msgid "Yes"\nmsgstr "Ja"')) == []
