"""Remarks: every open one of the audit or of one auditee, to go from to the very answer.

Owns the table. Leaves reading them to `workflow.remarks`, and the conversation to the seat.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from rich.text import Text
from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DataTable, Static

from tillsyn.domain.casefiles import Auditee
from tillsyn.domain.control import Weight
from tillsyn.domain.moments import local_day
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import one_line
from tillsyn.language import _, ngettext
from tillsyn.nouns import put
from tillsyn.tui.bindings_control import REMARKS
from tillsyn.tui.jobs import start_job
from tillsyn.tui.screens.base import Place
from tillsyn.tui.widgets.cells import words
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.control_words import WEIGHTS, last_line
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.remarks import PlacedRemark, remarks

NARROW = 100
BESIDE, BESIDE_NARROW = 66, 46
"""Cells that the columns before the last line take, with the blanks around them."""


class RemarksScreen(Place):
    """The remarks of an audit, or of one auditee."""

    KEYS = REMARKS
    BINDINGS = [*REMARKS]
    AUTO_FOCUS = "DataTable"

    def __init__(self, opened: OpenAudit, auditee: Auditee | None = None) -> None:
        super().__init__()
        self.opened = opened
        self._auditee = auditee
        self._every = False
        self._found: tuple[PlacedRemark, ...] = ()

    def middle(self) -> Iterator[Widget]:
        """The table, and the whole of the remark one stands on."""
        yield DataTable(id="remarks", cursor_type="row", zebra_stripes=True)
        yield Static(id="remark-whole")
        yield Static("", id="next", markup=False)

    def on_mount(self) -> None:
        """Read them."""
        self._read()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the table out for the width."""
        self._fill()

    def on_screen_resume(self) -> None:
        """Read again after something was said."""
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be opened where nothing is listed."""
        return None if action == "open" and not self._found else True

    def action_open(self) -> None:
        """Open the file at the answer."""
        row = self._table.cursor_row
        if row < len(self._found):
            remark = self._found[row].remark
            self.tillsyn.review(self.opened, remark.auditee, remark.case, Seat(remark.seat), remark.criterion)

    def action_every(self) -> None:
        """Show resolved ones too, or no longer."""
        self._every = not self._every
        self._read()

    @on(DataTable.RowSelected)
    def row_selected(self) -> None:
        """Open the file at the answer."""
        self.action_open()

    @on(DataTable.RowHighlighted)
    def row_highlighted(self) -> None:
        """Show the whole of it."""
        self._show_whole()

    @property
    def _table(self) -> DataTable[Text]:
        return self.query_one("#remarks", DataTable)

    def _read(self) -> None:
        work = partial(_gather, self.opened, self._auditee.id if self._auditee else None, self._every)
        start_job(self, "remarks", work, self._gathered)

    def _gathered(self, found: tuple[PlacedRemark, ...]) -> None:
        self._found = found
        where = self._auditee.name if self._auditee else self.opened.audit.title
        waiting = sum(placed.remark.is_open for placed in found)
        right = ngettext("{n} open remark", "{n} open remarks", waiting).format(n=waiting)
        self.topline.show(f"{where} › {_('Remarks')}", "", right)
        self._fill()
        self.keyline.look()

    def _fill(self) -> None:
        table = self._table
        at = table.cursor_row
        table.clear(columns=True)
        narrow = self.size.width < NARROW
        table.cell_padding = 0 if narrow else 1
        table.add_column(_("Criterion"), width=10)  # a blank after each, where columns touch
        table.add_column(put(self.opened.criteria.row_unit, _("{Row}"), self.who), width=15 if narrow else 26)
        table.add_column(_("Weight"), width=19 if narrow else 18)
        table.add_column(_("Latest"), width=max(16, self.size.width - (BESIDE_NARROW if narrow else BESIDE)))
        for placed in self._found:
            table.add_row(
                *self._cells(placed, narrow), key=f"{placed.remark.seat}|{placed.remark.id}|{placed.remark.auditee}"
            )
        table.move_cursor(row=min(at, max(0, len(self._found) - 1)))
        self._show_whole()

    def _cells(self, placed: PlacedRemark, narrow: bool) -> list[Text]:
        remark = placed.remark
        said, who, _at = last_line(remark)
        weight = _(WEIGHTS[remark.weight]) if remark.is_open else _("resolved")
        sign = "✓ " if not remark.is_open else "! " if remark.weight is Weight.MUST_FIX else "¶ "
        return [
            words(remark.criterion, width=10),
            words(self._where(placed, short=narrow), width=14 if narrow else 26),
            words(sign + weight, width=18),
            words(f"{who}: {said}", width=max(16, self.size.width - (BESIDE_NARROW if narrow else BESIDE))),
        ]

    def _where(self, placed: PlacedRemark, short: bool) -> str:
        auditee = self.opened.auditee(placed.remark.auditee)
        sentence = _("{Case} {number}") if placed.remark.case else "{Kind_itself}"
        name = put(self.opened.criteria.row_unit, sentence, (auditee.kind.value,), number=placed.number)
        if self._auditee:
            return name
        return f"{auditee.id} {placed.number or ''}".strip() if short else f"{name} · {auditee.id}"

    def _show_whole(self) -> None:
        whole, row = self.query_one("#remark-whole", Static), self._table.cursor_row
        if row >= len(self._found):
            whole.update(Content(_("No remark is open. In the seat, R writes one.") if not self._found else ""))
            return
        placed = self._found[row]
        remark = placed.remark
        said, who, at = last_line(remark)
        lines = [
            Content.assemble((self._where(placed, short=False), "bold"), f" · {one_line(remark.criterion)} · ",
                             (_(WEIGHTS[remark.weight]), "bold")),
            Content.assemble((f"{local_day(remark.at)} {one_line(remark.actor)}: ", "$foreground-muted"),
                             one_line(remark.text)),
        ]  # fmt: skip
        if remark.replies:
            lines.append(Content.assemble((f"{local_day(at)} {who}: ", "$foreground-muted"), said))
        whole.update(Content("\n").join(lines))


def _gather(opened: OpenAudit, auditee: str | None, every: bool, desk: Desk) -> tuple[PlacedRemark, ...]:
    return remarks(desk, opened, auditee, resolved=every)
