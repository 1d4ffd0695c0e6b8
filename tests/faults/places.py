"""Places where writing fails: read-only folders and full disks, made where this machine lets us."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
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


def _expect_mounts() -> None:
    if not _may_mount():
        pytest.skip("no file system may be mounted here")


@cache
def _may_mount() -> bool:
    if os.geteuid() != 0 or shutil.which("unshare") is None:
        return False
    tried = subprocess.run(["unshare", "-m", "sh", "-c", "mount -t tmpfs none /mnt"], capture_output=True)
    return tried.returncode == 0
