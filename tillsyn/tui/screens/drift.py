"""Drift: each reader's rates per criterion against the others', and the judgements behind them.

Owns the table and the list. Persons' names are shown here and in the command of the same name, nowhere else. Leaves
the rates and the rule to `workflow.drift`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from rich.text import Text
from textual import events, on
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DataTable, OptionList, Static
from textual.widgets.option_list import Option

from tillsyn.domain.criteria import Meaning
from tillsyn.domain.text import one_line
from tillsyn.language import _
from tillsyn.tui import bindings
from tillsyn.tui.jobs import start_job
from tillsyn.tui.marks import SIGNS, STYLES
from tillsyn.tui.screens.base import Place
from tillsyn.tui.widgets.cells import words
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.drift import Against, DriftCase, DriftRow, Rate, drift
from tillsyn.workflow.drift_told import MARK, RATES, case_words, label_words, rule_words, share_words

NARROW = 100
_FIRST = (Meaning.UNMET, Meaning.PARTLY, Meaning.CANNOT_JUDGE, Meaning.NOT_APPLICABLE, Meaning.MET)
"""What a reader looks for first: the judgements that rates are counted of."""


class DriftScreen(Place):
    """How readers judge against one another."""

    KEYS = bindings.DRIFT
    BINDINGS = [*bindings.DRIFT]
    AUTO_FOCUS = "#drift"

    def __init__(self, opened: OpenAudit) -> None:
        super().__init__()
        self.opened = opened
        self._every: tuple[DriftRow, ...] | None = None
        self._only_marked = False
        self._cases: list[DriftCase] = []

    def middle(self) -> Iterator[Widget]:
        """The rates, and the judgements behind the row one stands on."""
        yield DataTable(id="drift", cursor_type="row", zebra_stripes=True)
        with Vertical(id="drift-behind"):
            yield Static(id="drift-about")
            yield OptionList(id="drift-cases", compact=True)
        yield Static(id="drift-rule", markup=False)

    def on_mount(self) -> None:
        """Count in a thread."""
        self.topline.show(f"{self.opened.audit.title} › {_('Drift')}", "", self.opened.audit.day.isoformat())
        self.query_one("#drift-rule", Static).update(rule_words(self.opened))
        start_job(self, "drift", partial(_drift, self.opened), self._counted)

    def on_resize(self, event: events.Resize) -> None:
        """Lay the table out for the width."""
        if self._every is not None:
            self._fill()

    def action_every(self) -> None:
        """Show every row, or only what is worth looking at."""
        self._only_marked = not self._only_marked
        self._fill()

    def action_other_side(self) -> None:
        """Move between the rates and the judgements."""
        table, cases = self.query_one("#drift"), self.query_one("#drift-cases")
        (table if cases.has_focus else cases).focus()

    def action_open(self) -> None:
        """Open the file at the judgement one stands on."""
        row, at = self._row, self.query_one("#drift-cases", OptionList).highlighted
        if row and at is not None and at < len(self._cases):
            case = self._cases[at]
            self.tillsyn.review(self.opened, case.file[0], case.file[1], case.seat, row.criterion.id)

    @on(DataTable.RowSelected)
    @on(OptionList.OptionSelected)
    def selected(self) -> None:
        """Open the file."""
        self.action_open()

    @on(DataTable.RowHighlighted)
    def row_highlighted(self) -> None:
        """Show what is behind the row."""
        self._show()

    @property
    def _rows(self) -> list[DriftRow]:
        return [row for row in self._every or () if row.marked or not self._only_marked]

    @property
    def _row(self) -> DriftRow | None:
        at = self.query_one("#drift", DataTable).cursor_row
        return self._rows[at] if at < len(self._rows) else None

    def _counted(self, every: tuple[DriftRow, ...]) -> None:
        self._every = every
        self._only_marked = any(row.marked for row in every)
        self._fill()

    def _fill(self) -> None:
        table: DataTable[Text] = self.query_one("#drift", DataTable)
        table.clear(columns=True)
        narrow = self.size.width < NARROW
        table.cell_padding = 0 if narrow else 1
        table.add_column(_("Criterion"), width=10)
        name, rate_ = (17, 17) if narrow else (24, 20)
        table.add_column(_("Reader"), width=name)
        for rate in Rate:
            label = one_line(_(RATES[rate])).capitalize()
            table.add_column(words(label, width=rate_), width=rate_)
        for row in self._rows:
            cells = [_cell(row.rates[rate]) for rate in Rate]
            table.add_row(words(row.criterion.id), words(row.reader, width=name - 1), *cells)
        self._show()

    def _show(self) -> None:
        row = self._row
        about, cases = self.query_one("#drift-about", Static), self.query_one("#drift-cases", OptionList)
        self._cases = sorted((*row.own, *row.others), key=lambda case: _FIRST.index(case.meaning)) if row else []
        cases.clear_options()
        if row is None:
            about.update(Content(_("No criterion is judged by more than one reader yet.") if not self._every else
                                 _("Nothing is worth looking at; v shows every reader.")))  # fmt: skip
            return
        question = one_line(row.criterion.question.on(self.opened.audit.day))
        about.update(Content.assemble((f"{row.criterion.id} · ", "bold $text-accent"), (question, "bold")))
        cases.add_options([Option(self._case_line(row, case)) for case in self._cases])
        cases.highlighted = 0

    def _case_line(self, row: DriftRow, case: DriftCase) -> Content:
        sign = SIGNS[case.meaning]
        who = ", ".join(one_line(name) for name in case.actors)
        style = "bold" if case in row.own else "$foreground-muted"
        return Content.assemble(
            (f"{sign} ", STYLES.get(sign, "")),
            (label_words(self.opened, row, case), style),
            " · ",
            (who, style),
            f" · {case_words(self.opened, case)}",
        )


def _cell(against: Against) -> Text:
    """“3/10 · de andra 1/20”, with a mark where it is worth looking at."""
    text = Text(f"{share_words(against.own)} {_('against')} {share_words(against.others)}", no_wrap=True)
    if against.marked:
        text.append(f" {MARK}", style="bold")
        text.stylize("bold")
    return text


def _drift(opened: OpenAudit, desk: Desk) -> tuple[DriftRow, ...]:
    return drift(desk, opened)
