"""A letter's view as HTML and PDF, and what in its words may not leave.

Owns which template a kind of letter has, and which texts of a view people have written. Leaves the view to
`writing.views`, files to `workflow.files`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tillsyn.domain.disclosure import DisclosureKind, find_disclosures
from tillsyn.domain.entries import Json
from tillsyn.writing.environment import render, source
from tillsyn.writing.pdf import pdf_of

STYLE = "letters/letter.css"


@dataclass(frozen=True, slots=True)
class Leak:
    """A personal detail in words that would leave: in which `field` (a view's key) of what, and from which sign."""

    about: str
    """The nearest title or id around the field, empty where there is none."""
    field: str
    kind: DisclosureKind
    start: int


def letter_html(view: dict[str, Json], templates: Path | None = None) -> str:
    """The letter as one HTML file that carries its own style sheet."""
    return with_style(_bare(view, templates), source(STYLE, templates))


def letter_pdf(view: dict[str, Json], templates: Path | None = None) -> bytes:
    """The letter as PDF/UA-1; the same view gives the same bytes."""
    return pdf_of(_bare(view, templates), source(STYLE, templates))


def with_style(html: str, css: str) -> str:
    """`html` with a style sheet put into its head; people's words are escaped, so only our own head ends there."""
    return html.replace("</head>", f"<style>\n{css}</style>\n</head>", 1)


def leaks(view: dict[str, Json]) -> tuple[Leak, ...]:
    """Every personal number, telephone number and e-mail address in the view's words, but for the sender's own."""
    return tuple(
        Leak(about, key, found.kind, found.start + 1)
        for about, key, text in _words(view)
        for found in find_disclosures(text)
    )


def _bare(view: dict[str, Json], templates: Path | None) -> str:
    return render(f"letters/{view['kind']}.html", view, templates)


def _words(part: Json, about: str = "", key: str = "") -> Iterator[tuple[str, str, str]]:
    """(title around it, key, text) of every text people wrote; hashes and the sender's own details are left out."""
    if isinstance(part, str):
        yield about, key, part
    elif isinstance(part, list):
        for item in part:
            yield from _words(item, about, key)
    elif isinstance(part, dict):
        name = part.get("title") or part.get("id") or part.get("name")
        for inner, value in part.items():
            if inner not in ("sender", "hash", "check_code", "dnr"):
                yield from _words(value, str(name) if name else about, inner)
