"""The overview: auditees and how far they have come, files lacking of files applicable by area, and what is next.

Owns the table. Names come first, from one query; counts follow from a thread. Leaves counting to
`workflow.overview`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial

from rich.text import Text
from textual import events, on
from textual.coordinate import Coordinate
from textual.widget import Widget
from textual.widgets import DataTable, Static

from tillsyn.domain.counting import FileCount
from tillsyn.domain.text import one_line, swedish_key
from tillsyn.domain.units import Unit
from tillsyn.language import _, ngettext
from tillsyn.nouns import put
from tillsyn.tui import bindings
from tillsyn.tui.jobs import start_job
from tillsyn.tui.rated import otherwise_words
from tillsyn.tui.screens.base import Command, Place
from tillsyn.tui.widgets.cells import RATED, progress, share, words
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.control_words import count_words
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.overview import AuditeeRow, Overview, overview

NARROW = 100


class OverviewScreen(Place):
    """Every auditee of an audit."""

    KEYS = bindings.OVERVIEW
    BINDINGS = [*bindings.OVERVIEW]
    AUTO_FOCUS = "DataTable"

    def __init__(self, opened: OpenAudit) -> None:
        super().__init__()
        self.opened = opened
        self._areas = [area.id for area in opened.criteria.matrix_areas if area in opened.areas]
        self._rows: dict[str, AuditeeRow] = {}
        self._next = ""
        self._order = [auditee.id for auditee in opened.auditees]
        self._sorted_by: tuple[str, bool] = ("name", False)
        self._narrow: bool | None = None

    def middle(self) -> Iterator[Widget]:
        """The table and the line below it."""
        yield DataTable(id="auditees", cursor_type="cell", zebra_stripes=True, fixed_columns=1)
        yield Static("", id="next", markup=False)

    def on_mount(self) -> None:
        """Show the names at once."""
        self.topline.show(self.opened.audit.title, "", self.opened.audit.day.isoformat())
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._fill())

    def on_resize(self, event: events.Resize) -> None:
        """Choose columns for the width; the first time, also begin to count."""
        narrow = event.size.width < NARROW
        if narrow != self._narrow:
            first, self._narrow = self._narrow is None, narrow
            self._build(event.size.width)
            if first:
                self.call_after_refresh(self.action_reload)

    def on_screen_resume(self) -> None:
        """Count again after something may have changed."""
        if self._narrow is not None:
            self.action_reload()

    @property
    def _table(self) -> DataTable[Text]:
        return self.query_one("#auditees", DataTable)

    def commands(self) -> Iterator[Command]:
        """The auditees, by name."""
        for auditee in self.opened.auditees:
            name = _("Go to {name}").format(name=one_line(auditee.name))
            yield Command(name, "", partial(self._open_files, auditee.id))

    def action_reload(self) -> None:
        """Read everything again."""
        start_job(self, "overview", partial(_count, self.opened), self._counted)

    def action_open(self) -> None:
        """Open what is behind the cell."""
        auditee, column = self._here()
        if auditee is None:
            return
        if column == "findings":
            self._open_findings(auditee)
        elif column == "letter":
            self._open_letters(auditee)
        else:
            self._open_files(auditee, column if column in self._areas else "")

    def action_findings(self) -> None:
        """Open the findings of the auditee one stands on."""
        self._open_findings(self._here()[0])

    def action_all_findings(self) -> None:
        """Open the findings of every auditee."""
        self._open_findings(None)

    def action_remarks(self) -> None:
        """Open the remarks of the whole audit."""
        from tillsyn.tui.screens.remarks import RemarksScreen

        self.app.push_screen(RemarksScreen(self.opened))

    def action_conflicts(self) -> None:
        """Open what is recorded differently by different people."""
        from tillsyn.tui.screens.conflicts import ConflictsScreen

        self.app.push_screen(ConflictsScreen(self.opened))

    def action_letters(self) -> None:
        """Open the letters."""
        self._open_letters(self._here()[0])

    def action_summary(self) -> None:
        """Open the summary."""
        from tillsyn.tui.screens.summary import SummaryScreen

        self.app.push_screen(SummaryScreen(self.opened))

    def action_drift(self) -> None:
        """Open the page of how readers judge against one another."""
        from tillsyn.tui.screens.drift import DriftScreen

        self.app.push_screen(DriftScreen(self.opened))

    def action_sort(self) -> None:
        """Sort by the column one stands in."""
        column = self._here()[1]
        again = self._sorted_by[0] == column
        self._sorted_by = (column, not self._sorted_by[1] if again else column != "name")
        here = self._here()[0]
        self._order.sort(key=lambda a: self._sort_key(a, column), reverse=self._sorted_by[1])
        self._build(self.size.width)
        if here:
            self._table.move_cursor(row=self._order.index(here), column=self._columns().index(column))

    @on(DataTable.CellSelected)
    def cell_selected(self) -> None:
        """Open what is behind the cell."""
        self.action_open()

    def _here(self) -> tuple[str | None, str]:
        at: Coordinate = self._table.cursor_coordinate
        if not self._order:
            return None, "name"
        return self._order[at.row], self._columns()[at.column]

    def _columns(self) -> list[str]:
        return ["name", "files", *self._areas, "findings", "letter"]

    def _build(self, width: int) -> None:
        """The columns for a width, and every row with what is known."""
        table = self._table
        table.clear(columns=True)
        narrow = bool(self._narrow)
        table.cell_padding = 0 if narrow else 1
        areas = 6
        widths = {"files": 6 if narrow else 12, "findings": 9 if narrow else 17, "letter": 8 if narrow else 9}
        taken = sum(widths.values()) + areas * len(self._areas) + (0 if narrow else 2 * len(self._columns()))
        widths["name"] = min(44, max(16, width - taken - 1))
        for column in self._columns():
            blank = " " if narrow and column in ("findings", "letter") else ""
            label = Text(blank + self._label(column), justify="right" if column in self._areas else "left")
            table.add_column(label, key=column, width=widths.get(column, areas))
        self._name_width = widths["name"]
        for auditee in self._order:
            table.add_row(*self._cells(auditee), key=auditee)

    def _label(self, column: str) -> str:
        arrow = {("name", False): ""}.get(self._sorted_by, "↓" if self._sorted_by[1] else "↑")
        name = {
            "name": put("", "{Kind}", self.who),
            "files": self._counted_label(),
            "findings": _("Findings"),
            "letter": _("Letter"),
        }.get(column, one_line(column))
        return f"{name}{arrow}" if column == self._sorted_by[0] else name

    def _counted_label(self) -> str:
        """What the column of files counts; how far they have come, where the noun has no room."""
        label = put(self.unit, _("{Rows}"), self.who)
        return label if self.unit == Unit.CASE_FILE or not self._narrow else _("Done")

    def _cells(self, auditee_id: str) -> list[Text]:
        name = words(self.opened.auditee(auditee_id).name, width=self._name_width)
        row = self._rows.get(auditee_id)
        if row is None:
            return [name, *(Text("") for _column in self._columns()[1:])]
        colours = self.app.theme_variables
        return [
            name,
            progress(row.files_done, row.files, 0 if self._narrow else 6) if row.files else Text("–".rjust(5)),
            *(
                share(c.lacking, c.applicable, c.unanswered, colours, RATED if c.otherwise else "")
                for c in (row.areas[a] for a in self._areas)
            ),
            self._words(findings_words(row, bool(self._narrow))),
            self._words(letter_words(row)),
        ]

    def _words(self, text: str) -> Text:
        """A cell to the left; on a narrow screen, where columns touch, a blank before it."""
        return words(text, width=17) if not self._narrow else Text(f" {text}", no_wrap=True)

    def _counted(self, found: Overview) -> None:
        self._rows = {row.auditee.id: row for row in found.rows}
        self._fill()
        self._next = next_words(found, self.unit, self.who)
        self._tell_of_cell()

    @on(DataTable.CellHighlighted)
    def cell_highlighted(self) -> None:
        """Say in words what a mark in the cell means."""
        self._tell_of_cell()

    def _tell_of_cell(self) -> None:
        """What is next; or, on a cell where somebody rated otherwise, what its answers come to."""
        auditee, column = self._here()
        row = self._rows.get(auditee or "")
        words_ = self._next
        if row and column in self._areas and row.areas[column].otherwise:
            words_ = otherwise_words(row.areas[column], f"{column}, {row.auditee.name}", self.unit, self.who)
        self.query_one("#next", Static).update(words_)

    def _fill(self) -> None:
        """Cells in place, so that the cursor stays where it is."""
        table = self._table
        for auditee in self._order:
            for column, cell in zip(self._columns(), self._cells(auditee), strict=True):
                table.update_cell(auditee, column, cell)

    def _sort_key(self, auditee_id: str, column: str) -> tuple[float, tuple[str, str]]:
        row = self._rows.get(auditee_id)
        name = swedish_key(self.opened.auditee(auditee_id).name)
        if row is None or column == "name":
            return (0.0, name)
        if column == "files":
            return (row.files_done / max(row.files, 1), name)
        if column in self._areas:
            return (_share(row.areas[column]), name)
        return (row.requirements + 0.1 * row.undecided, name)

    def _open_files(self, auditee: str, area: str = "") -> None:
        from tillsyn.tui.screens.cases import CasesScreen

        self.app.push_screen(CasesScreen(self.opened, self.opened.auditee(auditee), area))

    def _open_findings(self, auditee: str | None) -> None:
        from tillsyn.tui.screens.findings import FindingsScreen

        self.app.push_screen(FindingsScreen(self.opened, auditee))

    def _open_letters(self, auditee: str | None) -> None:
        from tillsyn.tui.screens.letters import LettersScreen

        self.app.push_screen(LettersScreen(self.opened, auditee))


def _count(opened: OpenAudit, desk: Desk) -> Overview:
    return overview(desk, opened)


def _share(count: FileCount) -> float:
    return count.lacking / count.applicable if count.applicable else -1.0


def findings_words(row: AuditeeRow, short: bool = False) -> str:
    """What is decided and what waits: “4 krav 1 råd”, “3 att avgöra”."""
    parts = []
    if row.undecided:
        alone = not (short or row.requirements or row.advice)
        parts.append((_("{n} to decide") if alone else _("{n} open")).format(n=row.undecided))
    if row.requirements:
        parts.append(ngettext("{n} requirement", "{n} requirements", row.requirements).format(n=row.requirements))
    if row.advice:
        parts.append(_("{n} advice").format(n=row.advice))
    return ", ".join(parts[:1] if short else parts) or "–"


def letter_words(row: AuditeeRow) -> str:
    """What the letter is so far: a draft while anything waits."""
    decided = row.requirements + row.advice + row.dismissed
    if not row.answered:
        return "–"
    if row.undecided or row.files_done < row.files:
        return _("draft") if decided else "–"
    if row.requirements:
        return _("requirement")
    return _("advice") if row.advice else _("closure")


def next_words(found: Overview, unit: str, who: Collection[str] = ()) -> str:
    """One line: what there is to do next; `who` are the kinds of auditee."""
    left = [row for row in found.rows if row.files_done < row.files]
    files = sum(row.files - row.files_done for row in left)
    undecided = sum(row.undecided for row in found.rows)
    parts = []
    if unit == Unit.AUDITEE and left:
        parts.append(put(unit, ngettext("{n} {row} left", "{n} {rows} left", files), who, n=files))
    elif len(left) == 1:
        words_ = ngettext("{n} {row} left at {auditee}", "{n} {rows} left at {auditee}", files)
        parts.append(put(unit, words_, n=files, auditee=one_line(left[0].auditee.name)))
    elif left:
        words_ = ngettext("{n} {row} left at {count} {kinds}", "{n} {rows} left at {count} {kinds}", files)
        parts.append(put(unit, words_, who, n=files, count=len(left)))
    if undecided:
        parts.append(ngettext("{n} finding to decide", "{n} findings to decide", undecided).format(n=undecided))
    if again := sum(row.reconsider for row in found.rows):
        parts.append(ngettext("{n} answer to reconsider", "{n} answers to reconsider", again).format(n=again))
    parts += _between_colleagues(found)
    if not parts and found.control.used:
        return f"{_('Everything is reviewed and decided.')} {_approved(found, unit, who)}"
    if found.control.used:
        parts.append(_approved(found, unit, who))
    return _("Next: {what}").format(what=" · ".join(parts)) if parts else _("Everything is reviewed and decided.")


def _between_colleagues(found: Overview) -> list[str]:
    """What waits between colleagues, with the keys that lead there."""
    parts = []
    if found.control.submitted:
        n = found.control.submitted
        parts.append(_("{n} wait for a controller").format(n=n))
    if n := found.control.remarks:
        parts.append(ngettext("{n} open remark (n)", "{n} open remarks (n)", n).format(n=n))
    if n := found.conflicts:
        parts.append(ngettext("{n} conflict (K)", "{n} conflicts (K)", n).format(n=n))
    return parts


def _approved(found: Overview, unit: str, who: Collection[str]) -> str:
    count = replace(found.control, submitted=0)
    return count_words(count, unit, tuple(who))
