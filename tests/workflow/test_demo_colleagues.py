"""Two readers at work in the sample county, counted anew from the files that say what each of them judged."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.county import SAMPLE_CASES
from tillsyn.domain.control import ControlState
from tillsyn.domain.ratings import AreaRating
from tillsyn.domain.seats import Seat
from tillsyn.store import seat_queries
from tillsyn.store.verify import verify
from tillsyn.workflow import clock
from tillsyn.workflow.agreement import By, agreements
from tillsyn.workflow.audits import OpenAudit, audit_work, open_audit
from tillsyn.workflow.comparing import Direction, compare_audits
from tillsyn.workflow.control_state import controlled_files, count_of
from tillsyn.workflow.demo import STORE, steps_of
from tillsyn.workflow.demo_colleagues import SECOND, THIRD
from tillsyn.workflow.demo_county import COUNTY, OWN, moment
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.differences import differences
from tillsyn.workflow.drift import drift
from tillsyn.workflow.exchange import conflicts
from tillsyn.workflow.quality import file_control
from tillsyn.workflow.readings import read_files
from tillsyn.workflow.remarks import remarks
from tillsyn.workflow.second_reading import second_readings
from tillsyn.workflow.sheet import load_sheet

READER = "Agneta Exempelgren"
TWICE = {
    "DA-020", "EK-009", "EK-013", "FA-008", "GR-016", "HE-010", "KV-056", "MO-019", "TA-006", "TA-021", "ÅS-013",
    "ÖX-025", "ÖX-027", "LJ-007", "LJ-013", "LJ-022", "LJ-026", "NO-014", "NO-017", "NO-031", "NO-034",
}  # fmt: skip
SETTLED = {"DA-020", "EK-013", "FA-008", "NO-034", "TA-021", "ÖX-025"}
GOOD = {
    ("LJ-022", "PLA-03"), ("LJ-022", "SIP-05"), ("LJ-027", "UPF-04"), ("NO-017", "BEH-12"), ("NO-017", "PLA-10"),
    ("NO-031", "UPF-06"), ("NO-034", "PLA-11"),
}  # fmt: skip
Place = tuple[str, str]
"""Case and criterion; the case is empty for the committee itself."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The county as it is on the day of the letters, without its papers."""
    folder = tmp_path_factory.mktemp("county")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TILLSYN_HOME", str(folder / "home"))
        with open_desk(folder / STORE, READER, create=True) as desk:
            for step in steps_of(folder):
                with clock.held(moment(step.day)):
                    step.take(desk)
            yield desk


@pytest.fixture
def county(built: Desk) -> OpenAudit:
    return open_audit(built, COUNTY.id)


def answers_in(folder: Path, auditee: str = "*") -> Iterator[tuple[Place, str, str]]:
    """Every answer of a folder's files as they are written: place, code and comment."""
    for file in sorted(folder.glob(f"{auditee}.yaml")):
        told: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        listed = [(case["case"], case["answers"]) for case in told["cases"]]
        for case, answers in [*listed, ("", told.get("auditee_answers", {}))]:
            for criterion, given in answers.items():
                said = given if isinstance(given, dict) else {"code": given}
                yield (case, criterion), said["code"], said.get("comment", "")


def codes(folder: Path, auditee: str = "*") -> dict[Place, str]:
    return {place: code for place, code, _comment in answers_in(folder, auditee)}


def judged_twice() -> Iterator[tuple[str, str, str]]:
    """Criterion, first and second code of every question put to either reader; what is not put to one is “ej”."""
    first, second = codes(COUNTY.place / "answers"), codes(COUNTY.place / "second")
    criteria = {criterion for case, criterion in first if case}
    assert len(criteria) == 54
    for case in {case for case, _criterion in second}:
        for criterion in criteria:
            if (case, criterion) in first or (case, criterion) in second:
                yield criterion, first.get((case, criterion), "ej"), second.get((case, criterion), "ej")


def test_the_journal_is_whole_and_nothing_differs(built: Desk) -> None:
    assert verify(built.store, moment(COUNTY.days.decided)).faults == ()
    assert conflicts(built) == ()


def test_twenty_one_files_are_drawn_and_read_to_the_end_by_two(built: Desk, county: OpenAudit) -> None:
    found = second_readings(built, county)

    assert {one.file.case.code for one in found} == {case for case, _c in codes(COUNTY.place / "second")} == TWICE
    assert Counter(one.reader for one in found) == {SECOND: 13, THIRD: 8}
    for one in found:
        assert one.drawn
        assert [reading.progress.gaps for seat, reading in one.file.readings.items() if seat is not Seat.CONSENSUS] == [
            (), ()
        ]  # fmt: skip
        assert one.file.readings[Seat.SECOND].reader == one.reader


