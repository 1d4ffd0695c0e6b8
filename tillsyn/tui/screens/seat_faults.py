"""What the seat says when a change could not be saved: what is safe, and the key that tries again.

Owns these words. Leaves keeping what is to be tried again to `screens.review`, and the faults of a disk to `store`.
"""

from __future__ import annotations

from tillsyn.errors import DiskFull, StoreFault, TillsynError
from tillsyn.language import _
from tillsyn.workflow.sitting import Sitting


def seat_fault(fault: TillsynError, sitting: Sitting) -> tuple[str, str]:
    """What happened and is safe, and what to do, where one stands."""
    if isinstance(fault, DiskFull):
        remedy = _("Free some space and press r.")
        if not (last := last_saved(sitting)):
            return _("The disk is full. Everything given before this is saved."), remedy
        return _("The disk is full. All answers up to and including {criterion} are saved.").format(
            criterion=last
        ), remedy
    hint = _("Then press r to try again.") if isinstance(fault, StoreFault) else ""
    return fault.message, f"{fault.remedy} {hint}".strip()


def last_saved(sitting: Sitting) -> str:
    """The last criterion before the one in front of the reader that has an answer; empty where there is none."""
    before = sitting.order[: sitting.order.index(sitting.here)] if sitting.here in sitting.order else ()
    return next((name for name in reversed(before) if name in sitting.sheet.answers), "")
