"""The options of `tillsyn sample plan` as what is asked for.

Owns reading them. Leaves whether a plan can be carried out to `workflow.sampleplan`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tillsyn.domain.plans import Allocation, Filter, Oversampling, Period, SeedSource, Steps
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.workflow.sampleplan import Choice


def choice_of(asked: Mapping[str, object]) -> Choice:
    """The options as what is asked for.

    Raises:
        UsageFault: when one is not written as it should be.
    """
    take = _Asked(asked)
    period, source, steps = take.texts("period"), take.texts("public_seed"), take.numbers("two_stage")
    sizes = _sizes(take.text("sizes"))
    equal = Allocation.EQUAL if asked["equal"] else Allocation.PROPORTIONAL
    kept = [Filter(True, condition, why) for condition, why in take.pairs("include")]
    left = [Filter(False, condition, why) for condition, why in take.pairs("exclude")]
    strata = take.text("strata")
    if source and take.text("seed") is not None:
        raise UsageFault(_("A seed is either known or still to come."), _("Give --seed or --public-seed, not both."))
    if sizes and take.number("size") is not None:
        raise UsageFault(_("Fixed sizes say how many files there are in all."), _("Give --size or --sizes, not both."))
    return Choice(
        take.text("seed"),
        take.number("size"),
        take.number("reserve"),
        None if strata is None else tuple(name.strip() for name in strata.split(",") if name.strip()),
        SeedSource(source[0], _day(source[1]), source[2]) if source else None,
        Allocation.FIXED if sizes else equal,
        sizes,
        take.number("census_up_to") or 0,
        Period(period[0], _day(period[1]), _day(period[2])) if period else None,
        (*kept, *left),
        Steps(*steps) if steps else None,
        tuple(Oversampling(name, int(more), why) for name, more, why in take.triples("oversample")),
        tuple(take.pairs("replace_for")),
    )


class _Asked:
    """Options as click hands them over, with their types."""

    def __init__(self, asked: Mapping[str, object]) -> None:
        self.asked = asked

    def text(self, name: str) -> str | None:
        value = self.asked[name]
        return None if value is None else str(value)

    def number(self, name: str) -> int | None:
        value = self.asked[name]
        return value if isinstance(value, int) else None

    def _values(self, name: str) -> Sequence[object]:
        value = self.asked[name]
        return value if isinstance(value, tuple) else ()

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(str(value) for value in self._values(name))

    def numbers(self, name: str) -> tuple[int, ...]:
        return tuple(value for value in self._values(name) if isinstance(value, int))

    def pairs(self, name: str) -> list[tuple[str, str]]:
        return [(str(value[0]), str(value[1])) for value in self._values(name) if isinstance(value, tuple)]

    def triples(self, name: str) -> list[tuple[str, str, str]]:
        return [
            (str(value[0]), str(value[1]), str(value[2])) for value in self._values(name) if isinstance(value, tuple)
        ]


def _sizes(written: str | None) -> tuple[tuple[str, int], ...]:
    """``STRATUM=N`` pairs with commas between."""
    pairs = [part.rpartition("=") for part in (written or "").split(",") if part.strip()]
    if any(not sign or not size.strip().isdecimal() for _name, sign, size in pairs):
        raise UsageFault(_("--sizes is written STRATUM=N,STRATUM=N."), _("For example --sizes “hvb=4,oppenvard=6”."))
    return tuple((name.strip(), int(size)) for name, _sign, size in pairs)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise UsageFault(
            _("“{text}” is no day.").format(text=written), _("Write it as year, month and day: 2026-03-02.")
        ) from error
