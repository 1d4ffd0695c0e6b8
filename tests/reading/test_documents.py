"""Folders of case files: what names and files mean, what is refused, and the text of PDF files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from tests.reading.a_docx import a_docx, p, run
from tillsyn.domain.casefiles import Document
from tillsyn.domain.pages import pages_of
from tillsyn.reading import pdftext
from tillsyn.reading.documents import read_documents

CASE = Path("norrskog") / "NO-001"


def put(folder: Path, name: str | Path, content: str | bytes = "# Beslut\n\nText.\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def a_pdf(*texts: str) -> bytes:
    """A page with one line of text for each, written by hand; a page of an empty text is a picture, as if scanned."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(len(texts))), len(texts)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        b"\nstream\n\x80\nendstream",
    ]
    for number, text in enumerate(texts):
        shown = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else "q 595 0 0 842 0 0 cm /Im1 Do Q"
        stream = shown.encode("cp1252")
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R" % (6 + 2 * number)
            + b" /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 4 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        body
        + head
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            len(objects) + 1,
            len(body),
        )
    )


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


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (("Ett",), "Ett"),
        (("Ett", "Två"), "Ett\n\n— sida 2 —\n\nTvå"),
        (("Ett", "", "Tre"), "Ett\n\n— sida 2: bild eller tom, läs den utanför —\n\n— sida 3 —\n\nTre"),
        (("", "Två"), "— sida 1: bild eller tom, läs den utanför —\n\n— sida 2 —\n\nTvå"),
    ],
)
def test_the_pages_of_a_pdf_can_be_told_apart(tmp_path: Path, texts: tuple[str, ...], shown: str) -> None:
    put(tmp_path, CASE / "01-avtal.pdf", a_pdf(*texts))
    ((_, document),) = read_documents(tmp_path).documents
    assert document.text == shown
    assert document.title == next(filter(None, texts))


def test_the_pages_without_text_are_named(tmp_path: Path) -> None:
    put(tmp_path, CASE / "01-avtal.pdf", a_pdf("Ett", "", "", "Fyra", "", "Sex", "", "", ""))
    (problem,) = read_documents(tmp_path).problems
    assert problem.about["pages"] == "2–3, 5, 7–9"


def test_a_scanned_pdf_is_a_document_that_says_it_is_a_picture(tmp_path: Path) -> None:
    put(tmp_path, CASE / "01-avtal-2025-09-02.pdf", a_pdf("", "", ""))
    put(tmp_path, CASE / "02-beslut.md")
    reading = read_documents(tmp_path)
    assert [problem.code for problem in reading.problems] == ["R080W"]
    (_, scanned), (_, other) = reading.documents
    assert scanned.title == scanned.text == "Skannad bild, 3 sidor: läs den utanför."
    assert (scanned.kind, scanned.day, other.title) == ("avtal", date(2025, 9, 2), "Beslut")


def test_a_pdf_from_a_word_processor_is_read_page_by_page(tmp_path: Path) -> None:
    weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)
    page = "<h1>Genomförandeplan</h1><p>Målet är att Åsa får en egen bostad.</p>"
    dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    style = "<style>img, .ny { display: block; width: 15cm; break-before: page }</style>"
    html = f"{style}{page}<img src='{dot}'><p class=ny>Slut.</p>"
    put(tmp_path, CASE / "01-genomforandeplan.pdf", weasyprint.HTML(string=html).write_pdf())
    ((_, document),) = read_documents(tmp_path).documents
    assert document.title == "Genomförandeplan"
    assert "Målet är att Åsa får en egen bostad." in document.text
    assert document.text.endswith("— sida 2: bild eller tom, läs den utanför —\n\n— sida 3 —\n\nSlut.")


