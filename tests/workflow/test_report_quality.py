"""What the report says of how sure the judgements are, counted by hand in the small audit.

V-01 and V-02 are read twice. V-01: PLA-01 ja–ja, PLA-02 ja–nej, PLA-03 ja–ja, MET-01 ja–ja. V-02, where no child is
concerned: PLA-01 ja–nej, so that PLA-02 is asked of the first alone (ja – not applicable), PLA-03 asked by neither
(alike), MET-01 nej–nej. Eight judgements, five alike, three differ; the consensus settles PLA-01 of V-02.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.workflow.a_second_reading import ANNA, BO, read
from tests.writing.a_letter import AGENCY, an_auditee, words_of
from tests.writing.test_report import a_report
from tillsyn.domain.agreement import Agreed, agreed
from tillsyn.domain.control import ControlCount
from tillsyn.domain.ratings import AreaRating
from tillsyn.domain.seats import Seat
from tillsyn.workflow import review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.material import auditee_materials
from tillsyn.workflow.report import render_report
from tillsyn.workflow.report_quality import readers_alike
from tillsyn.workflow.sheet import load_sheet
from tillsyn.writing.material import ReportMaterial
from tillsyn.writing.quality_material import Alike, AreaAlike, GoodExample
from tillsyn.writing.quality_view import quality_view
from tillsyn.writing.report import report_html
from tillsyn.writing.report_view import report_view

SECRET = "Skälet nämner Maja Ek."


@pytest.fixture
def twice(small: Path) -> Path:
    """Two files read twice, one of three differences settled."""
    read(small, ANNA, Seat.FIRST, {"V-01": "PLA-01 ja, PLA-02 ja, PLA-03 ja, MET-01 ja",
                                   "V-02": "PLA-01 ja, PLA-02 ja, MET-01 nej"})  # fmt: skip
    read(small, BO, Seat.SECOND, {"V-01": "PLA-01 ja, PLA-02 nej, PLA-03 ja, MET-01 ja",
                                  "V-02": "PLA-01 nej, MET-01 nej"})  # fmt: skip
    read(small, "Cecilia Tre", Seat.CONSENSUS, {"V-02": "PLA-01 delvis"})
    return small


def test_alike_is_counted_in_all_and_by_area(twice: Path) -> None:
    with open_desk(twice) as desk:
        found = readers_alike(desk, open_audit(desk))
    assert found is not None
    assert (found.files, found.itself, found.differing, found.settled) == (2, 0, 3, 1)
    assert (found.agreed.same, found.agreed.units) == (4, 7)  # V-02 concerns no child: PLA-03 is put to neither
    assert [(a.title, a.files, a.agreed.same, a.agreed.units) for a in found.areas] == [
        ("Planering", 2, 2, 5),
        ("Metod", 2, 2, 2),
    ]


def test_without_a_second_reading_there_is_nothing_to_tell(small: Path) -> None:
    read(small, ANNA, Seat.FIRST, {"V-01": "PLA-01 ja"})
    with open_desk(small) as desk:
        assert readers_alike(desk, open_audit(desk)) is None
    assert quality_view(a_report()) == {"alike": None, "control": None, "overridden": [], "good": []}
    text = words_of(report_html(report_view(a_report())))
    assert "Hur säkra bedömningarna är" not in text and "Goda exempel" not in text


def test_overrides_and_good_examples_are_those_that_count(twice: Path) -> None:
    with open_desk(twice, ANNA) as desk:
        opened = open_audit(desk)
        sheet = load_sheet(desk, opened, "vik", "V-01")
        sheet = review.mark_good(desk, sheet, "PLA-01")
        sheet = review.mark_good(desk, sheet, "PLA-03")
        sheet = review.fill_fact(desk, sheet, "barn", "nej")  # PLA-03 is kept and does not count
        review.rate_area(desk, sheet, "MET", AreaRating.LACKING, SECRET)
        sheet = review.mark_good(desk, load_sheet(desk, opened, "vik", "V-02"), "PLA-01")
        sheet = review.rate_area(desk, sheet, "PLA", AreaRating.LACKING, SECRET)  # what the consensus comes to anyway
        (vik,) = auditee_materials(desk, opened, ["vik"])
    numbers = {file.case: file.number for file in vik.files}
    assert vik.good == (GoodExample(numbers["V-01"], "PLA-01"),)  # the consensus of V-02 is not marked
    (told,) = quality_view(replace(a_report(), criteria=opened.criteria, auditees=(vik,)))["overridden"]
    assert told == {"title": "Metod", "computed": "met", "rating": "lacking", "files": 1}


def test_the_report_prints_no_reason_comment_or_reader(twice: Path, tmp_path: Path) -> None:
    with open_desk(twice, ANNA) as desk:
        opened = open_audit(desk)
        sheet = load_sheet(desk, opened, "vik", "V-01")
        sheet = review.mark_good(desk, sheet, "MET-01")
        review.rate_area(desk, sheet, "MET", AreaRating.LACKING, SECRET)
        (path,) = render_report(desk, opened, AGENCY, tmp_path, ["html"])
        number = sheet.case.number
    text = words_of(path.read_text(encoding="utf-8"))
    assert "2 av 4 ärenden har lästs av två granskare, som inte såg varandras svar. I 4 av 7 bedömningar kom de" in text
    assert (
        "Underlaget är för litet för ett mått på samstämmigheten. 3 bedömningar skilde sig; 1 av dem är avgjord" in text
    )
    assert "| Planering | 2 | 5 | 2 | – | –" in text
    assert "| Metod | uppfyllt | brister | 1" in text
    assert f"| MET-01 Används en bedömningsmetod? | 1 | 1 | Socialnämnden i Vik: ärende {number}" in text
    for secret in (SECRET, ANNA, BO, "V-01", "om PLA-02 i"):
        assert secret not in text, secret


def figures(same: int, other: int) -> Agreed:
    found = agreed([("met", "met")] * same + [("met", "unmet")] * other, ("met", "unmet"))
    assert found is not None
    return found


def a_sure_report(files: int, same: int, other: int, settled: int = 0) -> ReportMaterial:
    """The report of two committees with so many files read twice."""
    counted = figures(same, other)
    alike = Alike(files, 1, counted, (AreaAlike("Planering", files, counted),), other, settled)
    controlled = an_auditee(
        control=ControlCount(files=4, approved=3, submitted=1, under_way=1),
        good=(GoodExample(0, "UPF-11"), GoodExample(3, "PLA-01"), GoodExample(1, "PLA-01")),
        files=tuple(replace(file, ratings={"PLA": AreaRating.MET}) for file in an_auditee().files),
    )
    return replace(a_report(), auditees=(controlled,), alike=alike)


def test_few_files_have_counts_more_a_per_cent_and_many_a_measure() -> None:
    few, some, many = (words_of(report_html(report_view(a_sure_report(n, 90, 10)))) for n in (8, 12, 40))
    assert "I 90 av 100 bedömningar kom de till samma svar. Underlaget är för litet" in few
    assert "till samma svar (90,0 procent). Underlaget är för litet" in some
    assert "till samma svar (90,0 procent). Samstämmigheten är mycket god: måttet AC1" in many
    # AC1 by hand: chance 2·0.95·0.05 = 0.095; (0.9 − 0.095) / 0.905 = 0.88950
    assert "är 0,89, med 95 procents säkerhet mellan 0,82 och 0,96. AC1 räknar bort" in many
    assert "över 0,80 brukar kallas mycket god samstämmighet. Bedömningar av samma ärende hänger ihop" in many
    assert "| Planering | 40 | 100 | 90 | 90,0 | 0,89 (0,82–0,96)" in many
    assert "40 av 4 ärenden och frågorna om verksamheten i stort hos 1 nämnd har lästs av två granskare" in many
    assert figures(90, 10).raw == Fraction(9, 10)


@pytest.mark.parametrize(
    ("other", "settled", "words"),
    [
        (3, 3, "3 bedömningar skilde sig; alla är avgjorda gemensamt."),
        (1, 1, "1 bedömning skilde sig; den är avgjord gemensamt."),
        (3, 0, "3 bedömningar skilde sig; de är inte avgjorda än."),
        (0, 0, "90 av 90 bedömningar"),
    ],
)
def test_how_many_differences_are_settled_is_told(other: int, settled: int, words: str) -> None:
    text = words_of(report_html(report_view(a_sure_report(40, 90, other, settled))))
    assert words in text
    assert ("skilde sig" in text) == bool(other)


def test_control_overrides_and_good_examples_have_their_places() -> None:
    html = report_html(report_view(a_sure_report(40, 90, 10)))
    text = words_of(html)
    assert "godkänt 3 av 4 ärenden. Kontrollen är påbörjad men inte klar för 1." in text
    assert "| Planering | brister | uppfyllt | 2" in text
    assert "| PLA-01 Är PLA-01 uppfyllt? | 2 | 1 | Socialnämnden i Vik: ärende 1, 3" in text
    assert "| UPF-11 Är UPF-11 uppfyllt? | 1 | 1 | Socialnämnden i Vik" in text
    bases = html.count('class="basis"')
    assert bases == html.count("Underlag: 4 ärenden hos 1 nämnd.") >= html.count("<table") - 2
