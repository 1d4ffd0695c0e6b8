"""The page of a draw: everything on it, on one page as long as it can be, and nothing on it as markup."""

from __future__ import annotations

import io

import page
import pytest
from pypdf import PdfReader

from tests.writing.a_letter import words_of
from tillsyn.domain.entries import Json, in_groups
from tillsyn.writing.protocol import protocol_html, protocol_pdf

SOURCE = "Fröet till dragningen är Lotto, dragning 1, den 2026-04-11; det går att läsa här: lotto.example."
REPLACED = {
    "order": 1,
    "number": 2,
    "case": "NO-002",
    "words": "Akten kan inte tas fram",
    "replaced_by": "NO-901",
    "day": "2026-04-13",
    "by": "Inga Granskare",
}


def a_view(files: int = 8, strata: int = 6, replaced: int = 1, **changes: Json) -> dict[str, Json]:
    """A draw of so many files from so many strata of 13; the second of them replaced."""
    labels = [f"Insatsform {n}" for n in range(1, strata + 1)]
    drawn: list[Json] = [
        {
            "number": n,
            "case": f"NO-{n:03}",
            "stratum": labels[n % strata],
            "key": f"{n:08x}",
            "role": "left_out" if 1 < n < 2 + replaced else "sample",
        }
        for n in range(1, files + 1)
    ]
    counts: list[Json] = [
        {"label": label, "cases": 13, "sample": 2, "second": 0, "reserve": 1, "weight": "6,5"} for label in labels
    ]
    totals: Json = {"cases": 13 * strata, "sample": files, "second": 0, "reserve": 4}
    return {
        **_the_rest(),
        "population": {
            "register": 13 * strata + 5,
            "left_out": [{"words": "Utanför perioden", "cases": 5}],
            "undecided": 0,
            "drawn_from": 13 * strata,
        },
        "strata": counts,
        "totals": totals,
        "files": drawn,
        "reserve": [{"case": f"NO-9{n:02}", "stratum": labels[0]} for n in range(2, 5)],
        "left_out": [{**REPLACED, "order": n} for n in range(1, replaced + 1)],
        **changes,
    }


def _the_rest() -> dict[str, Json]:
    """What does not hang on how many were drawn."""
    return {
        "language": "sv",
        "auditee": {"id": "norrskog", "name": "Socialnämnden i Norrskog"},
        "audit": {"id": "lanet", "title": "Tillsyn av provvården", "day": "2026-03-02"},
        "criteria": {"title": "Missbruks- och beroendevård för vuxna", "version": "2026.1"},
        "program": "tillsyn 0.1.0",
        "drawn": {"day": "2026-04-12", "by": "Inga Granskare"},
        "plan": ["En mening om hur planen ser ut, lika lång som de brukar vara i verkligheten. " * 2] * 9,
        "seed": "3 11 17 22 28 34 35",
        "seed_source": SOURCE,
        "by": ["Insatsform"],
        "weights": {"differ": True, "words": "En läst akt står för fler akter i vissa skikt än i andra."},
        "second_step": None,
        "commitment": {
            "agrees": True,
            "words": "Kriterier, plan och frö är de som bestämdes före dragningen, den 2 mars 2026.",
            "earlier": [],
            "check_code": "AAAA-BBBB-CCCC-DDDD",
        },
        "hashes": [{"of": of, "groups": in_groups("0123456789abcdef" * 4)} for of in ("förteckningen", "planen")],
        "by_hand": [f"{n}. Gör så här med varje rad, och så vidare." for n in range(1, 6)],
        "check_code": "1111-2222-3333-4444",
        "check_code_words": "Kontrollkoden räknas fram ur journalen.",
    }


def read(view: dict[str, Json]) -> str:
    return words_of(protocol_html(view))


def pages(view: dict[str, Json]) -> int:
    return len(PdfReader(io.BytesIO(protocol_pdf(view))).pages)


def test_it_tells_who_when_by_what_seed_and_how_many() -> None:
    text = read(a_view())
    for words in (
        "Socialnämnden i Norrskog",
        "Draget 12 april 2026 av Inga Granskare",
        f"”3 11 17 22 28 34 35”. {SOURCE}",
        "I förteckningen | 83",
        "Utanför perioden | −5",
        "Dragningen gjordes ur | 78",
        "Insatsform 1 | 13 | 2 | 1",
        "Summa | 78 | 8 | 4",
        "Dragningen följer det som var bestämt i förväg. Kriterier, plan och frö",
        "2 NO-002 00000002 utbytt",
        "8 NO-008 00000008",
        "Kvar i reserv: NO-902 (Insatsform 1), NO-903 (Insatsform 1), NO-904 (Insatsform 1).",
        "1. Nummer 2, NO-002, ersattes av NO-901 den 13 april 2026, antecknat av Inga Granskare. Skäl: akten kan inte",
        "5. Gör så här",
        "Planen | " + " ".join(["0123 4567 89ab cdef"] * 4),
        "Kontrollkod 1111-2222-3333-4444.",
    ):
        assert words in text, words


