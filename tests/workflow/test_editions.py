"""Finding editions by every name they go by, and saying in words and columns what a new one does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.county import SMALL
from tests.workflow.test_upgrade import QUESTION, SEARCH, edition, fates, judge_all, marked
from tillsyn.domain.editions import compare
from tillsyn.errors import InputFaults, UsageFault
from tillsyn.workflow import editions, upgrade
from tillsyn.workflow.audits import OpenAudit, open_audit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.editions_lock import lock_set
from tillsyn.workflow.editions_words import beside, told
from tillsyn.workflow.library import KnownSet, set_as_json
from tillsyn.workflow.upgrade_plan import plan_upgrade
from tillsyn.workflow.upgrade_reach import reached

LONG = "Vägledningen är skriven. " * 3
SELECTION = """\
format: 1
set: {folder}
version: "{version}"
leave_out:
  MET: Metoden granskas av regionen.
"""


def test_an_edition_goes_by_many_names(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    pinned = liten.audit.criteria_hash
    by_folder = editions.find_edition(str(SMALL / "criteria"))
    printed = tmp_path / "utgava.json"
    told_as_json = set_as_json(KnownSet(by_folder.criteria, by_folder.sha256), None)
    printed.write_text(json.dumps(told_as_json), encoding="utf-8")

    names = ["liten", pinned, pinned[:8], str(printed), str(SMALL / "criteria")]

    assert [editions.find_edition(name, desk).sha256 for name in names] == [pinned] * 5


def test_what_is_no_edition(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "tom.json").write_text("[]", encoding="utf-8")
    with pytest.raises(UsageFault, match="ingen kompilerad"):
        editions.find_edition(str(tmp_path / "tom.json"), desk)
    with pytest.raises(UsageFault, match="ingen kriteriesamling"):
        editions.find_edition("0123456789abcdef", desk)


def test_a_set_that_breaks_its_lock_can_be_compared_but_not_used(tmp_path: Path) -> None:
    folder = shutil.copytree(SMALL / "criteria", tmp_path / "samling")
    assert lock_set(str(folder)).written
    assert not lock_set(str(folder)).written
    file = folder / QUESTION[0]
    file.write_text(file.read_text(encoding="utf-8").replace(QUESTION[1], QUESTION[2]), encoding="utf-8")

    assert editions.find_edition(str(folder)).criteria.criterion["PLA-01"].rev == 1
    with pytest.raises(InputFaults):
        editions.find_edition(str(folder), held_to_lock=True)
    with pytest.raises(InputFaults):
        lock_set(str(folder))


def test_old_and_new_stand_side_by_side_within_80_columns() -> None:
    rows = list(beside([LONG + "Frågan är gammal."], [LONG + "Frågan är ny och ganska mycket längre än förut."]))

    assert rows[0].strip().startswith("Vägledningen är skriven.")
    (first, *_more) = rows[1:]
    assert first.index("gammal") < first.index("│") < first.index("ny")
    assert max(map(len, rows)) <= 80


def test_a_comparison_is_told_in_words(tmp_path: Path) -> None:
    old = editions.find_edition(str(SMALL / "criteria"))
    new = edition(tmp_path, QUESTION, SEARCH, ("metod.yaml", "MET-02", "MET-03"))

    lines = list(told(compare(old.criteria, new.criteria)))

    assert lines[1] == "Kriterier och krav: oförändrat 7 · ändrat i sak 1 · nytt 1 · utgått 1"
    assert "PLA-01 ändrat i sak: frågan, sökorden" in lines
    assert "MET-02 utgått" in lines and "MET-03 nytt" in lines
    assert "  Det har försvunnit utan förklaring: inget skäl står under retired." in lines


def test_which_audits_an_edition_reaches(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    judge_all(desk)
    old, new = editions.find_edition("liten", desk), edition(tmp_path, QUESTION)

    (one,) = reached(desk, old, new)
    (other,) = reached(desk, new, edition(tmp_path, SEARCH, version="3"), "liten")

    assert one.plan is not None and fates(one.plan) == {"kept": 4, "again": 4}
    assert (other.id, other.plan) == ("liten", None)


def test_going_over_to_a_local_selection_keeps_answers_outside(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    judge_all(desk)
    path = tmp_path / "urval.yaml"
    written = SELECTION.format(folder=SMALL / "criteria", version=liten.criteria.version)
    path.write_text(written, encoding="utf-8")
    chosen = editions.find_edition(str(path), held_to_lock=True)

    assert fates(plan_upgrade(desk, liten, chosen)) == {"kept": 4, "left_out": 4}
    upgrade.upgrade(desk, liten, chosen)

    assert [c.id for c in open_audit(desk).criteria.criteria] == ["PLA-01", "PLA-02", "PLA-03"]
    assert marked(desk, "V-01") == []
    upgrade.undo_upgrade(desk, open_audit(desk))
    assert marked(desk, "V-01") == []
