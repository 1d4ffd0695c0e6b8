"""The documents side of the seat: which document is shown, its hits, and when it may move.

Owns the one promise of `widgets.document` across documents: another document is brought forward only for a hit,
and only while the reader has not gone somewhere herself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from tillsyn.domain.answers import Evidence
from tillsyn.domain.casefiles import Document
from tillsyn.domain.criteria import Criterion
from tillsyn.domain.text import one_line
from tillsyn.language import _, ngettext
from tillsyn.tui.kinds import tab_name
from tillsyn.tui.search import Found, search
from tillsyn.tui.widgets.document import DocumentView
from tillsyn.tui.widgets.tabs import DocumentTabs, Tab

if TYPE_CHECKING:
    from tillsyn.tui.screens.review import ReviewScreen


class HitLine(Widget):
    """Where in the hits one is, in words."""

    def __init__(self) -> None:
        super().__init__(id="hits")
        self._words = ""
        self._missing = ""

    def show(self, words: str | None = None, missing: str | None = None) -> None:
        """Show other words, or say otherwise what is missing."""
        new = (self._words if words is None else words, self._missing if missing is None else missing)
        if new != (self._words, self._missing):
            self._words, self._missing = new
            self.refresh()

    def render(self) -> Content:
        """The words; on a narrow screen also what is missing, which has no other place there."""
        room = self.content_size.width - len(self._words) - len(self._missing)
        right = " " * room + self._missing if room > 1 and self.app.screen.has_class("-narrow") else ""
        return Content.styled(self._words + right, "$foreground-muted")


class Papers:
    """The documents of one file on a screen."""

    def __init__(self, screen: ReviewScreen, documents: Sequence[Document], spelled: Mapping[str, str]) -> None:
        self._screen = screen
        self.documents = tuple(documents)
        self._names = [tab_name(document, spelled) for document in documents]
        self.titles = {d.name: f"{n} {self._names[n - 1]}" for n, d in enumerate(self.documents, start=1)}
        self.found: tuple[Found, ...] = ()
        self._shown = 0
        self._at: int | None = None
        self._words = ""
        self._criterion: Criterion | None = None
        self._cited: tuple[Evidence, ...] = ()

    def open(self, index: int) -> None:
        """Show a document from its beginning."""
        if index < len(self.documents):
            self._shown = index
            self._view.show(self.documents[index].text)
            self._show_marks()

    def choose(self, index: int) -> None:
        """Show a document that the reader asked for."""
        if index < len(self.documents) and index != self._shown:
            self.open(index)
            self._view.scrolled_by_reader = True

    def look_for(self, criterion: Criterion) -> None:
        """Search for a criterion's words, and bring its first hit into view if the reader has gone nowhere."""
        self._criterion, self._words = criterion, ""
        self._screen.remove_class("-finding")
        self.found, self._at = search(self.documents, criterion.search, criterion.look_in), None
        if self.found and not self._view.scrolled_by_reader:
            self._go(0)
        else:
            self._show_marks()

    def find(self, words: str) -> None:
        """Search for a word the reader asked for; an empty one returns to the criterion's."""
        self._words = words.strip()
        if self._words:
            self.found, self._at = search(self.documents, [self._words]), None
            self._show_marks()
        elif self._criterion:
            self.found, self._at = search(self.documents, self._criterion.search, self._criterion.look_in), None
            self._show_marks()

    def next_hit(self) -> None:
        """Go to the next hit, round the end; the first time, to the first after the chosen line if it is seen."""
        if self.found:
            self._go(0 if self._at is None else (self._at + 1) % len(self.found))

    def show_cited(self, evidence: Sequence[Evidence]) -> None:
        """Show which lines are cited."""
        self._cited = tuple(evidence)
        self._show_marks()

    def chosen(self) -> tuple[str | None, int, str]:
        """The document, the line and the words the reader has chosen."""
        if not self.documents:
            return None, 0, ""
        line, quote = self._view.chosen
        return self.documents[self._shown].name, line, quote

    def open_find(self) -> None:
        """Open the line that finds a word."""
        if self.documents:
            self._screen.add_class("-finding")
            field = self._screen.query_one("#find", Input)
            with self._screen.prevent(Input.Changed):
                field.value = ""
            self._screen.set_focus(field)

    def close_find(self) -> None:
        """Close it, and return to the criterion's words."""
        self._screen.remove_class("-finding")
        self.find("")
        self._screen.set_focus(self._view)

    @property
    def _view(self) -> DocumentView:
        return self._screen.query_one(DocumentView)

    def _go(self, at: int) -> None:
        self._at = at
        found = self.found[at]
        if found.document != self._shown:
            self.open(found.document)
        self._view.go_to(found.hit.line)
        self._show_marks()

    def _show_marks(self) -> None:
        here = [found.hit for found in self.found if found.document == self._shown]
        current = self.found[self._at] if self._at is not None and self.found else None
        name = self.documents[self._shown].name if self.documents else ""
        cited = {e.line for e in self._cited if e.document == name}
        self._view.mark(here, current.hit if current and current.document == self._shown else None, cited)
        self._screen.query_one(DocumentTabs).show(self._tabs(), self._shown)
        self._screen.query_one(HitLine).show(self._hit_words())

    def _tabs(self) -> list[Tab]:
        counts = [0] * len(self.documents)
        for found in self.found:
            counts[found.document] += 1
        kinds = self._criterion.look_in if self._criterion else ()
        return [Tab(self._names[n], counts[n], d.kind in kinds) for n, d in enumerate(self.documents)]

    def _hit_words(self) -> str:
        if not self.documents:
            return ""
        what = f"”{one_line(self._words)}”" if self._words else (self._criterion.id if self._criterion else "")
        if not self.found:
            return _("no hits for {what}").format(what=what)
        if self._at is None:
            count = len(self.found)
            return ngettext(
                "{n} hit for {what}: f goes there", "{n} hits for {what}: f goes to the first", count
            ).format(n=count, what=what)
        return _("hit {number} of {count} for {what}").format(number=self._at + 1, count=len(self.found), what=what)
