"""The protocol of a draw as one page, for reading: HTML and PDF.

Owns which template and style sheet it has. Leaves what it says to `workflow.protocol_view`, the data file that the
draw is repeated from to `workflow.protocol`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tillsyn.domain.entries import Json
from tillsyn.writing.environment import render, source
from tillsyn.writing.letters import with_style
from tillsyn.writing.pdf import pdf_of

TEMPLATE, STYLE = "protocol/protocol.html", "protocol/protocol.css"


def protocol_html(view: Mapping[str, Json], templates: Path | None = None) -> str:
    """The protocol as one HTML file that carries its own style sheet."""
    return with_style(render(TEMPLATE, view, templates), source(STYLE, templates))


def protocol_pdf(view: Mapping[str, Json], templates: Path | None = None) -> bytes:
    """The protocol as PDF/UA-1; the same view gives the same bytes."""
    return pdf_of(render(TEMPLATE, view, templates), source(STYLE, templates))
