"""A frame's rows: the same whether they are looked at or parsed, and what is no frame has none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.entries import canonical
from tillsyn.domain.frames import FrameRows, case_fragments, fact_fragment, join_rows
from tillsyn.domain.text import nfc

_WORDS = st.text(alphabet=st.sampled_from('abÅé "\\{}[],:\n|0'), max_size=6).map(nfc)
_CODES = st.text(alphabet=st.sampled_from('abÅé "\\{}[],:|0'), min_size=1, max_size=6).map(nfc)
_FACTS = st.dictionaries(st.sampled_from(["case", "facts", "form", "utforare"]), _WORDS.filter(bool))
_FRAMES = st.dictionaries(_CODES, _FACTS)


@given(_FRAMES)
def test_what_is_joined_is_canonical_and_read_back_the_same(frame: dict[str, dict[str, str]]) -> None:
    rows = [
        begun + "".join(fact_fragment(name, value) for name, value in sorted(frame[case].items()))
        for case, begun in zip(sorted(frame), case_fragments(sorted(frame)), strict=True)
    ]
    text = join_rows(rows)

    assert text == canonical([{"case": case, "facts": frame[case]} for case in sorted(frame)])
    read = FrameRows.read(text)
    assert (len(read), read.codes) == (len(frame), sorted(frame))
    assert {case: read.facts(case) for case in frame} == frame
    for name in ("case", "facts", "form", "utforare"):
        assert read.column(name) == [frame[case].get(name, "") for case in sorted(frame)]


def test_a_case_that_is_not_there_has_no_facts() -> None:
    read = FrameRows.read('[{"case":"B","facts":{"form":"hvb"}}]')

    assert (read.facts("A"), read.facts("C"), read.facts("B")) == ({}, {}, {"form": "hvb"})


@pytest.mark.parametrize("text", ["", "[]", "{}", "[1]", '{"no":"rows"}', '[{"case":1}]', "[" * 5000, "[null]", '"\\"'])
def test_what_is_no_frame_has_no_rows(text: str) -> None:
    assert FrameRows.read(text).codes == []


@given(st.text(alphabet=st.sampled_from('[]{}",:casefts\\1')).map(lambda inner: f'[{{"case":"{inner}}}}}]'))
def test_no_text_makes_it_raise(text: str) -> None:
    read = FrameRows.read(text)
    for code in read.codes:
        assert isinstance(read.facts(code), dict)
    assert len(read.column("case")) == len(read) and json.dumps(read.codes)
