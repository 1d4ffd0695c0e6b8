"""PDF as it leaves: readable, tagged, conforming to PDF/UA-1, the same bytes each time, and closed to the world."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path

import page
import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

from tests.writing.a_letter import AGENCY, a_closing, a_material, an_auditee
from tests.writing.test_report import a_report
from tillsyn.errors import DocumentFault
from tillsyn.writing.letters import letter_pdf
from tillsyn.writing.pdf import expect_available, pdf_of
from tillsyn.writing.report import report_pdf
from tillsyn.writing.report_view import report_view
from tillsyn.writing.views import letter_view

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def documents() -> dict[str, bytes]:
    draft = a_material(an_auditee(unanswered=1))
    return {
        "requirement": letter_pdf(letter_view(a_material())),
        "closed": letter_pdf(letter_view(a_closing())),
        "draft": letter_pdf(letter_view(draft)),
        "report": report_pdf(report_view(a_report())),
    }


NAMES = ("requirement", "closed", "draft", "report")


@pytest.mark.parametrize("name", NAMES)
def test_it_conforms_to_pdf_ua_1(documents: dict[str, bytes], name: str) -> None:
    report = page.validate_pdf_bytes(documents[name], profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


@pytest.mark.parametrize(("name", "pages"), [("requirement", 4), ("closed", 3), ("report", 6)])
def test_its_pages(documents: dict[str, bytes], name: str, pages: int) -> None:
    assert abs(len(PdfReader(io.BytesIO(documents[name])).pages) - pages) <= 1


@pytest.mark.parametrize("name", NAMES)
def test_it_has_language_title_tags_and_page_numbers(documents: dict[str, bytes], name: str) -> None:
    reader = PdfReader(io.BytesIO(documents[name]))
    root = reader.root_object
    assert str(root["/Lang"]) == "sv"
    assert str(root["/MarkInfo"]) == "{'/Marked': True}"
    assert "Tillsyn av provvården" in str(reader.metadata and reader.metadata.title)
    last = len(reader.pages)
    assert f"Sida {last} av {last}" in reader.pages[-1].extract_text().replace("\xa0", " ")


def test_the_text_can_be_found(documents: dict[str, bytes]) -> None:
    text = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(documents["requirement"])).pages)
    words = " ".join(text.replace("\xa0", " ").split())
    assert "I 2 av de 3 granskade ärenden där frågan var aktuell saknas en dokumenterad plan" in words
    assert "13 kap. 10 § SoL (2025:400)" in words
    assert "Dnr EX 2026-1" in words


def test_a_draft_says_so_on_every_page(documents: dict[str, bytes]) -> None:
    assert all("UTKAST" in p.extract_text() for p in PdfReader(io.BytesIO(documents["draft"])).pages)
    assert not any("UTKAST" in p.extract_text() for p in PdfReader(io.BytesIO(documents["closed"])).pages)


@pytest.mark.parametrize("name", NAMES)
def test_table_heads_have_a_scope(documents: dict[str, bytes], name: str) -> None:
    reader = PdfReader(io.BytesIO(documents[name]))
    heads = [o for o in _objects(reader) if o.get("/S") == "/TH"]
    assert heads
    assert {str(head.get("/A", {}).get("/Scope")) for head in heads} == {"/Column", "/Row"}


@pytest.mark.parametrize("name", NAMES)
def test_page_numbers_and_running_heads_are_not_read_aloud(documents: dict[str, bytes], name: str) -> None:
    reader = PdfReader(io.BytesIO(documents[name]))
    for leaf in reader.pages:
        marks = [ops[0] for ops, name in ContentStream(leaf.get_contents(), reader).operations if name == b"BDC"]
        assert "/Artifact" in marks


def test_the_same_view_gives_the_same_bytes(documents: dict[str, bytes]) -> None:
    assert letter_pdf(letter_view(a_material())) == documents["requirement"]
    assert report_pdf(report_view(a_report())) == documents["report"]


def test_the_bundled_font_is_the_only_one(documents: dict[str, bytes]) -> None:
    reader = PdfReader(io.BytesIO(documents["requirement"]))
    names = {str(o["/BaseFont"]) for o in _objects(reader) if o.get("/Type") == "/Font"}
    assert names
    assert {name.split("+")[-1].removesuffix("-Bold").removesuffix("-Italic") for name in names} == {"Source-Sans-Pro"}


SHELL = '<html lang="sv"><head><title>T</title>{head}</head><body><p>Text</p>{body}</body></html>'


@pytest.mark.parametrize(
    ("head", "body", "css"),
    [
        ("", '<img alt="x" src="http://127.0.0.1:9/x.png">', ""),
        ("", '<img alt="x" src="{secret}">', ""),
        ("", '<object data="{secret}" type="image/png">x</object>', ""),
        ('<link rel="stylesheet" href="{secret}">', "", ""),
        ("<style>@import url({secret});</style>", "", ""),
        ("", "", "body {{ background: url({secret}) }}"),
        ("", "", "@font-face {{ font-family: a; src: url({secret}) }} p {{ font-family: a }}"),
        ('<link rel="attachment" href="{secret}">', "", ""),
        ("", '<a rel="attachment" href="{secret}">x</a>', ""),
        ("", "<svg><title>t</title><image href='{secret}' width='1' height='1'/></svg>", ""),
        ("", '<img alt="x" src="images/local.png">', ""),
    ],
)
def test_nothing_outside_the_document_is_fetched(tmp_path: Path, head: str, body: str, css: str) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red } HEMLIGT", encoding="utf-8")
    html = SHELL.format(head=head.format(secret=secret.as_uri()), body=body.format(secret=secret.as_uri()))
    with pytest.raises(DocumentFault):
        pdf_of(html, css.format(secret=secret.as_uri()))


def test_what_would_only_be_logged_stops_the_document() -> None:
    with pytest.raises(DocumentFault, match="lang"):
        pdf_of("<html><head><title>T</title></head><body><p>x</p></body></html>", "")
    picture = (
        "<img src='data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%229%22 height=%229%22/%3E'>"
    )
    with pytest.raises(DocumentFault, match="alt"):
        pdf_of(SHELL.format(head="", body=picture), "")


def test_a_data_picture_is_allowed() -> None:
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    made = letter_pdf(letter_view(a_material(agency=replace(AGENCY, logo=logo))))
    assert page.is_pdf_compliant_bytes(made, profile="ua1")


def test_a_missing_library_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(DocumentFault) as caught:
        expect_available()
    assert "Pango" in caught.value.message
    assert "apt install" in caught.value.remedy


def _objects(reader: PdfReader) -> list[DictionaryObject]:
    count = len(reader.xref_objStm) + sum(len(part) for part in reader.xref.values())
    found = [reader.get_object(number) for number in range(1, count + 1)]
    return [one for one in found if isinstance(one, DictionaryObject)]
