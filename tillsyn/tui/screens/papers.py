"""The documents side of the seat: which document is shown, its hits, and when it may move.

Owns the one promise of `widgets.document` across documents: another document is brought forward only for a hit,
and only while the reader has not gone somewhere herself. A search of very many pages goes on beside the keys.
Leaves finding to `workflow.finder`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from tillsyn.domain.answers import Evidence
from tillsyn.domain.casefiles import Document
from tillsyn.domain.criteria import Criterion
from tillsyn.domain.document_names import tab_name
from tillsyn.domain.passages import Hits, Marks, quoted_lines
from tillsyn.domain.text import one_line
from tillsyn.language import _, ngettext
from tillsyn.tui.widgets.document import DocumentView
from tillsyn.tui.widgets.tabs import DocumentTabs, Tab
from tillsyn.workflow import finder

if TYPE_CHECKING:
    from tillsyn.tui.screens.review import ReviewScreen


T = TypeVar("T")
AT_ONCE = 300_000
"""Signs that are searched before the next key, in some milliseconds; what is longer is searched in a thread."""
REST = 0.03
"""Seconds of rest before that: while keys are typed fast, they come first."""
REMEMBERED = 12
"""Criteria whose hits are kept, to go back to."""


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
        self.found = Hits()
        self._shown = 0
        self._at: int | None = None
        self._words = ""
        self._criterion: Criterion | None = None
        self._cited: tuple[Evidence, ...] = ()
        self._searching = False
        self._marks = Marks()
        self._marked: Hits | None = None
        self._marked_in = 0
        self._following: Criterion | None = None
        self._known: dict[str, Hits] = {}
        self._length = sum(len(document.text) for document in documents)

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

    def go_to(self, index: int, line: int) -> None:
        """Show a line of a document that the reader asked for."""
        self.choose(index)
        self._view.go_to(line)
        self._view.scrolled_by_reader = True
        self._show_marks()

    def look_for(self, criterion: Criterion, following: Criterion | None = None) -> None:
        """Search for a criterion's words, and bring its best hit into view if the reader has gone nowhere.

        Those of the one that follows are looked up meanwhile, so that it does not wait.
        """
        self._criterion, self._following, self._words = criterion, following, ""
        self._screen.remove_class("-finding")
        self._search(lambda: finder.find_for(self.documents, criterion), self._first_seen, criterion.id)

    def find(self, words: str) -> None:
        """Search for a word the reader asked for; an empty one returns to the criterion's."""
        self._words = words.strip()
        typed, criterion = self._words, self._criterion
        if typed:
            self._search(lambda: finder.find_typed(self.documents, typed), self._show_marks)
        elif criterion:
            self._search(lambda: finder.find_for(self.documents, criterion), self._show_marks, criterion.id)

    def next_hit(self) -> None:
        """Go to the next best hit, round the end."""
        if self.found:
            self._go(0 if self._at is None else (self._at + 1) % len(self.found))

    def previous_hit(self) -> None:
        """Go back to the hit before, round the beginning."""
        if self.found:
            self._go((self._at or 0) - 1 if self._at != 0 else len(self.found) - 1)

    def show_cited(self, evidence: Sequence[Evidence]) -> None:
        """Show which lines are cited."""
        if tuple(evidence) != self._cited:
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

    @property
    def shown(self) -> int:
        """The index of the document that is shown."""
        return self._shown

    def places(self, evidence: Sequence[Evidence]) -> str:
        """Where quotes stand, in words: document, page where it has pages, and lines."""
        places = zip(evidence, finder.evidence_places(self.documents, evidence), strict=True)
        return ", ".join(
            f"{self.titles.get(one.document, one_line(one.document))} {finder.place_in_words(place)}".rstrip()
            for one, place in places
        )

    def beside(self, name: str, work: Callable[[], T], done: Callable[[T], None], at_once: int = AT_ONCE) -> bool:
        """Do something with the documents: now if they are short, else in a thread; returns whether it is done.

        A newer piece of work of the same name takes the place of one that is not done.
        """
        if self._length <= at_once:
            done(work())
            return True

        async def in_thread() -> None:
            await asyncio.sleep(REST)
            done(await asyncio.to_thread(work))
            self._screen.keyline.look()

        # As a function, not begun before its turn, which may never come; the annotation of run_worker knows no such.
        self._screen.run_worker(cast("Awaitable[None]", in_thread), name=name, group=name, exclusive=True)
        return False

    @property
    def short_names(self) -> list[str]:
        """Number and sort of each document, without its day."""
        days = [document.day.isoformat() if document.day else "" for document in self.documents]
        return [
            f"{n} {name.removesuffix(day).strip()}"
            for n, (name, day) in enumerate(zip(self._names, days, strict=True), 1)
        ]

    def _search(self, look: Callable[[], Hits], then: Callable[[], None], name: str = "") -> None:
        """Search, or take what was found before under that name; until it is done, say so."""

        def done(found: Hits) -> None:
            self.found, self._searching = found, False
            self._remember(name, found)
            then()
            self._look_ahead()

        self._at = None
        if name in self._known:
            self._screen.workers.cancel_group(self._screen, "find")
            done(self._known[name])
        elif not self.beside("find", look, done):
            self.found, self._searching = Hits(), True
            self._show_marks()

    def _remember(self, name: str, found: Hits) -> None:
        """Keep what was found for the latest criteria."""
        self._known.pop(name, None)
        if name:
            self._known[name] = found
        while len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]

    def _look_ahead(self) -> None:
        """Find the words of the question that follows, where that takes a while."""
        following = self._following
        if following and following.id not in self._known and self._length > AT_ONCE:
            found = partial(self._remember, following.id)
            self.beside("ahead", lambda: finder.find_for(self.documents, following), found)

    def _first_seen(self) -> None:
        """Go to the best hit if the reader has gone nowhere."""
        if self.found and not self._view.scrolled_by_reader:
            self._go(0)
        else:
            self._show_marks()

    def _go(self, at: int) -> None:
        self._at = at % len(self.found)
        found = self.found[self._at]
        if found.document != self._shown:
            self.open(found.document)
        self._view.go_to(found.hit.line, found.hit.start)
        self._show_marks()

    def _show_marks(self) -> None:
        if self._marked is not self.found or self._marked_in != self._shown:
            self._marked, self._marked_in = self.found, self._shown
            self._marks = self.found.marks_in(self._shown)
        current = self.found[self._at] if self._at is not None and self.found else None
        hit = current.hit if current and current.document == self._shown else None
        self._view.mark(self._marks, hit, self._cited_lines())
        self._screen.query_one(DocumentTabs).show(self._tabs(), self._shown)
        self._screen.query_one(HitLine).show(self._hit_words())

    def _cited_lines(self) -> set[int]:
        """The lines of the shown document that are quoted, every line of a quote."""
        if not self.documents:
            return set()
        document = self.documents[self._shown]
        spans = [quoted_lines(document.text, e.line, e.quote) for e in self._cited if e.document == document.name]
        return {line for first, last in spans for line in range(first, last + 1)}

    def _tabs(self) -> list[Tab]:
        kinds = self._criterion.look_in if self._criterion else ()
        return [Tab(self._names[n], self.found.count_in(n), d.kind in kinds) for n, d in enumerate(self.documents)]

    def _hit_words(self) -> str:
        if not self.documents:
            return ""
        what = f"”{one_line(self._words)}”" if self._words else (self._criterion.id if self._criterion else "")
        if self._searching:
            return _("searching for {what} …").format(what=what)
        count = len(self.found)
        if not count:
            return _("no hits for {what}").format(what=what)
        if self._at is None:
            words = ngettext("{n} hit for {what}: f goes there", "{n} hits for {what}: f goes to the first", count)
            return words.format(n=count, what=what)
        found = self.found[self._at]
        place = finder.line_in_words(self.documents[found.document].text, found.hit.line)
        if found.document != self._shown:
            place = f"{self.short_names[found.document]} {place}"
        words = _("hit {number} of {count} for {what} · {place}")
        return words.format(number=self._at + 1, count=count, what=what, place=place)
