"""What has happened in a widget, told to its screen: facts in the past tense.

Owns the messages that more than one module knows. Leaves acting on them to the screens.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class StepChosen(Message):
    """A step of the scale was clicked; `code` is the answer it gives."""

    code: str


@dataclass
class CriterionChosen(Message):
    """The mark of a criterion was clicked."""

    criterion: str


@dataclass
class DocumentChosen(Message):
    """The tab of a document was clicked; `index` counts from 0."""

    index: int
