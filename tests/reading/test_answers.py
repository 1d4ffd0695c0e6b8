"""Answer files: what they may say, how they are judged against the criteria, and that writing undoes reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.a_set import a_set
from tillsyn.domain.answers import Evidence, Source
from tillsyn.domain.facts import UNSTATED, FactDefinition, FactType
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import plain
from tillsyn.domain.units import Unit
from tillsyn.problems import errors
from tillsyn.reading.answerfile import Notes, write_answer_file
from tillsyn.reading.answers import AnswerFile, AnswerFileReading, CaseAnswers, GivenAnswer, read_answer_file

EARLIER = FactDefinition("tidigare_krav", "Tidigare krav", FactType.BOOLEAN, unit=Unit.AUDITEE)
HEAD = "format: 1\naudit: exempellan\nauditee: norrskog\nseat: first\n"
GOOD = (
    HEAD
    + """\
auditee_facts: {tidigare_krav: ja}
auditee_answers:
  UPF-11: {code: delvis, comment: "Rutinen är från 2019: ingen har följt upp den."}
cases:
  - case: NO-031
    facts: {insatsform: HVB, barn_berors: framgår inte, beslutsdatum: 2025-02-03}
    answers:
      BEH-01: ja
      SIP-03:
        code: nej
        comment: "Ingen plan # finns."
        evidence:
          - {document: 01-utredning-2025-09-02, quote: "hon säger \\"nej\\""}
          - {document: 02-sip, line: 7, quote: avböjer}
