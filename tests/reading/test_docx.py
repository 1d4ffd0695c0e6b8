"""Word documents as text: what a reader of the document would read, what is left out and said, and hostile files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.a_docx import STRICT, a_docx, p, packed, part, run, table
from tillsyn.reading import docx, docx_package, docx_parts
from tillsyn.reading.docx import read_docx

TICK = '<w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/>{}</w:checkBox></w:ffData></w:fldChar>'
PICTURE = '<w:r><w:drawing><a:blip r:embed="rId1"/></w:drawing></w:r>'


def read(tmp_path: Path, content: bytes) -> tuple[str | None, list[str]]:
    path = tmp_path / "01-beslut.docx"
    path.write_bytes(content)
    text, problems = read_docx(path, "01-beslut.docx")
    assert all(problem.message for problem in problems)
    return text, [problem.code for problem in problems]


def text_of(tmp_path: Path, body: str, **parts: str) -> str | None:
    text, codes = read(tmp_path, a_docx(body, **parts))
    assert codes == []
    return text


def test_headings_paragraphs_lists_and_tables(tmp_path: Path) -> None:
    listed = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    body = (
        p("Utredning", "Rubrik1")
        + p("Aktualisering", "Kommunrubrik")
        + p("Karim ansökte.")
        + p("")
        + p("Bor själv", more=listed.format(0))
        + p("Har en hund", more=listed.format(1))
        + p("Tredje", "Punktlista")
        + table(["Mål", "Vem"], ["Nykter", p("Karim") + p("och Maja")])
        + p("Slut", "Kontur")
    )
    assert text_of(tmp_path, body) == (
        "# Utredning\n\n## Aktualisering\n\nKarim ansökte.\n\n- Bor själv\n  - Har en hund\n- Tredje\n\n"
        "| Mål | Vem |\n| Nykter | Karim och Maja |\n\n### Slut"
    )


def test_words_in_several_runs_links_fields_and_boxes_are_read_through(tmp_path: Path) -> None:
    body = p(
        run("Kar") + "<w:proofErr/>" + run("im ") + f"<w:hyperlink>{run('länk')}</w:hyperlink>"
        + "<w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r>"
        + f"<w:sdt><w:sdtContent>{run(' i fält')}</w:sdtContent></w:sdt>"
        + "<w:r><w:tab/></w:r>" + run("efter &amp; &lt;b&gt;") + "<w:r><w:br/></w:r>" + run("rad två")
        + "<w:r><w:noBreakHyphen/></w:r>" + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        + f"<w:r>{TICK.format('<w:checked/>')}</w:r><w:r>{TICK.format('')}</w:r>"
    ) + '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr></w:p>'  # fmt: skip
    assert text_of(tmp_path, body) == "Karim länk i fält efter & <b>\nrad två-☒☒☐"


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('I rutan')}</w:txbxContent>"
    body = p(
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        + run("Runt om")
    )
    assert text_of(tmp_path, body) == "I rutan\n\nRunt om"


def test_tables_in_tables_stand_on_the_row(tmp_path: Path) -> None:
    assert text_of(tmp_path, table(["a", table(["b", "c"]) + p("")])) == "| a | | b | c | |"


def test_inserted_text_is_in_deleted_text_is_out_and_it_is_said(tmp_path: Path) -> None:
    body = p(
        f'<w:ins w:id="1">{run("Nytt ")}</w:ins>'
        '<w:del w:id="2"><w:r><w:delText>Gammalt </w:delText></w:r></w:del>'
        f'<w:moveFrom w:id="3">{run("Flyttat ")}</w:moveFrom>' + run("kvar"),
        more='<w:rPr><w:del/></w:rPr><w:pPrChange><w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr></w:pPrChange>',
    )
    text, codes = read(tmp_path, a_docx(body))
    assert (text, codes) == ("Nytt kvar", ["R085W"])
    (problem,) = read_docx(tmp_path / "01-beslut.docx", "")[1]
    assert (problem.about["inserted"], problem.about["deleted"]) == (1, 2)


def test_comments_are_left_out_and_said(tmp_path: Path) -> None:
    body = p(run("Text") + '<w:r><w:commentReference w:id="0"/></w:r>')
    comments = f'<w:comment w:id="0">{p("hemlig tanke")}</w:comment>'
    assert read(tmp_path, a_docx(body, comments=comments)) == ("Text", ["R086W"])


def test_pictures_leave_a_mark_and_are_said(tmp_path: Path) -> None:
    text, codes = read(tmp_path, a_docx(p(PICTURE) + p("<w:r><w:pict><v:imagedata/></w:pict></w:r>")))
    assert (text, codes) == ("[bild]\n\n[bild]", ["R087W"])


def test_a_logo_in_the_header_is_no_picture_of_the_document(tmp_path: Path) -> None:
    assert text_of(tmp_path, p("Text"), header1=p(PICTURE + run("Norrskog"))) == "Text\n\nSidhuvud: [bild]Norrskog"


def test_notes_stand_last_in_the_order_they_are_referred_to(tmp_path: Path) -> None:
    refer = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    body = p(run("A") + refer.format("endnote", 2) + run(" B") + refer.format("footnote", 7))
    footnotes = (
        f'<w:footnote w:type="separator" w:id="-1">{p("---")}</w:footnote><w:footnote w:id="7">{p("fot")}</w:footnote>'
    )
    endnotes = f'<w:endnote w:id="2">{p("slut") + p("ännu en")}</w:endnote>'
    text = text_of(tmp_path, body, footnotes=footnotes, endnotes=endnotes)
    assert text == "A[1] B[2]\n\n[1] slut ännu en\n[2] fot"


def test_headers_and_footers_are_told_once(tmp_path: Path) -> None:
    parts = {"header1": p("Dnr 1"), "header2": p("Dnr 1"), "footer1": table(["Sida", "1"])}
    assert text_of(tmp_path, p("Text"), **parts) == "Text\n\nSidhuvud: Dnr 1\nSidfot: | Sida | 1 |"


@pytest.mark.parametrize("about", [{"name": "document2"}, {"space": STRICT}])
def test_documents_of_other_writers_are_read(tmp_path: Path, about: dict[str, str]) -> None:
    assert read(tmp_path, a_docx(p("Rubrik", "Rubrik1"), **about)) == ("# Rubrik", [])


def test_an_empty_document_is_a_fault(tmp_path: Path) -> None:
    assert read(tmp_path, a_docx(p(" "))) == (None, ["Y005"])


def bomb(size: int) -> bytes:
    return packed({"word/document.xml": part("document", " " * size)})


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&b;</w:document>'
)
OUTSIDE = LAUGHS.replace('"ha"', 'SYSTEM "file:///etc/passwd"')


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "R083"),  # a password, or .doc
        (b"PK\x03\x04 trasig", "R082"),
        (packed({"xl/workbook.xml": "<a/>"}), "R082"),
        (packed({"word/document.xml": "<w:document"}), "R082"),
        (packed({"word/document.xml": LAUGHS}), "R082"),
        (packed({"word/document.xml": OUTSIDE}), "R082"),
        (packed({"word/document.xml": "<a/>"}, types=LAUGHS), "R082"),
        (packed({"../../word/document.xml": part("document", "")}), "R082"),
        (bomb(50_000_001), "R084"),
        (bomb(5_000_000), "R084"),  # packed a thousand times
        (packed({"word/document.xml": part("document", "<w:p>" * 400 + "</w:p>" * 400)}), "R084"),
        (packed({f"x{n}": "" for n in range(docx_package.MAX_PARTS)}), "R084"),
    ],
    ids=["old", "broken", "workbook", "cut", "laughs", "outside", "types", "path", "large", "packed", "deep", "many"],
)
def test_hostile_and_broken_documents_are_a_fault(tmp_path: Path, content: bytes, code: str) -> None:
    assert read(tmp_path, content) == (None, [code])


def test_a_part_larger_than_any_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_PART_BYTES", 3000)
    assert read(tmp_path, a_docx(p("x" * 4000)))[1] == ["R084"]


def test_too_much_text_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_parts, "MAX_CHARACTERS", 10)
    assert read(tmp_path, a_docx(p("elva tecken")))[1] == ["R084"]
    monkeypatch.undo()
    monkeypatch.setattr(docx, "MAX_CHARACTERS", 10)
    assert read(tmp_path, a_docx(p("sex…") + p("till…")))[1] == ["R084"]


def test_an_encrypted_part_is_a_fault(tmp_path: Path) -> None:
    content = bytearray(a_docx(p("Text")))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.namelist()
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    assert read(tmp_path, bytes(content)) == (None, ["R083"])


WHOLE = a_docx(
    p("Rubrik", "Rubrik1") + table(["a", "b"]) + p('<w:r><w:footnoteReference w:id="1"/></w:r>'),
    footnotes=f'<w:footnote w:id="1">{p("fot")}</w:footnote>',
)


@given(st.dictionaries(st.integers(0, len(WHOLE) - 1), st.integers(0, 255), max_size=8))
def test_no_damage_makes_it_raise(tmp_path_factory: pytest.TempPathFactory, damage: dict[int, int]) -> None:
    content = bytearray(WHOLE)
    for place, byte in damage.items():
        content[place] = byte
    path = tmp_path_factory.getbasetemp() / "damaged.docx"
    path.write_bytes(content)
    text, problems = read_docx(path, "")
    assert text or problems


TAGS = ["p", "r", "t", "tbl", "tr", "tc", "ins", "del", "footnote", "pPr", "numPr", "sdt", "checkBox", "txbxContent"]
NESTS = st.recursive(
    st.text(alphabet="ab ", max_size=3),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=3)).map(
        lambda pair: f"<w:{pair[0]}>{''.join(pair[1])}</w:{pair[0]}>"
    ),
    max_leaves=15,
)


@given(NESTS)
def test_elements_in_any_order_are_read(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.docx"
    path.write_bytes(a_docx(p("Början") + body))
    text, _problems = read_docx(path, "")
    assert text is not None
    assert text.startswith("Början")
