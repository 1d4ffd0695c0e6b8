"""Writing the protocols of a draw: the data file that the draw is repeated from, and the page that people read.

Owns which files are written, and in which order. Leaves their contents to `protocol` and `protocol_view`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from tillsyn.domain.entries import Json
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.files import write_file
from tillsyn.workflow.letters import refuse_leaks
from tillsyn.workflow.protocol import protocol, protocol_text
from tillsyn.workflow.protocol_view import page_of
from tillsyn.writing.pdf import expect_available
from tillsyn.writing.protocol import protocol_html, protocol_pdf

FORMATS = ("json", "html", "pdf")
_NEUTRAL = {"seed", "by_hand", "files", "reserve", "hashes"}
"""What holds codes, hashes and the seed alone: a row of lottery numbers may look like a telephone number."""


def write_protocols(
    desk: Desk,
    opened: OpenAudit,
    folder: Path,
    auditee_ids: Sequence[str],
    formats: Collection[str] = ("json", "pdf"),
    templates: Path | None = None,
) -> Iterator[Path]:
    """Write the protocols of the named auditees, telling each file as it is there; PDF comes last.

    Raises:
        UsageFault: when no sample is drawn.
        DocumentFault: when words on a page hold personal details (nothing is written), a template is faulty, or PDF
            cannot be made here (the other files are written).
    """
    told = {name: protocol(desk, opened, name) for name in auditee_ids}
    paper = set(formats) - {"json"}
    pages = {name: page_of(desk, opened, one) for name, one in told.items()} if paper else {}
    refuse_leaks((name, _words(view)) for name, view in pages.items())
    for name in auditee_ids:
        if "json" in formats:
            yield _written(folder / f"{name}.json", protocol_text(told[name]).encode())
        if "html" in formats:
            yield _written(folder / f"{name}.html", protocol_html(pages[name], templates).encode())
    if "pdf" in formats:
        expect_available()
        for name in auditee_ids:
            yield _written(folder / f"{name}.pdf", protocol_pdf(pages[name], templates))


def _words(view: dict[str, Json]) -> dict[str, Json]:
    """What people have written on the page."""
    return {key: value for key, value in view.items() if key not in _NEUTRAL}


def _written(path: Path, content: bytes) -> Path:
    write_file(path, content)
    return path
