"""The plan before the draw, bound before anyone has looked, and changed only with a reason that the protocol tells."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.county import SMALL
from tillsyn.domain.plans import Allocation, Filter, Oversampling, Period, SeedSource, Steps
from tillsyn.errors import UsageFault
from tillsyn.language import speaking
from tillsyn.store.projection import rebuild
from tillsyn.workflow import clock, intake, sample
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.protocol import protocol
from tillsyn.workflow.sampleplan import Choice, plan_for, plan_of, record_plan
from tillsyn.workflow.sampleplan_commitment import commit, commitment
from tillsyn.workflow.sampleplan_words import plan_words, plans_told

LOTTO = SeedSource("Lotto lördag, dragning 1", date(2026, 3, 7), "svenskaspel.se")
YEAR = Period("beslutsdatum", date(2025, 1, 1), date(2025, 12, 31))


def planned(desk: Desk, opened: OpenAudit, auditee: str | None = "o-nas", reason: str = "", **asked: Any) -> str:
    """Record a plan; its hash."""
    return record_plan(desk, opened, plan_of(opened, Choice(**asked)), auditee, reason).sha256


def register(folder: Path, rows: int = 12) -> Path:
    path = folder / "onas.csv"
    lines = [
        f"N-{n:02};{('HVB', 'Öppenvård')[n % 2]};{('ja', 'nej', '')[n % 3]};2025-0{1 + n % 9}-10" for n in range(rows)
    ]
    path.write_text("\n".join([(SMALL / "vik.csv").read_text(encoding="utf-8").splitlines()[0], *lines]), "utf-8")
    return path


def test_a_plan_is_kept_and_stands_until_another_is_made(desk: Desk, liten: OpenAudit) -> None:
    assert plan_for(desk, liten, "o-nas") is None
    first = planned(desk, liten, seed="a")
    assert planned(desk, liten, seed="a") == first
    second = planned(desk, liten, seed="b", size=3)

    found = plan_for(desk, liten, "o-nas")

    assert found is not None
    assert (found.sha256, found.plan.size, found.plan.seed) == (second, 3, "b")
    rebuild(desk.store)
    assert plan_for(desk, liten, "o-nas") == found
    assert len(desk.store.all("SELECT 1 FROM entry WHERE kind = 'plan' AND subject LIKE '%o-nas'")) == 2


def test_a_plan_for_all_holds_for_those_without_one_of_their_own(desk: Desk, liten: OpenAudit) -> None:
    everyone = planned(desk, liten, None, seed="a")
    own = planned(desk, liten, "o-nas", seed="b")

    assert {told["auditee"]: told["plan_sha256"] for told in plans_told(desk, liten)} == {
        "": everyone, "o-nas": own, "vik": plans_told(desk, liten, "vik")[0]["plan_sha256"]
    }  # fmt: skip


def test_without_a_seed_one_is_made_that_cannot_be_guessed(liten: OpenAudit) -> None:
    one, other = plan_of(liten, Choice()).seed, plan_of(liten, Choice()).seed

    assert len(one) == 32
    assert one != other


@pytest.mark.parametrize(
    "asked",
    [
        {"size": 0},
        {"reserve": -1},
        {"census_up_to": -1},
        {"seed": "a|b"},
        {"source": SeedSource(" ", date(2026, 3, 7), "x")},
        {"strata": ("finns-inte",)},
        {"allocation": Allocation.FIXED},
        {"sizes": (("hvb", 3),)},
        {"allocation": Allocation.FIXED, "sizes": (("hvb", 3), ("hvb", 4), ("*", 1))},
        {"allocation": Allocation.FIXED, "sizes": (("hvb", 0), ("*", 0))},
        {"allocation": Allocation.FIXED, "sizes": (("hvx", 3), ("*", 1))},
        {"allocation": Allocation.FIXED, "sizes": (("hvb/ja", 3), ("*", 1))},
        {"strata": ("insatsform", "barn"), "oversampling": (Oversampling("hvb/kanske", 1, "x"),)},
        {"strata": (), "oversampling": (Oversampling("hvb", 1, "x"),)},
        {"period": Period("barn", date(2025, 1, 1), date(2025, 12, 31))},
        {"period": Period("beslutsdatum", date(2025, 12, 31), date(2025, 1, 1))},
        {"filters": (Filter(True, "barn ==", "x"),)},
        {"filters": (Filter(True, "PLA-01 == ja", "x"),)},
        {"filters": (Filter(True, "insatsform == hemma", "x"),)},
        {"filters": (Filter(True, "barn == kanske", "x"),)},
        {"filters": (Filter(True, "barn", " "),)},
        {"steps": Steps(0, 1, 2)},
        {"steps": Steps(4, 2, 2)},
        {"steps": Steps(4, 1, 5)},
        {"oversampling": (Oversampling("hvb", 0, "x"),)},
        {"oversampling": (Oversampling("hvb", 1, ""),)},
        {"reasons": (("sekretess", ""),)},
    ],
)
def test_a_plan_that_could_not_be_meant_is_told(liten: OpenAudit, asked: dict[str, Any]) -> None:
    with pytest.raises(UsageFault):
        plan_of(liten, Choice(**{"seed": "frö", **asked}))


def test_words_of_a_plan_hold_no_hidden_codes_and_stand_on_one_line(liten: OpenAudit) -> None:
    hostile = "Lotto\x1b[2J\n\u202edragning"
    plan = plan_of(
        liten,
        Choice(
            source=SeedSource(hostile, date(2026, 3, 7), hostile), filters=(Filter(True, "barn", hostile),),
            oversampling=(Oversampling("hvb", 1, hostile),), reasons=(("a", hostile),),
        ),
    )  # fmt: skip

    assert not {"\x1b", "\n", "\u202e"} & set("".join(plan_words(liten.criteria, plan)))


def test_a_plan_reads_as_sentences(liten: OpenAudit) -> None:
    plan = plan_of(
        liten,
        Choice(
            size=10, reserve=2, source=LOTTO, census_up_to=5, period=YEAR, steps=Steps(10, 1, 4),
            filters=(Filter(False, "barn == ja", "Barn granskas för sig."),),
            oversampling=(Oversampling("hvb", 3, "Ny verksamhet."),), reasons=(("sekretess", "Sekretess hindrar."),),
        ),
    )  # fmt: skip

    with speaking("sv"):
        words = plan_words(liten.criteria, plan)

    whole = " ".join(words)
    assert words[0].startswith(
        "Dragningen görs ur alla ärenden i förteckningen vars uppgift ”Beslut om insats” ligger mellan"
    )
    for told in (
        "Barn granskas för sig.", "högst 5", "10 akter dras", "Insatsform", "de 10 närmast följande", "HVB dras 3",
        "Ytterligare 2 akter", "Sekretess hindrar.", "Lotto lördag, dragning 1", "SHA-256",
    ):  # fmt: skip
        assert told in whole


def test_the_draw_goes_by_the_plan_and_takes_the_seed_that_came(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    digest = planned(desk, liten, source=LOTTO, size=5, reserve=1, allocation=Allocation.EQUAL)
    intake.import_frame(desk, liten, "o-nas", register(tmp_path))
    with pytest.raises(UsageFault, match="Lotto"):
        sample.draw(desk, liten, None, "o-nas")

    with pytest.raises(UsageFault, match="inte kommit"):
        sample.draw(desk, liten, Choice("04 11 19"), "o-nas")

    with clock.held(datetime(2026, 3, 7, 21, tzinfo=UTC)):
        (made,) = sample.draw(desk, liten, Choice("04 11 19"), "o-nas")
    told = protocol(desk, liten, "o-nas")

    assert (made.plan.seed, len(made.sample), len(made.reserves)) == ("04 11 19", 5, 1)
    assert (told["seed"], told["plan_sha256"]) == ("04 11 19", digest)
    assert told["plan"]["seed"]["public"] == LOTTO.public


def test_the_short_way_records_the_plan_it_means(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    intake.import_frame(desk, liten, "o-nas", register(tmp_path))
    sample.draw(desk, liten, Choice("frö", 3), "o-nas")

    found = plan_for(desk, liten, "o-nas")

    assert found is not None
    assert (found.plan.size, found.plan.seed) == (3, "frö")


def test_without_a_plan_or_a_seed_nothing_is_drawn(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    intake.import_frame(desk, liten, "o-nas", register(tmp_path))

    with pytest.raises(UsageFault, match="plan"):
        sample.draw(desk, liten, None, "o-nas")


def test_a_plan_is_not_made_after_the_draw(desk: Desk, liten: OpenAudit) -> None:
    with pytest.raises(UsageFault, match="redan"):
        planned(desk, liten, "vik", seed="annat")


def test_what_is_left_out_by_the_plan_is_not_drawn_from_and_told(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    """Of twelve rows every third is ja: N-00, 03, 06, 09; those with no answer stay: N-02, 05, 08, 11."""
    planned(desk, liten, seed="a", size=3, filters=(Filter(False, "barn", "Barn granskas för sig."),))
    intake.import_frame(desk, liten, "o-nas", register(tmp_path))
    sample.draw(desk, liten, None, "o-nas")

    told = protocol(desk, liten, "o-nas")

    assert told["excluded"] == [
        {"group": "f1", "condition": "barn", "reason": "Barn granskas för sig.", "cases": 4,
         "codes": ["N-00", "N-03", "N-06", "N-09"]}
    ]  # fmt: skip
    assert told["undecided"] == ["N-02", "N-05", "N-08", "N-11"]
    assert sum(part["cases"] for part in told["strata"]) == 8
    assert not {code for part in told["strata"] for code in part["sample"]} & {"N-00", "N-03", "N-06", "N-09"}


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ({"filters": (Filter(True, "insatsform != hvb and insatsform != oppenvard", "Inga."),)}, "alla akter"),
        ({"allocation": Allocation.FIXED, "sizes": (("hvb", 2),)}, "oppenvard"),
    ],
)
def test_a_plan_that_draws_nothing_from_this_register_is_told(
    desk: Desk, liten: OpenAudit, tmp_path: Path, asked: dict[str, Any], about: str
) -> None:
    planned(desk, liten, seed="a", **asked)
    intake.import_frame(desk, liten, "o-nas", register(tmp_path))

    with pytest.raises(UsageFault, match=about):
        sample.draw(desk, liten, None, "o-nas")


def test_a_register_without_what_the_plan_asks_for_is_told(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    planned(desk, liten, seed="a", period=YEAR)
    path = tmp_path / "onas.csv"
    path.write_text("Ärendekod;Insatsform\nN-1;HVB\nN-2;HVB\n", encoding="utf-8")
    intake.import_frame(desk, liten, "o-nas", path)

    with pytest.raises(UsageFault, match="saknar"):
        sample.draw(desk, liten, None, "o-nas")


# Bound before anyone has looked


def test_what_is_bound_is_what_the_letter_tells(desk: Desk, liten: OpenAudit) -> None:
    digest = planned(desk, liten, seed="ett hemligt frö", period=YEAR)
    commit(desk, liten, "o-nas", date(2026, 3, 20))

    told = commitment(desk, liten, "o-nas")

    assert (told.criteria_title, told.criteria_sha256) == ("Liten samling för prov", liten.audit.criteria_hash)
    assert told.plan_sha256 == digest
    assert told.seed_sha256 == hashlib.sha256("ett hemligt frö".encode()).hexdigest()
    assert "ett hemligt frö" not in " ".join([*told.plan_words, told.seed_words, *told.population, *told.requested])
    assert told.answer_by == date(2026, 3, 20)
    assert any("Insatsform" in line and "Beslut om insats" in line for line in told.requested)
    assert (told.frame_sha256, told.replaces, told.reason) == ("", 0, "")


def test_a_public_seed_is_told_by_where_it_comes_from(desk: Desk, liten: OpenAudit) -> None:
    planned(desk, liten, source=LOTTO)
    (told,) = commit(desk, liten, "o-nas", requested=["Riktlinjer", "Delegationsordning"])

    assert (told.seed_source, told.seed_sha256) == (LOTTO, "")
    assert "svenskaspel.se" in told.seed_words
    assert told.requested == ("Riktlinjer", "Delegationsordning")


def test_binding_the_same_again_adds_nothing_and_something_else_wants_a_reason(desk: Desk, liten: OpenAudit) -> None:
    planned(desk, liten, seed="a")
    (first,) = commit(desk, liten, "o-nas")
    assert commit(desk, liten, "o-nas") == (first,)
    with pytest.raises(UsageFault, match="redan bundet"):
        commit(desk, liten, "o-nas", date(2026, 4, 1))

    (second,) = commit(desk, liten, "o-nas", date(2026, 4, 1), reason="Nämnden bad om anstånd.")

    assert (second.replaces, second.reason) == (1, "Nämnden bad om anstånd.")


def test_binding_needs_a_plan_and_comes_before_the_draw(desk: Desk, liten: OpenAudit) -> None:
    with pytest.raises(UsageFault, match="plan"):
        commit(desk, liten, "o-nas")
    with pytest.raises(UsageFault, match="bundet"):
        commitment(desk, liten, "o-nas")
    with pytest.raises(UsageFault, match="redan"):
        commit(desk, liten, "vik")


def test_a_draw_that_keeps_to_what_was_bound_says_so(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    planned(desk, liten, seed="a")
    commit(desk, liten, "o-nas")
    intake.import_frame(desk, liten, "o-nas", register(tmp_path))
    sample.draw(desk, liten, None, "o-nas")

    told = protocol(desk, liten, "o-nas")["commitment"]

    assert (told["agrees"], told["differs"], told["reason"]) == (True, [], "")


def test_a_draw_by_another_plan_is_refused_without_a_reason_and_tells_it(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    planned(desk, liten, seed="a")
    commit(desk, liten, "o-nas")
    intake.import_frame(desk, liten, "o-nas", register(tmp_path))
    for choice in (Choice("b"), Choice("a", 3)):
        with pytest.raises(UsageFault, match="bunden"):
            sample.draw(desk, liten, choice, "o-nas")
    with pytest.raises(UsageFault, match="bunden"):
        planned(desk, liten, seed="b")

    sample.draw(desk, liten, Choice("b"), "o-nas", reason="Fröet blev känt i förväg.")

    told = protocol(desk, liten, "o-nas")["commitment"]
    assert (told["agrees"], told["differs"]) == (False, ["plan", "seed_sha256"])
    assert told["reason"] == "Fröet blev känt i förväg."


def test_a_plan_changed_with_a_reason_is_told_as_another_than_was_bound(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    planned(desk, liten, seed="a")
    commit(desk, liten, "o-nas")
    planned(desk, liten, reason="Fler ärenden än väntat.", seed="a", size=6)
    intake.import_frame(desk, liten, "o-nas", register(tmp_path))
    sample.draw(desk, liten, None, "o-nas")

    told = protocol(desk, liten, "o-nas")["commitment"]

    assert (told["differs"], told["reason"]) == (["plan"], "Fler ärenden än väntat.")


def test_reasons_of_the_plan_are_the_only_ones_a_file_is_replaced_for(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    planned(desk, liten, seed="a", size=3, reasons=(("outside", ""), ("sekretess", "Sekretess hindrar.")))
    intake.import_frame(desk, liten, "o-nas", register(tmp_path))
    (made,) = sample.draw(desk, liten, None, "o-nas")
    with pytest.raises(UsageFault, match="inget skäl"):
        sample.replace_case(desk, liten, "o-nas", made.sample[0], "missing")

    new = sample.replace_case(desk, liten, "o-nas", made.sample[0], "sekretess")

    (told,) = protocol(desk, liten, "o-nas")["left_out"]
    assert new is not None
    assert (told["order"], told["case"], told["reason"], told["words"], told["actor"], told["replaced_by"]) == (
        1, made.sample[0], "sekretess", "Sekretess hindrar.", desk.pen.actor, new.code
    )  # fmt: skip


def test_a_letter_tells_of_a_plan_that_is_not_the_usual_one(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    from tests.county import SAMPLE_CASES
    from tillsyn.domain.letters import LetterKind
    from tillsyn.workflow.letters import render_letters
    from tillsyn.workflow.profile import read_profile

    left = (Filter(False, "barn", "Barn granskas för sig."),)
    planned(desk, liten, seed="a", size=3, filters=left, reasons=(("sekretess", "Sekretess hindrar läsning."),))
    intake.import_frame(desk, liten, "o-nas", register(tmp_path))
    (made,) = sample.draw(desk, liten, None, "o-nas")
    sample.replace_case(desk, liten, "o-nas", made.sample[0], "sekretess")
    agency = read_profile(SAMPLE_CASES / "agency.yaml", desk.store.path)

    (letter,) = render_letters(
        desk, liten, agency, tmp_path, ["o-nas"], LetterKind.CLOSED, date(2026, 4, 1), formats=["html"]
    )

    assert letter.html is not None
    text = " ".join(letter.html.read_text(encoding="utf-8").replace("\u00a0", " ").split())
    assert "enligt en plan som bestämdes före dragningen. Dragningen görs ur alla" in text
    assert "Barn granskas för sig." in text
    assert "Sekretess hindrar läsning." in text
    assert "i proportion till antalet" not in text


def test_two_who_planned_apart_are_told_and_the_next_plan_settles_it(small: Path, tmp_path: Path) -> None:
    import shutil

    from tillsyn.store import queries
    from tillsyn.store.engine import open_read_only
    from tillsyn.store.merge import merge
    from tillsyn.workflow.audits import open_audit
    from tillsyn.workflow.desk import open_desk

    other = Path(shutil.copy(small, tmp_path / "annan.tillsyn"))
    with open_desk(other, "Bo") as bo:
        planned(bo, open_audit(bo), seed="b")
    with open_desk(small, "Ada") as ada:
        opened = open_audit(ada)
        planned(ada, opened, seed="a")
        with open_read_only(other) as source:
            merge(ada.store, source, clock.now())
        assert queries.is_conflict(ada.store, "plan|liten|o-nas")
        standing = plan_for(ada, opened, "o-nas")
        assert standing is not None

        planned(ada, opened, seed=standing.plan.seed)

        assert not queries.is_conflict(ada.store, "plan|liten|o-nas")
        assert plan_for(ada, opened, "o-nas").plan == standing.plan  # type: ignore[union-attr]
