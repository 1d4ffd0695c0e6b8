"""Facts of a case file (aktuppgifter): what decides which criteria apply.

Owns the kinds of fact, what they are about, their values and how a value is written. A fact that nobody has filled
in yet is absent; a fact that the file does not tell is the value `UNSTATED` (framgår inte). The two are never mixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

from tillsyn.domain.units import Unit


class Unstated(Enum):
    """The value of a fact that the file does not tell."""

    UNSTATED = "framgår inte"


UNSTATED = Unstated.UNSTATED
FactValue = bool | str | date | Unstated

_WORDS = {"ja": True, "nej": False}
_UNSTATED_WORDS = {"framgår inte", "framgar inte", "unstated"}


class FactType(StrEnum):
    """What a fact can hold."""

    BOOLEAN = "boolean"
    CHOICE = "choice"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """One fact of a criteria set; `values` are (code, label) pairs, empty but for a choice."""

    id: str
    label: str
    type: FactType
    values: tuple[tuple[str, str], ...] = ()
    help: str = ""
    unit: Unit | None = None
    """What it is about, None for a row of the register, whatever those are."""

    @property
    def of_auditee(self) -> bool:
        """Whether it is about the auditee itself, filled in once and in no register."""
        return self.unit is Unit.AUDITEE

    def read(self, text: str) -> FactValue:
        """The value that `text` writes: ja/nej, a code or label, or a date as YYYY-MM-DD.

        Raises:
            ValueError: when `text` is no value of this fact.
        """
        word = " ".join(text.split()).casefold()
        if word in _UNSTATED_WORDS:
            return UNSTATED
        if self.type is FactType.BOOLEAN and word in _WORDS:
            return _WORDS[word]
        if self.type is FactType.DATE:
            return _read_date(text.strip())
        for code, label in self.values:
            if word in (code.casefold(), label.casefold()):
                return code
        raise ValueError(text)

    def show(self, value: FactValue) -> str:
        """`value` as a person reads it: the label of a choice, otherwise as it is written."""
        return dict(self.values).get(value, value) if isinstance(value, str) else write_fact(value)


def write_fact(value: FactValue) -> str:
    """The one written form of a value; `FactDefinition.read` takes it back."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Unstated) else value


def _read_date(text: str) -> date:
    """A date as YYYY-MM-DD alone: `fromisoformat` would also take week dates and run-together digits."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError(text)
    return date.fromisoformat(text)
