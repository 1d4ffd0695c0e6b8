"""The sender's profile and its logo."""

from __future__ import annotations

import base64
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.domain.agency import AgencyProfile, Official
from tillsyn.reading.agency import AgencyReading, read_agency
from tillsyn.resources import bundled

LEAST = """\
name: Granskningsnämnden i Provlän
address: [Provgatan 1, 000 00 Provstad]
email: post@granskningsnamnden.example
officer: {name: Bo Prov, title: utredare}
decider: {name: Siv Prov, title: ordförande}
place: Provstad
"""
MOST = (
    LEAST
    + """\
short_name: Granskningsnämnden
department: Enhet Norr
phone: 010-000 00 01
web: www.granskningsnamnden.example
account_email: svar@granskningsnamnden.example
rapporteur: {name: Ia Prov, title: jurist}
closing: För nämnden
logo: logo.svg
letter_date: 2026-05-04
language: en
answer_within_days: 14
"""
)
SVG = '<?xml version="1.0"?>\n<!-- prov -->\n<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>\n'

FAULTS = {
    "Y031": LEAST.replace("place: Provstad\n", ""),
    "Y032": LEAST + "fax: 1\n",
    "Y039": LEAST + "letter_date: 4/5\n",
    "Y040": LEAST + "language: no\n",
    "S001": LEAST.replace("post@", "post."),
    "S002": LEAST + "logo: ../logo.svg\n",
    "S003": LEAST + "logo: bild.svg\n",
    "S004": LEAST + "logo: skript.svg\n",
    "S005": LEAST.replace("Bo Prov", "Bo 821105-9954"),
    "S006": LEAST.replace("[Provgatan 1, 000 00 Provstad]", "[]"),
}


def read(folder: Path, content: str | bytes) -> AgencyReading:
    path = folder / "agency.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_agency(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a good logo, a picture that is none, and one that runs."""
    inner = tmp_path / "avsändare"
    inner.mkdir()
    (tmp_path / "logo.svg").write_text(SVG, encoding="utf-8")
    (inner / "logo.svg").write_text(SVG, encoding="utf-8")
    (inner / "bild.svg").write_text("<html><svg/></html>", encoding="utf-8")
    (inner / "skript.svg").write_text("<svg><script>1</script></svg>", encoding="utf-8")
    return inner


def test_a_profile_needs_no_more_than_an_address_and_two_officials(folder: Path) -> None:
    profile = AgencyProfile(
        "Granskningsnämnden i Provlän",
        ("Provgatan 1", "000 00 Provstad"),
        "post@granskningsnamnden.example",
        Official("Bo Prov", "utredare"),
        Official("Siv Prov", "ordförande"),
        "Provstad",
    )
    assert read(folder, LEAST) == AgencyReading(profile, ())
    assert profile.account_address == "post@granskningsnamnden.example"
    assert profile.logo_uri == ""


def test_everything_a_profile_can_hold_is_read(folder: Path) -> None:
    reading = read(folder, MOST)
    assert reading.problems == ()
    profile = reading.profile
    assert profile is not None
    assert (profile.short_name, profile.department, profile.closing) == (
        "Granskningsnämnden",
        "Enhet Norr",
        "För nämnden",
    )
    assert (profile.phone, profile.web, profile.language) == ("010-000 00 01", "www.granskningsnamnden.example", "en")
    assert profile.answer_within_days == 14
    assert (profile.letter_date, profile.rapporteur) == (date(2026, 5, 4), Official("Ia Prov", "jurist"))
    assert profile.account_address == "svar@granskningsnamnden.example"
    head, _, data = profile.logo_uri.partition(",")
    assert (head, base64.b64decode(data).decode()) == ("data:image/svg+xml;base64", SVG)


@pytest.mark.parametrize(("code", "content"), FAULTS.items())
def test_each_fault_is_found_and_leaves_no_profile(folder: Path, code: str, content: str) -> None:
    reading = read(folder, content)
    assert [problem.code for problem in reading.problems] == [code]
    assert reading.profile is None
    assert reading.problems[0].message
    assert "9954" not in repr(reading)


def test_all_faults_come_in_one_run(folder: Path) -> None:
    content = LEAST.replace("post@", "post.").replace("place", "plats") + "logo: ingen.svg\n"
    assert [problem.code for problem in read(folder, content).problems] == ["Y032", "Y031", "S001", "S002"]


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="http://example.com/a.png"/>',
        '<image xlink:href="file:///etc/passwd"/>',
        "<style>@import 'x.css';</style>",
        '<rect style="fill: url(http://example.com/x)"/>',
        '<rect onclick="x()"/>',
        "<foreignObject/>",
    ],
)
def test_a_logo_that_reaches_for_more_is_refused(folder: Path, inside: str) -> None:
    (folder / "logo.svg").write_text(f"<svg>{inside}</svg>", encoding="utf-8")
    assert [problem.code for problem in read(folder, MOST).problems] == ["S004"]


def test_a_logo_may_point_within_itself(folder: Path) -> None:
    inside = '<use href="#a"/><rect fill="url(#b)"/><image href="data:image/png;base64,AA=="/>'
    (folder / "logo.svg").write_text(f"<svg>{inside}</svg>", encoding="utf-8")
    assert read(folder, MOST).problems == ()


def test_a_logo_that_is_a_link_out_of_the_folder_is_refused(folder: Path) -> None:
    (folder / "logo.svg").unlink()
    (folder / "logo.svg").symlink_to(folder.parent / "logo.svg")
    assert [problem.code for problem in read(folder, MOST).problems] == ["S002"]


@pytest.mark.timeout(5)
def test_a_hostile_logo_takes_no_longer_than_another(folder: Path) -> None:
    (folder / "logo.svg").write_text("<!-- -->" * 50_000, encoding="utf-8")
    assert [problem.code for problem in read(folder, MOST).problems] == ["S003"]


def test_the_profile_of_the_sample_county_is_in_order() -> None:
    reading = read_agency(bundled("sample_cases") / "agency.yaml")
    assert reading.problems == ()
    assert reading.profile is not None
    assert reading.profile.logo_uri


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (LEAST + text).encode("utf-8", "replace")))
def test_no_bytes_make_it_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    reading = read(tmp_path_factory.getbasetemp(), content)
    assert reading.profile or reading.problems
    assert all(problem.message for problem in reading.problems)
