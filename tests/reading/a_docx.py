"""Word documents written by hand, part by part, as Word itself writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MORE = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TYPES = {
    "document": "document.main",
    "document2": "document.main",
    "styles": "styles",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "header1": "header",
    "header2": "header",
    "footer1": "footer",
    "comments": "comments",
}
STYLES = """
<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik"><w:name w:val="Title"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/><w:basedOn w:val="Rubrik1"/></w:style>
<w:style w:type="paragraph" w:styleId="Kommunrubrik"><w:name w:val="Kommunens"/><w:basedOn w:val="Rubrik2"/></w:style>
<w:style w:type="paragraph" w:styleId="Kontur"><w:name w:val="K"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Punktlista"><w:name w:val="List Bullet"/>
  <w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Rund1"><w:name w:val="a"/><w:basedOn w:val="Rund2"/></w:style>
<w:style w:type="paragraph" w:styleId="Rund2"><w:name w:val="b"/><w:basedOn w:val="Rund1"/></w:style>
"""


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, style: str = "", more: str = "") -> str:
    """A paragraph; `content` is text, or runs where it begins with a bracket."""
    runs = content if content.startswith("<") else run(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{runs}</w:p>"


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc><w:tcPr/>{c if c.startswith('<') else p(c)}</w:tc>" for c in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def part(root: str, content: str, space: str = WORD) -> str:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:{root} xmlns:w="{space}" {_MORE}>{content}</w:{root}>'


def a_docx(body: str = "", name: str = "document", space: str = WORD, **parts: str) -> bytes:
    """A document of some paragraphs, and of the other parts given: footnotes, header1 …"""
    roots = {"header1": "hdr", "header2": "hdr", "footer1": "ftr"}
    written = {name: part("document", f"<w:body>{body}</w:body>", space), "styles": part("styles", STYLES, space)}
    written |= {key: part(roots.get(key, key), content, space) for key, content in parts.items()}
    return packed({f"word/{key}.xml": content for key, content in written.items()})


def packed(parts: Mapping[str, str | bytes], types: str = "") -> bytes:
    """A package of parts."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml'
        f'.{_TYPES[name[5:-4]]}+xml"/>'
        for name in parts
        if name[5:-4] in _TYPES
    )
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    listed = types or f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{space}">{overrides}</Types>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", listed)
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()
