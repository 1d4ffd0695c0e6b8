"""Opening what the global options point at, for the commands that need a store.

Owns the two context managers every such command begins with. Leaves the finding of a store to
`workflow.desk`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tillsyn.cli.base import Call
from tillsyn.cli.output import tell
from tillsyn.language import _
from tillsyn.workflow.audits import OpenAudit, open_audit
from tillsyn.workflow.desk import Desk, find_store, open_desk, unsafe_place


@contextmanager
def desk_of(call: Call, create: bool = False) -> Iterator[Desk]:
    """The store that is meant, open; with `create` made where there is none."""
    place = find_store(call.store)
    if place.by_default:
        tell(_("Working in {path}.").format(path=place.path))
    if create and place.by_default:
        place.path.parent.mkdir(parents=True, exist_ok=True)
    if warning := unsafe_place(place.path):
        tell(warning)
    with open_desk(place.path, call.actor, create=create and not place.path.exists()) as desk:
        yield desk


@contextmanager
def audit_of(call: Call) -> Iterator[tuple[Desk, OpenAudit]]:
    """The store and the audit that are meant."""
    with desk_of(call) as desk:
        yield desk, open_audit(desk, call.audit)
