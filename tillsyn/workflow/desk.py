"""An open store and who sits at it: what every intention is carried out with.

Owns opening and making a store for an actor, the installation's id, and where a store is looked for. Leaves
what is recorded to the other modules of `workflow`.
"""

from __future__ import annotations

import getpass
import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tillsyn.domain.entries import Entry
from tillsyn.domain.seats import people, together
from tillsyn.domain.text import one_line
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.resources import user_folder
from tillsyn.store.engine import Store, create_store, open_store
from tillsyn.store.pens import Pen, make_pen
from tillsyn.workflow import clock

if TYPE_CHECKING:
    from tillsyn.store.journal import Draft
    from tillsyn.workflow.memory import Memory

SUFFIX = ".tillsyn"
_SYNCED = ("onedrive", "dropbox", "google drive", "icloud", "nextcloud", "sharepoint")
_REMOTE = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afpfs", "davfs"}


@dataclass(frozen=True)
class Desk:
    """An open store and the pen of the person at it."""

    store: Store
    pen: Pen
    memory: Memory | None = None
    """What was worked out here before, where the desk stays open for long."""

    def record(self, drafts: Sequence[Draft]) -> tuple[Entry, ...]:
        """Record entries now; they are on disk when this returns."""
        from tillsyn.store.journal import record  # what projecting takes is not needed to look

        return record(self.store, self.pen, drafts, clock.now())

    @property
    def person(self) -> str:
        """Whose computer this is: the first of those at the desk. Places and notes to oneself are kept for them."""
        return people(self.pen.actor)[0]

    def others_wrote(self) -> int:
        """A number that changes when somebody else has written in the store since it was last read."""
        row = self.store.one("PRAGMA data_version")
        return int(row[0]) if row else 0

    def discard_if_empty(self) -> None:
        """Take away a store that was made for something that then came to nothing."""
        if self.store.one("SELECT 1 FROM entry LIMIT 1") is None:
            self.store.discard()

    def close(self) -> None:
        """Leave the desk."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *unused: object) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class StorePlace:
    """Which store is meant, and whether it was chosen for want of a better one (then the person is told)."""

    path: Path
    by_default: bool = False


def open_desk(path: Path, actor: str | None = None, create: bool = False, memory: Memory | None = None) -> Desk:
    """Open the store at `path` for `actor` (default: TILLSYN_ACTOR, else the name logged in with)."""
    installation, name = installation_id(), _shown_name(actor or default_actor())
    store = create_store(path) if create else open_store(path)
    return Desk(store, make_pen(store, installation, name), memory)


def with_others(desk: Desk, names: Sequence[str]) -> Desk:
    """The same store with `names` beside the person at the desk; without any, the person alone.

    What is recorded from then on is signed by all of them, in a chain of its own.

    Raises:
        UsageFault: when a name cannot be told from two.
    """
    return signed_by(desk, signed_together(desk.person, names))


def signed_by(desk: Desk, actor: str) -> Desk:
    """The same store with `actor` at the desk instead; what is recorded is signed so, in a chain of its own."""
    return replace(desk, pen=make_pen(desk.store, installation_id(), _shown_name(actor)))


def signed_together(actor: str | None, others: Sequence[str]) -> str:
    """How a person (default: as in `open_desk`) and those beside her sign.

    Raises:
        UsageFault: when a name cannot be told from two.
    """
    if any(len(people(name)) > 1 for name in others):
        raise UsageFault(_("A name cannot hold “ + ”: it stands between those who share a seat."), "")
    return together([*people(actor or default_actor()), *(one_line(name) for name in others)])


def default_actor() -> str:
    """Who is writing when nobody says."""
    if chosen := os.environ.get("TILLSYN_ACTOR"):
        return chosen
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "okänd"


def find_store(explicit: str | None) -> StorePlace:
    """The store that is meant: the option, TILLSYN_STORE, the only one in this folder, or the user's own.

    Raises:
        UsageFault: when the folder holds several, or an address of a server is given.
    """
    if chosen := explicit or os.environ.get("TILLSYN_STORE"):
        if "://" in chosen:
            raise UsageFault(
                _("Stores on a server cannot be opened by this version: {store}.").format(store=chosen.split("://")[0]),
                _("Give the path of a file that ends in .tillsyn."),
            )
        return StorePlace(Path(chosen))
    here = sorted(Path.cwd().glob(f"*{SUFFIX}"))
    if len(here) > 1:
        raise UsageFault(
            _("There are several stores in this folder: {stores}.").format(stores=", ".join(p.name for p in here)),
            _("Choose one with --store."),
        )
    return StorePlace(here[0]) if here else StorePlace(user_folder() / f"tillsyn{SUFFIX}", by_default=True)


def unsafe_place(path: Path) -> str:
    """Why a store should not lie at `path` (a sentence), or an empty text. Never refuses."""
    whole = path.resolve()
    if str(whole).startswith("\\\\") or _filesystem(whole) in _REMOTE:
        return _(
            "The store {path} lies on a network drive, where locks cannot be trusted. Move it to a local disk."
        ).format(path=path)
    if any(word in part.casefold() for part in whole.parts for word in _SYNCED):
        return _(
            "The store {path} lies in a synchronised folder, which may copy it half-written. Move it, and hand over "
            "copies made with “tillsyn backup”."
        ).format(path=path)
    return ""


def installation_id() -> str:
    """This installation's random id, kept outside every store so that a copied store starts a new chain.

    Raises:
        UsageFault: when the user's folder cannot be used.
    """
    file = user_folder() / "installation"
    try:
        if not file.exists():
            _make_installation(file)
        return file.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise UsageFault(
            _("The folder {path}, where this installation is known by an id of its own, cannot be used.").format(
                path=file.parent
            ),
            _("Check that you may read and write in it, or choose another with TILLSYN_HOME."),
        ) from error


def _make_installation(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".installation.{os.getpid()}")
    partial.write_text(uuid.uuid4().hex, encoding="ascii")
    try:
        os.link(partial, file)  # the first of two processes wins; the other reads its id
    except OSError:
        if not file.exists():
            partial.replace(file)
    partial.unlink(missing_ok=True)


def _shown_name(actor: str) -> str:
    """A name as it can be kept and shown: one line of whole characters."""
    return one_line(actor.encode(errors="replace").decode()) or "okänd"


def _filesystem(path: Path) -> str:
    """The type of file system `path` lies on, where the system tells (Linux); otherwise empty."""
    try:
        mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return ""
    holding = [(point, kind) for point, kind in mounts if path.is_relative_to(point.replace("\\040", " "))]
    return max(holding, key=lambda found: len(found[0]), default=("", ""))[1]
