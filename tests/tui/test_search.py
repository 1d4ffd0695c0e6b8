"""Finding words, and breaking text into rows without losing any of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tillsyn.domain.casefiles import Document
from tillsyn.tui.search import search
from tillsyn.tui.widgets.wrapping import break_line, lay_out

TEXT = st.text(alphabet=st.sampled_from("abc åäö é文🙂ß\tİ"), max_size=120)


def _document(text: str, kind: str = "plan") -> Document:
    return Document("V-01", kind, kind, kind, text)


def _found(text: str, *words: str) -> list[str]:
    lines = text.split("\n")
    return [lines[f.hit.line - 1][f.hit.start : f.hit.end] for f in search([_document(text)], words)]


def test_words_are_found_whatever_their_case_and_inside_others() -> None:
    assert _found("Vårdplanen och\nGENOMFÖRANDEPLAN", "vårdplan", "genomförandeplan") == [
        "Vårdplan",
        "GENOMFÖRANDEPLAN",
    ]


def test_a_short_word_must_begin_a_word() -> None:
    assert _found("Mål, delmål, målet, omålad", "mål") == ["Mål", "mål"]


def test_the_longer_of_two_that_overlap_is_the_hit() -> None:
    assert _found("planering", "plane", "planering") == ["planering"]


def test_places_are_right_after_signs_that_change_length_in_small_letters() -> None:
    assert _found("İİ planering ẞ planering", "planering") == ["planering", "planering"]


def test_documents_pointed_to_come_first() -> None:
    documents = [_document("planering", "journal"), _document("planering", "plan")]
    assert [found.document for found in search(documents, ["planering"], ["plan"])] == [1, 0]


def test_no_words_find_nothing() -> None:
    assert search([_document("text")], []) == ()
    assert search([_document("text")], [" "]) == ()


@given(TEXT, st.integers(4, 40))
def test_rows_hold_the_whole_line_and_fit(text: str, width: int) -> None:
    rows = break_line(text, width)
    assert "".join(text[start:end] for start, end in rows) == text
    assert all(cell_len(text[start:end].rstrip()) <= width for start, end in rows)


@given(st.lists(TEXT, min_size=1, max_size=12), st.integers(4, 40))
def test_every_sign_of_every_line_is_on_some_row_once(lines: list[str], width: int) -> None:
    shown = dict.fromkeys(range(1, len(lines) + 1), "")
    for pieces in lay_out(lines, width):
        for number, start, end in pieces:
            shown[number] += lines[number - 1][start:end]
    assert shown == dict(enumerate(lines, start=1))


def test_lines_broken_for_their_width_flow_together_and_lists_do_not() -> None:
    long = "ord " * 15 + "slut"
    assert len(lay_out([long, "fortsätter här"], 200)) == 1
    assert len(lay_out([long, "- punkt"], 200)) == 2
    assert len(lay_out(["kort", "rad"], 200)) == 2
