"""A file of ours is whole or not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tillsyn.errors import DocumentFault
from tillsyn.workflow.files import write_file


def test_a_file_is_written_with_its_folders_and_over_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "brev" / "norrskog" / "brev.html"
    for content in (b"ett", b"tv\xc3\xa5"):
        write_file(path, content)
        assert path.read_bytes() == content
    assert [p.name for p in path.parent.iterdir()] == ["brev.html"]


@pytest.mark.skipif(os.name == "nt", reason="modes are of no use there")
def test_a_private_file_is_its_owners_alone_while_it_is_written_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []
    replace = Path.replace

    def look(self: Path, target: Path) -> Path:
        modes.append(self.stat().st_mode & 0o777)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", look)
    write_file(tmp_path / "nyckel", b"hemligt", private=True)

    assert modes == [0o600]
    assert (tmp_path / "nyckel").stat().st_mode & 0o777 == 0o600


def test_what_was_there_stands_until_all_of_the_new_is_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "brev.html"
    write_file(path, b"gammalt")

    def fail(self: Path, target: Path) -> None:
        assert self.read_bytes() == b"nytt"  # whole, beside the old one
        assert target.read_bytes() == b"gammalt"
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(DocumentFault):
        write_file(path, b"nytt")

    assert [p.name for p in tmp_path.iterdir()] == ["brev.html"]
    assert path.read_bytes() == b"gammalt"


@pytest.mark.parametrize("name", ["fil/brev.html", "mapp", ".", "", "x" * 300, "mapp/" + "å" * 140])
def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "fil").write_text("var här", encoding="utf-8")
    (tmp_path / "mapp" / "i").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(DocumentFault):
        write_file(tmp_path / name, b"nytt")

    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "fil").read_text(encoding="utf-8") == "var här"
