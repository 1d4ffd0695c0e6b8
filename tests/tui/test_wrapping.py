"""Breaking text into rows without losing any of it, and moving between rows that are not made yet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tillsyn.domain.passages import lines_of
from tillsyn.tui.widgets.layout import START, Layout, source_of
from tillsyn.tui.widgets.wrapping import Piece, break_line, flow, paragraphs

TEXT = st.text(alphabet=st.sampled_from("abc åäö é文🙂ß\tİ–\u0301"), max_size=120)
LINES = st.lists(TEXT, min_size=1, max_size=12)


def _laid_out(lines: list[str], width: int) -> list[tuple[Piece, ...]]:
    return [row for first, last in paragraphs(lines) for row in flow(lines, first, last, width)]


@given(TEXT, st.integers(4, 40))
def test_rows_hold_the_whole_line_and_fit(text: str, width: int) -> None:
    rows = break_line(text, width)
    assert "".join(text[start:end] for start, end in rows) == text
    assert all(cell_len(text[start:end].rstrip()) <= width for start, end in rows)


@given(st.text(alphabet="abc åäö–", max_size=120), st.integers(4, 40))
def test_a_word_is_broken_only_where_it_fits_in_no_row(text: str, width: int) -> None:
    for start, _end in break_line(text, width)[1:]:
        assert text[start - 1] == " " or " " not in text[max(0, start - width) : start]


@given(LINES, st.integers(4, 40))
def test_every_sign_of_every_line_is_on_some_row_once(lines: list[str], width: int) -> None:
    shown = dict.fromkeys(range(1, len(lines) + 1), "")
    for pieces in _laid_out(lines, width):
        for number, start, end in pieces:
            shown[number] += lines[number - 1][start:end]
    assert shown == dict(enumerate(lines, start=1))


def test_lines_broken_for_their_width_flow_together_and_lists_do_not() -> None:
    long = "ord " * 15 + "slut"
    assert len(_laid_out([long, "fortsätter här"], 200)) == 1
    assert len(_laid_out([long, "- punkt"], 200)) == 2
    assert len(_laid_out(["kort", "rad"], 200)) == 2


@given(LINES, st.integers(4, 40), st.integers(-30, 30), st.integers(0, 30))
def test_moving_lands_on_the_row_that_is_so_far_away(lines: list[str], width: int, step: int, begin: int) -> None:
    layout = Layout(source_of("\n".join(lines)), width)
    places = [place for place, _row in layout.rows_from(START, 10_000)]
    at = min(begin, len(places) - 1)
    assert layout.step(places[at], step) == places[max(0, min(at + step, len(places) - 1))]
    assert places == sorted(places)
    assert layout.end == places[-1]


@given(LINES, st.integers(4, 40))
def test_a_place_in_a_line_is_on_the_row_that_holds_it(lines: list[str], width: int) -> None:
    text = "\n".join(lines)
    layout = Layout(source_of(text), width)
    rows = dict(layout.rows_from(START, 10_000))
    for number, line in enumerate(lines_of(text), start=1):
        for offset in range(len(line)):
            pieces = rows[layout.row_of(number, offset)]
            assert any(n == number and start <= offset < end for n, start, end in pieces)
        assert layout.row_of(number) in rows
        assert 0 <= layout.share(layout.row_of(number)) <= 1


@pytest.mark.parametrize(
    "line", ["a" * 100_000, "ord " * 25_000, "文" * 100_000, "\u0301" * 100_000, "a\u0301 " * 30_000]
)
def test_one_endless_line_is_broken_into_rows_a_terminal_can_bear(line: str) -> None:
    layout = Layout(source_of(line), 80)
    rows = layout.rows_from(START, 10_000)
    assert len(rows) > 200
    assert all(sum(end - start for _n, start, end in row) <= 400 for _place, row in rows)


def test_many_pages_without_an_empty_line_are_not_broken_all_at_once() -> None:
    assert max(last - first for first, last in paragraphs(["ord " * 20] * 5_000)) < 100
