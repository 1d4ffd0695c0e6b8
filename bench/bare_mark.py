"""The yardstick for a key: a bare Textual app that paints a mark in the row one stands on and goes to the next.

The same table as in `bare_table`. Granska does the same to a question, and writes it to disk first. With the word
"line" it has one line instead and paints the mark there: the least Textual can do for a key, for which it does not
even wait for the next frame (a sixtieth of a second).
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Static


class BareLine(App[None]):
    """One line that counts marks."""

    BINDINGS = [("j", "mark(1)", "Mark"), ("u", "mark(-1)", "Take back")]
    marks = 0

    def compose(self) -> ComposeResult:
        """The line alone."""
        yield Static("done 0 of 99")

    def action_mark(self, more: int) -> None:
        """Paint one mark more or less."""
        self.marks += more
        self.query_one(Static).update(f"done {self.marks} of 99")


class BareMark(App[None]):
    """A table of a hundred rows, each with room for a mark."""

    BINDINGS = [("j", "mark", "Mark"), ("u", "take_back", "Take back")]
    marks = 0

    def compose(self) -> ComposeResult:
        """The table alone."""
        yield DataTable()

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        table.add_columns("Name", "Kind", "Cases", "Mark")
        table.add_rows([(f"Committee {row}", "committee", row, "              ") for row in range(100)])
        self._count(0)

    def action_mark(self) -> None:
        """Mark the row and go to the next."""
        self._count(1)
        self.query_one(DataTable).action_cursor_down()

    def action_take_back(self) -> None:
        """Go back to the row before and take its mark away."""
        self.query_one(DataTable).action_cursor_up()
        self._count(-1)

    def _count(self, more: int) -> None:
        self.marks += more
        table = self.query_one(DataTable)
        table.update_cell_at(table.cursor_coordinate._replace(column=3), f"done {self.marks} of 99")


if __name__ == "__main__":
    (BareLine() if sys.argv[1:] == ["line"] else BareMark()).run()
