"""The paper form: every question with its boxes, conditions in words, both laws with their days, nothing as markup."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import page as checker
import pytest
from pypdf import PdfReader

from tillsyn.domain.casefiles import AuditeeKind
from tillsyn.domain.conditions import parse_condition
from tillsyn.domain.criteria import CriteriaSet, DatedText, Wording
from tillsyn.language import speak
from tillsyn.reading.criteria import read_criteria
from tillsyn.writing.conditions import in_words
from tillsyn.writing.form import FormPart, form_html, form_pdf, form_view

FOLDER = Path(__file__).parents[1] / "small" / "criteria"


@pytest.fixture
def small() -> CriteriaSet:
    found = read_criteria(FOLDER).criteria
    assert found is not None
    return found


def _text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("</style>")[-1]).split())


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("barn", "”Barn berörs” är ja"),
        ("not barn", "”Barn berörs” är något annat än ja"),
        ("insatsform in (hvb, oppenvard)", "”Insatsform” är HVB eller Öppenvård"),
        ("unstated(barn) or PLA-01 != nej", "”Barn berörs” inte framgår eller svaret på PLA-01 är något annat än nej"),
        ("not unstated(beslutsdatum)", "”Beslut om insats” framgår"),
        (
            "days(beslutsdatum, audit_date) >= 30",
            "antalet dagar från ”Beslut om insats” till granskningsdagen är minst 30",
        ),
        (
            "barn and (PLA-01 == ja or PLA-01 == delvis)",
            "”Barn berörs” är ja och (svaret på PLA-01 är ja eller svaret på PLA-01 är delvis)",
        ),
        (
            "not (barn and PLA-01 == ja)",
            "”Barn berörs” är något annat än ja eller svaret på PLA-01 är något annat än ja",
        ),
        ("beslutsdatum >= 2025-07-01", "”Beslut om insats” är 2025-07-01 eller senare"),
    ],
)
def test_a_condition_is_said_in_words(small: CriteriaSet, condition: str, words: str) -> None:
    speak("sv")
    assert in_words(small, parse_condition(condition)) == words


def test_the_sheet_has_every_question_with_a_box_for_every_answer(small: CriteriaSet) -> None:
    html = form_html(form_view(small, "ab" * 32, FormPart.SHEET))
    for criterion in small.criteria:
        assert f'<span class="code">{criterion.id}</span> {criterion.question.on(date(2026, 1, 1))}' in html
    per_criterion = re.findall(r'<p class="answers">(.*?)</p>', html, re.DOTALL)
    assert len(per_criterion) == len(small.criteria)
    assert all(block.count('class="box"') == 5 for block in per_criterion)
    assert "Ställs när svaret på PLA-01 är något annat än nej." in _text(html)
    assert "5 kap. 9 §" not in html


def test_only_facts_that_decide_something_stand_on_the_sheet(small: CriteriaSet) -> None:
    sheet = _text(form_html(form_view(small, "ab" * 32, FormPart.SHEET)))
    assert "Barn berörs" in sheet and "Beslut om insats" in sheet  # a condition, and the date the law goes by
    assert "Insatsform" not in sheet  # divides the register, decides no question


@pytest.mark.parametrize(
    ("status", "said"), [("draft", "(utkast)"), ("published", "2026.1,"), ("withdrawn", "(indragen)")]
)
def test_the_form_says_whether_the_edition_holds(small: CriteriaSet, status: str, said: str) -> None:
    assert said in _text(form_html(form_view(replace(small, status=status, version="2026.1"), "ab" * 32)))


def test_the_guide_tells_both_laws_with_their_days_and_how_far_they_are_verified(small: CriteriaSet) -> None:
    guide = _text(form_html(form_view(small, "ab" * 32, FormPart.GUIDE))).replace("\xa0", " ")
    assert "5 kap. 9 § SoL (2001:453) (till 30 juni 2025), ska." in guide
    assert "13 kap. 10 § SoL (2025:400) (från 1 juli 2025), ska." in guide
    assert "14 kap. 1 § SoL (2025:400), ska, inte kontrollerat." in guide
    assert "Nämnden ska säkerställa att insatser planeras." in guide


def test_of_one_day_only_its_law_and_its_words(small: CriteriaSet) -> None:
    asked = DatedText(
        (Wording("Finns en plan för biståndet?", None, date(2025, 6, 30)), Wording("Finns en plan för insatsen?"))
    )
    criteria = replace(small, criteria=(replace(small.criteria[0], question=asked), *small.criteria[1:]))
    html = _text(form_html(form_view(criteria, "ab" * 32, FormPart.BOTH, date(2015, 4, 10)))).replace("\xa0", " ")
    assert "Finns en plan för biståndet?" in html and "insatsen?" not in html
    assert "SoL (2001:453)" in html and "13 kap. 10 § SoL (2025:400) (från" not in html


def test_words_of_a_set_are_never_markup(small: CriteriaSet) -> None:
    asked = DatedText((Wording("<script>x</script> {{ view }} & så?"),))
    criteria = replace(small, criteria=(replace(small.criteria[0], question=asked), *small.criteria[1:]))
    html = form_html(form_view(criteria, "ab" * 32))
    assert "<script>" not in html and "&lt;script&gt;x&lt;/script&gt; {{ view }} &amp; så?" in html


@pytest.mark.pdf
def test_the_pdf_is_tagged_and_the_same_bytes_each_time(small: CriteriaSet) -> None:
    view = form_view(small, "ab" * 32)
    made = form_pdf(view)
    assert made == form_pdf(view)
    assert [failure.rule_id for failure in checker.validate_pdf_bytes(made, profile="ua1").failures] == []
    document = PdfReader(io.BytesIO(made))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = " ".join(page.extract_text() for page in document.pages)
    assert all(criterion.id in text for criterion in small.criteria)


def test_it_says_up_to_which_day_the_law_was_read_and_whom_a_question_is_put_to(small: CriteriaSet) -> None:
    first = replace(small.criteria[0], asked_of=(AuditeeKind.PROVIDER,))
    dated = replace(small, law_as_of=date(2026, 2, 22), criteria=(first, *small.criteria[1:]))

    text = _text(form_html(form_view(dated, "0" * 64)))

    assert "Lagtexterna är lästa i lydelse per 22 februari 2026." in text.replace("\u00a0", " ")
    assert "Ställs bara till utförare." in text and "Frågan ställs bara till utförare." in text
    assert "Lagtexterna" not in _text(form_html(form_view(small, "0" * 64)))
