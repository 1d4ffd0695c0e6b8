"""What points out a person in free text: every reference form is found, everyday numbers are left alone."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from personnummer import personnummer

from tillsyn.domain.disclosure import (
    DisclosureKind,
    find_disclosures,
    find_personal_numbers,
    looks_like_name_column,
    masked,
    may_hold_number,
)

NUMBER = DisclosureKind.PERSONAL_NUMBER
UNCERTAIN = DisclosureKind.PERSONAL_NUMBER_UNCERTAIN
RESERVE = DisclosureKind.RESERVE_NUMBER
PHONE = DisclosureKind.PHONE
EMAIL = DisclosureKind.EMAIL

# The reference numbers of the personnummer project, as twelve digits; its forms are made below.
REFERENCE = {
    "201509160006": NUMBER,  # birth number 000 is never given out, but the check digit fits
    "190905271474": NUMBER,
    "198211059954": NUMBER,
    "199012119948": NUMBER,
    "187912219990": NUMBER,
    "200012099891": NUMBER,
    "200002292399": NUMBER,
    "195705749959": NUMBER,  # coordination number: day + 60
    "197306749982": NUMBER,
    "197010632391": NUMBER,
    "198707049996": UNCERTAIN,
    "193901829913": UNCERTAIN,
    "201211209941": UNCERTAIN,
    "201210759984": UNCERTAIN,
}
INTERIM = [f"20000101{letter}220" for letter in "TRSUWXJKLMNP"]
RESERVES = [
    *("991981000010", "991945000023", "991993000032"),  # Region Stockholm
    *("19810829M071", "19450829K088", "19930829X802"),  # Västra Götaland
    *("19810829SU3A", "19450829SF2B", "19930829SX0C"),  # Värmland
    "198108320014",  # Inera
    "22810829AB16",  # national reserve identity: century + 3, two letters
]
ELSE = [
    "8.5-29206/2014",
    "8.5-12345/2026",
    "EX 2026-0101",
    "20261121 1404",
    "2026-11-21 1404",
    "2026-11-21 14:04",
    "2025-06-09–2026-01-09",
    "2025-02-12 – 2025-06-13",
    "2025-06-09 2026-01-09",
    "20250609-20260109",
    "802005-1952",
    "857209-0606",
    "8551040721",
    "01-utredning-2025-09-02",
    "13 kap. 10 § SoL (2025:400)",
    "SOSFS 2014:5",
    "NO-031 2025-09-02",
    "2 500 000 kr",
    "vecka 08-09",
    "- ej utrett",
    "se bilaga [1]",
    "+1",
    "@SUM(A1)",
]


PLAIN_SIGNS = st.text(alphabet="abcåäö ÅÄÖ.,;:()\n–", max_size=20)


def kinds(text: str) -> list[DisclosureKind]:
    return [found.kind for found in find_disclosures(text)]


def forms(twelve: str) -> list[str]:
    """Long and short, together and apart, as the reference list writes them."""
    join = "+" if int(twelve[:4]) <= 1926 else "-"
    return [
        twelve,
        twelve[2:],
        twelve[:8] + join + twelve[8:],
        twelve[2:8] + join + twelve[8:],
        twelve[:8] + "–" + twelve[8:],
        twelve[2:8] + " - " + twelve[8:],
        f"{twelve[:4]}-{twelve[4:6]}-{twelve[6:8]}-{twelve[8:]}",
    ]


@pytest.mark.parametrize(("number", "kind"), REFERENCE.items())
def test_every_form_of_a_reference_number_is_found(number: str, kind: DisclosureKind) -> None:
    for form in forms(number):
        text = f"Enligt beslut ({form}), se akten."
        (found,) = find_disclosures(text)
        assert (text[found.start : found.end], found.kind) == (form, kind)


@pytest.mark.parametrize("number", INTERIM)
def test_interim_numbers_are_found(number: str) -> None:
    for form in (number, number[2:], f"{number[:8]}-{number[8:]}", f"{number[2:8]}-{number[8:]}", number.lower()):
        assert kinds(f"Tillfälligt nummer {form}.") == [RESERVE]


@pytest.mark.parametrize("number", RESERVES)
def test_reserve_numbers_are_found(number: str) -> None:
    assert [(f.start, f.end, f.kind) for f in find_disclosures(number)] == [(0, len(number), RESERVE)]


@pytest.mark.parametrize("text", ELSE)
def test_everyday_numbers_are_left_alone(text: str) -> None:
    assert find_disclosures(f"Se {text}, sida 3.") == ()


@pytest.mark.parametrize(
    "text",
    [
        *("070-123 45 67", "070 123 45 67", "0701234567", "0701011234", "073-1234567"),
        *("+46 70 123 45 67", "+46701234567", "+46 (0)8-123 45 67", "0046 8 123 45 67", "+45 12 34 56 78"),
        *("08-123 45 67", "031-12 34 56", "0920-123 45", "018/12 34 56", "(08) 123 45 67", "0771-123 123"),
    ],
)
def test_telephone_numbers_are_found_as_such(text: str) -> None:
    sentence = f"Ring {text} före lunch."
    (found,) = find_disclosures(sentence)
    assert (sentence[found.start : found.end], found.kind) == (text, PHONE)


@pytest.mark.parametrize("text", ["maja.h@kommun.example", "x+y@sub.domän.example", "A_B-1@a.example"])
def test_email_addresses_are_found(text: str) -> None:
    sentence = f"Skriv till {text}, gärna i dag."
    (found,) = find_disclosures(sentence)
    assert (sentence[found.start : found.end], found.kind) == (text, EMAIL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19090527 1474", [NUMBER]),  # 14:74 is no time
        ("090527 1474", [NUMBER]),
        ("19620314 1404", [UNCERTAIN]),  # no case file holds a note of 1962
        ("620314 1404", [UNCERTAIN]),
        ("20261121 1404", []),
        ("261121 1404", []),
        ("20261121 2475", [UNCERTAIN]),
        ("20261121-1404", [UNCERTAIN]),
    ],
)
def test_a_date_and_a_clock_time_are_no_personal_number(text: str, expected: list[DisclosureKind]) -> None:
    assert kinds(text) == expected


def test_a_day_the_calendar_does_not_have_is_uncertain() -> None:
    assert kinds("900231-1234") == [UNCERTAIN]
    assert kinds("901331-1234") == []


def test_a_rejected_candidate_does_not_hide_the_next() -> None:
    assert kinds("20261121 1404 19821105-9954") == [NUMBER]


def test_finds_that_overlap_are_one_of_the_surest_kind() -> None:
    text = "19821105-9954@post.example"
    assert [(f.kind, f.start, f.end) for f in find_disclosures(text)] == [(NUMBER, 0, len(text))]


def test_a_register_is_searched_for_identity_numbers_alone() -> None:
    assert find_personal_numbers("070-123 45 67; maja@kommun.example") == ()
    assert [found.kind for found in find_personal_numbers("0901011234")] == [UNCERTAIN]


@pytest.mark.parametrize(
    "text", ["NO-031|HVB|2025-08-20|ja", "SN 2025-000123|2025-08-20|2025-09-01", "8.5-29206/2014", "070-123 45 67", ""]
)
def test_an_ordinary_row_is_not_worth_searching(text: str) -> None:
    assert not may_hold_number(text)


NUMBERS_OF_EVERY_SORT = [form for twelve in REFERENCE for form in forms(twelve)] + INTERIM + RESERVES


@given(st.lists(st.sampled_from([*NUMBERS_OF_EVERY_SORT, *ELSE, "HVB", "2025-08-20"]) | PLAIN_SIGNS, max_size=5))
def test_what_holds_a_number_is_always_worth_searching(cells: list[str]) -> None:
    joined = "|".join(cells)
    assert may_hold_number(joined) or not find_personal_numbers(joined)
    assert may_hold_number(joined) or not any(map(find_personal_numbers, cells))


@pytest.mark.parametrize("number", RESERVES)
def test_reserve_numbers_are_found_with_a_dash_and_in_small_letters(number: str) -> None:
    for form in (f"{number[:8]}-{number[8:]}", number.lower(), f"Reservnummer {number}."):
        assert [found.kind for found in find_personal_numbers(form)] == [RESERVE]


@pytest.mark.parametrize("number", ["22810829IO16", "24810829AB16", "991781000010", "22810829AB1"])
def test_what_no_reserve_number_can_be_is_left_alone(number: str) -> None:
    assert find_personal_numbers(number) == ()


PEOPLE = ["Maja Ek", "Karim Haddad", "Anna-Karin Öberg", "Carl von Sydow", "Liv O’Brien", "Åsa Ström Lind"]


@pytest.mark.parametrize(
    "heading",
    ["Namn", "FÖRNAMN", "Efternamn", "Klientnamn", "Klientens namn", "Brukarens förnamn", "Namn på klient", "Name",
     "Person-namn", "Efternamn, förnamn", "Handläggarens namn", "first_name"],
)  # fmt: skip
def test_a_column_headed_as_names_is_one_whatever_it_holds(heading: str) -> None:
    assert looks_like_name_column(heading, [])
    assert looks_like_name_column(heading, ["A-1", "A-2"])


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Person", PEOPLE),
        ("Brukare", ["Maja", "Karim", "Åsa"]),
        ("Handläggare", ["Inga Granskare"] * 6),
        ("Beslutsfattare", ["Inga Granskare", "", "Per Beslut"]),
        ("Avser", PEOPLE),
        ("Avser", [f"{last.upper()}, {first.upper()}" for first, *_middle, last in map(str.split, PEOPLE)]),
        ("Avser", [f"{last},{first}" for first, *_middle, last in map(str.split, PEOPLE)]),
        ("Avser", [*PEOPLE, "", "okänd", "se akten"]),
        ("", [*PEOPLE, *PEOPLE]),
    ],
)
def test_a_column_of_names_is_known_by_its_cells(heading: str, cells: list[str]) -> None:
    assert looks_like_name_column(heading, cells)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Insatsform", ["Öppenvård", "HVB", "Familjehem", "Stödboende", "Särskilt Boende"]),
        ("Utförare", ["Villa Solgläntan", "Humana Norr", "Nytida Gräsbro", "Attendo Individ", "Egen Regi", "Ny Start"]),
        ("Handläggande enhet", ["Vuxen Norr", "Vuxen Syd", "Barn Familj", "Mottag Akut", "Ung Vuxen", "Team Ett"]),
        ("Kommun", ["Upplands Väsby", "Upplands Bro", "Östra Göinge", "Malung Sälen", "Dals Ed", "Lilla Edet"]),
        ("Enhetens namn", ["Vuxen Norr", "Vuxen Syd"]),
        ("Placering", ["Villa Ek HVB", "Norra Hemmet", "Södra Gården", "Stiftelsen Ro", "Ekens Behandlingshem AB"]),
        ("Resurs", ["Öppen Vård", "Eget Boende"] * 50),  # two capitals, but the same few again and again
        ("Resurs", ["Villa Ek", "Villa Al"]),  # too few to tell
        ("Barn berörs", ["Ja", "Nej", "Ja"]),
        ("Klient", ["K-101", "K-102"]),
        ("Klient", []),
        ("Kön", ["Man", "Kvinna"]),
        ("Antal personer", ["1", "2", "3", "4", "5"]),
        ("Ärendekod", ["NO-001", "NO-002", "NO-003", "NO-004", "NO-005"]),
        ("Anteckning", ["Maja har flyttat", "Karim vill ha stöd", "Plan saknas", "Se akt", "Ring åter"]),
    ],
)
def test_other_columns_are_no_names(heading: str, cells: list[str]) -> None:
    assert not looks_like_name_column(heading, cells)


@given(st.text(), st.lists(st.text()))
def test_any_column_is_looked_at(heading: str, cells: list[str]) -> None:
    assert looks_like_name_column(heading, cells) in (True, False)


def test_masking_keeps_length_and_everything_else() -> None:
    assert masked("Anna 821105-9954, tel 070-123 45 67.") == "Anna ••••••-••••, tel •••-••• •• ••."
    assert masked("inget här") == "inget här"
    assert masked("821105-9954-070-123 45 67") == "••••••-••••-•••-••• •• ••"
    assert masked("_@_._") == "•@•.•"


@given(
    born=st.dates(date(1880, 1, 1), date(2025, 12, 31)),
    number=st.integers(1, 999),
    coordination=st.booleans(),
    before=PLAIN_SIGNS,
    after=PLAIN_SIGNS,
)
@example(born=date(2000, 2, 29), number=239, coordination=False, before="", after="")
def test_every_valid_number_is_found_wherever_it_stands(
    born: date, number: int, coordination: bool, before: str, after: str
) -> None:
    day = born.day + 60 * coordination
    nine = f"{born:%y%m}{day:02}{number:03}"
    check = next(d for d in range(10) if luhn(nine + str(d)) == 0)
    twelve = f"{born:%Y}{nine[2:]}{check}"
    assert personnummer.parse(f"{twelve[:8]}-{twelve[8:]}").format(True) == twelve
    for form in forms(twelve):
        text = before + form + after
        found = find_disclosures(text)
        assert any(f.kind is NUMBER and form in text[f.start : f.end] for f in found), text


@given(st.text())
def test_any_text_is_searched_and_masked(text: str) -> None:
    found = find_disclosures(text)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    assert len(masked(text)) == len(text)
    assert find_disclosures(masked(text)) == ()


@pytest.mark.parametrize(
    "make",
    [
        lambda r: f"{r.randrange(1, 20)}.{r.randrange(1, 9)}-{r.randrange(10000, 99999)}/{r.randrange(2010, 2027)}",
        lambda r: f"SN {r.randrange(2010, 2027)}/{r.randrange(10000):04}-{r.randrange(100)}",
        lambda r: (
            f"{r.randrange(2010, 2027)}{r.randrange(1, 13):02}{r.randrange(1, 29):02} "
            f"{r.randrange(24):02}{r.randrange(60):02}"
        ),
    ],
)
def test_fewer_than_one_in_a_hundred_diary_numbers_and_times_are_flagged(make) -> None:  # type: ignore[no-untyped-def]
    source = random.Random("tillsyn")
    assert sum(bool(find_disclosures(make(source))) for _ in range(2000)) < 20


def test_mobile_numbers_are_not_taken_for_personal_numbers() -> None:
    source = random.Random("tillsyn")
    apart = (
        f"070-{source.randrange(1000):03} {source.randrange(100):02} {source.randrange(100):02}" for _ in range(2000)
    )
    assert all(kinds(number) == [PHONE] for number in apart)


@pytest.mark.parametrize("text", ["0" * 50_000, "19900101 " * 5_000, "a." * 25_000, "08 12 " * 10_000, "@" * 50_000])
@pytest.mark.timeout(5)
def test_hostile_text_takes_no_longer_than_other_text(text: str) -> None:
    find_disclosures(text)


def luhn(digits: str) -> int:
    """The remainder that a valid number has as 0, counted in another way than the finder does."""
    doubled = "0246813579"
    return sum(int(doubled[int(d)]) if place % 2 == 0 else int(d) for place, d in enumerate(digits)) % 10
