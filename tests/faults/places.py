"""Places where writing fails: read-only folders and full disks, made where this machine lets us."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
_WITH_A_STORE = 'mount -t tmpfs -o size=2m none "$0" && cp "$1" "$0" && shift && exec "$@"'
_SMALL_DISK = 'mount -t tmpfs -o size=1m none "$0" && exec "$@"'


def python(code: str, *arguments: object, prefix: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own, with the program and its tests at hand."""
    command = [*prefix, sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )


def read_only(folder: Path) -> list[str]:
    """What to put before a command so that `folder` cannot be written in while it runs."""
    if os.geteuid() != 0:
        for path in [*folder.rglob("*"), folder]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        return []
    _expect_mounts()
    return ["unshare", "-m", "sh", "-c", _READ_ONLY, str(folder)]


def small_disk(folder: Path) -> list[str]:
    """What to put before a command so that `folder` is an empty disk of one mebibyte while it runs."""
    _expect_mounts()
    return ["unshare", "-m", "sh", "-c", _SMALL_DISK, str(folder)]


def small_disk_with(store: Path, folder: Path) -> list[str]:
    """What to put before a command so that `folder` is a small disk that holds a copy of the store while it runs."""
    _expect_mounts()
    return ["unshare", "-m", "sh", "-c", _WITH_A_STORE, str(folder), str(store)]


def fill(disk: Path) -> Path:
    """Fill a disk to the last byte; gives the file to take away to have room again."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            with suppress(OSError):
                while file.write(b"x" * size):
                    pass
    return filler


def _expect_mounts() -> None:
    if not _may_mount():
        pytest.skip("no file system may be mounted here")


@cache
def _may_mount() -> bool:
    if os.geteuid() != 0 or shutil.which("unshare") is None:
        return False
    tried = subprocess.run(["unshare", "-m", "sh", "-c", "mount -t tmpfs none /mnt"], capture_output=True)
    return tried.returncode == 0
