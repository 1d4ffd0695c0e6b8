"""The summary: the counts of the whole audit by area and criterion, at two levels that are never mixed.

Owns the table. Leaves counting to `workflow.overview`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from rich.text import Text
from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DataTable, Static

from tillsyn.domain.text import one_line
from tillsyn.domain.units import Unit
from tillsyn.language import _
from tillsyn.nouns import put
from tillsyn.tui import bindings
from tillsyn.tui.jobs import start_job
from tillsyn.tui.rated import otherwise_words
from tillsyn.tui.screens.base import Place
from tillsyn.tui.widgets.cells import RATED, number, share, words
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.overview import AreaCount, CriterionCount, region

COLUMNS = ("name", "question", "lacking", "cannot", "missing", "auditees")


class SummaryScreen(Place):
    """Every area with its criteria."""

    KEYS = bindings.SUMMARY
    BINDINGS = [*bindings.SUMMARY]
    AUTO_FOCUS = "DataTable"

    def __init__(self, opened: OpenAudit) -> None:
        super().__init__()
        self.opened = opened
        self._areas: tuple[AreaCount, ...] = ()
        self._sorted_by = ("", False)
        self._questions: list[str] = []

    def middle(self) -> Iterator[Widget]:
        """The table and the whole question one stands on."""
        yield DataTable(id="summary", cursor_type="cell", zebra_stripes=True)
        yield Static(id="summary-question")

    def on_mount(self) -> None:
        """Count in a thread."""
        self.topline.show(f"{self.opened.audit.title} › {_('Summary')}", "", self.opened.audit.day.isoformat())
        start_job(self, "summary", partial(_region, self.opened), self._counted)

    def on_resize(self, event: events.Resize) -> None:
        """Lay the table out for the width."""
        self._fill()

    def action_sort(self) -> None:
        """Sort criteria by the column one stands in; by name, areas come back."""
        column = COLUMNS[self._table.cursor_column]
        self._sorted_by = (column, not self._sorted_by[1] if self._sorted_by[0] == column else True)
        self._fill()

    @on(DataTable.CellHighlighted)
    def cell_highlighted(self) -> None:
        """Show the question in full."""
        row = self._table.cursor_row
        if row < len(self._questions):
            self.query_one("#summary-question", Static).update(Content(self._questions[row]))

    @property
    def _table(self) -> DataTable[Text]:
        return self.query_one("#summary", DataTable)

    def _counted(self, areas: tuple[AreaCount, ...]) -> None:
        self._areas = areas
        self._fill()

    def _fill(self) -> None:
        table = self._table
        table.clear(columns=True)
        width = self.size.width
        table.cell_padding = 0 if width < 100 else 1
        padding = 2 * table.cell_padding * len(COLUMNS)
        kinds = put("", "{Kinds}", self.who)
        fixed = {"name": 10, "lacking": 12, "cannot": 9, "missing": 9, "auditees": max(12, len(kinds) + 1)}
        self._question_width = max(16, width - sum(fixed.values()) - padding - 2)
        labels = {
            "name": _("Criterion"),
            "question": _("Question"),
            "lacking": _("Lacking"),
            "cannot": _("Unclear"),
            "missing": _("No answer"),
            "auditees": kinds,
        }
        for column in COLUMNS:
            justify = "left" if column in ("name", "question") else "right"
            label = Text(labels[column], justify="right" if justify == "right" else "left", no_wrap=True)
            table.add_column(label, key=column, width=fixed.get(column, self._question_width))
        self._questions = []
        if self._sorted_by[0] in ("", "name"):
            for area in self._areas:
                self._add_area(area)
                for count in area.criteria:
                    self._add_criterion(count)
        else:
            every = [count for area in self._areas for count in area.criteria]
            for count in sorted(every, key=lambda c: self._sort_key(c), reverse=self._sorted_by[1]):
                self._add_criterion(count)

    def _add_area(self, area: AreaCount) -> None:
        colours = self.app.theme_variables
        files = area.files
        of_rows = area.area in {one.id for one in self.opened.criteria.matrix_areas}
        unit = self.unit if of_rows else Unit.AUDITEE
        sentence = _("{area}: {rows} that lack something, of {rows} where it applies")
        about = put(unit, sentence, self.who, area=one_line(area.title))
        if files.otherwise:
            about = f"{about}\n{otherwise_words(files, area.area, unit, self.who)}"
        self._questions.append(about)
        self._table.add_row(
            words(area.area, "bold"),
            words(area.title, "bold", self._question_width),
            share(files.lacking, files.applicable, files.unanswered, colours, RATED if files.otherwise else ""),
            Text(""),
            number(files.unanswered or "–"),
            share(area.auditees_lacking, area.auditees, 0, colours),
            key=area.area,
        )

    def _add_criterion(self, count: CriterionCount) -> None:
        colours, criterion = self.app.theme_variables, count.criterion
        question = one_line(criterion.question.on(self.opened.audit.day))
        self._questions.append(f"{criterion.id}: {question}")
        self._table.add_row(
            words(criterion.id),
            words(question, width=self._question_width),
            share(count.tally.lacking, count.tally.applicable, count.tally.unanswered, colours),
            number(count.tally.cannot_judge or "–"),
            number(count.tally.unanswered or "–"),
            share(count.auditees_lacking, count.auditees, 0, colours),
            key=criterion.id,
        )

    def _sort_key(self, count: CriterionCount) -> float:
        column = self._sorted_by[0]
        if column == "auditees":
            return count.auditees_lacking / max(count.auditees, 1)
        if column == "cannot":
            return count.tally.cannot_judge
        if column == "missing":
            return count.tally.unanswered
        return count.tally.lacking / max(count.tally.applicable, 1)


def _region(opened: OpenAudit, desk: Desk) -> tuple[AreaCount, ...]:
    return region(desk, opened)
