"""A self-audit beside an inspection: matched files and criteria, and where the self-audit rates itself higher."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.county import DAY, SMALL
from tests.workflow.a_second_reading import ANNA, BO, read
from tests.workflow.test_upgrade import edition
from tillsyn.domain.casefiles import AuditKind
from tillsyn.domain.criteria import Meaning
from tillsyn.domain.seats import Seat
from tillsyn.errors import UsageFault
from tillsyn.workflow import intake, sample
from tillsyn.workflow.agreement import By
from tillsyn.workflow.agreement_told import Telling
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.comparing import Compared, Direction, compare_audits
from tillsyn.workflow.comparing_told import comparison_file, comparison_words
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.plan import AuditPlan, new_audit
from tillsyn.workflow.sampleplan import Choice


def self_audit(store: Path, criteria: Path = SMALL / "criteria", kind: AuditKind = AuditKind.SELF_AUDIT) -> None:
    """The committee's own audit of the same files, in the same store."""
    with open_desk(store) as desk:
        new_audit(desk, AuditPlan("egen", "Egenkontroll", kind, DAY, str(criteria), SMALL / "auditees.csv"))
        opened = open_audit(desk, "egen")
        intake.import_frame(desk, opened, "vik", SMALL / "vik.csv")
        sample.draw(desk, opened, Choice("frö", size=3, reserve=0), "vik")


def compared(store: Path, this: str = "liten", other: str = "egen") -> Compared:
    with open_desk(store) as desk:
        return compare_audits((desk, open_audit(desk, this)), (desk, open_audit(desk, other)))


@pytest.fixture
def both(small: Path) -> Path:
    """An inspection of four files and a self-audit of three of them."""
    self_audit(small)
    with open_desk(small) as desk:
        own = sorted(case.code for case in sample.listed(desk, open_audit(desk, "egen"))["vik"])
    inspection = dict.fromkeys(("V-01", "V-02", "V-03", "V-04"), "PLA-01 ja, PLA-02 delvis, MET-01 nej")
    read(small, ANNA, Seat.FIRST, inspection, "liten")
    read(
        small, BO, Seat.FIRST, {own[0]: "PLA-01 ja, PLA-02 ja, MET-01 oklart", own[1]: "PLA-01 nej, MET-01 nej"}, "egen"
    )
    return small


def test_where_the_self_audit_rates_itself_higher_or_lower(both: Path) -> None:
    """Higher: PLA-02 of the first. Lower: PLA-01 of the second. Otherwise: MET-01 not judged, PLA-02 not asked."""
    found = compared(both)

    assert found.files == 2
    assert [found.count(direction) for direction in Direction] == [1, 1, 2]
    assert (len(found.only_this), len(found.only_other), found.not_comparable) == (2, 0, ())
    assert comparison_words(found)[1] == (
        "Egenkontrollen bedömer sig själv högre i 1, lägre i 1 och annorlunda i 2 av dem."
    )


def test_the_self_audit_is_the_other_one_whichever_is_asked_first(both: Path) -> None:
    turned = compared(both, "egen", "liten")

    assert (turned.this.audit.id, turned.other.audit.id) == ("liten", "egen")
    assert turned.count(Direction.HIGHER) == compared(both).count(Direction.HIGHER)


def test_the_differences_are_listed_with_both_comments(both: Path) -> None:
    told = json.loads(comparison_file(compared(both), "json", Telling()))

    assert [told[key] for key in ("this", "other", "files", "higher", "lower", "otherwise")] == [
        "liten",
        "egen",
        2,
        1,
        1,
        2,
    ]
    higher = next(one for one in told["differences"] if one["direction"] == "higher")
    assert (higher["criterion"], higher["this"], higher["other"]) == ("PLA-02", "partly", "met")
    assert higher["comments"][0].startswith("Anna Ett om PLA-02")
    table = comparison_file(compared(both), "table", Telling()).decode()
    assert "Skillnader mellan Liten och Egenkontroll" in table


