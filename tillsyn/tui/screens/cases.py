"""The files of one auditee: the sample in number order, and the auditee itself.

Owns the table. Leaves counting to `workflow.overview`, reading a file to the seat.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events, on
from textual.widget import Widget
from textual.widgets import DataTable, Static

from tillsyn.domain.casefiles import Auditee
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import one_line
from tillsyn.domain.units import Unit
from tillsyn.language import _, ngettext
from tillsyn.nouns import put
from tillsyn.tui import bindings
from tillsyn.tui.jobs import start_job
from tillsyn.tui.marks import CONFLICT, TWICE
from tillsyn.tui.screens.base import Command, Place
from tillsyn.tui.widgets.cells import RATED, progress, share, words
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.control_words import state_sign, state_words
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.overview import CaseRow, case_rows
from tillsyn.workflow.sample_heading import sample_heading
from tillsyn.workflow.seat_words import RATINGS

if TYPE_CHECKING:
    from tillsyn.workflow.differences import FileDifferences

NARROW = 100
NAME, LONG_NAME = 14, 18
"""Cells of the first column, and what it may take where names are long."""
MISSING_AFTER = 58
"""Cells of a wide table that stand before the areas, with the blanks around columns and the scroll bar."""


class CasesScreen(Place):
    """The sample of one auditee; with an area, only the files that lack something in it."""

    KEYS = bindings.CASES
    BINDINGS = [*bindings.CASES]
    AUTO_FOCUS = "DataTable"

    def __init__(self, opened: OpenAudit, auditee: Auditee, area: str = "") -> None:
        super().__init__()
        self.opened = opened
        self.auditee = auditee
        self._area = area
        self._rows: tuple[CaseRow, ...] = ()
        self._filled: dict[str, CaseRow] = {}
        """By the key of its line in the table: what each line shows."""
        self._layout: object = None
        self._at = 0
        self._missing_width = 0

    def middle(self) -> Iterator[Widget]:
        """The table and a line about it."""
        yield DataTable(id="cases", cursor_type="row", zebra_stripes=True)
        yield Static("", id="next", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Lay the table out for the width."""
        self._read()

    def on_screen_resume(self) -> None:
        """Count again after a file was read."""
        self._read()

    def commands(self) -> Iterator[Command]:
        """The files, by number and code."""
        for row in self._rows:
            name = f"{self._case_name(row)} ({row.code})" if row.code else self._case_name(row)
            open_ = partial(self.tillsyn.review, self.opened, self.auditee.id, row.code)
            yield Command(_("Go to {name}").format(name=name), row.about, open_)

    def action_open(self) -> None:
        """Open the file."""
        self.action_open_as(Seat.FIRST.value)

    def action_open_as(self, seat: str) -> None:
        """Open the file at a seat."""
        row = self._table.cursor_row
        if row < len(self._shown):
            self.tillsyn.review(self.opened, self.auditee.id, self._shown[row].code, Seat(seat))

    def action_differences(self) -> None:
        """Set the two readings of the file side by side, once both are done."""
        row = self._table.cursor_row
        if row < len(self._shown):
            work = partial(_differences, self.opened, self.auditee.id, self._shown[row].code)
            start_job(self, "differences", work, self._show_differences)

    def action_all(self) -> None:
        """Show all files again."""
        self._area = ""
        self._read()

    def action_findings(self) -> None:
        """Open the findings of the auditee."""
        from tillsyn.tui.screens.findings import FindingsScreen

        self.app.push_screen(FindingsScreen(self.opened, self.auditee.id))

    def action_remarks(self) -> None:
        """Open the remarks on the files of the auditee."""
        from tillsyn.tui.screens.remarks import RemarksScreen

        self.app.push_screen(RemarksScreen(self.opened, self.auditee))

    def action_letters(self) -> None:
        """Open the letter of the auditee."""
        from tillsyn.tui.screens.letters import LettersScreen

        self.app.push_screen(LettersScreen(self.opened, self.auditee.id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """All files are there already when nothing narrows them."""
        return None if action == "all" and not self._area else True

    @on(DataTable.RowSelected)
    def row_selected(self) -> None:
        """Open the file."""
        self.action_open()

    @on(DataTable.RowHighlighted)
    def row_highlighted(self) -> None:
        """Say what the chosen file lacks."""
        self.query_one("#next", Static).update(self._words())

    @property
    def _table(self) -> DataTable[Text]:
        return self.query_one("#cases", DataTable)

    @property
    def _shown(self) -> list[CaseRow]:
        return [row for row in self._rows if not self._area or row.lacks(self._area)]

    @property
    def _counted(self) -> list[CaseRow]:
        """The rows of the register, or the auditee itself where nothing is asked of rows."""
        return [row for row in self._rows if bool(row.code) != (self.unit is Unit.AUDITEE)]

    def _show_differences(self, found: FileDifferences) -> None:
        from tillsyn.tui.screens.differences import DifferencesScreen

        if found.found:
            self.app.push_screen(DifferencesScreen(self.opened, self.auditee, found))
        else:
            self.tell(_("The two readings agree in everything."))

    def _read(self) -> None:
        with self.faults_told():
            self._rows = case_rows(self.tillsyn.desk, self.opened, self.auditee.id)
        self._fill(narrow=self.size.width < NARROW)
        files = self._counted
        done = sum(row.done == row.asked for row in files)
        only = _("lacking in {area} · a shows all").format(area=one_line(self._area)) if self._area else ""
        plan = sample_heading(self.tillsyn.desk, self.opened, self.auditee.id)
        self.topline.show(
            self.auditee.name, only or plan, f"{put(self.unit, _('{Rows}'), self.who)} {done}/{len(files)}"
        )
        self.query_one("#next", Static).update(self._words())
        self.keyline.look()

    def _fill(self, narrow: bool) -> None:
        """The lines that have changed, in place; the whole table where others are shown, or it is laid out anew."""
        asked = self.opened.criteria.areas_for({self.auditee.kind})
        areas = [area.id for area in self.opened.criteria.matrix_areas if area in asked]
        longest = max((len(self._case_name(row)) for row in self._shown), default=0)
        self._name_width = NAME if longest <= NAME else LONG_NAME
        wanted = {row.code or "–": row for row in self._shown}
        layout = (self.size.width, self._name_width, tuple(wanted), self.app.theme)
        if layout != self._layout:
            self._lay_out(areas, narrow)
            self._layout, self._filled = layout, {}
        table = self._table
        for key, row in wanted.items():
            before = self._filled.get(key)
            if before is None:
                table.add_row(*self._cells(row, areas, narrow), key=key)
            elif before != row:
                for column, cell in zip(table.columns, self._cells(row, areas, narrow), strict=True):
                    table.update_cell(key, column, cell)
        if not self._filled:
            table.move_cursor(row=min(self._at, max(0, len(wanted) - 1)))
        self._filled = wanted

    def _lay_out(self, areas: list[str], narrow: bool) -> None:
        """An empty table with the columns for the width."""
        table = self._table
        self._at = table.cursor_row
        table.clear(columns=True)
        table.cell_padding = 0 if narrow else 1
        heading = put(self.unit, _("{Row}"), self.who)
        table.add_column(heading if len(heading) <= self._name_width else _("Number"), width=self._name_width)
        if self.unit is not Unit.AUDITEE:
            table.add_column(_("Code"), width=9 if narrow else 8)
            table.add_column(_("About"), width=12)
        table.add_column(_("Done"), width=6 if narrow else 12)
        for area in areas:
            table.add_column(Text(one_line(area), justify="right"), width=6)
        if not narrow:
            self._missing_width = max(20, self.size.width - MISSING_AFTER + NAME - self._name_width - 8 * len(areas))
            table.add_column(_("Missing"), width=self._missing_width)

    def _cells(self, row: CaseRow, areas: list[str], narrow: bool) -> list[Text]:
        colours = self.app.theme_variables
        name = self._case_name(row)
        if len(name) > self._name_width and row.code:
            name = str(row.number)
        sign = (f" {TWICE}" if row.reread else "") + (f" {CONFLICT}" if row.conflicts else "")
        if row.control and (control := state_sign(row.control)):
            sign = f"{sign} {control}"
        about = [words(row.code or "–"), words(row.about or "–", width=12)]
        cells = [
            words(f"{name}{sign}", width=self._name_width),
            *(about if self.unit is not Unit.AUDITEE else []),
            progress(row.done, row.asked, 0 if narrow else 6),
            *(
                share(t.lacking, t.applicable, t.unanswered, colours, RATED if area in row.rated else "")
                for area, t in ((area, row.areas[area]) for area in areas)
            ),
        ]
        return cells if narrow else [*cells, words(self._state(row), width=self._missing_width)]

    def _words(self) -> str:
        """How many files are left, and what the one that is chosen lacks."""
        if not self._counted:
            return put(self.unit, _("No sample is drawn for {the_kind} yet: “tillsyn sample draw”."), self.who)
        left = sum(row.done < row.asked for row in self._counted)
        sentence = ngettext("{n} {row} left", "{n} {rows} left", left) if left else _("All {rows} are done.")
        if self.unit is Unit.AUDITEE:
            sentence = "" if left else _("Everything is answered.")
        parts = [put(self.unit, sentence, self.who, n=left)] if sentence else []
        at = self._table.cursor_row
        if at < len(self._shown) and self._shown[at].done < self._shown[at].asked:
            row = self._shown[at]
            parts.append(_("{case} lacks: {what}").format(case=self._case_name(row), what=missing_words(row)))
        if at < len(self._shown) and (control := self._shown[at].control):
            words_ = state_words(control, self.opened)
            parts += [f"{self._case_name(self._shown[at])}: {words_}"] if words_ else []
        if at < len(self._shown) and self._shown[at].rated:
            rated = (f"{one_line(area)} {_(RATINGS[r])}" for area, r in self._shown[at].rated.items())
            parts.append(_("rated otherwise: {areas}").format(areas=", ".join(rated)))
        return " · ".join(parts)

    def _state(self, row: CaseRow) -> str:
        """What a file lacks, or where it is in its control."""
        control = state_words(row.control, self.opened) if row.control else ""
        if not control:
            return missing_words(row)
        return control if row.done == row.asked else f"{missing_words(row)} · {control}"

    def _case_name(self, row: CaseRow) -> str:
        return put(self.unit, _("{Case} {number}") if row.code else "{Kind_itself}", self.who, number=row.number)


def _differences(opened: OpenAudit, auditee: str, case: str, desk: Desk) -> FileDifferences:
    from tillsyn.workflow.differences import differences  # judging, which a list of files does without

    return differences(desk, opened, auditee, case)


def missing_words(row: CaseRow) -> str:
    """What one file lacks: “13 svar, 1 kommentar”."""
    parts = []
    if row.answers_missing:
        parts.append(ngettext("{n} answer", "{n} answers", row.answers_missing).format(n=row.answers_missing))
    if row.reconsider:
        parts.append(_("{n} to reconsider").format(n=row.reconsider))
    if row.comments_missing:
        parts.append(ngettext("{n} comment", "{n} comments", row.comments_missing).format(n=row.comments_missing))
    if row.facts_missing:
        waits = ngettext("{n} waits", "{n} wait", row.facts_missing)
        parts.append(waits.format(n=row.facts_missing))
    return ", ".join(parts) or _("nothing")
