"""The templates as files: nothing of one authority in them, no way around escaping, and headings in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.writing.a_letter import a_closing, a_material
from tests.writing.test_report import a_report
from tillsyn.domain.entries import Json
from tillsyn.errors import DocumentFault
from tillsyn.resources import bundled
from tillsyn.writing.environment import render
from tillsyn.writing.letters import letter_html
from tillsyn.writing.report import report_html
from tillsyn.writing.report_view import report_view
from tillsyn.writing.views import letter_view

TEMPLATES = sorted(bundled("templates").glob("*/*.html")) + sorted(bundled("templates").glob("*/*.css"))
MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
PAGES = ("requirement", "closed", "report")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {
        "requirement": letter_html(letter_view(a_material())),
        "closed": letter_html(letter_view(a_closing())),
        "report": report_html(report_view(a_report())),
    }


@pytest.fixture
def page(request: pytest.FixtureRequest, pages: dict[str, str]) -> str:
    return pages[request.param]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_authority_date_or_name_is_literal(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(rf"\b\d{{1,2}} ({MONTHS})\b|\b(19|20)\d\d\b", text)
    assert not re.search(
        r"\b(IVO|Inspektionen|Socialstyrelsen|länsstyrelse\w*|kap\.|SoL|@[a-z]+\.(se|example))\b", text, re.I
    )
    assert not re.search(r"\b\w+s? kommun\b", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_nothing_is_marked_safe_or_fetched(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe|autoescape\s+false|https?://|file:|@import", text)


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_one_h1_and_no_level_skipped(page: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_every_table_head_has_a_scope_and_every_table_a_caption(page: str) -> None:
    assert not re.findall(r"<th(?! scope=\"(?:col|row|rowgroup)\")(?:\s[^>]*)?>", page)
    assert page.count("<table") == page.count("<caption>")


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_language_title_and_no_space_eaten(page: str) -> None:
    assert '<html lang="sv">' in page
    assert re.search(r"<title>\S.*</title>", page)
    assert not re.search(
        r"[a-zåäö]\((?=utkast)|\w\.[A-ZÅÄÖ][a-zåäö]", re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.S)
    )


def own(folder: Path, text: str) -> Path:
    (folder / "letters").mkdir()
    (folder / "letters" / "closed.html").write_text(text, encoding="utf-8")
    return folder


def test_an_own_template_stands_in_for_ours_and_borrows_the_rest(tmp_path: Path) -> None:
    folder = own(tmp_path, '{% extends "letters/letter.html" %}{% block reasons %}<p>Eget skäl.</p>{% endblock %}')
    page = letter_html(letter_view(a_closing()), folder)
    assert "Eget skäl." in page
    assert "Provmyndigheten" in page


def test_a_folder_of_ones_own_counts_from_when_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = letter_html(letter_view(a_closing()))
    (tmp_path / "templates").mkdir()
    own(tmp_path / "templates", "<html>Eget brev.</html>")
    assert "Eget brev." not in before
    assert "Eget brev." in letter_html(letter_view(a_closing()))


@pytest.mark.parametrize("inside", [False, True])
def test_a_folder_without_templates_is_not_passed_over_in_silence(tmp_path: Path, inside: bool) -> None:
    folder = own(tmp_path, "") / "letters" if inside else tmp_path / "borta"
    with pytest.raises(DocumentFault) as caught:
        letter_html(letter_view(a_closing()), folder)
    assert str(folder) in caught.value.message


@pytest.mark.parametrize(
    ("text", "line", "named"),
    [
        ("\n\n{{ view.nosuch }}", 3, "nosuch"),
        ("{{ view.sender.nosuch.more }}", 1, "nosuch"),
        ("a\n{% if %}", 2, "letters/closed.html"),
        ("{{ view | safe }}", 1, "safe"),
        ("{{ ''.__class__.__mro__ }}", 1, "__class__"),
        ("{{ view.clear() }}", 1, "clear"),
        ("{% for i in range(9) %}{% endfor %}", 1, "range"),
        ('{% include "../../secret.html" %}', 1, "secret.html"),
        ("{{ view.date / 0 }}", 1, "TypeError"),
        ("{{ 'x' * 10 ** 9 }}", 1, "memory"),
    ],
)
def test_a_faulty_template_is_told_with_its_place(tmp_path: Path, text: str, line: int, named: str) -> None:
    with pytest.raises(DocumentFault) as caught:
        letter_html(letter_view(a_closing()), own(tmp_path, text))
    assert named in caught.value.message
    if "secret" not in text:
        assert "letters/closed.html" in caught.value.message
        assert f" {line}" in caught.value.message


def test_a_missing_template_is_told() -> None:
    view: dict[str, Json] = {"kind": "nosuch"}
    with pytest.raises(DocumentFault, match="letters/nosuch.html"):
        render("letters/nosuch.html", view)
