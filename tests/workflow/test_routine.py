"""The routine for somebody in danger: the authority's own file first, and always something."""

from __future__ import annotations

from pathlib import Path

import pytest

from tillsyn.domain.disclosure import find_disclosures
from tillsyn.workflow.routine import danger_routine


def test_the_one_that_came_along_says_what_it_must() -> None:
    text = danger_routine().text
    for needed in ("ring 112", "handläggare", "socialjouren", "19 kap. 1 §", "6 § LVM", "diarium", "sekretess"):
        assert needed in text, needed
    assert find_disclosures(text) == ()


def test_the_authority_puts_its_own_in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "templates" / "routines" / "fara.md"
    own.parent.mkdir(parents=True)
    own.write_text("# Vår egen\n\nRing jouren.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert danger_routine().text.startswith("# Vår egen")

    own.write_bytes("Fråga jouren".encode("utf-16"))
    assert "ring 112" in danger_routine().text, "what cannot be read is passed over, and never leaves nothing"
