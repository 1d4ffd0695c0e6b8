"""The yardstick for first content: the least a Textual app with a table of a hundred rows can be."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class BareTable(App[None]):
    """A table of a hundred rows."""

    def compose(self) -> ComposeResult:
        """The table alone."""
        yield DataTable()

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        table.add_columns("Name", "Kind", "Cases", "Done")
        table.add_rows([(f"Committee {row}", "committee", row, 0) for row in range(100)])


if __name__ == "__main__":
    BareTable().run()
