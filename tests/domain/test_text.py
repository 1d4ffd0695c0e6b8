"""People's words: one normal form, Swedish order, and nothing that could steer a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.text import nfc, one_line, plain, swedish_key


def test_swedish_order() -> None:
    places = ["Österås", "Alvik", "ängen", "Åby", "Öby", "zäta", "Ärla", "Aby", "éva", "evb", "Abyn", "Århus"]

    assert sorted(places, key=swedish_key) == [
        "Aby", "Abyn", "Alvik", "éva", "evb", "zäta", "Åby", "Århus", "ängen", "Ärla", "Öby", "Österås",
    ]  # fmt: skip


def test_order_does_not_see_how_a_letter_is_put_together() -> None:
    assert swedish_key("A\u030a") == swedish_key("Å")


@given(st.text())
def test_order_takes_any_text(text: str) -> None:
    assert swedish_key(text) == swedish_key(nfc(text))


HOSTILE = [
    "\x1b]0;x\x07",
    "\x1b[2J",
    "\x9b3J",
    "\x1b]52;c;aGVq\x1b\\",
    "\u202etxet",
    "\u2066a\u2069",
    "\x7f",
    "\x00",
    "rad\rannan",
    "\x0b\x0c",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_steers_a_terminal_becomes_a_sign_to_see(text: str) -> None:
    shown = plain(text)

    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in shown)
    assert not any(c in shown for c in "\u202e\u2066\u2069\u200f")
    assert len(shown) == len(text)


@pytest.mark.parametrize(
    "text", ["se bilaga [1]", "[/b] slut", "[@click=app.quit]Klicka[/]", "=1+1", "- ej utrett", "a\tb\nc", "👩‍👧 å ö"]
)
def test_what_only_looks_dangerous_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


def test_line_ends_become_one_sort() -> None:
    assert plain("a\r\nb\rc\nd") == "a\nb\nc\nd"
    assert one_line("  a\r\n\tb \u2028 c\n") == "a b c"


@given(st.text())
def test_nothing_that_is_shown_holds_a_control_character(text: str) -> None:
    shown = one_line(text)

    assert not any(unicodedata.category(c) == "Cc" for c in shown)
    assert plain(plain(text)) == plain(text)
