"""The keys of what colleagues settle between them: remarks, and conflicts.

Owns these two tables. Leaves the others to `tui.bindings`, which puts them all together.
"""

from __future__ import annotations

from textual.binding import Binding

from tillsyn.language import N_
from tillsyn.tui.keys import BACK, key

REMARKS: tuple[Binding, ...] = (
    key("enter", "open", N_("open"), N_("Open {the_row} at the answer the remark is on"), "remarks.open", True),
    key("v", "every", N_("all or open"), N_("Resolved remarks too, or only the open ones"), "remarks.all", True),
    BACK,
)

CONFLICTS: tuple[Binding, ...] = (
    *(
        Binding(
            str(n),
            f"choose({n})",
            N_("choose"),
            show=n == 1,
            id=f"conflicts.choose.{n}",
            tooltip=N_("Settle that the version with this number holds; all of them are kept"),
            key_display="1…9",
            system=n > 1,
        )
        for n in range(1, 10)
    ),
    key("c", "comment", N_("new comment"), N_("Settle differing comments with another one"), "conflicts.comment", True),
    key("enter", "open", N_("open"), N_("Open the place, to see the rest or to answer anew"), "conflicts.open", True),
    BACK,
)
