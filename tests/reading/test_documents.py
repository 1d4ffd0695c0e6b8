"""Folders of case files: what names and files mean, what is refused, and the text of PDF files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from tillsyn.domain.casefiles import Document
from tillsyn.reading import pdftext
from tillsyn.reading.documents import read_documents

CASE = Path("norrskog") / "NO-001"


def put(folder: Path, name: str | Path, content: str | bytes = "# Beslut\n\nText.\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def a_pdf(text: str) -> bytes:
    """One page with one line of text, written by hand."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return body + head + table + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def a_blank_pdf(folder: Path, pages: int = 1, password: str = "") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    path = folder / "blank"
    with path.open("wb") as file:
        writer.write(file)
    content = path.read_bytes()
    path.unlink()
    return content


def test_a_document_is_read_with_its_heading_kind_and_day(tmp_path: Path) -> None:
    put(tmp_path, CASE / "01-utredning-2025-09-02.md", "\ufeff# Utredning enligt 14 kap. 2 §\r\n\r\nText.\r\n")
    put(tmp_path, CASE / "02-vardplan.txt", "\n  Vårdplan för Karim\nMål.\n")
    reading = read_documents(tmp_path)
    assert reading.problems == ()
    text = "# Utredning enligt 14 kap. 2 §\n\nText.\n"
    title = "Utredning enligt 14 kap. 2 §"
    assert reading.documents == (
        ("norrskog", Document("NO-001", "01-utredning-2025-09-02", "utredning", title, text, date(2025, 9, 2))),
        (
            "norrskog",
            Document("NO-001", "02-vardplan", "vardplan", "Vårdplan för Karim", "\n  Vårdplan för Karim\nMål.\n"),
        ),
    )


def test_a_pdf_gives_its_text(tmp_path: Path) -> None:
    put(tmp_path, CASE / "01-avtal-2025-09-02.PDF", a_pdf("Avtal om vård"))
    ((_, document),) = read_documents(tmp_path).documents
    assert (document.title, document.text, document.kind) == ("Avtal om vård", "Avtal om vård", "avtal")


def several(folder: Path) -> None:
    put(folder, CASE / "01-beslut-2025-09-02.md")


def linked_out(folder: Path) -> None:
    outside = put(folder.parent, "utanfor.md")
    (put(folder, CASE / "02-beslut.md").parent / "01-beslut.md").symlink_to(outside)


FAULTS: dict[str, Callable[[Path], object]] = {
    "R050": lambda folder: folder.rmdir(),
    "R051": linked_out,
    "R052W": lambda folder: put(folder, CASE / "01-beslut.docx"),
    "R053W": lambda folder: put(folder, CASE / "Skannat (3).md"),
    "R054W": lambda folder: put(folder, CASE / "01-beslut-2025-13-41.md"),
    "R055": lambda folder: (put(folder, CASE / "01-beslut.md"), put(folder, CASE / "01-beslut.txt")),
    "R056": lambda folder: put(folder, CASE / "01-beslut.pdf", a_blank_pdf(folder)),
    "R057": lambda folder: put(folder, CASE / "01-beslut.pdf", b"%PDF-1.7 trasig"),
    "R058": lambda folder: put(folder, CASE / "01-beslut.pdf", a_blank_pdf(folder, password="hemligt")),
    "R059": lambda folder: put(folder, CASE / "01-beslut.pdf", a_blank_pdf(folder, pages=3)),
    "R060W": lambda folder: put(folder, "norrskog/LÄSMIG.txt"),
    "R061": lambda folder: put(folder, "norrskog/19821105-9954/01-beslut.md"),
    "R062W": lambda folder: None,
    "Y005": lambda folder: put(folder, CASE / "01-beslut.md", " \n"),
    "Y006": lambda folder: put(folder, CASE / "01-beslut.md", "Vårdplan".encode("cp1252")),
}


@pytest.mark.parametrize(("code", "make"), FAULTS.items())
def test_each_fault_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, make: Callable[[Path], object]
) -> None:
    monkeypatch.setattr(pdftext, "MAX_PAGES", 2)
    folder = tmp_path / "documents"
    folder.mkdir()
    make(folder)
    reading = read_documents(folder)
    assert [problem.code for problem in reading.problems] == [code]
    assert "9954" not in repr(reading.problems)
    assert reading.problems[0].message


def test_a_folder_that_cannot_be_opened_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert [problem.code for problem in read_documents(tmp_path).problems] == ["R063"]


def test_a_pdf_with_too_much_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdftext, "MAX_CHARACTERS", 5)
    put(tmp_path, CASE / "01-avtal.pdf", a_pdf("Avtal om insatser"))
    assert [problem.code for problem in read_documents(tmp_path).problems] == ["R059"]


def test_links_that_lead_nowhere_or_in_a_circle_are_refused(tmp_path: Path) -> None:
    put(tmp_path, CASE / "03-beslut.md")
    (tmp_path / CASE / "01-beslut.md").symlink_to(tmp_path / "ingen.md")
    (tmp_path / CASE / "02-beslut.md").symlink_to(tmp_path / CASE / "02-beslut.md")
    (tmp_path / "norrskog" / "NO-002").symlink_to(tmp_path.parent)
    reading = read_documents(tmp_path)
    assert {problem.code for problem in reading.problems} == {"R051"}
    assert len(reading.problems) == 3
    assert len(reading.documents) == 1


def test_a_link_within_the_folder_is_followed_and_hidden_files_are_not_seen(tmp_path: Path) -> None:
    target = put(tmp_path, CASE / "01-beslut.md")
    (tmp_path / "norrskog" / "NO-002").symlink_to(target.parent)
    put(tmp_path, CASE / ".DS_Store", b"\0\1")
    reading = read_documents(tmp_path)
    assert [document.case for _, document in reading.documents] == ["NO-001", "NO-002"]
    assert reading.problems == ()


def test_markup_stays_text_and_terminal_codes_become_visible(tmp_path: Path) -> None:
    put(tmp_path, CASE / "01-beslut.md", "# [@click=app.quit]Klicka[/] \x1b]0;x\x07 \u202eslut\n")
    ((_, document),) = read_documents(tmp_path).documents
    assert document.title == "[@click=app.quit]Klicka[/] ␛]0;x␇ \N{REPLACEMENT CHARACTER}slut"


def test_a_folder_written_by_macos_is_known_by_the_same_code(tmp_path: Path) -> None:
    put(tmp_path, "a\u030asvik/A\u030aS-001/01-beslut.md")
    ((auditee, document),) = read_documents(tmp_path).documents
    assert (auditee, document.case) == ("åsvik", "ÅS-001")


@given(st.sampled_from(["md", "txt", "pdf"]), st.binary(max_size=300))
def test_no_bytes_make_it_raise(tmp_path_factory: pytest.TempPathFactory, ending: str, content: bytes) -> None:
    folder = tmp_path_factory.getbasetemp() / f"any-{ending}"
    put(folder, CASE / f"01-beslut.{ending}", b"%PDF-1.4\n" * (ending == "pdf") + content)
    reading = read_documents(folder)
    assert reading.documents or reading.problems


@given(st.data())
def test_no_damaged_pdf_makes_it_raise(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    content = bytearray(a_pdf("Avtal"))
    for place, byte in data.draw(st.dictionaries(st.integers(0, len(content) - 1), st.integers(0, 255))).items():
        content[place] = byte
    folder = tmp_path_factory.getbasetemp() / "damaged"
    put(folder, CASE / "01-avtal.pdf", bytes(content))
    reading = read_documents(folder)
    assert reading.documents or reading.problems
