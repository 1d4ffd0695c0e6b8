"""Headings, pages and the lines of a quote: what can be known of a document from its lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.outline import headings
from tillsyn.domain.pages import is_page_mark, pages_of
from tillsyn.domain.passages import Hit, Hits, Likeness, lines_of, quoted_lines
from tillsyn.language import speak

TEXT = st.text(alphabet=st.sampled_from("ABc å1.#*\n—–: \x00\u202e"), max_size=200)
LONG = "Här står en hel mening som är längre än en rubrik brukar vara i en handling."


def _titles(text: str) -> list[tuple[int, int, str]]:
    return [(heading.line, heading.depth, heading.title) for heading in headings(text)]


def test_marked_headings() -> None:
    text = f"# Utredning\n\n{LONG}\n\n## Barnen ##\n**Källor.** Samtal.\nKORT\n#nej\n"
    assert _titles(text) == [(1, 1, "Utredning"), (5, 2, "Barnen"), (6, 6, "Källor")]


def test_lines_that_look_like_headings_where_none_is_marked() -> None:
    text = f"BESLUT OM BISTÅND\n{LONG}\n\n1. Bakgrund\n{LONG}\n\n1.2 Familjen\n{LONG}\nSlutsats\n{LONG}\nen rad\n{LONG}"
    assert _titles(text) == [
        (1, 1, "BESLUT OM BISTÅND"),
        (4, 1, "1. Bakgrund"),
        (7, 2, "1.2 Familjen"),
        (9, 2, "Slutsats"),
    ]


@pytest.mark.parametrize(
    "line",
    ["Namn: Karim", "den 9 september", "Hej, hej.", "2025-09-02", "1. Ring läkaren\n2. Skriv", "–", "— sida 2 —"],
)
def test_lines_that_are_no_headings(line: str) -> None:
    assert _titles(f"{LONG}\n{line}\n{LONG}") == []


@given(TEXT)
def test_every_heading_stands_on_its_line(text: str) -> None:
    lines = lines_of(text)
    found = headings(text)
    assert [h.line for h in found] == sorted({h.line for h in found})
    assert all(h.title.strip(" .:") in lines[h.line - 1] and h.depth > 0 for h in found)


def test_pages_begin_where_the_reader_of_the_source_said_so() -> None:
    text = "ett\n\n— sida 2 —\n\ntvå\n\n— sida 3: bild eller tom, läs den utanför —\n\n— page 4 —"
    assert [pages_of(text).of(line) for line in (1, 2, 3, 5, 6, 7, 9)] == [1, 1, 2, 2, 2, 3, 4]
    assert pages_of("ett\ntvå").of(2) is None
    assert not is_page_mark("— sida två —")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_the_reader_of_pdf_writes_is_known_again(language: str) -> None:
    from tillsyn.reading.pdftext import _headed

    speak(language)
    text = "\n\n".join([_headed(1, "ett"), _headed(2, ""), _headed(3, "tre")])
    assert [pages_of(text).of(lines_of(text).index(word) + 1) for word in ("ett", "tre")] == [1, 3]
    assert is_page_mark(_headed(2, ""))


def test_the_lines_of_a_quote() -> None:
    text = "# Plan\n\nMålet är nykterhet\n  fram till \tsommaren.\nSlut."
    assert quoted_lines(text, 3, "Målet är nykterhet fram till sommaren.") == (3, 4)
    assert quoted_lines(text, 3, "Målet är nykterhet") == (3, 3)
    assert quoted_lines(text, 3, "Något annat") == (3, 3)
    assert quoted_lines(text, 99, "Slut.") == (99, 99)
    assert quoted_lines("", 0, "") == (0, 0)


@given(st.lists(st.text(alphabet="ab \t", max_size=6), min_size=1, max_size=8), st.data())
def test_every_lines_that_are_quoted_are_found_again(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    first = data.draw(st.integers(1, len(lines)))
    last = data.draw(st.integers(first, len(lines)))
    quote = " ".join(" ".join(lines[first - 1 : last]).split())
    begin, end = quoted_lines(text, first, quote)
    assert begin == first
    assert " ".join(" ".join(lines[begin - 1 : end]).split()) == quote


def test_hits_are_kept_as_numbers_and_given_as_values() -> None:
    hits = Hits([(1, 2, 5, 9, 0), (0, 7, 0, 4, 2), (1, 2, 0, 4, 1), (1, 3, 0, 2, 0)])
    assert len(hits) == 4
    assert (hits[1].document, hits[1].hit, hits[-3].likeness) == (0, Hit(7, 0, 4), Likeness.WITHIN)
    assert [found.hit.line for found in hits[2:]] == [2, 3]
    assert hits.count_in(1) == 3
    marks = hits.marks_in(1)
    assert list(marks.within(2)) == [Hit(2, 0, 4), Hit(2, 5, 9)]
    assert list(marks.within(2, 4, 9)) == [Hit(2, 5, 9)]
    assert list(marks.within(2, 0, 5)) == [Hit(2, 0, 4)]
    assert (2 in marks, 4 in marks) == (True, False)
    with pytest.raises(IndexError):
        hits[4]
