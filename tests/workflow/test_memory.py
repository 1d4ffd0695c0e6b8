"""What an app remembers is what it would work out anew, whatever was written since, by itself or by others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.making import NOW
from tillsyn.domain.answers import Evidence
from tillsyn.domain.seats import Seat
from tillsyn.store.engine import open_read_only
from tillsyn.store.journal import Draft, mark_of, subjects_since
from tillsyn.store.merge import merge
from tillsyn.store.projection import HANDLERS
from tillsyn.workflow import audits, documents, intake, review, sample, sheet
from tillsyn.workflow.audits import AuditeeWork, OpenAudit, audit_work
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.memory import BESIDE, COUNTED, Memory
from tillsyn.workflow.sheet import Sheet

SMALL = Path(__file__).resolve().parents[1] / "small"
Change = Callable[[Desk, Sheet], object]


def remembering(desk: Desk) -> Desk:
    return replace(desk, memory=Memory())


def told(works: tuple[AuditeeWork, ...]) -> list[object]:
    """Everything that is known of the work, without the states, which know no equality."""
    return [
        (work.auditee, [(c.case, c.answers, c.progress, c.state.facts, dict(c.state.answers)) for c in work.all])
        for work in works
    ]


def expect_true(desk: Desk, opened: OpenAudit) -> None:
    """What is remembered, of one auditee and of all, is what a desk without a memory finds."""
    for auditee in ("vik", None):
        assert told(audit_work(desk, opened, auditee)) == told(audit_work(replace(desk, memory=None), opened, auditee))


CHANGES: list[Change] = [
    lambda d, s: review.give_answer(d, s, "PLA-01", "ja"),
    lambda d, s: review.give_answer(d, s, "MET-01", "nej"),
    lambda d, s: review.withdraw_answer(d, s, "MET-01"),
    lambda d, s: review.write_comment(d, s, "MET-01", "Ord."),
    lambda d, s: review.cite(d, s, "PLA-01", Evidence("02-plan-2025-03-12", 3, "Målet är nykterhet.")),
    lambda d, s: review.fill_fact(d, s, "barn", "nej"),
    lambda d, s: review.fill_fact(d, s, "insatsform", ""),
    lambda d, s: review.mark_good(d, s, "MET-01"),
]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 7), st.sampled_from(["V-01", "V-02"]), st.sampled_from(Seat)), max_size=6))
def test_what_is_remembered_is_what_would_be_found(
    desk: Desk, liten: OpenAudit, order: list[tuple[int, str, Seat]]
) -> None:
    mine = remembering(desk)
    expect_true(mine, liten)
    for number, case, seat in order:
        CHANGES[number](mine, sheet.load_sheet(mine, liten, "vik", case, seat))
        expect_true(mine, liten)


def test_the_auditee_itself_is_judged_anew_too(desk: Desk, liten: OpenAudit) -> None:
    mine = remembering(desk)
    expect_true(mine, liten)
    review.give_answer(mine, sheet.load_sheet(mine, liten, "vik"), "MET-02", "ja")

    expect_true(mine, liten)
    (work,) = audit_work(mine, liten, "vik")
    assert work.itself.answers["MET-02"].code == "ja"


def test_what_others_write_is_seen_at_once(small: Path, liten: OpenAudit) -> None:
    with open_desk(small, "Ada", memory=Memory()) as ada, open_desk(small, "Bo") as bo:
        expect_true(ada, liten)
        review.give_answer(bo, sheet.load_sheet(bo, liten, "vik", "V-01"), "PLA-01", "nej")
        expect_true(ada, liten)


def test_one_answer_more_judges_one_file(desk: Desk, liten: OpenAudit, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = remembering(desk)
    audit_work(mine, liten)
    judged: list[str] = []
    real = audits._judged
    monkeypatch.setattr(audits, "_judged", lambda o, a, case, *r: judged.append(case.code) or real(o, a, case, *r))

    review.give_answer(mine, sheet.load_sheet(mine, liten, "vik", "V-01"), "PLA-01", "ja")
    audit_work(mine, liten)
    audit_work(mine, liten, "vik")

    assert judged == ["V-01"]


def test_what_a_merge_brings_is_seen(small: Path, liten: OpenAudit, tmp_path: Path) -> None:
    with open_desk(small, "Ada", memory=Memory()) as ada:
        ada.store.copy_to(tmp_path / "kopia.tillsyn")
        expect_true(ada, liten)
        with open_desk(tmp_path / "kopia.tillsyn", "Bo") as bo:
            review.give_answer(bo, sheet.load_sheet(bo, liten, "vik", "V-02"), "PLA-01", "nej")
        with open_read_only(tmp_path / "kopia.tillsyn") as theirs:
            merge(ada.store, theirs, NOW)
        expect_true(ada, liten)


def test_what_is_drawn_anew_or_left_out_is_seen(desk: Desk, liten: OpenAudit) -> None:
    mine = remembering(desk)
    expect_true(mine, liten)
    sample.replace_case(mine, liten, "vik", "V-02", "missing")
    expect_true(mine, liten)
    documents.import_documents(mine, liten, SMALL / "documents")
    expect_true(mine, liten)
    intake.import_frame(mine, liten, "o-nas", SMALL / "vik.csv")
    sample.draw(mine, liten, sample.Choice("frö", size=2, reserve=0), "o-nas")
    expect_true(mine, liten)


def test_what_nobody_has_thought_of_makes_it_forget(desk: Desk, liten: OpenAudit) -> None:
    mine = remembering(desk)
    audit_work(mine, liten)
    mine.record([Draft("news", "news|liten", {})])

    assert mine.memory is not None
    assert mine.memory.recall(mine.store, liten) == ({}, frozenset())
    assert HANDLERS.keys() >= COUNTED | BESIDE
    assert not COUNTED & BESIDE


def test_a_journal_that_did_not_only_grow_is_about_everything(desk: Desk, liten: OpenAudit) -> None:
    before = mark_of(desk.store)
    review.give_answer(desk, sheet.load_sheet(desk, liten, "vik", "V-01"), "PLA-01", "ja")

    assert len(subjects_since(desk.store, before)) == 1
    assert len(subjects_since(desk.store, replace(before, entries=before.entries - 1))) > 5
