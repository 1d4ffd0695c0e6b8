"""Quotes: kept whole, told with their place wherever a judgement is explained, and never in what leaves the house."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

from tests.county import SMALL_CASES
from tests.workflow.test_letters import AGENCY, answer, decided
from tillsyn.domain.answers import Evidence
from tillsyn.domain.casefiles import Document
from tillsyn.domain.entries import canonical, subject
from tillsyn.store import queries
from tillsyn.store.journal import Draft
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.explaining import explanation_json, explanation_lines
from tillsyn.workflow.finder import evidence_places, place_in_words
from tillsyn.workflow.findings import explain
from tillsyn.workflow.letters import render_letters
from tillsyn.workflow.review import cite
from tillsyn.workflow.sheet import load_sheet

TEXT = "Utredning\n\nEtt.\n\n— sida 2 —\n\nHan ville själv vara\nnära sonen i Åby.\n\nSlut."
QUOTE = "Han ville själv vara nära sonen i Åby."
DAY = date(2026, 3, 16)


def _judge(desk: Desk, liten: OpenAudit) -> None:
    for case in SMALL_CASES[:2]:
        answer(desk, liten, case, PLA_01="nej")
        name = subject("document", "liten", "vik", case, "09-utredning")
        data = {"kind": "utredning", "day": ""}
        desk.record([Draft("document", name, data, canonical({"title": "U", "text": TEXT}))])
        sheet = load_sheet(desk, liten, "vik", case)
        sheet = cite(desk, sheet, "PLA-01", Evidence("09-utredning", 7, QUOTE))
        cite(desk, sheet, "PLA-01", Evidence("borta", 3, "Ur en handling som inte är kvar."))


def test_a_quote_is_explained_with_its_page_and_lines(desk: Desk, liten: OpenAudit) -> None:
    _judge(desk, liten)
    chain = explain(desk, liten, "vik", "K-PLAN")
    lines = "\n".join(explanation_lines(liten, chain))
    assert f"» {QUOTE} « 09-utredning s. 2 r. 7–8" in lines
    assert "« borta r. 3" in lines
    quoted = explanation_json(chain)["answers"][0]["evidence"]
    assert {"document": "09-utredning", "line": 7, "page": 2, "quote": QUOTE} in quoted
    assert {one["page"] for one in quoted} == {2, None}


def test_a_long_quote_is_kept_whole(desk: Desk, liten: OpenAudit) -> None:
    long = " ".join(f"Mening {n} om planeringen." for n in range(3_000))
    sheet = load_sheet(desk, liten, "vik", SMALL_CASES[0])
    cite(desk, sheet, "PLA-01", Evidence("01-utredning", 1, long))
    (kept,) = load_sheet(desk, liten, "vik", SMALL_CASES[0]).evidence["PLA-01"]
    assert kept.quote == long


def test_a_place_that_is_not_known_is_not_told() -> None:
    document = Document("V-01", "a", "plan", "A", TEXT)
    quoted = [Evidence("a", 0, QUOTE), Evidence("a", 7, "något annat"), Evidence("b", 4, QUOTE)]
    words = [place_in_words(place) for place in evidence_places([document], quoted)]
    assert words == ["", "s. 2 r. 7", "r. 4"]


def _words_of(folder: Path) -> str:
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.html")]
    assert texts
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", " ".join(texts))).split())


def test_no_letter_holds_a_quote(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    _judge(desk, liten)
    decided(desk, liten)
    render_letters(desk, liten, AGENCY, tmp_path, ["vik"], None, DAY, ("html",))
    letter = _words_of(tmp_path)
    assert "säkerställa att insatser planeras" in letter
    assert QUOTE not in letter
    assert "Åby" not in letter


def test_no_letter_of_the_county_holds_a_quote(region: tuple[Desk, OpenAudit], tmp_path: Path) -> None:
    desk, opened = region
    cited = [
        evidence.quote
        for seats in queries.answers(desk.store, opened.audit.id).values()
        for answers in seats.values()
        for answer in answers.values()
        for evidence in answer.evidence
    ]
    some = [auditee.id for auditee in opened.auditees[:4]]
    render_letters(desk, opened, AGENCY, tmp_path, some, None, DAY, ("html",))
    letters = _words_of(tmp_path)
    assert len(cited) > 100
    assert [quote for quote in cited if len(quote) > 15 and " ".join(quote.split()) in letters] == []