def test_the_same_figures_as_for_two_readers(both: Path) -> None:
    found = compared(both).agreements(By.CRITERION)

    # PLA-01: ja–ja, ja–nej. MET-01: nej–oklart, nej–nej.
    counts = {one.id: (one.agreed.units, one.agreed.same) for one in found.groups}
    assert (counts["PLA-01"], counts["MET-01"]) == ((2, 1), (2, 1))


def test_two_stores(both: Path, tmp_path: Path) -> None:
    away = Path(shutil.copy(both, tmp_path / "away.tillsyn"))
    with open_desk(both) as desk, open_desk(away) as other:
        found = compare_audits((desk, open_audit(desk, "liten")), (other, open_audit(other, "egen")))
        same = compare_audits((desk, open_audit(desk, "liten")), (other, open_audit(other, "liten")))

    assert found.count(Direction.HIGHER) == 1
    assert (same.files, same.differences) == (4, ())


def test_a_changed_question_is_not_compared(small: Path, tmp_path: Path) -> None:
    changed = tmp_path / "criteria"
    shutil.copytree(SMALL / "criteria", changed)
    file = changed / "metod.yaml"
    text = file.read_text(encoding="utf-8").replace("Används en bedömningsmetod?", "Används ett instrument?")
    file.write_text(text.replace("rev: 1", "rev: 2", 1), encoding="utf-8")
    self_audit(small, changed)
    with open_desk(small) as desk:
        case = sample.listed(desk, open_audit(desk, "egen"))["vik"][0].code
    for audit in ("liten", "egen"):
        read(small, ANNA, Seat.FIRST, {case: "PLA-01 ja, MET-01 ja"}, audit)

    found = compared(small)
    assert found.not_comparable == ("MET-01",)
    assert "MET-01" not in {pair.criterion.id for pair in found.pairs}
    assert comparison_words(found)[-1].endswith("frågan har ändrats: MET-01.")


def test_what_cannot_be_compared_is_told(small: Path) -> None:
    with open_desk(small) as desk, pytest.raises(UsageFault, match="med sig själv"):
        compare_audits((desk, open_audit(desk)), (desk, open_audit(desk)))
    self_audit(small)
    with pytest.raises(UsageFault, match="ingen akt gemensam"):
        compared(small)


def test_an_edition_with_another_scale_is_counted_on_all_steps_of_both(small: Path, tmp_path: Path) -> None:
    """PLA-01 not applicable on five steps beside yes on two; MET-01 alike. Nothing depends on which comes first."""
    steps = ("{code: ja, key: j, meaning: met, label: Ja}", "{code: nej, key: n, meaning: unmet, label: Nej}")
    scale = "  s2:\n" + "".join(f"    - {step}\n" for step in steps)
    question = "    unit: case_file\n    question: Finns en plan?"
    edition(
        tmp_path,
        ("set.yaml", "  s4:", f"{scale}  s4:"),
        ("planering.yaml", f"    rev: 1\n{question}", f"    rev: 2\n    comparable_with: [1]\n{question}"),
        ("planering.yaml", "search: [plan]\n    scale: s4", "search: [plan]\n    scale: s2"),
    )
    self_audit(small, tmp_path / "utgava-2", AuditKind.SUPERVISION)
    with open_desk(small) as desk:
        own = sample.listed(desk, open_audit(desk, "egen"))["vik"][0].code
    read(small, ANNA, Seat.FIRST, {own: "PLA-01 ej, MET-01 ja"}, "liten")
    read(small, BO, Seat.FIRST, {own: "PLA-01 ja, MET-01 ja"}, "egen")

    for this, other in (("liten", "egen"), ("egen", "liten")):
        found = {group.id: group.agreed for group in compared(small, this, other).agreements(By.CRITERION).groups}
        assert found["PLA-01"].categories == tuple(Meaning)
        assert (found["PLA-01"].same, found["MET-01"].same) == (0, 1)
