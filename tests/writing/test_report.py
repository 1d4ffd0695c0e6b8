"""The report of two committees, counted by hand."""

from __future__ import annotations

from dataclasses import replace

from tests.writing.a_letter import AGENCY, AUDITEE, CRITERIA, DAY, a_material, an_auditee, some_findings, words_of
from tillsyn.domain.criteria import Meaning
from tillsyn.domain.findings import Disposition
from tillsyn.writing.material import Reach, ReportMaterial
from tillsyn.writing.report import report_html
from tillsyn.writing.report_view import report_view


def a_report() -> ReportMaterial:
    """*Vik* as in the letter; *Äs* with the same files and nothing decided but *ingen åtgärd*."""
    nothing = {r.id: (Disposition.NONE, "Nej.") for r in CRITERIA.requirements}
    other = an_auditee(auditee=replace(AUDITEE, id="as", name="Socialnämnden i Äs"), findings=some_findings(nothing))
    reach = {("vik", "PLA"): Reach(2, 7, 10)}
    return ReportMaterial(
        a_material().audit, CRITERIA, AGENCY, (an_auditee(), other), DAY, "AAAA-BBBB-CCCC-DDDD", reach
    )


def test_the_first_page_counts_decisions_and_files() -> None:
    text = words_of(report_html(report_view(a_report())))
    assert "har granskat 8 ärenden hos 2 nämnder" in text
    assert "1 av 2 nämnder får krav på åtgärder" in text
    assert "0 av 2 nämnder får bara råd" in text
    assert "1 av 2 nämnder får varken krav eller råd" in text


def test_the_two_levels_stand_in_tables_of_their_own() -> None:
    text = words_of(report_html(report_view(a_report())))
    auditees, files = (
        text.index("minst ett granskat ärende brister"),
        text.index("Ärenden som brister i något avseende"),
    )
    assert "| Planering | | 2 av 2" in text[auditees:files]
    assert "| Planering | | 4 av 8" in text[files:]


def test_the_commonest_lacks_stand_at_both_levels() -> None:
    text = words_of(report_html(report_view(a_report())))
    assert "| Är PLA-01 uppfyllt? PLA-01 | | 4 av 6 | 2 av 2" in text


def test_what_only_advice_can_follow_is_not_among_the_commonest_lacks() -> None:
    ids = {c.id for c in CRITERIA.criteria if c.id != "PLA-01"}
    told = report_view(a_report())["common"]
    assert isinstance(told, list)
    assert [c["id"] for c in told if isinstance(c, dict) and c["id"] in ids] == []


def test_every_table_says_what_it_stands_on() -> None:
    html = report_html(report_view(a_report()))
    bases = html.count("Underlag: 8 ärenden hos 2 nämnder.")
    assert bases == html.count('class="basis"') >= html.count("<table") - 2  # the front page's three share one
    assert html.count("prov 1.0 (a1b2c3d4e5f6)") == bases


def test_auditees_stand_as_given_and_the_matrix_has_shade_and_number() -> None:
    html = report_html(report_view(a_report()))
    text = words_of(html)
    assert text.index("| Socialnämnden i Vik | 2 av 4") < text.index("| Socialnämnden i Äs | 2 av 4")
    assert 'class="shade2">2 av 4' in html


def test_shades_follow_quarters() -> None:
    unmet = [replace(f, judgements=dict.fromkeys(f.judgements, Meaning.UNMET)) for f in an_auditee().files]
    told = report_view(replace(a_report(), auditees=(an_auditee(files=tuple(unmet)),)))
    assert told["matrix"] == [
        {
            "name": "Socialnämnden i Vik",
            "cells": [{"lacking": 4, "applicable": 4, "unanswered": 0, "shade": 4}],
            "own": [{"lacking": 1, "applicable": 1, "unanswered": 0, "shade": 4}],
        }
    ]


def test_what_the_sample_says_of_all_files_is_given_where_it_is_known() -> None:
    text = words_of(report_html(report_view(a_report())))
    assert "| Socialnämnden i Vik | 10 | 2–7" in text
    assert "| Socialnämnden i Äs | 10 | –" in text


def test_a_question_about_the_committee_itself_is_kept_apart() -> None:
    told = report_view(a_report())
    assert [area["id"] for area in told["areas"]] == ["PLA"]  # type: ignore[index, union-attr, call-overload]
    assert [area["id"] for area in told["others"]] == ["UPF"]  # type: ignore[index, union-attr, call-overload]


def test_an_area_of_questions_about_the_committee_alone_is_told_with_its_decisions() -> None:
    text = words_of(report_html(report_view(a_report())))
    front, rest = text.split("Så läser du rapporten")
    assert "omfattar följande områden: planering och uppföljning." in front
    assert "| Planering | | 2 av 2 | –" in front and "| Uppföljning | | – | 2 av 2" in front
    assert "gäller verksamheten i stort och inte enskilda ärenden. Hos 2 av 2 nämnder finns minst en brist." in rest
    assert "| UPF-11 Är UPF-11 uppfyllt? | | 0 | 2 | 0 | 0 | 2" in rest
    assert "| Utveckling av verksamheten | 2 | 2 | 0 | 0" in rest
    assert "med 3 kriterier. Ett av dem gäller verksamheten i stort och besvaras en gång för varje nämnd." in rest


def test_what_is_missing_makes_the_report_preliminary() -> None:
    late = an_auditee(unanswered=3, findings=some_findings({}))
    text = words_of(report_html(report_view(replace(a_report(), auditees=(late,)))))
    assert "Preliminär rapport. Svar saknas i 3 akter" in text
    assert "Hos 1 nämnd finns förslag som inte är avgjorda." in text


def test_no_case_code_leaves() -> None:
    assert "HEMLIG" not in report_html(report_view(a_report()))
