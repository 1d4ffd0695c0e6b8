"""The protocol of one case as HTML and PDF.

Owns which template and style sheet it has. Leaves what it says to `writing.case_protocol_view`, files to
`workflow.case_protocol`.
"""

from __future__ import annotations

from pathlib import Path

from tillsyn.writing.environment import render, source
from tillsyn.writing.glyphs import printable
from tillsyn.writing.letters import with_style
from tillsyn.writing.pdf import pdf_of
from tillsyn.writing.views import View

TEMPLATE, STYLE = "case_protocol/case_protocol.html", "case_protocol/case_protocol.css"


def case_html(view: View, templates: Path | None = None) -> str:
    """The protocol as one HTML file that carries its own style sheet."""
    return with_style(render(TEMPLATE, view, templates), source(STYLE, templates))


def case_pdf(view: View, templates: Path | None = None) -> bytes:
    """The protocol as PDF/UA-1; the same view gives the same bytes. Signs that the fonts lack are told by number."""
    told = {key: printable(value) for key, value in view.items()}
    told["signs"] = told != view
    return pdf_of(render(TEMPLATE, told, templates), source(STYLE, templates))
