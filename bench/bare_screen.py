"""The yardstick for opening a file: a bare Textual app whose table opens a screen with plain texts on Enter.

A screenful of text to scroll in, a question, and as many marks as the long file has, all known beforehand.
"""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import DataTable, Static

TEXT = "\n".join(f"{number}  The plan was followed up in May, and again in June." for number in range(36))


class BareCase(Screen[None]):
    """A text to scroll in, a question, and a line of marks."""

    BINDINGS = [("escape", "app.pop_screen", "Back")]

    def compose(self) -> ComposeResult:
        """All of it."""
        with Horizontal():
            with VerticalScroll():
                yield Static(TEXT, markup=False)
            yield Static("Question one of eighty\n\nj Yes\nn No", markup=False)
        yield Static("· " * 80, markup=False)


class BareList(App[None]):
    """A table whose rows open."""

    def compose(self) -> ComposeResult:
        """The table alone."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        table.add_columns("Case", "Done")
        table.add_rows([(f"Case {row}", "0/80") for row in range(8)])

    def on_data_table_row_selected(self) -> None:
        """Open."""
        self.push_screen(BareCase())


if __name__ == "__main__":
    BareList().run()
