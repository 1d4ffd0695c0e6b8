"""Codes in place of numbers: the same number whatever its writing, and never what could be taken for a number."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.codes import (
    give_codes,
    is_code_of,
    is_lengthened,
    may_name_cases,
    normal_number,
    points_out_people,
)
from tillsyn.domain.disclosure import find_disclosures, masked

KEY = bytes(range(32))
YEAR = 2026


@pytest.mark.parametrize(
    ("normal", "writings"),
    [
        ("19821105-9954", ["19821105-9954", "821105-9954", "8211059954", "198211059954", "1982-11-05-9954",
                           " 821105–9954 ", "821105 9954", "821105\u00ad9954", "19821105 - 9954", "'821105-9954"]),
        ("19090527-1474", ["19090527-1474", "090527+1474", "190905271474"]),
        ("20090527-1474", ["090527-1474", "0905271474"]),
        ("20260101-1234", ["260101-1234"]),
        ("19270101-1234", ["270101-1234", "19270101-1234"]),
        ("19701063-2391", ["701063-2391", "19701063-2391"]),  # coordination number
        ("19810829M071", ["19810829M071", "19810829-m071"]),  # a region's reserve number
        ("991981000010", ["991981000010", "99198100-0010"]),
        ("22810829AB16", ["22810829-AB16", "22810829ab16"]),
        ("SN2025-0123", ["SN 2025-0123", "sn 2025–0123", "SN\u00a02025-\u200b0123"]),
        ("8.5-29206/2014", ["8.5-29206/2014", "8.5 - 29206/2014"]),
        ("ÅS-1", ["ÅS-1", "A\u030aS-1", "ås-1"]),
        ("", ["", "  ", "\u200b"]),
    ],
)  # fmt: skip
def test_a_number_is_the_same_whatever_its_writing(normal: str, writings: list[str]) -> None:
    assert {normal_number(text, YEAR) for text in writings} == {normal}


def test_numbers_that_differ_stay_apart() -> None:
    apart = ["SN 2025-11", "SN 20251-1", "821105-9954", "821105+9954", "821105-9955", "20821105-9954"]
    assert len({normal_number(text, YEAR) for text in apart}) == len(apart)


@given(st.text(), st.integers(1950, 2100))
def test_a_normal_form_is_its_own(text: str, year: int) -> None:
    normal = normal_number(text, year)
    assert normal_number(normal, year) == normal


def test_a_code_is_the_first_ten_hex_of_the_hmac_in_two_groups() -> None:
    signs = hmac.new(KEY, b"19821105-9954", hashlib.sha256).hexdigest()
    assert give_codes(KEY, ["19821105-9954"]) == {"19821105-9954": f"K-{signs[:5]}-{signs[5:10]}"}


@given(st.text(alphabet="0123456789", min_size=10, max_size=60), st.sampled_from(["", "|", ";", " ", "2025-08-20|"]))
def test_no_code_can_be_taken_for_a_number_or_a_telephone(signs: str, beside: str) -> None:
    groups = [signs[at : at + 5] for at in range(0, len(signs) - len(signs) % 5, 5)]
    text = f"{beside}K-{'-'.join(groups)}"
    assert find_disclosures(text) == ()
    assert masked(text) == text


@given(st.lists(st.text(), unique=True), st.randoms())
def test_codes_are_as_many_as_numbers_and_follow_the_number_alone(numbers: list[str], shuffle) -> None:  # type: ignore[no-untyped-def]
    codes = give_codes(KEY, numbers)
    assert set(codes) == set(numbers)
    assert len(set(codes.values())) == len(numbers)
    assert all(is_code_of(code, KEY, number) for number, code in codes.items())
    shuffle.shuffle(numbers)
    assert give_codes(KEY, numbers) == codes
    assert give_codes(KEY, numbers[:3]) == {number: codes[number] for number in numbers[:3]}


# Two numbers whose codes begin alike, found by trying a million.
ALIKE = ["SN2025-426621", "SN2025-704779"]


def test_codes_that_begin_alike_are_lengthened_whatever_the_order() -> None:
    codes = give_codes(KEY, ALIKE)
    assert sorted(code[:13] for code in codes.values()) == ["K-1ac25-4942f"] * 2
    assert len(set(codes.values())) == 2
    assert all(is_lengthened(code) and len(code) == 19 for code in codes.values())
    assert all(is_code_of(code, KEY, number) for number, code in codes.items())
    assert give_codes(KEY, reversed(ALIKE)) == codes


def test_a_number_keeps_the_code_it_is_known_by() -> None:
    first, second = ALIKE
    known = give_codes(KEY, [first])
    assert not is_lengthened(known[first])

    codes = give_codes(KEY, ALIKE, known)

    assert codes[first] == known[first]
    assert is_lengthened(codes[second])
    assert give_codes(KEY, [first], codes) == known
    assert give_codes(KEY, [second], codes) == {second: codes[second]}


def test_another_key_gives_other_codes() -> None:
    code = give_codes(KEY, ["1"])["1"]
    assert not is_code_of(code, bytes(32), "1")
    assert not is_code_of(code, KEY, "2")
    assert not is_code_of("K-", KEY, "1")


@pytest.mark.parametrize(
    "heading",
    ["Personnummer", "Person-nr", "Pnr", "PERSONNR", "Person-/samordningsnummer", "Diarienummer", "Dnr", "Ärendenummer",
     "Ärende-id", "Aktnr", "Personaktnr", "Klient-ID", "Reservnummer"],
)  # fmt: skip
def test_columns_of_numbers_are_known_by_their_headings(heading: str) -> None:
    assert may_name_cases(heading)
    assert points_out_people(heading, [])


@pytest.mark.parametrize(
    "heading", ["Ärendekod", "Antal ärenden", "Insatsform", "Kommun", "Utförare", "Beslutsdatum", ""]
)
def test_other_columns_name_no_cases(heading: str) -> None:
    assert not may_name_cases(heading)
    assert not points_out_people(heading, ["HVB", "", "2025-08-20"])


@pytest.mark.parametrize("heading", ["Telefon", "E-post", "Gatuadress", "Födelsedatum", "Mobilnummer", "Postort"])
def test_columns_that_lead_to_a_person_are_left_out(heading: str) -> None:
    assert points_out_people(heading, [])
    assert not may_name_cases(heading)


def test_a_column_mostly_of_identity_numbers_points_out_people() -> None:
    assert points_out_people("Sökt", ["821105-9954", "", "19810829M071", "okänd"])
    assert not points_out_people("Anteckning", ["se 821105-9954", "ja", "nej"])
