"""lock.json: what it promises, every way to break it, and every edit that does not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.criteria_examples import AREA, FILES, SET, write_set
from tillsyn.domain.criteria import CriteriaSet
from tillsyn.problems import Problem, errors
from tillsyn.problems.editions import EDITIONS
from tillsyn.reading.criteria import read_criteria
from tillsyn.reading.locks import LOCK_FILE, extended, read_lock, write_lock

ROOT = Path(__file__).parents[2]
LOCKED = sorted(path.parent for path in (ROOT / "criteria").glob(f"*/{LOCK_FILE}"))

# Texts of the small set, and what may be written instead: with a new rev (material), or freely (editorial).
MATERIAL = [
    ("question: Finns en plan?", "question: Finns en aktuell plan?"),
    ("text: Nyare ord.", "text: Nyare ord; dock inte."),
    ("{until: 2025-06-30, text: Äldre ord.}", "{until: 2025-05-31, text: Äldre ord.}"),
    ("applies_when: barn or form == hvb", "applies_when: barn"),
    ("judged_by_date: beslut", "judged_by_date: start"),
    ("provision: 10 kap. 1 §", "provision: 10 kap. 2 §"),
    ("binding: must, from: 2025-07-01", "binding: should, from: 2025-07-01"),
]
EDITORIAL = [
    ("search: [plan]", "search: [plan, planering]"),
    ("look_in: [plan]", "look_in: [utredning]"),
    ("title: Planering", "title: Planer"),
    ("applies_when: barn or form == hvb", "applies_when: barn  or  form==hvb"),
    ("question: Finns en plan?", "question:   Finns\n      en plan?"),
    ("provision: 10 kap. 1 §, binding: must, ", "provision: 10 kap. 1 §, about: Om planer, binding: must, "),
    ("from: 2025-07-01, verified: text", "from: 2025-07-01, verified: number"),
    ("observation: saknas en plan", "observation: saknas planer"),
]


def locked(folder: Path, set_text: str = SET, area: str = AREA) -> Path:
    """A set in `folder` with a lock of its own."""
    write_set(folder, {"set.yaml": set_text, "plan.yaml": area})
    lock_it(folder)
    return folder


def lock_it(folder: Path) -> None:
    criteria = a_reading(folder)
    lock, _problems = read_lock(folder / LOCK_FILE, criteria.id)
    (folder / LOCK_FILE).write_text(write_lock(extended(criteria, lock)), encoding="utf-8")


def a_reading(folder: Path) -> CriteriaSet:
    reading = read_criteria(folder, held_to_lock=False)
    assert reading.criteria, [str(problem) for problem in reading.problems]
    return reading.criteria


def faults(folder: Path, set_text: str = SET, area: str = AREA) -> list[Problem]:
    """What is wrong when the files are written over, and the lock is not."""
    write_set(folder, {"set.yaml": set_text, "plan.yaml": area})
    found = read_criteria(folder).problems
    assert {problem.code for problem in errors(found)} <= set(EDITIONS), [str(p) for p in found]
    return [problem for problem in found if problem.code in EDITIONS]


def places(problems: list[Problem]) -> list[str]:
    return [f"{Path(p.file).name}:{p.line}:{p.column} {p.code}" for p in problems]


def test_a_locked_set_is_whole_and_locking_it_again_changes_nothing(tmp_path: Path) -> None:
    folder = locked(tmp_path)
    before = (folder / LOCK_FILE).read_text(encoding="utf-8")

    lock_it(folder)

    assert faults(folder) == []
    assert (folder / LOCK_FILE).read_text(encoding="utf-8") == before


@pytest.mark.parametrize(("old", "new"), MATERIAL)
def test_a_material_change_needs_a_new_rev(old: str, new: str, tmp_path: Path) -> None:
    folder = locked(tmp_path)
    assert AREA.count(old) == 1
    edited = AREA.replace(old, new)

    found = faults(folder, area=edited)

    assert places(found)[0] == "plan.yaml:5:10 C120"
    assert "{" not in found[0].message
    assert "Höj rev till 2" in found[0].message
    assert faults(folder, area=edited.replace("rev: 1", "rev: 2", 1)) == []


def test_the_fault_names_what_has_changed(tmp_path: Path) -> None:
    (found,) = faults(locked(tmp_path), area=AREA.replace("Finns en plan?", "Finns planen?"))

    assert "(frågan)" in found.message


def test_a_scale_and_a_fact_reach_every_criterion_that_rests_on_them(tmp_path: Path) -> None:
    folder = locked(tmp_path)

    by_scale = faults(folder, SET.replace("label: Nej, demands: [comment]", "label: Nej"))
    by_fact = faults(folder, SET.replace("annan: Annan", "annan: Annan, ny: Ny"))

    assert [p.about["id"] for p in by_scale] == ["PLA-01", "PLA-02", "PLA-03"]
    assert [p.about["id"] for p in by_fact] == ["PLA-01"]


@pytest.mark.parametrize(("old", "new"), EDITORIAL)
def test_an_editorial_change_needs_nothing(old: str, new: str, tmp_path: Path) -> None:
    folder = locked(tmp_path)
    assert AREA.count(old) == 1

    assert faults(folder, area=AREA.replace(old, new)) == []


@settings(max_examples=40)
@given(
    material=st.lists(st.sampled_from(MATERIAL), max_size=2, unique_by=lambda edit: edit[0]),
    editorial=st.lists(st.sampled_from(EDITORIAL), max_size=4, unique_by=lambda edit: edit[0]),
    seed=st.integers(0, 1000),
)
def test_only_material_edits_are_faults_whatever_the_order_of_keys_and_files(
    material: list[tuple[str, str]],
    editorial: list[tuple[str, str]],
    seed: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = locked(tmp_path_factory.mktemp("set"))
    area = AREA
    for old, new in (*material, *editorial):
        area = area.replace(old, new)
    wanted = ["C120"] if material else []

    found = faults(folder, reordered(SET, seed), reordered(area, seed))

    assert [p.code for p in found] == wanted


def reordered(text: str, seed: int) -> str:
    """The same file with its keys, criteria and provisions in another order."""
    chance = random.Random(seed)  # noqa: S311 - an order to try, no secret

    def shuffled(value: object, of: str = "") -> object:
        if isinstance(value, dict):
            keys = list(value)
            chance.shuffle(keys)
            return {key: shuffled(value[key], key) for key in keys}
        if isinstance(value, list):
            items = [shuffled(item) for item in value]
            if of in ("criteria", "requirements", "legal_basis", "s2"):
                chance.shuffle(items)
            return items
        return value

    return yaml.dump(shuffled(yaml.load(text, yaml.BaseLoader)), sort_keys=False, allow_unicode=True)  # noqa: S506


def test_an_id_may_not_vanish_but_may_be_retired(tmp_path: Path) -> None:
    folder = locked(tmp_path)
    second = AREA[AREA.index("  - id: PLA-02") : AREA.index("  - id: PLA-03")]
    advice = AREA[AREA.index("  - id: R-MAL") : AREA.index("  - id: K-RUTIN")]
    without = AREA.replace(second, "").replace(advice, "")
    reason = 'since: "2", reason: Frågan delas'
    retired = f"retired:\n  - {{id: PLA-02, {reason}, replaced_by: [PLA-01]}}\n  - {{id: R-MAL, {reason}}}\n"

    assert places(faults(folder, area=without)) == ["plan.yaml:4:3 C121", "set.yaml:7:8 C121"][::-1]
    assert faults(folder, area=without + retired) == []


def test_a_retired_id_stays_retired(tmp_path: Path) -> None:
    retired = 'retired:\n  - {id: PLA-09, since: "0", reason: Behövs inte}\n'
    folder = locked(tmp_path, area=AREA + retired)

    assert places(faults(folder)) == ["plan.yaml:1:1 C130"]
    assert places(faults(folder, area=AREA.replace("PLA-03", "PLA-09") + "retired: []\n"))[-1].endswith("C126")
    assert places(faults(folder, area=AREA.replace("PLA-02", "PLA-09") + retired))[-1].endswith("C122")


RETIRED = 'retired:\n  - {id: PLA-09, since: "0", reason: Skäl'


@pytest.mark.parametrize(
    ("code", "bad", "good"),
    [
        ("C122", RETIRED.replace("PLA-09", "PLA-03") + "}\n", RETIRED + "}\n"),
        ("C123", RETIRED.replace("PLA-09", "Pla9") + "}\n", RETIRED + "}\n"),
        ("C124", RETIRED + ", replaced_by: [PLA-10]}\n", RETIRED + ", replaced_by: [PLA-01, K-PLAN]}\n"),
        ("C124", RETIRED + ", replaced_by: [PLA-09]}\n", RETIRED + ", replaced_by: []}\n"),
        ("C010", RETIRED + "}\n" + RETIRED[9:] + "}\n", RETIRED + "}\n"),
    ],
)
def test_what_is_retired_is_checked_by_itself(code: str, bad: str, good: str, tmp_path: Path) -> None:
    write_set(tmp_path / "bad", {**FILES, "plan.yaml": AREA + bad})
    write_set(tmp_path / "good", {**FILES, "plan.yaml": AREA + good})

    assert [p.code for p in read_criteria(tmp_path / "bad").problems] == [code]
    assert read_criteria(tmp_path / "good").problems == ()


def test_comparable_revs_are_earlier_ones(tmp_path: Path) -> None:
    def codes(written: str) -> list[str]:
        write_set(tmp_path, {**FILES, "plan.yaml": AREA.replace("rev: 1", f"rev: 3\n    {written}", 1)})
        return [p.code for p in read_criteria(tmp_path).problems]

    assert codes("comparable_with: [1, 2]") == []
    assert codes("comparable_with: [3]") == ["C125"]
    assert codes("comparable_with: [ett]") == ["Y037"]


def test_a_rev_never_goes_back_and_is_not_raised_for_nothing(tmp_path: Path) -> None:
    folder = locked(tmp_path, area=AREA.replace("rev: 1", "rev: 3", 1))

    assert places(faults(folder)) == ["plan.yaml:5:10 C127"]
    assert places(faults(folder, area=AREA.replace("rev: 1", "rev: 4", 1))) == ["plan.yaml:5:10 C131W"]


PUBLISHED = SET.replace("status: draft", "status: published")


def test_a_published_edition_never_changes(tmp_path: Path) -> None:
    folder = locked(tmp_path, PUBLISHED)
    edited = AREA.replace("search: [plan]", "search: [planer]")

    assert places(faults(folder, PUBLISHED, edited)) == ["set.yaml:3:10 C128"]
    assert places(faults(folder, SET)) == ["set.yaml:4:9 C132"]
    assert faults(folder, PUBLISHED.replace('version: "1"', 'version: "2"'), edited) == []
    assert faults(folder, SET.replace("status: draft", "status: withdrawn")) == []


def test_a_draft_may_change_its_editorial_parts_and_be_published(tmp_path: Path) -> None:
    folder = locked(tmp_path)

    assert faults(folder, PUBLISHED, AREA.replace("search: [plan]", "search: [planer]")) == []


def test_a_withdrawn_edition_keeps_the_hash_it_was_published_under(tmp_path: Path) -> None:
    folder = locked(tmp_path, PUBLISHED)
    write_set(folder, {**FILES, "set.yaml": SET.replace("status: draft", "status: withdrawn")})
    lock_it(folder)

    assert faults(folder, SET.replace("status: draft", "status: withdrawn")) == []
    assert faults(folder, PUBLISHED) == []


def test_the_lock_remembers_earlier_editions_and_ids(tmp_path: Path) -> None:
    folder = locked(tmp_path, PUBLISHED, AREA + 'retired:\n  - {id: PLA-09, since: "1", reason: Skäl}\n')
    area = AREA.replace("rev: 1", "rev: 2", 1).replace("Finns en plan?", "Finns planen?")
    second = PUBLISHED.replace('version: "1"', 'version: "2"')
    write_set(
        folder, {"set.yaml": second, "plan.yaml": area + 'retired:\n  - {id: PLA-09, since: "1", reason: Skäl}\n'}
    )

    lock_it(folder)

    lock, _problems = read_lock(folder / LOCK_FILE, "provsamling")
    assert lock is not None
    assert (set(lock.versions), lock.criteria["PLA-01"].rev, dict(lock.retired)) == ({"1", "2"}, 2, {"PLA-09": "1"})


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "lock.json:1:1 C129"),
        ("[]", "lock.json:1:1 C129"),
        ('{\n  "format": 1\n<<<<<<<', "lock.json:3:1 C129"),
        ('{"format": 1, "set": "annan", "versions": {}, "criteria": {}, "requirements": {}, "retired": {}}',
         "lock.json:1:1 C129"),
        ('{"format": 9, "set": "provsamling", "versions": {}, "criteria": {}, "requirements": {}, "retired": {}}',
         "lock.json:1:1 C129"),
        ('{"format": 1, "set": "provsamling", "versions": {}, "criteria": {"PLA-01": {"rev": "1", "material": {}}}}',
         "lock.json:1:1 C129"),
    ],
)  # fmt: skip
def test_a_lock_that_cannot_be_used_is_a_fault(text: str, place: str, tmp_path: Path) -> None:
    write_set(tmp_path)
    (tmp_path / LOCK_FILE).write_text(text, encoding="utf-8")

    assert places(faults(tmp_path)) == [place]


@given(st.text(max_size=200))
def test_any_text_is_a_lock_or_a_fault(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(text, encoding="utf-8", errors="replace")

    lock, problems = read_lock(path, "x")

    assert (lock is None) == bool(problems)


@pytest.mark.parametrize("folder", LOCKED, ids=lambda folder: folder.name)
def test_locking_a_published_library_set_again_changes_nothing(folder: Path) -> None:
    criteria = a_reading(folder)
    before = (folder / LOCK_FILE).read_text(encoding="utf-8")
    lock, _problems = read_lock(folder / LOCK_FILE, criteria.id)

    assert write_lock(extended(criteria, lock)) == before
    assert [str(p) for p in errors(read_criteria(folder).problems)] == []


def test_every_code_has_an_example() -> None:
    shown = Path(__file__).read_text(encoding="utf-8")

    assert [code for code in EDITIONS if code not in shown] == []