def test_a_draw_that_departs_from_what_was_bound_or_was_never_bound_says_so_first() -> None:
    other = {"agrees": False, "words": "Skälet: fel frö.", "earlier": ["Byttes."], "check_code": "AAAA"}
    text = read(a_view(commitment=other))
    assert "Dragningen avviker från det som var bestämt i förväg. Skälet: fel frö. Byttes." in text
    assert text.index("avviker") < text.index("Förteckningen och urvalet")
    assert "Inget var bundet före dragningen." in read(a_view(commitment=None))


def test_a_draw_without_strata_filters_and_replacements_leaves_no_holes() -> None:
    alone = [{"label": "", "cases": 40, "sample": 8, "second": 0, "reserve": 4, "weight": "5,0"}]
    population = {"register": 40, "left_out": [], "undecided": 2, "drawn_from": 40}
    text = read(a_view(replaced=0, by=[]) | {"strata": alone, "population": population})
    assert "Dragningen gjordes ur alla 40 ärenden i förteckningen." in text
    assert "2 togs med, fast förteckningen inte avgjorde om de hör dit." in text
    assert "Skikt | Att dra ur" in text and "Alla | 40 | 8 | 4" in text
    assert "Byten" not in text and "None" not in text


def test_a_second_step_has_a_column_of_its_own() -> None:
    taken = {"taken": True, "words": "Det andra steget lästes.", "when": {"day": "2026-05-04", "by": "Inga"}}
    view = a_view(second_step=taken)
    totals = {"cases": 78, "sample": 8, "second": 4, "reserve": 4}
    text = read(view | {"totals": totals})
    assert "Dragna | Steg 2 | Reserv" in text
    assert "Det andra steget lästes. Det skedde den 4 maj 2026 och antecknades av Inga." in text


def test_peoples_words_are_never_markup_or_template() -> None:
    nasty = "<script>alert(1)</script> {{ 7*7 }} </style>"
    html = protocol_html(a_view(seed=nasty, plan=[nasty], auditee={"id": "x", "name": nasty}))
    assert "<script" not in html
    assert html.count("{{ 7*7 }}") >= 3


@pytest.mark.pdf
@pytest.mark.parametrize(("files", "strata", "replaced"), [(8, 6, 1), (12, 6, 2), (30, 6, 2), (30, 12, 4), (8, 1, 0)])
def test_an_ordinary_draw_is_one_page(files: int, strata: int, replaced: int) -> None:
    assert pages(a_view(files, strata, replaced)) == 1


@pytest.mark.pdf
def test_long_names_still_leave_one_page() -> None:
    name = "Individ- och familjeomsorgsnämnden i Västra Långtbortistans kommunalförbund och dess angränsande kommuner"
    assert (
        pages(a_view(12, auditee={"id": "x", "name": name}, audit={"id": "x", "title": name, "day": "2026-03-02"})) == 1
    )


@pytest.mark.pdf
def test_a_large_draw_has_its_codes_on_an_annex() -> None:
    view = a_view(60, 12, 6)
    text = [" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(protocol_pdf(view))).pages]
    assert len(text) == 2
    assert "60 koder står i bilagan" in text[0] and "NO-059" not in text[0]
    assert all(f"NO-{n:03}" in text[1] for n in range(1, 61))
    assert "Summa" in text[0] and "Byten" in text[1]


@pytest.mark.pdf
@pytest.mark.parametrize("files", [30, 60])
def test_no_code_is_printed_over_another_or_over_the_reserve(files: int) -> None:
    leaf = PdfReader(io.BytesIO(protocol_pdf(a_view(files)))).pages[files // 60]
    height: dict[str, float] = {}

    def place(text: str, cm: list[float], tm: list[float], *_font: object) -> None:
        height.setdefault(text.strip()[:6], cm[5] + cm[3] * tm[5])

    leaf.extract_text(visitor_text=place)
    codes = [height[f"NO-{n:03}"] for n in range(4, files + 1)]
    assert codes == sorted(codes, reverse=True)
    assert height["Kvar i"] < codes[-1]


@pytest.mark.pdf
def test_it_is_pdf_ua_and_the_same_bytes_again() -> None:
    made = protocol_pdf(a_view())
    report = page.validate_pdf_bytes(made, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert made == protocol_pdf(a_view())
    reader = PdfReader(io.BytesIO(made))
    assert str(reader.root_object["/Lang"]) == "sv"
    assert "Protokoll över dragning: Socialnämnden i Norrskog" in str(reader.metadata and reader.metadata.title)
