"""Case systems whose columns somebody has mapped: remembered in the user's folder, used when named again.

Owns where they lie, and when they are written: after a register was taken in, never before. Leaves their format to
`reading.systems`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tillsyn.domain.frames import Layout
from tillsyn.domain.text import nfc
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.reading.systems import joined, read_system, system_text
from tillsyn.resources import user_folder
from tillsyn.workflow.files import write_file
from tillsyn.workflow.plan import refuse_faults

_NAME = re.compile(r"[a-z0-9åäö][a-z0-9åäö-]{0,39}")


@dataclass(frozen=True, slots=True)
class CaseSystem:
    """A case system and what is remembered of it."""

    name: str
    layout: Layout


def remembered(name: str) -> CaseSystem:
    """What is remembered of a system; nothing before its columns were mapped for the first time.

    Raises:
        UsageFault: when that is no name of a system.
        InputFaults: when the file that remembers it was changed into something else.
    """
    system = nfc(name.strip()).casefold()
    if not _NAME.fullmatch(system):
        raise UsageFault(
            _("“{name}” cannot be the name of a case system.").format(name=name),
            _("Use letters, digits and hyphens, for example treserva."),
        )
    file = _file(system)
    if not file.exists():
        return CaseSystem(system, Layout())
    layout, problems = read_system(file)
    refuse_faults(_("What is remembered of {system} cannot be used.").format(system=system), problems)
    return CaseSystem(system, layout)


def all_remembered() -> tuple[CaseSystem, ...]:
    """Every system that is remembered, by name."""
    names = sorted(path.stem for path in _folder().glob("*.yaml"))
    return tuple(remembered(name) for name in names if _NAME.fullmatch(name))


def remember(system: CaseSystem, used: Layout) -> bool:
    """Remember how a register of this system was read; says whether that was anything new."""
    layout = joined(system.layout, used)
    if layout == system.layout or not layout.told:
        return False
    write_file(_file(system.name), system_text(system.name, layout).encode())
    return True


def forget(name: str) -> None:
    """Remember a system no longer.

    Raises:
        UsageFault: when it is not remembered.
    """
    file = _file(nfc(name.strip()).casefold())
    names = ", ".join(path.stem for path in sorted(_folder().glob("*.yaml")))
    if file.parent != _folder() or not file.is_file():
        raise UsageFault(
            _("Nothing is remembered of “{name}”.").format(name=name),
            _("Remembered are: {names}.").format(names=names or "–"),
        )
    with suppress(FileNotFoundError):
        file.unlink()


def _folder() -> Path:
    return user_folder() / "systems"


def _file(system: str) -> Path:
    return _folder() / f"{system}.yaml"
