"""The yardstick for a key: the least a Textual app can do that paints a mark when a key is pressed."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareMark(App[None]):
    """A line that counts the marks it shows."""

    BINDINGS = [("j", "mark(1)", "Mark"), ("u", "mark(-1)", "Take back")]
    marks = 0

    def compose(self) -> ComposeResult:
        """The line alone."""
        yield Static("done 0 of 99")

    def action_mark(self, more: int) -> None:
        """Paint one mark more or less."""
        self.marks += more
        self.query_one(Static).update(f"done {self.marks} of 99 {'●' * self.marks}")


if __name__ == "__main__":
    BareMark().run()