def test_agreement_is_what_a_count_by_hand_gives(built: Desk, county: OpenAudit) -> None:
    pairs = [(one, other) for _criterion, one, other in judged_twice()]
    same = sum(one == other for one, other in pairs)
    raw, used = Fraction(same, len(pairs)), Counter(code for pair in pairs for code in pair)
    shares = [Fraction(times, 2 * len(pairs)) for times in used.values()]
    chance = sum((share * (1 - share) for share in shares), Fraction(0)) / 4

    whole = agreements(built, county).whole

    assert whole is not None and whole.agreed.ac1 is not None
    assert (whole.files, whole.agreed.units, whole.agreed.same) == (21, len(pairs), same) == (21, 708, 661)
    assert whole.agreed.raw == raw
    assert whole.agreed.ac1.value == (raw - chance) / (1 - chance)
    assert 0.92 < whole.agreed.ac1.value < 0.94


def test_agreement_by_criterion_is_that_of_the_files_and_one_stands_out(built: Desk, county: OpenAudit) -> None:
    alike = Counter(criterion for criterion, one, other in judged_twice() if one == other)
    told = agreements(built, county).groups
    found = {group.id: group.agreed.same for group in told}

    assert found == {criterion: alike[criterion] for criterion in found}
    assert set(found) == {criterion for criterion, _one, _other in judged_twice()}
    assert max(told, key=lambda group: group.agreed.units - group.agreed.same).id == "PLA-04"
    assert found["PLA-04"] == 13


def test_there_are_two_pairs_of_readers(built: Desk, county: OpenAudit) -> None:
    found = agreements(built, county, By.PAIR).groups
    assert [(group.readers, group.files) for group in found] == [((READER, THIRD), 8), ((READER, SECOND), 13)]


def test_one_reader_is_seen_to_be_stricter_with_goals(built: Desk, county: OpenAudit) -> None:
    marked = {(row.criterion.id, row.reader) for row in drift(built, county) if row.marked}
    assert ("PLA-04", SECOND) in marked


def test_facts_are_read_differently_twice(built: Desk, county: OpenAudit) -> None:
    found = {
        (one.file.case.code, differing.id): (differing.first.code, differing.second.code)
        for one in second_readings(built, county)
        for differing in differences(built, county, *one.key).found
        if differing.is_fact
    }
    assert found == {("DA-020", "forandring"): ("ja", "nej"), ("NO-017", "avbrott"): ("nej", "ja")}


def test_six_files_are_settled_and_the_rest_wait_for_the_reader(built: Desk, county: OpenAudit) -> None:
    found = {one.file.case.code: differences(built, county, *one.key) for one in second_readings(built, county)}
    waiting = {case: each.waiting for case, each in found.items()}
    signed = {differing.settled.actor for each in found.values() for differing in each.found if differing.settled}

    assert {case for case in waiting if not waiting[case]} == SETTLED
    assert waiting["NO-017"] == 2
    assert {who for who in signed if who} == {f"{READER} + {SECOND}", f"{READER} + {THIRD}"}


def test_a_consensus_changes_one_answer_that_counts_and_no_number_of_files(
    built: Desk, county: OpenAudit, region: tuple[Desk, OpenAudit]
) -> None:
    def counted(desk: Desk, opened: OpenAudit) -> dict[tuple[str, str, str], Any]:
        return {
            (work.auditee.id, judged.case.code, criterion.id): judged.state.meaning(criterion.id)
            for work in audit_work(desk, opened)
            for judged in work.all
            for criterion in opened.criteria.criteria
        }

    alone, agreed = counted(*region), counted(built, county)

    assert {key: agreed[key].value for key in agreed if agreed[key] is not alone[key]} == {
        ("ljusfors", "LJ-026", "UPF-02"): "unmet"
    }
    assert alone["ljusfors", "LJ-026", "UPF-02"].lacking and agreed["ljusfors", "LJ-026", "UPF-02"].lacking


def test_the_committee_rates_itself_higher(built: Desk, county: OpenAudit) -> None:
    ours, theirs = (codes(audit.place / "answers", "ljusfors") for audit in (COUNTY, OWN))
    ours["LJ-026", "UPF-02"] = "nej"  # by consensus
    order = {"nej": 0, "delvis": 1, "ja": 2}
    expected = Counter[Direction]()
    for place in ours.keys() | theirs.keys():
        one, other = ours.get(place, "ej"), theirs.get(place, "ej")
        if one != other:
            ranked = Direction.HIGHER if order.get(other, 0) > order.get(one, 0) else Direction.LOWER
            expected[ranked if {one, other} <= set(order) else Direction.OTHERWISE] += 1

    found = compare_audits((built, county), (built, open_audit(built, OWN.id)))

    assert found.other_is_self_audit
    assert {way: found.count(way) for way in Direction} == dict(expected)
    assert expected == {Direction.HIGHER: 20, Direction.LOWER: 2, Direction.OTHERWISE: 5}


