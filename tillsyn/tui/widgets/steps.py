"""The answers a question allows, each with its key, always in the same place.

Owns showing them, tall or on one line, and being clicked. Leaves the keys themselves to the screen.
"""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widget import Widget

from tillsyn.domain.criteria import Scale, ScaleStep
from tillsyn.domain.text import one_line
from tillsyn.language import _
from tillsyn.tui.marks import SIGNS
from tillsyn.tui.messages import StepChosen


class Steps(Widget):
    """The steps of a scale, or a sentence that says why there are none."""

    def __init__(self) -> None:
        super().__init__(id="steps")
        self._scale: Scale | None = None
        self._given = ""
        self._instead = ""
        self._places: list[tuple[int, int, str]] = []

    def show(self, scale: Scale, given: str, instead: str = "") -> None:
        """Show a scale with the given answer chosen, or the sentence `instead`."""
        if (scale, given, instead) != (self._scale, self._given, self._instead):
            self._scale, self._given, self._instead = scale, given, instead
            self.refresh()

    def render(self) -> Content:
        """One step a row where there is room, otherwise all on one row."""
        if self._instead:
            return Content.styled(self._instead, "$text-warning")
        steps = self._scale.steps if self._scale else ()
        tall = self.content_size.height >= len(steps)
        return Content("\n").join(self._tall(s) for s in steps) if tall else self._flat(steps)

    def on_click(self, event: events.Click) -> None:
        """Give the clicked answer."""
        if self._instead or self._scale is None:
            return
        x, y = event.x - self.gutter.left, event.y - self.gutter.top
        if self.content_size.height >= len(self._scale.steps):
            if 0 <= y < len(self._scale.steps):
                self.post_message(StepChosen(self._scale.steps[y].code))
            return
        for start, end, code in self._places:
            if start <= x < end:
                self.post_message(StepChosen(code))

    def _tall(self, step: ScaleStep) -> Content:
        given = step.code == self._given
        words = f"{SIGNS[step.meaning]} {one_line(step.label)}"
        demands = _("wants a comment") if "comment" in step.demands else ""
        return Content.assemble(
            ("▸ " if given else "  ", "bold"),
            (step.key, "bold $text-accent"),
            ("  " + f"{words:<24}", "bold" if given else ""),
            (demands, "$foreground-muted"),
        )

    def _flat(self, steps: tuple[ScaleStep, ...]) -> Content:
        parts, self._places, at = [], [], 0
        for step in steps:
            given = step.code == self._given
            part = Content.assemble(
                ("▸" if given else " ", "bold"),
                (step.key, "bold $text-accent"),
                (f" {one_line(step.label)}", "bold" if given else ""),
            )
            self._places.append((at, at + part.cell_length, step.code))
            at += part.cell_length + 1
            parts.append(part)
        return Content(" ").join(parts)
