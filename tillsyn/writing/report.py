"""The report's view as HTML and PDF.

Owns which template the report has. Leaves the view to `writing.report_view`.
"""

from __future__ import annotations

from pathlib import Path

from tillsyn.writing.environment import render, source
from tillsyn.writing.letters import with_style
from tillsyn.writing.pdf import pdf_of
from tillsyn.writing.views import View

TEMPLATE, STYLE = "report/report.html", "report/report.css"


def report_html(view: View, templates: Path | None = None) -> str:
    """The report as one HTML file that carries its own style sheet."""
    return with_style(render(TEMPLATE, view, templates), source(STYLE, templates))


def report_pdf(view: View, templates: Path | None = None) -> bytes:
    """The report as PDF/UA-1; the same view gives the same bytes."""
    return pdf_of(render(TEMPLATE, view, templates), source(STYLE, templates))