def test_approved_files_keep_no_letter_a_draft(built: Desk, county: OpenAudit) -> None:
    works = audit_work(built, county)
    found = controlled_files(built, county, works)

    assert {case: one.control.revision for (_a, case), one in found.items() if one.approved} == {
        "MO-012": 1, "TA-019": 1, "NO-006": 1, "NO-026": 1, "NO-015": 1, "NO-021": 2
    }  # fmt: skip
    assert [count_of(work, found).under_way for work in works] == [0] * 16


def test_nobody_approved_what_they_had_judged(built: Desk, county: OpenAudit) -> None:
    for work in audit_work(built, county):
        for judged in work.cases:
            file = file_control(built, county, work.auditee.id, judged.case.code)
            approved = {step.actor.casefold() for step in file.steps if step.state is ControlState.APPROVED}
            assert not approved & file.judges


def test_a_returned_file_was_mended_and_its_talk_can_be_read(built: Desk, county: OpenAudit) -> None:
    told = {one.remark.criterion: one.remark for one in remarks(built, county, resolved=True)}
    steps = [step.state.value for step in file_control(built, county, "norrskog", "NO-015").steps]

    assert steps == ["submitted", "returned", "submitted", "approved"]
    assert [(reply.act.value, reply.actor) for reply in told["UPF-02"].replies] == [
        ("reply", READER), ("resolve", SECOND)
    ]  # fmt: skip
    assert told["SIP-06"].is_open and not told["UPF-02"].is_open
    cited = load_sheet(built, county, "norrskog", "NO-015").answers["UPF-02"].evidence
    assert [place.document[:2] for place in cited] == ["04", "07"]


def test_the_committees_own_control_waits_for_something_that_must_be_fixed(built: Desk) -> None:
    own = open_audit(built, OWN.id)
    found = controlled_files(built, own, audit_work(built, own))

    assert {case: (one.control.state.value, one.must_fix) for (_a, case), one in found.items()} == {
        "LJ-021": ("approved", 0), "LJ-003": ("returned", 1)
    }  # fmt: skip
    assert [gap for work in audit_work(built, own) for one in work.all for gap in one.progress.gaps] == []
    files = [(file.key, file.case.number) for file in read_files(built, own)]
    assert files == [(f.key, f.case.number) for f in read_files(built, open_audit(built, COUNTY.id), "ljusfors")]


def test_good_examples_sources_and_a_rating_by_hand(built: Desk, county: OpenAudit) -> None:
    answers = {
        (judged.case.code, answer.criterion): answer
        for work in audit_work(built, county)
        for judged in work.all
        if work.auditee.id in ("ljusfors", "norrskog")
        for answer in judged.answers.values()
    }
    assert {place for place, answer in answers.items() if answer.good} == GOOD
    (ljusfors,) = audit_work(built, county, "ljusfors")
    assert {a.criterion for a in ljusfors.itself.answers.values() if a.sources} == {"OVK-02", "EGK-02"}
    assert {place for place, answer in answers.items() if answer.sources} == {
        ("LJ-026", "UPF-03"), ("NO-014", "UPF-03"), ("NO-021", "PLA-01")
    }  # fmt: skip
    (rated,) = seat_queries.ratings(built.store, COUNTY.id, "hedvik")["hedvik", "HE-010"][Seat.FIRST].values()
    assert (rated.area, rated.rating) == ("UPF", AreaRating.MET)
    assert "AUDIT" in rated.reason


@pytest.mark.parametrize("folder", [COUNTY.place / "second", COUNTY.place / "consensus", OWN.place / "answers"])
def test_every_answer_that_is_not_ja_says_why_in_its_own_words(folder: Path) -> None:
    found = list(answers_in(folder))
    words = Counter(comment for _place, _code, comment in found if comment)

    assert [place for place, code, comment in found if code != "ja" and not comment] == []
    assert [comment for comment, times in words.items() if times > 1] == []


def test_no_longer_sentence_of_a_colleague_stands_in_more_than_two_files() -> None:
    files: dict[str, set[str]] = defaultdict(set)
    folders = [*(COUNTY.place / sort for sort in ("answers", "second", "consensus")), OWN.place / "answers"]
    for folder in folders:
        for (case, _criterion), _code, comment in answers_in(folder):
            for sentence in re.split(r"(?<=[.!?])\s+", comment):
                if len(sentence.split()) > 8:
                    files[sentence.casefold()].add(case)

    assert SAMPLE_CASES in folders[0].parents
    assert {sentence: where for sentence, where in files.items() if len(where) > 2} == {}


def test_no_comment_names_the_person_whose_file_it_is() -> None:
    people = {
        word
        for document in (COUNTY.place / "documents").rglob("*.md")
        for word in re.findall(
            r"(?:^|till |gäller |[Aa]vser:? |: )([A-ZÅÄÖ][a-zåäö]+), \d\d år", document.read_text("utf-8")
        )
    }
    said = " ".join(c for folder in ("second", "consensus") for _p, _code, c in answers_in(COUNTY.place / folder))

    assert len(people) > 3
    assert [name for name in people if re.search(rf"\b{name}\b", said)] == []
