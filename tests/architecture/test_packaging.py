"""A wheel carries what the program needs, and runs the sample county from an empty environment in another folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def _run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TILLSYN_NOW"))}
    told = subprocess.run(
        [str(one) for one in arguments], cwd=cwd, env=kept, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr
    return told


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network by the backend that is installed here."""
    root, out = Path(__file__).resolve().parents[2], tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, cwd=root)
    (built,) = out.glob("tillsyn-*.whl")
    return built


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("kind", ["criteria", "templates", "sample_cases"])
def test_what_other_people_own_travels_with_it(wheel: Path, kind: str, root: Path) -> None:
    ours = {
        f.relative_to(root).as_posix() for f in (root / kind).rglob("*") if f.is_file() and "__pycache__" not in f.parts
    }
    assert ours
    assert {f"tillsyn/bundled/{name}" for name in ours} <= _names(wheel)


def test_every_file_of_the_package_travels_with_it(wheel: Path, root: Path) -> None:
    package = root / "tillsyn"
    ours = {file.relative_to(root).as_posix() for end in ("*.py", "*.mo", "*.tcss") for file in package.rglob(end)}
    assert {name.rsplit(".", 1)[-1] for name in ours} == {"py", "mo", "tcss"}
    assert ours <= _names(wheel)


def test_nothing_else_travels_with_it(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in _names(wheel)}
    assert all(top == "tillsyn" or top.endswith(".dist-info") for top in tops)
    assert not [name for name in _names(wheel) if name.endswith((".pyc", ".tillsyn")) or "/tests/" in name]


@pytest.mark.pdf
def test_the_sample_county_from_a_wheel_in_another_folder(wheel: Path, tmp_path: Path) -> None:
    venv, elsewhere = tmp_path / "venv", tmp_path / "elsewhere"
    elsewhere.mkdir()
    _run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=tmp_path)
    place = {"base": str(venv), "platbase": str(venv)}
    python = Path(sysconfig.get_path("scripts", "venv", vars=place)) / Path(sys.executable).name
    packages = Path(sysconfig.get_path("purelib", "venv", vars=place))
    _run(sys.executable, "-m", "pip", "--python", python, "install", "--no-index", "--no-deps", wheel, cwd=tmp_path)
    # What tillsyn depends on is taken from here; a .pth is read without the .pth files beyond it, so our own
    # checkout is not found that way.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    found = _run(python, "-c", "import tillsyn; print(tillsyn.__file__)", cwd=elsewhere).stdout
    assert Path(found.strip()).is_relative_to(packages)
    _run(python.with_name("tillsyn"), "demo", "county", "--no-app", cwd=elsewhere)
    county = elsewhere / "county"
    assert (county / "demo.tillsyn").is_file()
    assert len(list((county / "letters").glob("*.pdf"))) == 16
    assert list((county / "report").glob("*.pdf"))
