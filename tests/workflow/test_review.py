"""The seat: each change is on disk at once, is shown as the store has it, and can be taken back to the letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tillsyn.domain.answers import Evidence, GapKind, Source
from tillsyn.domain.facts import UNSTATED
from tillsyn.domain.seats import Seat
from tillsyn.errors import UsageFault
from tillsyn.store import queries
from tillsyn.store.engine import open_store
from tillsyn.store.journal import read_entries
from tillsyn.workflow import review
from tillsyn.workflow.audits import OpenAudit, open_audit
from tillsyn.workflow.changing import redo, undo
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.exchange import conflicts
from tillsyn.workflow.sheet import Sheet, load_sheet, reload_sheet

QUOTE = Evidence("02-plan-2025-03-12", 3, "Målet är nykterhet fram till sommaren.")
Change = Callable[[Desk, Sheet], Sheet]


@pytest.fixture
def sheet(desk: Desk, liten: OpenAudit) -> Sheet:
    return load_sheet(desk, liten, "vik", "V-01")


def shown(sheet: Sheet) -> Sheet:
    """What a sheet shows, without what it saw and did on the way."""
    return replace(sheet, seen={}, steps=(), undone=())


def as_kept(desk: Desk, sheet: Sheet) -> Sheet:
    """The same sheet loaded anew."""
    return shown(load_sheet(desk, sheet.opened, sheet.auditee.id, sheet.case.code, sheet.seat))


def test_a_sheet_shows_the_file_its_documents_and_facts(sheet: Sheet) -> None:
    assert (sheet.auditee.id, sheet.case.code, sheet.seat) == ("vik", "V-01", Seat.FIRST)
    assert [d.title for d in sheet.documents] == ["Utredning", "Genomförandeplan"]
    assert sheet.facts["insatsform"] == "oppenvard"
    assert [c.id for c in sheet.criteria] == ["PLA-01", "PLA-02", "PLA-03", "MET-01"]
    assert (sheet.progress.done, sheet.progress.asked) == (0, 4)


def test_the_auditee_itself_has_a_sheet(desk: Desk, liten: OpenAudit) -> None:
    sheet = load_sheet(desk, liten, "vik")
    assert [c.id for c in sheet.criteria] == ["MET-02"]

    sheet = review.give_answer(desk, sheet, "MET-02", "ja")

    assert sheet.progress.complete
    assert as_kept(desk, sheet) == shown(sheet)


def test_an_answer_is_on_disk_before_the_sheet_is_back(desk: Desk, sheet: Sheet, small: Path) -> None:
    sheet = review.give_answer(desk, sheet, "PLA-01", "ja")

    with open_store(small) as other:  # a connection of its own
        (row,) = other.all("SELECT code, actor FROM answer")
        assert tuple(row) == ("ja", "Prov Granskare")
    assert sheet.answers["PLA-01"].code == "ja"


def test_the_same_answer_again_is_no_new_entry(desk: Desk, sheet: Sheet) -> None:
    sheet = review.give_answer(desk, sheet, "PLA-01", "ja")
    before = len(read_entries(desk.store))

    assert review.give_answer(desk, sheet, "PLA-01", "ja") is sheet
    assert review.withdraw_answer(desk, sheet, "MET-01") is sheet
    assert review.write_comment(desk, sheet, "PLA-01", "  ") == sheet
    assert len(read_entries(desk.store)) == before


@pytest.mark.parametrize(
    ("criterion", "code", "told"),
    [
        ("PLA-01", "kanske", "kanske"),
        ("PLA-99", "ja", "PLA-99"),
        ("MET-02", "ja", "MET-02"),  # about the auditee
        ("PLA-02", "ja", "PLA-01"),  # which must be answered first
    ],
)
def test_what_cannot_be_answered_is_told_and_nothing_recorded(
    desk: Desk, sheet: Sheet, criterion: str, code: str, told: str
) -> None:
    before = len(read_entries(desk.store))

    with pytest.raises(UsageFault, match=told):
        review.give_answer(desk, sheet, criterion, code)

    assert len(read_entries(desk.store)) == before


def test_what_is_not_asked_cannot_be_answered(desk: Desk, sheet: Sheet) -> None:
    sheet = review.give_answer(desk, sheet, "PLA-01", "nej")

    with pytest.raises(UsageFault, match="PLA-02"):
        review.give_answer(desk, sheet, "PLA-02", "ja")


def test_evidence_and_comments_wait_for_their_answer(desk: Desk, sheet: Sheet) -> None:
    sheet = review.cite(desk, sheet, "PLA-01", QUOTE)
    sheet = review.write_comment(desk, sheet, "PLA-01", "Målen är tydliga.")
    assert "PLA-01" not in sheet.answers
    assert sheet.evidence["PLA-01"] == (QUOTE,)

    sheet = review.give_answer(desk, sheet, "PLA-01", "ja")

    assert sheet.answers["PLA-01"].evidence == (QUOTE,)
    assert sheet.answers["PLA-01"].comment == "Målen är tydliga."
    assert as_kept(desk, sheet) == shown(sheet)


def test_the_same_place_again_takes_the_evidence_away(desk: Desk, sheet: Sheet) -> None:
    for expected in ((QUOTE,), (), (QUOTE,)):
        sheet = review.cite(desk, sheet, "MET-01", QUOTE)
        assert sheet.evidence.get("MET-01", ()) == expected
        assert as_kept(desk, sheet) == shown(sheet)


def test_an_emptied_fact_goes_back_to_the_register(desk: Desk, sheet: Sheet) -> None:
    sheet = review.fill_fact(desk, sheet, "barn", "nej")
    assert sheet.facts["barn"] is False
    sheet = review.fill_fact(desk, sheet, "barn", "Framgår inte")
    assert sheet.facts["barn"] is UNSTATED
    sheet = review.fill_fact(desk, sheet, "barn", "")
    assert sheet.facts["barn"] is True  # as the register has it
    assert as_kept(desk, sheet) == shown(sheet)


@pytest.mark.parametrize(
    ("fact", "text", "possible"),
    [
        ("barn", "kanske", ": ja, nej, framgår inte."),
        ("beslutsdatum", "2025-02-30", ": ett datum som ÅÅÅÅ-MM-DD, framgår inte."),
        ("insatsform", "husbåt", "HVB"),
        ("borta", "ja", ""),
    ],
)
def test_a_value_that_cannot_be_is_told(desk: Desk, sheet: Sheet, fact: str, text: str, possible: str) -> None:
    with pytest.raises(UsageFault) as told:
        review.fill_fact(desk, sheet, fact, text)
    assert possible in told.value.remedy


def test_words_are_kept_without_what_steers_a_terminal(desk: Desk, sheet: Sheet) -> None:
    sheet = review.write_comment(desk, sheet, "PLA-01", " \x1b[2J[bold]Ord[/] \u202e\r\n=1 ")

    assert sheet.comments["PLA-01"] == "␛[2J[bold]Ord[/] \N{REPLACEMENT CHARACTER}\n=1"
    assert as_kept(desk, sheet) == shown(sheet)


# Every sort of change, so that one after the other can be done and undone.
CHANGES: list[Change] = [
    lambda d, s: review.give_answer(d, s, "PLA-01", "ja"),
    lambda d, s: review.give_answer(d, s, "PLA-01", "nej"),
    lambda d, s: review.withdraw_answer(d, s, "PLA-01"),
    lambda d, s: review.give_answer(d, s, "MET-01", "delvis"),
    lambda d, s: review.write_comment(d, s, "PLA-01", "Ord."),
    lambda d, s: review.write_comment(d, s, "PLA-01", ""),
    lambda d, s: review.write_comment(d, s, "MET-01", "Andra ord."),
    lambda d, s: review.cite(d, s, "PLA-01", QUOTE),
    lambda d, s: review.cite(d, s, "PLA-01", Evidence("01-utredning-2025-02-20", 12, "två barn")),
    lambda d, s: review.cite(d, s, "PLA-01", Evidence("01-utredning-2025-02-20", 3, "två barn")),
    lambda d, s: review.fill_fact(d, s, "barn", "nej"),
    lambda d, s: review.fill_fact(d, s, "barn", ""),
    lambda d, s: review.fill_fact(d, s, "insatsform", "HVB"),
    lambda d, s: review.mark_good(d, s, "PLA-01"),
    lambda d, s: review.mark_good(d, s, "MET-01"),
    lambda d, s: review.name_sources(d, s, "PLA-01", [Source.STAFF, Source.FILE]),
    lambda d, s: review.name_sources(d, s, "PLA-01", []),
]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.sampled_from(range(len(CHANGES))), max_size=12))
def test_whatever_is_done_is_shown_as_kept_and_undone_to_exactly_what_was(
    desk: Desk, liten: OpenAudit, order: list[int]
) -> None:
    sheet = load_sheet(desk, liten, "vik", "V-01")
    states = [shown(sheet)]
    for number in order:
        steps = len(sheet.steps)
        sheet = CHANGES[number](desk, sheet)
        assert as_kept(desk, sheet) == shown(sheet)
        if len(sheet.steps) > steps:
            states.append(shown(sheet))

    for before in reversed(states[:-1]):
        sheet, about = undo(desk, sheet)
        assert about
        assert _but_when(shown(sheet)) == _but_when(before)
        assert as_kept(desk, sheet) == shown(sheet)
    assert undo(desk, sheet) == (sheet, None)
    for after in states[1:]:
        sheet, about = redo(desk, sheet)
        assert about
        assert _but_when(shown(sheet)) == _but_when(after)
        assert as_kept(desk, sheet) == shown(sheet)
    assert redo(desk, sheet) == (sheet, None)
    assert conflicts(desk) == ()


def _but_when(sheet: Sheet) -> Sheet:
    """Taking back is an entry too, with a time of its own."""
    return replace(sheet, answers={name: replace(answer, at="") for name, answer in sheet.answers.items()})


def test_a_new_change_ends_what_can_be_made_again(desk: Desk, sheet: Sheet) -> None:
    sheet = review.give_answer(desk, sheet, "PLA-01", "nej")
    sheet, _about = undo(desk, sheet)
    sheet = review.give_answer(desk, sheet, "MET-01", "ja")

    assert redo(desk, sheet) == (sheet, None)


def test_undo_is_an_entry_and_history_tells_all(desk: Desk, sheet: Sheet) -> None:
    sheet = review.give_answer(desk, sheet, "PLA-01", "nej")
    sheet = review.write_comment(desk, sheet, "PLA-01", "Ingen plan.")
    sheet = review.give_answer(desk, sheet, "PLA-01", "ja")
    sheet, about = undo(desk, sheet)

    assert about == "PLA-01"
    assert [(p.kind, p.content) for p in review.history(desk, sheet, "PLA-01")] == [
        ("answer", "nej"),
        ("comment", "Ingen plan."),
        ("answer", "ja"),
        ("answer", "nej"),
    ]
    assert {p.actor for p in review.history(desk, sheet, "PLA-01")} == {"Prov Granskare"}


def test_gaps_are_gone_through_in_file_order_and_round_the_end(desk: Desk, sheet: Sheet) -> None:
    sheet = review.give_answer(desk, sheet, "PLA-01", "nej")  # PLA-02 is then not asked

    assert [(g.kind, g.criterion) for g in review.gaps(sheet)] == [
        (GapKind.COMMENT, "PLA-01"),
        (GapKind.ANSWER, "PLA-03"),
        (GapKind.ANSWER, "MET-01"),
    ]
    order = []
    after: str | None = None
    for _ in range(4):
        gap = review.next_gap(sheet, after)
        assert gap is not None
        order.append(after := gap.criterion)
    assert order == ["PLA-01", "PLA-03", "MET-01", "PLA-01"]
    assert review.next_asked(sheet, "PLA-01") == "PLA-03"
    assert review.next_asked(sheet, "MET-01") is None


def test_a_file_that_is_done_has_no_next_gap(desk: Desk, sheet: Sheet) -> None:
    for criterion in ("PLA-01", "PLA-02", "PLA-03", "MET-01"):
        sheet = review.give_answer(desk, sheet, criterion, "ja")

    assert sheet.progress.complete
    assert review.next_gap(sheet, None) is None


def test_each_seat_is_a_reading_of_its_own(desk: Desk, liten: OpenAudit, sheet: Sheet) -> None:
    review.give_answer(desk, sheet, "PLA-01", "ja")
    second = load_sheet(desk, liten, "vik", "V-01", Seat.SECOND)

    assert second.answers == {}
    review.give_answer(desk, second, "PLA-01", "nej")
    assert load_sheet(desk, liten, "vik", "V-01").answers["PLA-01"].code == "ja"
    assert conflicts(desk) == ()


def test_two_who_answer_without_seeing_each_other_are_both_kept_and_told(small: Path) -> None:
    with open_desk(small, "Ada") as ada, open_desk(small, "Bo") as bo:
        hers, his = (load_sheet(desk, open_audit(desk), "vik", "V-01") for desk in (ada, bo))
        hers = review.give_answer(ada, hers, "PLA-01", "ja")
        his = review.give_answer(bo, his, "PLA-01", "nej")

        assert his.answers["PLA-01"].conflict  # told where the second stands, at once
        assert reload_sheet(ada, hers).answers["PLA-01"].conflict
        (told,) = conflicts(ada)
        assert [(actor, content) for _at, actor, content in told.versions] == [
            ("Ada", '{"code":"ja"}'),
            ("Bo", '{"code":"nej"}'),
        ]

        his = review.give_answer(bo, his, "PLA-01", "nej")  # the very same answer settles what he now sees
        assert not his.answers["PLA-01"].conflict
        assert conflicts(ada) == ()
        assert reload_sheet(ada, hers).answers["PLA-01"].code == "nej"


def test_what_is_written_while_a_sheet_is_read_does_not_count_as_seen(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_desk(small, "Ada") as ada, open_desk(small, "Bo") as bo:
        his = load_sheet(bo, open_audit(bo), "vik", "V-01")
        real = queries.heads_of

        def late(*arguments: object) -> object:
            monkeypatch.undo()
            review.give_answer(bo, his, "PLA-01", "nej")
            return real(*arguments)  # type: ignore[arg-type]

        opened = open_audit(ada)
        monkeypatch.setattr(queries, "heads_of", late)
        hers = load_sheet(ada, opened, "vik", "V-01")
        assert "PLA-01" not in hers.answers

        hers = review.give_answer(ada, hers, "PLA-01", "ja")

        assert hers.answers["PLA-01"].conflict  # she never saw his


def test_comments_that_differ_are_told_and_settled_by_writing_one_again(small: Path) -> None:
    with open_desk(small, "Ada") as ada, open_desk(small, "Bo") as bo:
        hers, his = (load_sheet(desk, open_audit(desk), "vik", "V-01") for desk in (ada, bo))
        review.give_answer(ada, hers, "PLA-01", "nej")
        his = reload_sheet(bo, his)
        review.write_comment(ada, hers, "PLA-01", "Ingen plan.")
        his = review.write_comment(bo, his, "PLA-01", "Planen saknas.")
        assert his.answers["PLA-01"].conflict

        his = review.write_comment(bo, his, "PLA-01", "Planen saknas.")

        assert not his.answers["PLA-01"].conflict
        assert conflicts(bo) == ()


def test_two_who_say_the_same_agree(small: Path) -> None:
    with open_desk(small, "Ada") as ada, open_desk(small, "Bo") as bo:
        hers, his = (load_sheet(desk, open_audit(desk), "vik", "V-01") for desk in (ada, bo))
        review.give_answer(ada, hers, "PLA-01", "ja")
        review.give_answer(bo, his, "PLA-01", "ja")

        assert conflicts(ada) == ()


def test_a_draft_waits_until_its_comment_is_written(desk: Desk, sheet: Sheet, small: Path) -> None:
    review.keep_comment_draft(desk, sheet, "PLA-01", "halv men")
    with open_desk(small) as again:  # the power went, and came back
        assert review.comment_draft(again, sheet, "PLA-01") == "halv men"
    review.write_comment(desk, sheet, "PLA-01", "halv mening")
    assert review.comment_draft(desk, sheet, "PLA-01") == ""


def test_one_comes_back_to_the_same_place(desk: Desk, sheet: Sheet, small: Path) -> None:
    review.keep_bookmark(desk, sheet, "MET-01")

    with open_desk(small) as again:
        place = review.last_bookmark(again)
    assert place is not None
    assert (place.audit, place.auditee, place.case, place.seat, place.criterion) == (
        "liten", "vik", "V-01", Seat.FIRST, "MET-01"
    )  # fmt: skip
    with open_desk(small, "Någon annan") as other:
        assert review.last_bookmark(other) is None


@pytest.mark.parametrize(("auditee", "case"), [("borta", "V-01"), ("vik", "V-99"), ("o-nas", "V-01")])
def test_a_file_that_was_not_drawn_has_no_sheet(desk: Desk, liten: OpenAudit, auditee: str, case: str) -> None:
    with pytest.raises(UsageFault):
        load_sheet(desk, liten, auditee, case)
