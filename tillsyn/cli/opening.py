"""Opening what the global options point at, for the commands that need a store.

Owns the two context managers every such command begins with. Leaves the finding of a store to
`workflow.desk`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING

from tillsyn.cli.base import Call
from tillsyn.cli.output import tell, waiting
from tillsyn.errors import TillsynError
from tillsyn.language import _
from tillsyn.workflow.desk import Desk, find_store, open_desk, unsafe_place

if TYPE_CHECKING:
    from tillsyn.workflow.audits import OpenAudit


@contextmanager
def desk_of(call: Call, create: bool = False, sign: bool = True) -> Iterator[Desk]:
    """The store that is meant, open; with `create` made where there is none.

    `sign` of life is shown while it is worked in, but not where the command draws or asks for itself.
    """
    place = find_store(call.store)
    if place.by_default:
        tell(_("Working in {path}.").format(path=place.path))
    if warning := unsafe_place(place.path):
        tell(warning)
    new = create and not os.path.lexists(place.path)
    if new and place.by_default:
        with suppress(OSError):  # opening says it better
            place.path.parent.mkdir(parents=True, exist_ok=True)
    with open_desk(place.path, call.actor, create=new) as desk:
        try:
            with waiting() if sign else nullcontext():
                yield desk
        except TillsynError:
            if new:
                desk.discard_if_empty()
            raise


@contextmanager
def audit_of(call: Call, sign: bool = True) -> Iterator[tuple[Desk, OpenAudit]]:
    """The store and the audit that are meant; `sign` as for `desk_of`."""
    from tillsyn.workflow.audits import open_audit  # 50 ms that the app's first screen does without

    with desk_of(call, sign=sign) as desk:
        yield desk, open_audit(desk, call.audit)
