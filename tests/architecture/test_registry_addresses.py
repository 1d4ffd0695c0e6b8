"""No committed file holds an address of a package registry, or a path of the machine it was written on."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

# Written in pieces, so that this file is not the one place that holds them.
_HOSTS = ("py" + "pi.org", "python" + "hosted.org", "py" + "pi.python.org", "ana" + "conda.org", "conda" + ".io")
_SWITCHES = ("--index" + "-url", "--extra-index" + "-url", "--find" + "-links http", "--trusted" + "-host")
_LOCKS = (
    "uv." + "lock",
    "poetry." + "lock",
    "Pipfile." + "lock",
    "pdm." + "lock",
    "pylock.toml",
    "pip.conf",
    ".pypirc",
)
_HOME = re.compile(r"(?<![\w.])/(?:home|Users|root|work|workspace|tmp|var/folders)/[\w.-]+|[A-Z]:\\Users\\\w+")
# A path that a text gives as an example, in full.
_EXAMPLES = re.compile(r"/home/(?:du|you|anna)\b|/tmp/(?:x|y)\b")


def _committed(root: Path) -> Iterator[Path]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return (file for name in listed.decode().split("\0") if name and (file := root / name).is_file())


def _texts(root: Path) -> Iterator[tuple[str, str]]:
    for file in _committed(root):
        content = file.read_bytes()
        if b"\0" not in content:
            yield file.relative_to(root).as_posix(), content.decode("utf-8", errors="replace")


def test_no_address_of_a_package_registry(root: Path) -> None:
    found = [(name, sign) for name, text in _texts(root) for sign in (*_HOSTS, *_SWITCHES) if sign in text]
    assert found == []


def test_no_lock_file_that_holds_addresses(root: Path) -> None:
    assert [file.name for file in _committed(root) if file.name in _LOCKS] == []


def test_constraints_hold_names_versions_and_hashes_alone(root: Path) -> None:
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    package = re.compile(r"[a-z0-9.-]+==[^ ;]+( ; .+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    odd = [line for line in lines if not (package.fullmatch(line) or digest.fullmatch(line) or "#" in line[:5])]
    assert odd == []
    assert "://" not in "".join(lines)


def test_no_path_of_a_machine(root: Path) -> None:
    found = [(name, said.group()) for name, text in _texts(root) for said in _HOME.finditer(_EXAMPLES.sub("", text))]
    assert found == []