def test_a_word_document_is_read_with_its_heading(tmp_path: Path) -> None:
    put(tmp_path, CASE / "01-utredning-2025-09-02.DOCX", a_docx(p("Utredning enligt SoL", "Rubrik1") + p("Text.")))
    ((_, document),) = read_documents(tmp_path).documents
    assert (document.title, document.text) == ("Utredning enligt SoL", "# Utredning enligt SoL\n\nText.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_is_read_in_the_encodings_case_systems_write(tmp_path: Path, encoding: str) -> None:
    text = "Anteckning\r\nÅsa vill bo kvar – nära sin mor.\x0cSida två"
    put(tmp_path, CASE / "01-journal.txt", text.encode(encoding))
    reading = read_documents(tmp_path)
    ((_, document),) = reading.documents
    assert document.text == "Anteckning\nÅsa vill bo kvar – nära sin mor.\n— sida 2 —\nSida två"
    assert [problem.code for problem in reading.problems] == ["R088W"] * (encoding == "cp1252")


def test_a_case_may_have_folders_of_its_own(tmp_path: Path) -> None:
    put(tmp_path, CASE / "Journal" / "2025" / "01-journal.md")
    put(tmp_path, CASE / "01-beslut.md")
    (tmp_path / CASE / "Journal" / "varv").symlink_to(tmp_path / CASE)
    reading = read_documents(tmp_path)
    assert [document.name for _, document in reading.documents] == ["01-beslut", "01-journal"]
    assert reading.problems == ()


def several(folder: Path) -> None:
    put(folder, CASE / "01-beslut-2025-09-02.md")


def linked_out(folder: Path) -> None:
    outside = put(folder.parent, "utanfor.md")
    (put(folder, CASE / "02-beslut.md").parent / "01-beslut.md").symlink_to(outside)


FAULTS: dict[str, Callable[[Path], object]] = {
    "R050": lambda folder: folder.rmdir(),
    "R051": linked_out,
    "R052W": lambda folder: put(folder, CASE / "01-beslut.rtf"),
    "R053W": lambda folder: put(folder, CASE / "Skannat (3).md"),
    "R054W": lambda folder: put(folder, CASE / "01-beslut-2025-13-41.md"),
    "R055": lambda folder: (put(folder, CASE / "01-beslut.md"), put(folder, CASE / "01-beslut.txt")),
    "R057": lambda folder: put(folder, CASE / "01-beslut.pdf", b"%PDF-1.7 trasig"),
    "R058": lambda folder: put(folder, CASE / "01-beslut.pdf", a_blank_pdf(folder, password="hemligt")),
    "R059": lambda folder: put(folder, CASE / "01-beslut.pdf", a_blank_pdf(folder, pages=3)),
    "R060W": lambda folder: put(folder, "norrskog/LÄSMIG.txt"),
    "R061": lambda folder: put(folder, "norrskog/19821105-9954/01-beslut.md"),
    "R062W": lambda folder: None,
    "Y005": lambda folder: put(folder, CASE / "01-beslut.md", " \n"),
    "R079": lambda folder: put(folder, CASE / "01-beslut.txt", b"\x89PNG\r\n\x1a\n\x00\x01\x02\xe5"),
    "R080W": lambda folder: put(folder, CASE / "01-beslut.pdf", a_pdf("", "")),
    "R081W": lambda folder: put(folder, CASE / "01-beslut.pdf", a_pdf("Beslut", "")),
    "R082": lambda folder: put(folder, CASE / "01-beslut.docx", b"PK trasig"),
    "R083": lambda folder: put(folder, CASE / "01-beslut.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "R084": lambda folder: put(folder, CASE / "01-beslut.docx", a_docx(p("x" * 2_000_001))),
    "R085W": lambda folder: put(folder, CASE / "01-beslut.docx", a_docx(p("A") + f"<w:ins>{p('B')}</w:ins>")),
    "R086W": lambda folder: put(
        folder, CASE / "01-beslut.docx", a_docx(p(run("A") + "<w:r><w:commentReference/></w:r>"))
    ),
    "R087W": lambda folder: put(folder, CASE / "01-beslut.docx", a_docx(p("<w:r><a:blip/></w:r>"))),
    "R088W": lambda folder: put(folder, CASE / "01-beslut.md", "Vårdplan".encode("cp1252")),
    "R089": lambda folder: put(folder, CASE / "/".join("123456789") / "01-beslut.md"),
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


@pytest.mark.parametrize(("limit", "code"), [("MAX_PAGE_CONTENT", "R081W"), ("MAX_CONTENT", "R059")])
def test_a_page_that_takes_too_long_to_draw_is_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, code: str
) -> None:
    monkeypatch.setattr(pdftext, limit, 60)
    put(tmp_path, CASE / "01-avtal.pdf", a_pdf("Avtal", "Karta " * 10))
    assert [problem.code for problem in read_documents(tmp_path).problems] == [code]


def test_a_pdf_without_pages_is_broken(tmp_path: Path) -> None:
    put(tmp_path, CASE / "01-avtal.pdf", a_pdf())
    assert [problem.code for problem in read_documents(tmp_path).problems] == ["R057"]


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


@given(st.sampled_from(["md", "txt", "pdf", "docx"]), st.binary(max_size=300))
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


def test_the_pages_of_a_text_are_numbered_and_no_line_is_moved(tmp_path: Path) -> None:
    put(tmp_path, CASE / "01-journal.txt", "\fEtt.\n\fTvå.\f\fFyra.\n\f")
    ((_auditee, document),) = read_documents(tmp_path).documents
    lines = document.text.split("\n")
    assert [(n, line) for n, line in enumerate(lines, 1) if line] == [
        (3, "Ett."), (5, "— sida 2 —"), (6, "Två."), (7, "— sida 3 —"), (9, "— sida 4 —"), (10, "Fyra."),
    ]  # fmt: skip
    assert [pages_of(document.text).of(line) for line in (3, 6, 10)] == [1, 2, 4]
    assert document.title == "Ett."


def test_nasty_documents_of_many_pages_are_read_whole(tmp_path: Path) -> None:
    page = "\n".join(f"Rad {n} \x1b[2J \u202e [/red] om planering." for n in range(40))
    put(tmp_path, CASE / "01-journal.txt", "\f".join([page] * 500))
    put(tmp_path, CASE / "02-plan.md", "# Plan\n\n" + "ordet \x00" * 15_000)
    journal, plan = (document for _auditee, document in read_documents(tmp_path).documents)
    assert pages_of(journal.text).of(journal.text.count("\n")) == 500
    assert plan.text == "# Plan\n\n" + "ordet ␀" * 15_000
    assert not {"\x1b", "\u202e", "\x00"} & set(journal.text + plan.text)
