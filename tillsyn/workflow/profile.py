"""The sender's profile: which file is meant, read and without faults.

Owns where `agency.yaml` is looked for. Leaves its format to `reading.agency`.
"""

from __future__ import annotations

from pathlib import Path

from tillsyn.domain.agency import AgencyProfile
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.reading.agency import read_agency
from tillsyn.resources import user_folder
from tillsyn.workflow.plan import refuse_faults

NAME = "agency.yaml"


def read_profile(path: Path | None = None, store: Path | None = None) -> AgencyProfile:
    """The profile at `path`, else `agency.yaml` in this folder, else beside the store, else the user's own.

    Raises:
        UsageFault: when there is none.
        InputFaults: when it has faults.
    """
    usual = [Path.cwd() / NAME, *([store.with_name(NAME)] if store else []), user_folder() / NAME]
    places = [path] if path else usual
    chosen = next((place for place in places if place.exists()), None)
    if chosen is None:
        raise UsageFault(
            _("There is no profile of the sender ({name}).").format(name=path or NAME),
            _("Write one (see docs/formats.md) and put it here or beside the store, or point to it with --agency."),
        )
    reading = read_agency(chosen)
    refuse_faults(_("The profile of the sender has faults."), reading.problems)
    assert reading.profile is not None
    return reading.profile
