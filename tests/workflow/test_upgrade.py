"""A running audit goes over to another edition: no answer is lost or converted, and none counts that should not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.county import SMALL, SMALL_CASES
from tests.store.recount import held, recount
from tillsyn.domain.answers import GapKind
from tillsyn.domain.findings import Decision, Disposition
from tillsyn.domain.letters import DraftReason
from tillsyn.errors import InputFaults, UsageFault
from tillsyn.workflow import answers, editions, review, upgrade
from tillsyn.workflow.audits import audit_work, open_audit
from tillsyn.workflow.correspondence import pending_letters
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.editions_again import reconsidered
from tillsyn.workflow.exchange import backup, conflicts, merge_stores
from tillsyn.workflow.findings import decide, findings
from tillsyn.workflow.journals import rebuild_tables, verify_journal
from tillsyn.workflow.overview import case_rows, overview
from tillsyn.workflow.sheet import load_sheet
from tillsyn.workflow.status import audit_status
from tillsyn.workflow.upgrade_plan import Fate, UpgradePlan, plan_upgrade
from tillsyn.workflow.upgrade_words import told_plan

QUESTION = ("planering.yaml", "question: Finns en plan?", "question: Finns en aktuell plan?")
SEARCH = ("planering.yaml", "search: [plan]", "search: [plan, planering]")
SCALE = ("set.yaml", "code: delvis", "code: dels")
RETIRE = (
    "metod.yaml",
    "requirements:\n",
    'retired:\n  - {id: MET-09, since: "2", reason: Fanns aldrig.}\nrequirements:\n',
)
TEXT = ("planering.yaml", "ska säkerställa att insatser planeras", "ska planera varje insats")
EDITS = (QUESTION, SEARCH, SCALE, RETIRE, TEXT)


def edition(folder: Path, *edits: tuple[str, str, str], version: str = "2") -> editions.Edition:
    """The small set with some texts written otherwise, as another edition."""
    place = shutil.copytree(SMALL / "criteria", folder / f"utgava-{version}")
    for file, old, new in (("set.yaml", f'version: "{_version(place)}"', f'version: "{version}"'), *edits):
        text = (place / file).read_text(encoding="utf-8")
        assert old in text, old
        (place / file).write_text(text.replace(old, new), encoding="utf-8")
    return editions.find_edition(str(place))


def _version(place: Path) -> str:
    return (place / "set.yaml").read_text(encoding="utf-8").split('version: "')[1].split('"')[0]


def judge(desk: Desk, case: str, **codes: str) -> None:
    for name, code in codes.items():
        sheet = load_sheet(desk, open_audit(desk), "vik", case)
        review.give_answer(desk, sheet, name.replace("_", "-"), code)


def judge_all(desk: Desk) -> None:
    for case in SMALL_CASES:
        judge(desk, case, PLA_01="ja", MET_01="nej")


def codes(desk: Desk, case: str) -> dict[str, str]:
    """What stands in a file, whether it counts or not."""
    return {c: a.code for c, a in load_sheet(desk, open_audit(desk), "vik", case).answers.items()}


def marked(desk: Desk, case: str) -> list[str]:
    return [c for c, a in load_sheet(desk, open_audit(desk), "vik", case).answers.items() if a.reconsider]


def fates(plan: UpgradePlan) -> dict[str, int]:
    return {fate.value: n for fate, n in plan.fates.items() if n}


def test_a_preview_counts_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    judge_all(desk)

    plan = plan_upgrade(desk, open_audit(desk), edition(tmp_path, QUESTION))

    assert fates(plan) == {"kept": 4, "again": 4}
    assert plan.files == tuple(("vik", case) for case in SMALL_CASES)
    assert [(t.change.id, t.answers) for t in plan.touched] == [("PLA-01", 4)]
    assert marked(desk, "V-01") == []


def test_an_upgrade_marks_what_must_be_reconsidered_and_keeps_the_rest(desk: Desk, tmp_path: Path) -> None:
    judge_all(desk)
    before = {case: codes(desk, case) for case in SMALL_CASES}

    done = upgrade.upgrade(desk, open_audit(desk), edition(tmp_path, QUESTION), "Tydligare.")

    opened = open_audit(desk)
    assert (done.new, opened.criteria.version) == ("2", "2")
    assert {case: codes(desk, case) for case in SMALL_CASES} == before
    assert {case: marked(desk, case) for case in SMALL_CASES} == dict.fromkeys(SMALL_CASES, ["PLA-01"])
    (work, _other) = audit_work(desk, opened)
    assert work.cases[0].state.meaning("PLA-01") is None
    assert (GapKind.RECONSIDER, "PLA-01") in {(g.kind, g.criterion) for g in work.cases[0].progress.gaps}
    assert verify_journal(desk).ok


def test_the_same_answer_confirms_and_another_changes(desk: Desk, tmp_path: Path) -> None:
    judge_all(desk)
    upgrade.upgrade(desk, open_audit(desk), edition(tmp_path, QUESTION))

    judge(desk, "V-01", PLA_01="ja")
    judge(desk, "V-02", PLA_01="nej")

    assert [marked(desk, case) for case in SMALL_CASES] == [[], [], ["PLA-01"], ["PLA-01"]]
    assert codes(desk, "V-02")["PLA-01"] == "nej"


def test_the_reader_sees_what_it_was(desk: Desk, tmp_path: Path) -> None:
    judge(desk, "V-01", PLA_01="ja")
    upgrade.upgrade(desk, open_audit(desk), edition(tmp_path, QUESTION))
    opened = open_audit(desk)
    answer = load_sheet(desk, opened, "vik", "V-01").answers["PLA-01"]

    told = reconsidered(opened, answer)

    assert told == (
        "Ska omprövas: frågan har ändrats sedan svaret gavs. Samma svar igen bekräftar det.",
        "Tidigare, frågan: Finns en plan?",
    )


def test_an_editorial_edition_keeps_everything(desk: Desk, tmp_path: Path) -> None:
    judge_all(desk)

    upgrade.upgrade(desk, open_audit(desk), edition(tmp_path, SEARCH))

    assert [marked(desk, case) for case in SMALL_CASES] == [[]] * 4


def test_a_code_that_is_gone_is_never_mapped(desk: Desk, tmp_path: Path) -> None:
    judge(desk, "V-01", PLA_01="delvis", MET_01="ja")

    done = upgrade.upgrade(desk, open_audit(desk), edition(tmp_path, SCALE))

    assert fates(done.plan) == {"again": 1, "code_gone": 1}
    assert codes(desk, "V-01") == {"PLA-01": "delvis", "MET-01": "ja"}
    assert set(marked(desk, "V-01")) == {"PLA-01", "MET-01"}


def test_a_retired_question_keeps_its_answers_outside_the_counting(desk: Desk, tmp_path: Path) -> None:
    judge_all(desk)
    new = edition(tmp_path, ("metod.yaml", "MET-01", "MET-07"))

    done = upgrade.upgrade(desk, open_audit(desk), new)

    assert fates(done.plan) == {"kept": 4, "retired": 4}
    assert codes(desk, "V-01")["MET-01"] == "nej"
    status = audit_status(desk, open_audit(desk))
    assert dict(status.outside) == {"MET-01": 4}
    rows = case_rows(desk, open_audit(desk), "vik")
    assert rows[0].reconsider == 0


def test_status_overview_and_letters_count_what_is_to_be_reconsidered(desk: Desk, tmp_path: Path) -> None:
    judge_all(desk)
    upgrade.upgrade(desk, open_audit(desk), edition(tmp_path, QUESTION))
    opened = open_audit(desk)

    vik = next(a for a in audit_status(desk, opened).auditees if a.auditee == "vik")
    row = next(r for r in overview(desk, opened).rows if r.auditee.id == "vik")
    letter = next(one for one in pending_letters(desk, opened) if one.auditee.id == "vik")

    assert (vik.reconsider, row.reconsider) == (4, 4)
    assert [h.files for h in letter.hindrances if h.reason is DraftReason.RECONSIDER] == [4]


def test_a_decision_about_another_text_must_be_made_again(desk: Desk, tmp_path: Path) -> None:
    judge(desk, "V-01", PLA_01="nej")
    judge(desk, "V-02", PLA_01="nej")
    about = Decision("vik", "K-PLAN", Disposition.REQUIREMENT, "Två ärenden saknar plan.")
    decide(desk, open_audit(desk), about)

    done = upgrade.upgrade(desk, open_audit(desk), edition(tmp_path, TEXT))

    assert done.plan.decisions == (("vik", "K-PLAN"),)
    assert [f.decision for f in findings(desk, open_audit(desk), "vik") if f.proposal.requirement.id == "K-PLAN"] == [
        None
    ]
    decide(desk, open_audit(desk), about)
    (again,) = [f for f in findings(desk, open_audit(desk), "vik") if f.proposal.requirement.id == "K-PLAN"]
    assert again.decision is not None and again.decision.disposition is Disposition.REQUIREMENT


def test_undoing_is_one_more_entry_and_the_copy_is_named(desk: Desk, tmp_path: Path) -> None:
    judge_all(desk)
    first = open_audit(desk).audit.criteria_hash
    done = upgrade.upgrade(desk, open_audit(desk), edition(tmp_path, QUESTION))
    judge(desk, "V-01", PLA_01="nej")

    undone = upgrade.undo_upgrade(desk, open_audit(desk))

    assert open_audit(desk).audit.criteria_hash == first
    assert [marked(desk, case) for case in SMALL_CASES] == [["PLA-01"], [], [], []]  # given under the other edition
    assert codes(desk, "V-01")["PLA-01"] == "nej"
    assert (done.copy.name, undone.copy.exists()) == ("liten.tillsyn.innan-2", True)
    with open_desk(done.copy) as copy:
        assert open_audit(copy).audit.criteria_hash == first
    with pytest.raises(UsageFault, match="lades upp med"):
        upgrade.undo_upgrade(desk, open_audit(desk))


def test_a_question_that_comes_back_with_its_answers_is_not_called_unanswered(desk: Desk, tmp_path: Path) -> None:
    judge_all(desk)
    first = editions.find_edition("liten", desk)
    upgrade.upgrade(desk, open_audit(desk), edition(tmp_path, ("metod.yaml", "id: MET-01", "id: MET-03")))

    told = list(told_plan(plan_upgrade(desk, open_audit(desk), first), texts=False))

    assert any(line.strip().startswith("MET-01: ") for line in told)
    assert not any(line.startswith("Nya frågor") for line in told)


def test_two_upgrades_are_undone_one_by_one(desk: Desk, tmp_path: Path) -> None:
    judge(desk, "V-01", PLA_01="ja")
    for version, edits in (("2", (QUESTION,)), ("3", (QUESTION, SEARCH))):
        upgrade.upgrade(desk, open_audit(desk), edition(tmp_path, *edits, version=version))
    assert marked(desk, "V-01") == ["PLA-01"]

    versions = []
    for _time in range(2):
        upgrade.undo_upgrade(desk, open_audit(desk))
        versions.append(open_audit(desk).criteria.version)

    assert versions[0] == "2"
    assert marked(desk, "V-01") == []


def test_what_may_not_be_upgraded(desk: Desk, tmp_path: Path) -> None:
    opened = open_audit(desk)
    same = editions.find_edition(str(SMALL / "criteria"))
    with pytest.raises(UsageFault, match="står redan"):
        upgrade.upgrade(desk, opened, same)
    with pytest.raises(UsageFault, match="olika innehåll"):
        upgrade.upgrade(desk, opened, edition(tmp_path, QUESTION, version=opened.criteria.version))
    with pytest.raises(UsageFault, match="annan samling"):
        upgrade.upgrade(desk, opened, edition(tmp_path, ("set.yaml", f"id: {opened.criteria.id}", "id: annan")))


def test_an_answer_file_must_say_that_it_was_judged_anew(desk: Desk, tmp_path: Path) -> None:
    judge_all(desk)
    file = tmp_path / "vik.yaml"
    upgrade.upgrade(desk, open_audit(desk), edition(tmp_path, QUESTION))
    file.write_text(answers.export_answers(desk, open_audit(desk), "vik"), encoding="utf-8")

    with pytest.raises(InputFaults) as refused:
        answers.import_answers(desk, open_audit(desk), file)
    assert [p.code for p in refused.value.problems if p.severity == "error"] == ["A044"]

    file.write_text(file.read_text(encoding="utf-8") + 'edition: "2"\n', encoding="utf-8")
    taken = answers.import_answers(desk, open_audit(desk), file)

    assert taken.recorded == 4  # those to be reconsidered, and nothing else
    assert [marked(desk, case) for case in SMALL_CASES] == [[]] * 4
    assert 'edition: "2"' in answers.export_answers(desk, open_audit(desk), "vik")


def test_stores_merge_where_one_has_gone_over(desk: Desk, tmp_path: Path) -> None:
    judge(desk, "V-01", PLA_01="ja")
    backup(desk, tmp_path / "ada.tillsyn")
    upgrade.upgrade(desk, open_audit(desk), edition(tmp_path, QUESTION))
    judge(desk, "V-01", PLA_01="ja")
    with open_desk(tmp_path / "ada.tillsyn", "Ada") as ada:
        judge(ada, "V-02", PLA_01="ja")  # later, but under the edition before

    merge_stores(desk, [tmp_path / "ada.tillsyn"])
    with open_desk(tmp_path / "ada.tillsyn", "Ada") as ada:
        merge_stores(ada, [desk.store.path])
        assert (marked(ada, "V-01"), marked(ada, "V-02")) == ([], ["PLA-01"])

    assert conflicts(desk) == ()
    assert (marked(desk, "V-01"), marked(desk, "V-02")) == ([], ["PLA-01"])
    assert held(desk.store.path) == recount(desk.store.path)
    rebuild_tables(desk)
    assert marked(desk, "V-02") == ["PLA-01"]


def test_two_stores_that_went_to_different_editions_are_a_conflict_until_it_is_settled(
    desk: Desk, tmp_path: Path
) -> None:
    judge(desk, "V-01", PLA_01="ja")
    first = open_audit(desk).audit.criteria_hash
    backup(desk, tmp_path / "ada.tillsyn")
    upgrade.upgrade(desk, open_audit(desk), edition(tmp_path, QUESTION))
    with open_desk(tmp_path / "ada.tillsyn", "Ada") as ada:
        upgrade.upgrade(ada, open_audit(ada), edition(tmp_path, SEARCH, version="3"), "Bara sökord.")

    merge_stores(desk, [tmp_path / "ada.tillsyn"])
    assert [c.subject for c in conflicts(desk)] == ["upgrade|liten"]
    upgrade.undo_upgrade(desk, open_audit(desk))

    assert conflicts(desk) == ()
    assert open_audit(desk).audit.criteria_hash == first
    assert marked(desk, "V-01") == []
    with pytest.raises(UsageFault):
        upgrade.undo_upgrade(desk, open_audit(desk))


@settings(max_examples=12)
@given(steps=st.lists(st.lists(st.sampled_from(EDITS), unique=True, min_size=1), min_size=1, max_size=3))
def test_whatever_is_edited_every_answer_is_still_there(
    steps: list[list[tuple[str, str, str]]], small_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("edits")
    with open_desk(Path(shutil.copy(small_file, folder / "s.tillsyn"))) as desk:
        judge_all(desk)
        given = {case: codes(desk, case) for case in SMALL_CASES}
        first = open_audit(desk).criteria
        for number, edits in enumerate(steps):
            upgrade.upgrade(desk, open_audit(desk), edition(folder, *edits, version=f"n{number}"))

            assert {case: codes(desk, case) for case in SMALL_CASES} == given
            changed = {QUESTION: {"PLA-01"}, SCALE: {"PLA-01", "MET-01"}}
            again = {name for edit in edits for name in changed.get(edit, set())}
            assert set(marked(desk, "V-01")) == again
        for _step in steps:
            upgrade.undo_upgrade(desk, open_audit(desk))
        assert open_audit(desk).criteria == first
        assert marked(desk, "V-01") == []


def test_fates_are_all_told() -> None:
    from tillsyn.workflow.upgrade_words import _FATES

    assert set(_FATES) == set(Fate)