"""
)


def case(rest: str, code: str = "NO-031") -> str:
    return f"{HEAD}cases:\n  - case: {code}\n    {rest}\n"


FAULTS = {
    "A001": GOOD.replace("format: 1", "format: 2"),
    "A002": case("answers: {BEH-1: ja}"),
    "A003": case("answers: {SIP-03: {code: delvis, comment: x}}"),
    "A004": case("facts: {barn_beror: ja}"),
    "A005": case("facts: {insatsform: HVBB}"),
    "A006": case("facts: {beslutsdatum: 2025-02-30}"),
    "A007": case("answers: {BEH-01: ja}") + "  - case: no-031\n",
    "A008": case("answers: {UPF-11: ja}"),
    "A009": HEAD + "auditee_answers: {BEH-01: ja}\ncases: []\n",
    "A010W": case("answers: {BEH-01: nej}"),
    "A011": case("facts: {tidigare_krav: ja}"),
    "A012": HEAD + "auditee_facts: {barn_berors: ja}\ncases: []\n",
    "A048": HEAD + "seen: {skribent: 3}\ncases: []\n",
    "A061W": case("answers:\n      BEH-01: {code: nej,\n        comment: Ingen plan finns # men ett utkast\n        }"),
    "A020W": case('answers: {BEH-01: {code: nej, comment: "Se 821105-9954."}}'),
    "A021W": case('answers: {BEH-01: {code: nej, comment: "Ring 070-123 45 67."}}'),
}


def read(folder: Path, content: str | bytes) -> AnswerFileReading:
    path = folder / "norrskog.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    criteria = a_set()
    return read_answer_file(path, replace(criteria, facts=(*criteria.facts, EARLIER)))


def test_a_file_gives_facts_answers_comments_and_evidence(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD)
    assert reading.problems == ()
    own = GivenAnswer("UPF-11", "delvis", "Rutinen är från 2019: ingen har följt upp den.")
    evidence = (Evidence("01-utredning-2025-09-02", 0, 'hon säger "nej"'), Evidence("02-sip", 7, "avböjer"))
    assert reading.given == AnswerFile(
        "exempellan",
        "norrskog",
        Seat.FIRST,
        (
            CaseAnswers(
                "NO-031",
                {"insatsform": "hvb", "barn_berors": UNSTATED, "beslutsdatum": date(2025, 2, 3)},
                (GivenAnswer("BEH-01", "ja"), GivenAnswer("SIP-03", "nej", "Ingen plan # finns.", evidence)),
            ),
        ),
        (own,),
        {"tidigare_krav": True},
    )


def test_every_case_and_answer_knows_its_line(tmp_path: Path) -> None:
    given = read(tmp_path, GOOD).given
    assert given is not None
    assert given.cases[0].line == 9
    assert [answer.line for answer in given.cases[0].answers] == [12, 13]


@pytest.mark.parametrize(("code", "content"), FAULTS.items())
def test_each_fault_is_found(tmp_path: Path, code: str, content: str) -> None:
    reading = read(tmp_path, content)
    assert [problem.code for problem in reading.problems] == [code]
    assert reading.problems[0].line
    assert reading.problems[0].message


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (case("answers: {BEH-01: ja, BEH-01: nej}"), ["Y025"]),
        (case("answers: {BEH-01: }"), ["Y033"]),
        (case("answers: {BEH-01: [ja]}"), ["Y034"]),
        (case("answers: {BEH-01: {comment: x}}"), ["Y031"]),
        (case("answers: {BEH-01: {code: ja, evidence: [{document: x}]}}"), ["Y031"]),
        (case("svar: {BEH-01: ja}"), ["Y032"]),
        ("format: 1\naudit: x\nauditee: y\nseat: third\ncases: []\n", ["Y040"]),
        ("format: 1\naudit: x\ncases: []\n", ["Y031", "Y031"]),
        ("- 1\n", ["Y030"]),
        ("", ["Y005"]),
    ],
)
def test_faults_of_form_are_found_as_in_any_text_file(tmp_path: Path, content: str, codes: list[str]) -> None:
    assert [problem.code for problem in read(tmp_path, content).problems] == codes


def test_all_faults_come_in_one_run_with_the_nearest_name(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        case("facts: {barn_beror: ja, insatsform: HVBB}\n    answers: {BEH-10: ja, BEH-01: nje, SIP-03: nej}"),
    )
    assert [(p.code, p.line, p.about.get("nearest")) for p in reading.problems] == [
        ("A004", 7, "barn_berors"),
        ("A005", 7, "hvb"),
        ("A002", 8, "BEH-01"),
        ("A003", 8, "nej"),
        ("A010W", 8, None),
    ]
    assert "ja, delvis, nej" in str(reading.problems[3].about["known"])


def test_a_blank_comment_is_a_gap_and_hinders_nothing(tmp_path: Path) -> None:
    reading = read(tmp_path, case('answers: {BEH-01: {code: nej, comment: " "}}'))
    assert [problem.code for problem in reading.problems] == ["A010W"]
    assert reading.given is not None
    assert reading.given.cases[0].answers == (GivenAnswer("BEH-01", "nej"),)


def test_personal_details_in_words_hinder_nothing_and_are_never_repeated(tmp_path: Path) -> None:
    comment = "Anna 821105-9954, anna@post.example"
    evidence = '[{document: x, quote: "ring 070-123 45 67"}]'
    reading = read(tmp_path, case(f'answers: {{BEH-01: {{code: ja, comment: "{comment}", evidence: {evidence}}}}}'))
    assert [problem.code for problem in reading.problems] == ["A020W", "A021W", "A021W"]
    assert errors(reading.problems) == ()
    assert reading.given is not None
    assert reading.given.cases[0].answers[0].comment == comment
    assert not any(word in repr(reading.problems) for word in ("9954", "anna", "070"))


def test_markup_stays_text(tmp_path: Path) -> None:
    comment = "[@click=app.quit]Klicka[/] =HYPERLINK(1) \u202eslut"
    reading = read(tmp_path, case(f'answers: {{BEH-01: {{code: nej, comment: "{comment}"}}}}'))
    assert reading.given is not None
    assert reading.given.cases[0].answers[0].comment == comment.replace("\u202e", "\N{REPLACEMENT CHARACTER}")


def test_terminal_codes_are_refused(tmp_path: Path) -> None:
    reading = read(tmp_path, case('answers: {BEH-01: {code: nej, comment: "\\e[2Jx"}}'))
    assert [problem.code for problem in reading.problems] == ["Y007"]
    assert "\x1b" not in str(reading.problems[0])


def test_a_written_file_is_short_and_readable() -> None:
    answers = (GivenAnswer("BEH-01", "ja"), GivenAnswer("SIP-03", "nej", 'Planen "saknas"\när det: # sagt.'))
    facts = {"barn_berors": True, "insatsform": "hvb", "beslutsdatum": UNSTATED}
    given = AnswerFile("exempellan", "norrskog", Seat.SECOND, (CaseAnswers("NO-031", facts, answers),))
    assert write_answer_file(given) == (
        "format: 1\naudit: exempellan\nauditee: norrskog\nseat: second\ncases:\n"
        "  - case: NO-031\n"
        '    facts: {barn_berors: ja, insatsform: hvb, beslutsdatum: "framgår inte"}\n'
        "    answers:\n"
        "      BEH-01: ja\n"
        '      SIP-03: {code: nej, comment: "Planen \\"saknas\\"\\när det: # sagt."}\n'
    )


SEEN = HEAD + "seen: {0123456789abcdef: 7}\n"


def test_in_an_exported_file_what_stands_empty_is_unanswered(tmp_path: Path) -> None:
    text = (
        SEEN
        + """\
auditee_facts:
  tidigare_krav:
cases:
  - case: NO-031
    facts:
      insatsform: hvb
      barn_berors:
    answers:
      BEH-01:
        code:
        comment: |
      SIP-03:
        code:
        comment: |
          Rad ett: "så" # inte en anmärkning.

            - indragen
        evidence:
        sources: [person, file]
        good: true
