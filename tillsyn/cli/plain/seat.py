"""The seat as it is when nothing is drawn: the sitting of the app, and what a screen otherwise keeps for it.

Owns which document is open and where in it the reader is, and the hits that are stepped through. Leaves recording to
`workflow.review`, and all words to `cli.plain.telling`.
"""

from __future__ import annotations

from contextlib import suppress

from tillsyn.cli.plain.commands import SIGN
from tillsyn.domain.answers import Answer, Gap, Progress
from tillsyn.domain.casefiles import Document
from tillsyn.domain.document_names import spellings, tab_name
from tillsyn.domain.passages import Hits, lines_of
from tillsyn.domain.seats import Seat
from tillsyn.errors import StoreFault
from tillsyn.workflow import finder
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.readings import ReadFile
from tillsyn.workflow.review import gaps
from tillsyn.workflow.sheet import Sheet, load_sheet
from tillsyn.workflow.sitting import Sitting


class PlainSeat(Sitting):
    """A sheet, the place in it, and the place in its documents."""

    before_key = SIGN

    def __init__(self, desk: Desk, sheet: Sheet, criterion: str | None = None) -> None:
        super().__init__(desk, sheet, criterion)
        self.spelled = spellings(sheet.opened.criteria)
        self.open = 0
        """The index of the document one reads in."""
        self.line = 0
        """The line read last, from 1; 0 before the first."""
        self.chosen: tuple[int, int] | None = None
        """First and last line to be cited."""
        self.sought = ""
        """What the reader sought herself; empty while the criterion's own words are sought."""
        self.at: int | None = None
        """Which hit one stands on."""
        self._found_for = ""
        self._found = Hits()

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents of the file."""
        return self.sheet.documents

    @property
    def hits(self) -> Hits:
        """The places of what is sought, best first."""
        wanted = f"?{self.sought}" if self.sought else self.here
        if wanted != self._found_for:
            self._found_for, self.at = wanted, None
            if self.sought:
                self._found = finder.find_typed(self.documents, self.sought)
            else:
                self._found = finder.find_for(self.documents, self.criterion)
        return self._found

    def text(self, number: int) -> tuple[str, ...]:
        """The lines of a document, as they are shown and counted; the end of the last is no line of its own."""
        lines = lines_of(self.documents[number].text)
        return lines[:-1] if len(lines) > 1 and not lines[-1] else lines

    def name(self, number: int) -> str:
        """A document by its sort and day."""
        return tab_name(self.documents[number], self.spelled)

    def come_back(self, document: str, line: int) -> None:
        """Go to where one was in the documents, if it is still there."""
        names = [each.name for each in self.documents]
        if document in names and 0 < line <= len(self.text(names.index(document))):
            self.stand(names.index(document), line)

    def keep_where(self) -> None:
        """Remember the question, and the line of the document; failing to is no reason to stop anybody."""
        name = self.documents[self.open].name if self.documents and self.line else ""
        with suppress(StoreFault):
            self.keep_place(name, max(self.line, 1))

    def stand(self, document: int, line: int, last: int | None = None) -> None:
        """Go to a place in the documents; it is what would be cited."""
        self.open, self.line, self.chosen = document, line, (line, last or line)

    def go_to(self, criterion: str) -> None:
        """Go to a criterion, and back to its own words."""
        self.here, self.sought = criterion, ""

    def gaps_ahead(self) -> tuple[Gap, ...]:
        """What is missing after the criterion one stands at, in file order."""
        at = self.order.index(self.here)
        return tuple(gap for gap in gaps(self.sheet) if self.order.index(gap.criterion) > at)

    def gap_here(self) -> Gap | None:
        """What is missing at the criterion one stands at."""
        return next((gap for gap in gaps(self.sheet) if gap.criterion == self.here), None)

    def standing_here(self) -> tuple[Answer | None, str]:
        """What others could have changed at this question."""
        return self.answer_here, self.comment_here


def progress_of(desk: Desk, opened: OpenAudit, read: ReadFile, seat: Seat) -> Progress:
    """How far a file has come at a seat; at the consensus what both answered alike is done."""
    if seat in read.readings:
        return read.readings[seat].progress
    return load_sheet(desk, opened, read.auditee.id, read.case.code, seat).progress
