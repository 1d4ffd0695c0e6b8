"""Printing a criteria set: for a site that forbids laptops, for a referral round, for the public annex.

Owns `write_form`. Leaves what a form says to `writing.form`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tillsyn.workflow.files import document_ending, write_file
from tillsyn.workflow.library import read_set
from tillsyn.writing.form import FormPart, form_html, form_pdf, form_view
from tillsyn.writing.views import View

_MAKERS: dict[str, Callable[[View, Path | None], bytes]] = {
    ".pdf": form_pdf,
    ".html": lambda view, templates: form_html(view, templates).encode(),
}


def write_form(
    name: str, path: Path, part: str = "both", day: date | None = None, templates: Path | None = None
) -> None:
    """Write the form of a set (by name or folder) to `path`, whose ending says PDF or HTML; `part` as in `FormPart`.

    Raises:
        UsageFault: when the ending is another.
        InputFaults: when the set has faults.
        DocumentFault: when PDF cannot be made here, or a template is faulty.
    """
    make = _MAKERS[document_ending(path)]
    found = read_set(name)
    write_file(path, make(form_view(found.criteria, found.sha256, FormPart(part), day), templates))