"""
    )
    reading = read(tmp_path, text)
    assert reading.problems == ()
    assert reading.given is not None
    (file,) = reading.given.cases
    assert (file.facts, file.emptied) == ({"insatsform": "hvb"}, ("barn_berors",))
    assert reading.given.auditee_emptied == ("tidigare_krav",)
    comment = 'Rad ett: "så" # inte en anmärkning.\n\n  - indragen'
    sources = (Source.FILE, Source.PERSON)
    assert file.answers == (GivenAnswer("BEH-01", ""), GivenAnswer("SIP-03", "", comment, (), sources, True))
    assert reading.given.seen == {"0123456789abcdef": 7}


def test_a_source_that_is_none_is_named_with_the_nearest(tmp_path: Path) -> None:
    reading = read(tmp_path, case("answers: {BEH-01: {code: ja, sources: [persn]}}"))
    assert [(p.code, p.line, p.column, p.about["nearest"]) for p in reading.problems] == [("Y040", 7, 44, "person")]


def test_a_file_of_another_encoding_is_told_with_the_likely_one(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD.encode("cp1252"))
    assert [(p.code, p.line) for p in reading.problems] == [("Y006", 7)]
    assert "Windows-1252" in reading.problems[0].message


NAMES = st.text(min_size=1, max_size=30).map(lambda text: plain(text).strip()).filter(bool)
WORDS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="åäöÅÄÖ \"'\\#:{}[],&*!|>%@`-?\n\t\u2028\u2029\ufeff\u200b😀e\u0301", max_size=60),
    st.sampled_from(["nej", "~", "null", "2014:5", "0114", "- ej utrett", "---", "...", "<<", "\\", '"', "a: b # c"]),
).map(lambda text: plain(text).strip())
EVIDENCE = st.builds(Evidence, NAMES, st.integers(0, 99_999), WORDS.filter(bool))


def answers(*criteria: str) -> st.SearchStrategy[tuple[GivenAnswer, ...]]:
    each = st.builds(
        GivenAnswer,
        st.sampled_from(criteria),
        st.sampled_from(["ja", "nej"]),
        WORDS,
        st.lists(EVIDENCE, max_size=2).map(tuple),
        st.sets(st.sampled_from(Source)).map(lambda named: tuple(source for source in Source if source in named)),
        st.booleans(),
    )
    return st.lists(each, max_size=2, unique_by=lambda answer: answer.criterion).map(tuple)


CASES = st.builds(
    CaseAnswers,
    NAMES,
    st.fixed_dictionaries(
        {},
        optional={
            "insatsform": st.sampled_from(["hvb", "oppenvard", UNSTATED]),
            "barn_berors": st.sampled_from([True, False, UNSTATED]),
            "beslutsdatum": st.dates(date(1900, 1, 1), date(2100, 1, 1)) | st.just(UNSTATED),
        },
    ),
    answers("BEH-01", "SIP-03"),
)
FILES = st.builds(
    AnswerFile,
    NAMES,
    NAMES,
    st.sampled_from(Seat),
    st.lists(CASES, max_size=3, unique_by=lambda case: case.case.casefold()).map(tuple),
    answers("UPF-11"),
    st.fixed_dictionaries({}, optional={"tidigare_krav": st.sampled_from([True, False, UNSTATED])}),
    st.just(""),
    st.none() | st.dictionaries(st.from_regex(r"[0-9a-f]{16}", fullmatch=True), st.integers(1, 99_999), max_size=2),
)


@given(FILES, st.lists(st.text(max_size=80), max_size=3))
def test_a_form_gives_back_what_was_written_whatever_it_tells(
    tmp_path_factory: pytest.TempPathFactory, given: AnswerFile, words: list[str]
) -> None:
    told = tuple(words)
    about = {(each.case, name): told for each in given.cases for name in ("", "BEH-01", "insatsform")}
    form = replace(given, seen={"0123456789abcdef": 1})
    reading = read(tmp_path_factory.getbasetemp(), write_answer_file(form, Notes(told, about)))
    assert errors(reading.problems) == ()
    assert reading.given == form


@given(FILES)
def test_reading_gives_back_what_was_written(tmp_path_factory: pytest.TempPathFactory, given: AnswerFile) -> None:
    reading = read(tmp_path_factory.getbasetemp(), write_answer_file(given))
    assert errors(reading.problems) == ()
    assert reading.given == given


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: case(text).encode("utf-8", "replace")))
def test_no_bytes_make_it_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    reading = read(tmp_path_factory.getbasetemp(), content)
    assert reading.given or reading.problems
    assert all(problem.message for problem in reading.problems)
