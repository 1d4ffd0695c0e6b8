"""A disk that fills up: a sentence, nothing half-written, and all that was there before is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.places import python, small_disk

# Each runs on a disk of its own, one mebibyte. `fill` leaves so many bytes free.
_BEFORE = """
import os, sys
from pathlib import Path
from tests.store.making import NOW, a_comment, an_answer, every_kind, new_store, write
from tests.store.recount import held, recount
from tillsyn.errors import DocumentFault, StoreFault
from tillsyn.store.engine import open_store
from tillsyn.store.journal import read_entries
from tillsyn.store.verify import verify
disk, elsewhere = Path(sys.argv[1]), Path(sys.argv[2])

def fill(left):
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    (disk / "filler").write_bytes(b"x" * max(free - left, 0))

def expect_whole(path, entries):
    with open_store(path) as store:
        assert verify(store, NOW).faults == (), verify(store, NOW).faults
        assert len(read_entries(store)) == entries, (len(read_entries(store)), entries)
    assert held(path) == recount(path)
"""

_RECORD = """
with new_store(disk) as store:
    write(store, *every_kind())
    kept = len(every_kind())
    fill(150_000)
    try:
        for n in range(10_000):
            write(store, a_comment("ord " * 500, f"PLA-{n}"))
            kept += 1
    except StoreFault as fault:
        print(fault.message, fault.remedy)
    assert len(read_entries(store)) == kept       # on the very same connection
    (disk / "filler").unlink()
    write(store, an_answer("ja"))                 # and on it goes, once there is room
expect_whole(disk / "a.tillsyn", kept + 1)
"""

_BATCH = """
with new_store(disk) as store:
    write(store, *every_kind())
    fill(60_000)
    try:
        write(store, *(a_comment("ord " * 500, f"PLA-{n}") for n in range(400)))
    except StoreFault as fault:
        print(fault.message, fault.remedy)
(disk / "filler").unlink()
expect_whole(disk / "a.tillsyn", len(every_kind()))
"""

_MAKE = """
fill(20_000)
try:
    new_store(disk)
except StoreFault as fault:
    print(fault.message, fault.remedy)
assert [p.name for p in disk.iterdir()] == ["filler"], list(disk.iterdir())
"""

_BACKUP = """
with new_store(elsewhere) as store:
    write(store, *every_kind(), *(a_comment("ord " * 500, f"PLA-{n}") for n in range(400)))
    try:
        store.copy_to(disk / "kopia.tillsyn")
    except StoreFault as fault:
        print(fault.message, fault.remedy)
        assert str(store.path) in fault.message  # it is the store that is whole, not the copy
    assert list(disk.iterdir()) == []
expect_whole(elsewhere / "a.tillsyn", len(every_kind()) + 400)
"""

_MERGE = """
from tillsyn.store.engine import open_read_only
from tillsyn.store.merge import merge
with new_store(elsewhere) as theirs:
    write(theirs, *(a_comment("ord " * 500, f"PLA-{n}") for n in range(400)), actor="Bo")
with new_store(disk) as store:
    write(store, *every_kind())
    try:
        with open_read_only(elsewhere / "a.tillsyn") as source:
            merge(store, source, NOW)
    except StoreFault as fault:
        print(fault.message, fault.remedy)
expect_whole(disk / "a.tillsyn", len(every_kind()))
"""

_WRITE_FILE = """
from tillsyn.workflow.files import write_file
old = "Brevet som det var.".encode() * 1000
write_file(disk / "brev.html", old)
try:
    write_file(disk / "brev.html", b"y" * 2_000_000)
except DocumentFault as fault:
    print("Disken är full" if "space" in fault.message else fault.message, fault.remedy)
assert (disk / "brev.html").read_bytes() == old
assert [p.name for p in disk.iterdir()] == ["brev.html"], list(disk.iterdir())
"""

_DRAFT = """
from tillsyn.store.local import keep_draft, read_draft
with new_store(disk) as store:
    write(store, *every_kind())
    keep_draft(store, "k", "halv mening")
    fill(0)
    try:
        for n in range(100):
            keep_draft(store, "k", "x" * 100_000 * n)
    except StoreFault as fault:
        print(fault.message, fault.remedy)
(disk / "filler").unlink()
expect_whole(disk / "a.tillsyn", len(every_kind()))
"""


@pytest.mark.parametrize(
    "work",
    [_RECORD, _BATCH, _MAKE, _BACKUP, _MERGE, _WRITE_FILE, _DRAFT],
    ids=["record", "batch", "make", "backup", "merge", "write_file", "draft"],
)
def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path, work: str) -> None:
    disk, elsewhere = tmp_path / "disk", tmp_path / "annan"
    disk.mkdir()
    elsewhere.mkdir()

    said = python(_BEFORE + work, disk, elsewhere, prefix=small_disk(disk))

    assert said.returncode == 0, said.stderr
    assert "Disken är full" in said.stdout
    assert "Frigör utrymme" in said.stdout or "Kontrollera disken" in said.stdout


_SMALL_FILES = """
import resource, signal, sys
from pathlib import Path
from tillsyn.errors import DocumentFault
from tillsyn.workflow.files import write_file
folder = Path(sys.argv[1])
write_file(folder / "brev.html", b"gammalt")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
try:
    write_file(folder / "brev.html", b"y" * 200_000)
except DocumentFault as fault:
    print(fault.message, fault.remedy)
print((folder / "brev.html").read_bytes().decode(), len(list(folder.iterdir())))
"""


def test_a_file_that_may_not_grow_is_told_also_where_no_disk_can_be_mounted(tmp_path: Path) -> None:
    pytest.importorskip("resource")

    said = python(_SMALL_FILES, tmp_path)

    assert said.returncode == 0, said.stderr
    assert "orörd" in said.stdout or "Det som fanns" in said.stdout
    assert said.stdout.endswith("gammalt 1\n")
