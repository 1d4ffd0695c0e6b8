"""The sample county in a folder: made anew as a whole or not at all, and what somebody has done there is kept.

Owns the folder, and that things happen in the order of their days. Leaves what happens in the county to
`workflow.demo_county` and `workflow.demo_colleagues`.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.resources import bundled
from tillsyn.store.local import keep_place, read_place
from tillsyn.workflow import clock
from tillsyn.workflow.demo_colleagues import colleague_steps
from tillsyn.workflow.demo_county import PAPERS, SENDER, Progress, Step, audit_steps, moment, write_papers
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.profile import read_profile

STORE = "demo.tillsyn"
_OURS = (*PAPERS, *SENDER)
_BUILT = "demo built"


@dataclass(frozen=True, slots=True)
class Built:
    """Where the sample county lies, and what could not be made (`pdf_fault`, a sentence; empty when all was)."""

    folder: Path
    store: Path
    letters: int
    kept: Path | None
    pdf_fault: str


def build_demo(folder: Path, force: bool, actor: str | None, progress: Progress) -> Built:
    """Build the sample county in `folder`; without an `actor`, the inspector who signs its letters does the work.

    Raises:
        UsageFault: when there is one already and `force` is not given, or the folder holds other things.
    """
    store = folder / STORE
    _expect_room(folder, store, force)
    _expect_closed(store)
    site = folder / ".partial"
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    try:
        written, pdf_fault = _build(site, actor, progress)
        kept = _put_aside(folder, store)
        for name in (STORE, *_OURS):
            _replace(site / name, folder / name)
    finally:
        shutil.rmtree(site, ignore_errors=True)
    return Built(folder, store, written, kept, pdf_fault)


def steps_of(folder: Path) -> list[Step]:
    """Everything before the letters of decision, in the order of the days."""
    return sorted([*audit_steps(folder), *colleague_steps()], key=lambda step: step.day)


def _build(folder: Path, actor: str | None, progress: Progress) -> tuple[int, str]:
    steps = steps_of(folder)
    worker = read_profile(bundled("sample_cases") / SENDER[0]).officer.name
    with open_desk(folder / STORE, actor or worker, create=True) as desk:
        for done, step in enumerate(steps):
            progress(done, len(steps), step.about)
            with clock.held(moment(step.day)):
                step.take(desk)
        written, pdf_fault = write_papers(desk, folder, progress)
        keep_place(desk.store, _BUILT, _state(desk, folder))
        desk.store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    return written, pdf_fault


def _expect_room(folder: Path, store: Path, force: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageFault(_("{path} is a file.").format(path=folder), _("Choose another folder."))
    if store.exists() and not force:
        raise UsageFault(
            _("There is already a sample county in {path}.").format(path=folder),
            _("Open it with “tillsyn --store {store}”, or make it anew with --force.").format(store=store),
        )
    strangers = [name for name in _OURS if (folder / name).exists() and not store.exists()]
    if strangers:
        raise UsageFault(
            _("{path} already holds “{name}”, which did not come from the sample county.").format(
                path=folder, name=strangers[0]
            ),
            _("Choose another folder."),
        )


def _expect_closed(store: Path) -> None:
    """A store that is taken away while somebody works in it would take along what they do next."""
    if not store.exists():
        return
    with open_desk(store) as desk:
        if not desk.store.alone():
            raise UsageFault(
                _("{path} is open in another window.").format(path=store), _("Leave it there, and try again.")
            )


def _put_aside(folder: Path, store: Path) -> Path | None:
    """Keep the old county, store and documents, where somebody has changed either since it was built; returns where."""
    _expect_closed(store)
    if not store.exists():
        return None
    with open_desk(store) as desk:
        if read_place(desk.store, _BUILT) == _state(desk, folder):
            return None
        kept = folder / "earlier" / f"{clock.now():%Y%m%d-%H%M%S}"
        kept.mkdir(parents=True)
        desk.store.copy_to(kept / STORE)
    for name in _OURS:
        if (folder / name).exists():
            (folder / name).replace(kept / name)
    return kept


def _state(desk: Desk, folder: Path) -> str:
    """What the county comes to, entries and files, so that it shows whether anybody has touched it."""
    row = desk.store.one("SELECT COUNT(*) AS n FROM entry")
    files = sorted(path for name in _OURS for path in (folder / name, *(folder / name).rglob("*")) if path.is_file())
    found = [f"{path.relative_to(folder).as_posix()} {sha256(path.read_bytes()).hexdigest()}" for path in files]
    return f"{row['n'] if row else 0} {sha256(chr(10).join(found).encode()).hexdigest()}"


def _replace(new: Path, old: Path) -> None:
    if old.is_dir():
        shutil.rmtree(old)
    for end in ("-wal", "-shm"):
        old.with_name(old.name + end).unlink(missing_ok=True)
    if new.exists():
        new.replace(old)
