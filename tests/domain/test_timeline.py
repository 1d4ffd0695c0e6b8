"""The dates of a file in time order, what they seem to be about, and whether what is recorded is found."""

from __future__ import annotations

from datetime import date

import pytest

from tillsyn.domain.casefiles import Document
from tillsyn.domain.facts import UNSTATED, FactDefinition, FactType
from tillsyn.domain.matters import Matter, matter_near, matter_of
from tillsyn.domain.timeline import DatedPlace, RecordedDate, Support, place_behind, timeline

DECISION = FactDefinition("beslutsdatum", "Beslutsdatum", FactType.DATE)
END = FactDefinition("slut", "Insatsens slutdatum", FactType.DATE)
ASKED = FactDefinition("barn", "Barn berörs", FactType.BOOLEAN)
DOCUMENTS = (
    Document("V-01", "01-ansokan", "ansokan", "Ansökan", "# Ansökan\n\nInlämnad 1 maj 2025.", date(2025, 5, 1)),
    Document("V-01", "02-beslut", "beslut", "Beslut", "Insatsen påbörjas den 22 maj.\nVård till och med 2025-09-30.",
             date(2025, 5, 16)),
    Document("V-01", "03-journal", "journal", "Journal", "2025-06-26 Uppföljning. Talat om beslutet 16 maj.\n"
             "2025-06-27 Ringde. Beslutet den 16 maj igen. Ny lägenhet i oktober 2025."),
)  # fmt: skip


def test_all_dates_in_time_order_with_what_they_are_about() -> None:
    rows = [
        (r.day.isoformat(), r.matter.value, r.document, r.line)
        for r in timeline(DOCUMENTS, {}, ())
        if isinstance(r, DatedPlace)
    ]
    assert rows == [
        ("2025-05-01", "application", 0, 1),
        ("2025-05-01", "", 0, 3),
        ("2025-05-16", "decision", 1, 1),
        ("2025-05-16", "decision", 2, 1),
        ("2025-05-22", "start", 1, 1),
        ("2025-06-26", "follow_up", 2, 1),
        ("2025-06-27", "", 2, 2),
        ("2025-09-30", "end", 1, 2),
        ("2025-10-01", "", 2, 2),
    ]  # fmt: skip


def test_what_a_document_says_again_is_counted() -> None:
    again = [r for r in timeline(DOCUMENTS, {}, ()) if isinstance(r, DatedPlace) and r.more]
    assert [(r.day, r.more) for r in again] == [(date(2025, 5, 16), 1)]


def _support(definition: FactDefinition, day: date) -> tuple[Support, tuple[date, ...]]:
    rows = timeline(DOCUMENTS, {definition.id: day}, [definition])
    (recorded,) = [row for row in rows if isinstance(row, RecordedDate)]
    return recorded.support, recorded.others


def test_a_recorded_date_is_found_differs_or_stands_nowhere() -> None:
    assert _support(DECISION, date(2025, 5, 16)) == (Support.FOUND, ())
    assert _support(DECISION, date(2025, 5, 17)) == (Support.DIFFERS, (date(2025, 5, 16),))
    assert _support(END, date(2025, 9, 1)) == (Support.DIFFERS, (date(2025, 9, 30),))
    assert _support(END, date(2025, 10, 15)) == (Support.FOUND, ())  # the documents tell the month alone
    assert _support(FactDefinition("x", "Signal", FactType.DATE), date(2024, 1, 1)) == (Support.NOWHERE, ())


def test_only_dates_are_recorded_dates() -> None:
    facts = {"barn": True, "slut": UNSTATED}
    assert not [r for r in timeline(DOCUMENTS, facts, [ASKED, END, DECISION]) if isinstance(r, RecordedDate)]
    assert timeline((), {}, ()) == ()


def test_a_recorded_date_comes_first_of_its_day_and_leads_to_the_place() -> None:
    rows = timeline(DOCUMENTS, {"beslutsdatum": date(2025, 5, 16), "slut": date(2025, 9, 1)}, [DECISION, END])
    at = next(n for n, row in enumerate(rows) if row.day == date(2025, 5, 16))
    assert isinstance(rows[at], RecordedDate)
    place = place_behind(rows, rows[at])
    assert place is not None
    assert (place.document, place.line) == (1, 1)
    end = next(row for row in rows if isinstance(row, RecordedDate) and row.matter is Matter.END)
    assert place_behind(rows, end) == next(r for r in rows if r.day == date(2025, 9, 30))


@pytest.mark.parametrize(
    ("sentence", "matter"),
    [
        ("Ansökan kom in 2025-01-01.", Matter.APPLICATION),
        ("Beslut att inleda utredning togs den 2025-01-01.", Matter.INQUIRY),
        ("Nämnden beviljade insatsen 2025-01-01", Matter.DECISION),
        ("Genomförandeplanen upprättades 2025-01-01", Matter.PLAN),
        ("Hon flyttade in 2025-01-01", Matter.START),
        ("Insatsen gäller från 2025-01-01", Matter.START),
        ("2025-01-01: Planen följdes upp", Matter.PLAN),
        ("2025-01-01 följdes målen upp", Matter.FOLLOW_UP),
        ("Insatsen avslutad. Möte 2025-01-01", Matter.MEETING),
        ("Vården avslutades 2025-01-01. Beslut finns.", Matter.END),
        ("Hyran betalades 2025-01-01", Matter.UNKNOWN),
    ],
)
def test_the_nearest_telling_word_of_the_sentence(sentence: str, matter: Matter) -> None:
    at = sentence.index("2025-01-01")
    assert matter_near(sentence, at, at + 10) is matter


def test_names_of_facts_and_kinds_of_documents() -> None:
    names = ("Insatsen började", "Vården slutade", "vardplan", "SIP upprättad", "Barn")
    assert [matter_of(name) for name in names] == [
        Matter.START, Matter.END, Matter.PLAN, Matter.SIP, Matter.UNKNOWN,
    ]  # fmt: skip
