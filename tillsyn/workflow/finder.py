"""Finding the place in the documents of a file: by search words, by what a reader types, by heading, by page.

Owns this one door to it for app and command line, and a place in words. It never answers by itself. Leaves finding
to `reading.finder`, headings and pages to `domain`, dates to `workflow.timeline`.
"""

from __future__ import annotations

from collections.abc import Sequence

from tillsyn.domain.answers import Evidence
from tillsyn.domain.casefiles import Document
from tillsyn.domain.criteria import Criterion
from tillsyn.domain.outline import Heading, headings
from tillsyn.domain.pages import Place, pages_of, place_of
from tillsyn.domain.passages import Hits
from tillsyn.language import _
from tillsyn.reading import finder


def find_for(documents: Sequence[Document], criterion: Criterion) -> Hits:
    """Every place of a criterion's search words, best first."""
    return finder.find(documents, criterion.search, criterion.look_in)


def find_typed(documents: Sequence[Document], typed: str) -> Hits:
    """Every place of what a reader typed, best first."""
    return finder.find_typed(documents, typed)


def outline(document: Document) -> tuple[Heading, ...]:
    """The headings of a document."""
    return headings(document.text)


def line_in_words(text: str, line: int) -> str:
    """A line of a document's text, with the page where it has pages."""
    return place_in_words(Place(line, line, pages_of(text).of(line)))


def place_in_words(place: Place) -> str:
    """Lines, with the page where there are pages: “s. 2 r. 15–19”; empty where none is known."""
    if not place.first:
        return ""
    lines = str(place.first) if place.last <= place.first else f"{place.first}–{place.last}"
    if place.page is None:
        return _("l. {lines}").format(lines=lines)
    return _("p. {page} l. {lines}").format(page=place.page, lines=lines)


def evidence_places(documents: Sequence[Document], evidence: Sequence[Evidence]) -> tuple[Place, ...]:
    """Where quotes stand, each in its document."""
    texts = {document.name: document.text for document in documents}
    return tuple(place_of(one, texts.get(one.document, "")) for one in evidence)
