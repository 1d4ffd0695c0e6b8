"""Finding words: inflected, inside others, as phrases; the best places first, and always where they say they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.casefiles import Document
from tillsyn.domain.passages import Hits, Likeness
from tillsyn.domain.text import plain
from tillsyn.reading.finder import MOST, find, find_typed
from tillsyn.reading.stems import form_of

EXACT, INFLECTED, WITHIN = Likeness.EXACT, Likeness.INFLECTED, Likeness.WITHIN
WORDS = st.text(alphabet=st.sampled_from("abdefgilmnoprståäö"), min_size=1, max_size=14)
TEXT = st.text(alphabet=st.sampled_from("planering åäö-.\nİß\x00\u202e#AB12"), max_size=200)


def _document(text: str, kind: str = "plan") -> Document:
    return Document("V-01", kind, kind, kind, text)


def _words(text: str, found: Hits) -> list[str]:
    lines = plain(text).split("\n")
    return [lines[f.hit.line - 1][f.hit.start : f.hit.end] for f in found]


def _found(text: str, *words: str) -> list[str]:
    return _words(text, find([_document(text)], words))


def _likeness(word: str, token: str) -> Likeness | None:
    return form_of(word).likeness(token)


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("genomförandeplan", "genomförandeplanen genomförandeplaner genomförandeplanernas"),
        ("planering", "planeringen planeringar planeringens planeringarna"),
        ("uppföljning", "uppföljningen uppföljningar uppföljningarnas"),
        ("mål", "målet målen målens målets"),
        ("barn", "barnet barnen barnens barns"),
        ("insats", "insatsen insatser insatserna insatsernas"),
        ("samtycke", "samtycket samtyckets samtycken"),
        ("beslut", "beslutet besluten beslutad beslutades"),
        ("ansökan", "ansökningar ansökningarna"),
        ("flicka", "flickan flickor flickornas"),
        ("våld", "våldet våldets"),
        ("läkare", "läkaren läkarens läkarna"),
        ("revider", "reviderad reviderar"),
    ],
)
def test_forms_of_a_word_are_found(word: str, forms: str) -> None:
    assert {form: _likeness(word, form) for form in forms.split()} == dict.fromkeys(forms.split(), INFLECTED)


@pytest.mark.parametrize(
    ("word", "longer"),
    [
        ("planering", "vårdplanering vårdplaneringen planeringsmöte vårdplaneringsmöten"),
        ("plan", "vårdplan vårdplanen planlägga"),
        ("insats", "öppenvårdsinsats öppenvårdsinsatser insatsform"),
        ("planeringen", "vårdplanering"),
        ("mål", "målsättning"),
        ("läkare", "jourläkare"),
    ],
)
def test_longer_words_that_hold_it_are_found_too(word: str, longer: str) -> None:
    expected = dict.fromkeys(longer.split(), WITHIN)
    assert {token: _likeness(word, token) for token in expected} == expected


@pytest.mark.parametrize(
    ("word", "other"),
    [("mål", "omålad"), ("dom", "sjukdom"), ("apt", "aptit"), ("ja", "januari"), ("sis", "sista"),
     ("läkare", "läkemedel"), ("risk", "frisk")],
)  # fmt: skip
def test_other_words_are_not(word: str, other: str) -> None:
    assert _likeness(word, other) is None


def test_the_whole_word_is_the_hit_whatever_its_case() -> None:
    assert _found("Vårdplanen och\nGENOMFÖRANDEPLAN", "vårdplan", "genomförandeplan") == [
        "GENOMFÖRANDEPLAN",
        "Vårdplanen",
    ]


def test_as_written_comes_before_inflected_and_that_before_longer_words() -> None:
    text = "Vårdplanering sker.\n\nPlaneringen är klar.\n\nEn planering finns."
    assert _found(text, "planering") == ["planering", "Planeringen", "Vårdplanering"]


def test_words_near_each_other_come_before_one_alone() -> None:
    alone = "Ett mål nämns." + " Något annat står här." * 10
    assert [f.hit.line for f in find([_document(f"{alone}\n\nEtt mål med insatsen.")], ["mål", "insatsen"])] == [
        3,
        3,
        1,
    ]


def test_a_heading_comes_before_what_stands_below_others() -> None:
    text = "Här finns planering.\n\n# Planering\n\nMer planering."
    assert [f.hit.line for f in find([_document(text)], ["planering"])] == [3, 1, 5]


def test_documents_pointed_to_come_first() -> None:
    documents = [_document("planering", "journal"), _document("planeringen", "plan")]
    assert [found.document for found in find(documents, ["planering"], ["plan"])] == [1, 0]


def test_every_word_of_a_phrase_may_be_inflected_but_they_stand_beside_each_other() -> None:
    assert _found("Planen följs upp.\nMålen följas upp.\nHan följs hem, upp.", "följs upp") == [
        "följs upp",
        "följas upp",
    ]
    assert _found("samordnade individuella planer", "samordnad individuell plan") == ["samordnade individuella planer"]
    assert _found("ett SIP-möte hölls, SIP-mötet", "sip-möte") == ["SIP-möte", "SIP-mötet"]


def test_a_phrase_may_go_on_in_the_next_line() -> None:
    assert _found("samordnad\nindividuell plan", "samordnad individuell plan") == ["samordnad"]


def test_the_phrase_is_the_hit_where_a_word_of_it_is_sought_too() -> None:
    assert _found("en individuell plan", "plan", "individuell plan") == ["individuell plan"]


def test_places_are_right_after_signs_that_change_length_in_small_letters() -> None:
    assert _found("İİ planering ẞ planering", "planering") == ["planering", "planering"]


def test_no_words_find_nothing() -> None:
    assert not find([_document("text")], [])
    assert not find([_document("text")], [" ", "–"])
    assert not find_typed([_document("text")], " ")
    assert not find([_document("")], ["plan"])


def test_what_is_typed_is_found_as_it_stands_and_inflected() -> None:
    text = "Enligt 13 kap. 10 § SoL.\nPlaneringen. Vårdplan."
    document = [_document(text)]
    assert _words(text, find_typed(document, "13 kap. 10 §")) == ["13 kap. 10 §"]
    assert _words(text, find_typed(document, "planering")) == ["Planeringen"]
    assert _words(text, find_typed(document, "planer")) == ["Planeringen", "Vårdplan"]
    assert _words(text, find_typed(document, "rdpl")) == ["rdpl"]


def test_one_word_of_a_hundred_thousand_letters_is_shown_by_its_part() -> None:
    text = "a" * 50_000 + "planering" + "b" * 50_000
    assert _found(text, "planering") == ["planering"]
    assert len(find_typed([_document("ab" * 50_000)], "ab")) == MOST


@given(WORDS)
def test_every_form_begins_with_the_root_that_is_sought(word: str) -> None:
    form = form_of(word)
    assert form.root
    assert form.base.startswith(form.root)
    assert all(stem.startswith(form.root) for stem in form.stems)
    assert form.likeness(word) is EXACT


@given(TEXT, st.lists(TEXT, max_size=3))
def test_hits_are_inside_their_lines_each_once_and_never_empty(text: str, words: list[str]) -> None:
    lines = plain(text).split("\n")
    for found in (find([_document(text)], words), find_typed([_document(text)], " ".join(words))):
        places = [f.hit for f in found]
        assert len(set(places)) == len(places)
        assert all(0 <= h.start < h.end <= len(lines[h.line - 1]) for h in places)


@given(WORDS, WORDS, st.permutations(["plan", "mål", "beslut"]))
def test_the_order_of_the_words_does_not_matter(one: str, other: str, words: list[str]) -> None:
    document = [_document(f"{one} plan målet {other} beslut\nplaner {one}")]
    assert find(document, [*words, one]) == find(document, [one, *sorted(words)])
