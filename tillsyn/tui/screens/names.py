"""The names, before anything else: what stands on the screen while the overview is made ready behind it.

Owns that one moment. Leaves the rest to the overview, which takes this screen's place.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text
from textual.widget import Widget
from textual.widgets import DataTable

from tillsyn.domain.text import one_line
from tillsyn.nouns import put
from tillsyn.tui.screens.base import Place
from tillsyn.workflow.opening import FirstLook


class NamesScreen(Place):
    """The auditees of an audit by name."""

    def __init__(self, look: FirstLook) -> None:
        super().__init__()
        self._look = look

    def middle(self) -> Iterator[Widget]:
        """One column, as wide and as placed as the overview's first."""
        table: DataTable[Text] = DataTable(id="auditees", cursor_type="none", zebra_stripes=True)
        table.add_column(Text(put("", "{Kind}", self._look.kinds)), width=44)
        for name in self._look.names:
            table.add_row(Text(one_line(name)))
        yield table

    def on_mount(self) -> None:
        """Show the names, then go on."""
        self.topline.show(self._look.audit.title, "", self._look.audit.day.isoformat())
        # Not after the refresh: what was drawn is written to the terminal a moment later, and imports would stop that.
        self.set_timer(0.05, self._go_on)

    def _go_on(self) -> None:
        from tillsyn.tui.screens.overview import OverviewScreen
        from tillsyn.workflow.audits import open_audit

        self.app.switch_screen(OverviewScreen(open_audit(self.tillsyn.desk, self._look.audit.id)))
