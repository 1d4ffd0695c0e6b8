"""Conflicts: every kind is listed with its versions, settled by one entry that names them all, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.making import every_kind
from tillsyn.domain.answers import Evidence
from tillsyn.domain.control import Move
from tillsyn.domain.entries import SUBJECT_SEPARATOR, Json, subject
from tillsyn.domain.seats import Seat
from tillsyn.errors import UsageFault
from tillsyn.store.journal import Draft, read_entries
from tillsyn.workflow import review
from tillsyn.workflow.audits import OpenAudit, open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.exchange import backup, merge_stores
from tillsyn.workflow.quality import file_control, take_step
from tillsyn.workflow.settling import Conflict, answer_anew, choose, conflicts, find_conflict, write_anew
from tillsyn.workflow.settling_words import about_words, conflict_json, kind_words, place_words, version_words
from tillsyn.workflow.sheet import load_sheet

CASE = "V-01"
# Criteria go by their content, an audit is read before everything else, and draws are settled another way.
_CHOSEN = [draft for draft in every_kind() if draft.kind not in ("criteria", "audit", "draw")]


@pytest.fixture
def two(desk: Desk, tmp_path: Path) -> Desk:
    """A store in which Ada and Bo answered and commented differently on MET-01, and cite another line each."""
    for name, code, text, line in (("Ada", "nej", "Ingen metod.", 3), ("Bo", "oklart", "Oklart vilken.", 4)):
        backup(desk, tmp_path / f"{name}.tillsyn")
        with open_desk(tmp_path / f"{name}.tillsyn", name) as at:
            sheet = load_sheet(at, open_audit(at), "vik", CASE)
            sheet = review.give_answer(at, sheet, "MET-01", code)
            sheet = review.write_comment(at, sheet, "MET-01", text)
            review.cite(at, sheet, "MET-01", Evidence("02-plan-2025-03-12", line, f"Rad {line}."))
    merge_stores(desk, [tmp_path / "Ada.tillsyn", tmp_path / "Bo.tillsyn"])
    return desk


def of_kind(desk: Desk, kind: str, opened: OpenAudit | None = None) -> Conflict:
    (found,) = [conflict for conflict in conflicts(desk, opened or open_audit(desk)) if conflict.kind == kind]
    return found


def differ(desk: Desk, kind: str, parts: tuple[str, ...], *said: tuple[dict[str, object], str | None]) -> Conflict:
    """A conflict made of entries that have not seen each other."""
    name = subject(kind, "liten", *parts)
    for data, text in said:
        desk.record([Draft(kind, name, data, text, ())])  # type: ignore[arg-type]
    return of_kind(desk, kind)


def test_answer_and_comment_stand_side_by_side_with_who_and_when(two: Desk, liten: OpenAudit) -> None:
    answer, comment = conflicts(two, liten)
    assert [(c.kind, c.criterion, c.case) for c in (answer, comment)] == [
        ("answer", "MET-01", CASE),
        ("comment", "MET-01", CASE),
    ]
    assert {v.actor: version_words(answer, v, liten) for v in answer.versions} == {
        "Ada": "Nej",
        "Bo": "Kan inte bedömas",
    }
    assert {v.actor: version_words(comment, v, liten) for v in comment.versions} == {
        "Ada": "Ingen metod.",
        "Bo": "Oklart vilken.",
    }
    assert (kind_words(answer), about_words(answer, liten)) == ("svar", "MET-01")
    assert place_words(answer, liten).startswith("Socialnämnden i Vik › Ärende ")


def test_a_chosen_version_holds_and_the_other_stays_in_the_journal(two: Desk, liten: OpenAudit) -> None:
    found = of_kind(two, "answer")
    ada = next(version for version in found.versions if version.actor == "Ada")
    before = len(read_entries(two.store))

    choose(two, liten, found, ada)

    entries = read_entries(two.store)
    assert len(entries) == before + 1
    assert set(entries[-1].base) == {version.hash for version in found.versions}
    sheet = load_sheet(two, liten, "vik", CASE)
    assert sheet.answers["MET-01"].code == "nej"
    assert [conflict.kind for conflict in conflicts(two, liten)] == ["comment"]


def test_a_new_answer_or_comment_may_be_none_of_them(two: Desk, liten: OpenAudit) -> None:
    answer_anew(two, liten, of_kind(two, "answer"), "delvis")
    write_anew(two, liten, of_kind(two, "comment"), "En metod nämns en gång.")

    answer = load_sheet(two, liten, "vik", CASE).answers["MET-01"]
    assert (answer.code, answer.comment, answer.conflict) == ("delvis", "En metod nämns en gång.", False)
    assert conflicts(two, liten) == ()


def test_what_comes_later_is_not_settled_with_it(two: Desk, liten: OpenAudit) -> None:
    found = of_kind(two, "answer")
    two.record([Draft("answer", found.subject, {"code": "delvis"}, None, ())])
    with pytest.raises(UsageFault, match="under tiden"):
        choose(two, liten, found, found.versions[0])
    assert len(of_kind(two, "answer").versions) == 3


@pytest.mark.parametrize("code", ["kanske", ""])
def test_what_is_no_answer_settles_nothing(two: Desk, liten: OpenAudit, code: str) -> None:
    with pytest.raises(UsageFault):
        answer_anew(two, liten, of_kind(two, "answer"), code)
    with pytest.raises(UsageFault):
        write_anew(two, liten, of_kind(two, "answer"), "Ord.")
    assert len(conflicts(two, liten)) == 2


def test_nothing_is_settled_in_a_file_that_is_approved(two: Desk, liten: OpenAudit, small: Path) -> None:
    found = of_kind(two, "answer")
    control: Json = {"state": "approved", "revision": 1, "judged": "", "parts": {}}
    two.record([Draft("control", subject("control", "liten", "vik", CASE), control, "")])  # as one merged in
    with pytest.raises(UsageFault, match="är godkänd"):
        choose(two, liten, found, found.versions[0])


def test_two_controllers_steps_are_settled_by_choosing_too(desk: Desk, liten: OpenAudit, small: Path) -> None:
    found = differ(
        desk, "control", ("vik", CASE),
        ({"state": "approved", "revision": 1, "judged": "", "parts": {}}, ""),
        ({"state": "returned", "revision": 1, "judged": "", "parts": {}}, "Inte övertygad."),
    )  # fmt: skip
    said = [version_words(found, version, liten) for version in found.versions]
    assert said == ["godkänd, revision 1", "återlämnad, revision 1: Inte övertygad."]
    choose(desk, liten, found, found.versions[1])
    assert file_control(desk, liten, "vik", CASE).controlled.control.reason == "Inte övertygad."
    with pytest.raises(UsageFault):
        take_step(desk, file_control(desk, liten, "vik", CASE), Move.APPROVE)


@pytest.mark.parametrize(
    ("kind", "parts", "said", "words"),
    [
        ("fact", ("vik", CASE, "barn"), (({"value": "ja"}, None), ({"value": ""}, None)), ["ja", "som i ärendelistan"]),
        ("seat_fact", ("vik", CASE, "consensus", "barn"), (({"value": "ja"}, None), ({"value": "nej"}, None)),
         ["ja", "nej"]),
        ("good", ("vik", CASE, "first", "PLA-01"), (({"good": True}, None), ({"good": False}, None)),
         ["ett gott exempel", "inget gott exempel"]),
        ("source", ("vik", CASE, "first", "PLA-01"), (({"sources": ["staff"]}, None), ({"sources": []}, None)),
         ["personal", "akten"]),
        ("rating", ("vik", CASE, "first", "PLA"), (({"rating": "met"}, "Ett skäl."), ({"rating": ""}, "")),
         ["uppfyllt: Ett skäl.", "som uträknat"]),
        ("evidence", ("vik", CASE, "first", "PLA-01", "02-plan", "3"),
         (({"cited": True}, "Mål."), ({"cited": False}, "")),
         ["citerat: Mål.", "inte citerat (borttaget)"]),
        ("decision", ("vik", "K-PLAN"), (({"disposition": "none"}, "Rättat."), ({"disposition": ""}, "")),
         ["ingen åtgärd: Rättat.", "inget ställningstagande"]),
        ("left_out", ("vik", CASE), (({"reason": "missing"}, None), ({"reason": "outside"}, None)),
         ["reason: missing", "reason: outside"]),
        ("auditee", ("vik",), (({"name": "Vik", "kind": "committee", "body": "", "address": [], "dnr": "1"}, None),
                               ({"name": "Viks", "kind": "committee", "body": "", "address": [], "dnr": "1"}, None)),
         ["dnr: 1\nkind: committee\nname: Vik", "dnr: 1\nkind: committee\nname: Viks"]),
    ],
)  # fmt: skip
def test_every_kind_is_told_in_words(
    desk: Desk, liten: OpenAudit, kind: str, parts: tuple[str, ...],
    said: tuple[tuple[dict[str, object], str | None], ...], words: list[str],
) -> None:  # fmt: skip
    found = differ(desk, kind, parts, *said)
    assert [version_words(found, version, liten) for version in found.versions[-len(words) :]] == words


@pytest.mark.parametrize("draft", _CHOSEN, ids=lambda draft: draft.kind)
def test_a_conflict_of_any_kind_is_listed_and_settled_by_choosing(desk: Desk, liten: OpenAudit, draft: Draft) -> None:
    kind, _audit, *parts = draft.subject.split(SUBJECT_SEPARATOR)
    name = subject(kind, "liten", *parts)
    for extra in ("ett", "två"):
        data = {**draft.data, "prov": extra}  # type: ignore[dict-item]
        desk.record([Draft(kind, name, data, draft.text, ())])

    found = of_kind(desk, kind, liten)
    assert conflict_json(found, liten)["versions"][-1]["stands"]
    choose(desk, liten, found, found.versions[-2])

    assert conflicts(desk, liten) == ()


def test_two_draws_are_settled_with_their_seeds(desk: Desk, liten: OpenAudit) -> None:
    found = differ(desk, "draw", ("vik",), ({"seed": "ett"}, None))
    with pytest.raises(UsageFault, match="frön"):
        choose(desk, liten, found, found.versions[0])


def test_words_that_are_purged_cannot_be_chosen(two: Desk, liten: OpenAudit) -> None:
    found = of_kind(two, "comment")
    two.store.run("DELETE FROM entry_text WHERE entry = :hash", hash=found.versions[0].hash)
    again = of_kind(two, "comment")
    assert version_words(again, again.versions[0], liten) == "(orden är gallrade)"
    with pytest.raises(UsageFault, match="gallrade"):
        choose(two, liten, again, again.versions[0])


def test_a_conflict_is_found_by_the_beginning_of_its_id(two: Desk, liten: OpenAudit) -> None:
    found = of_kind(two, "answer")
    assert find_conflict(two, liten, found.id[:6]) == found
    for id_ in ("", "zz"):
        with pytest.raises(UsageFault):
            find_conflict(two, liten, id_)


def test_a_second_readers_conflict_is_named_by_its_reading(desk: Desk, liten: OpenAudit) -> None:
    found = differ(
        desk, "answer", ("vik", CASE, Seat.SECOND.value, "PLA-01"), ({"code": "ja"}, None), ({"code": "nej"}, None)
    )
    assert place_words(found, liten).endswith("› andra läsningen")
