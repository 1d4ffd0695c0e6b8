"""What `--criteria` can name: a set by name or folder, or a local selection of one.

Owns finding it. Leaves reading and faults to `reading.criteria` and `reading.selection`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.problems import Problem
from tillsyn.reading.criteria import SET_FILE, CriteriaReading, check_paths, read_criteria
from tillsyn.reading.selection import is_selection, read_selection
from tillsyn.resources import find, places


def read_named(name: str, held_to_lock: bool = True) -> CriteriaReading:
    """The set or selection that a name or path means, with every fault of its files.

    Raises:
        UsageFault: when there is none.
    """
    path = Path(name)
    if path.name != SET_FILE and is_selection(path):
        return read_selection(path, lambda named: _beside(path, named))
    return read_criteria(criteria_folder(name), held_to_lock)


def check_named(paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Every fault of the sets and local selections that `paths` name; a set goes by its name too."""
    paths = tuple(path if path.exists() else find("criteria", str(path)) or path for path in paths)
    selections = [path for path in paths if path.name != SET_FILE and is_selection(path)]
    problems = [problem for path in selections for problem in read_named(str(path)).problems]
    return (*problems, *check_paths(path for path in paths if path not in selections))


def criteria_folder(name: str) -> Path:
    """The folder of a criteria set, given as a path or as the name of a set that is found in the usual places.

    Raises:
        UsageFault: when there is none.
    """
    if (direct := Path(name)).exists():
        return direct.parent if direct.is_file() else direct
    if found := find("criteria", name):
        return found
    known = ", ".join(sorted({p.parent.name for place in places("criteria") for p in place.glob(f"*/{SET_FILE}")}))
    raise UsageFault(
        _("There is no criteria set “{name}”.").format(name=name), _("There are: {ids}.").format(ids=known)
    )


def _beside(selection: Path, name: str) -> Path | None:
    """The folder of the set that a selection names: by name, or by a path from where the selection lies."""
    beside = selection.parent / name
    return beside if (beside / SET_FILE).is_file() else find("criteria", name)
