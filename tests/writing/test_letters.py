"""Letters as a reader reads them: both kinds whole, counted by hand in `a_letter`, and what they may never do."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.writing.a_letter import (
    AGENCY,
    AUDITEE,
    DAY,
    DECIDED,
    FILES,
    NEW,
    OLD,
    a_closing,
    a_draw,
    a_file,
    a_material,
    an_auditee,
    some_findings,
    words_of,
)
from tillsyn.domain.agency import AgencyProfile, Official
from tillsyn.domain.casefiles import AuditeeKind, AuditKind
from tillsyn.domain.criteria import CriteriaSet, DatedText, LeftOut, Meaning, Selection, Wording
from tillsyn.domain.disclosure import DisclosureKind
from tillsyn.domain.findings import Decision, Disposition, JudgedFile, propose
from tillsyn.domain.law import Binding, LegalBasis, Verified, in_reading_order
from tillsyn.domain.letters import LetterKind
from tillsyn.domain.units import Unit
from tillsyn.writing.letters import leaks, letter_html
from tillsyn.writing.material import LetterMaterial
from tillsyn.writing.views import letter_view
from tillsyn.writing.words import grounds

GOLDEN = Path(__file__).parent / "golden"
DECISIONS = (LetterKind.REQUIREMENT, LetterKind.CLOSED)
OTHER = AgencyProfile(
    name="Norrlandsinspektionen",
    short_name="Inspektionen",
    department="Enheten för vård",
    address=("Gata 3", "999 99 Annanstad"),
    email="in@annan.example",
    account_email="ut@annan.example",
    phone="020-22 22 22",
    web="www.annan.example",
    officer=Official("Ola Annan", "handläggare"),
    decider=Official("Eva Annan", "direktör"),
    rapporteur=Official("Per Annan", "chefsjurist"),
    place="Annanstad",
    closing="På Inspektionens vägnar",
    logo="<svg xmlns='http://www.w3.org/2000/svg'/>",
)


def read(material: LetterMaterial) -> str:
    return words_of(letter_html(letter_view(material)))


@pytest.mark.parametrize(("name", "material"), [("requirement", a_material()), ("closed", a_closing())])
def test_a_letter_says_exactly_this(name: str, material: LetterMaterial) -> None:
    assert read(material) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_the_demand_is_worded_by_the_day_of_the_audit() -> None:
    before = replace(a_material(), audit=replace(a_material().audit, day=date(2025, 6, 2)))
    assert "att bistånd planeras" in read(before)
    assert "att insatser planeras" in read(a_material())


def test_what_was_seen_is_told_in_the_words_of_the_files_and_of_the_audit_where_those_differ() -> None:
    criteria = with_dated_words()
    old, new = (a_file(n, day, PLA_01=Meaning.UNMET, PLA_02=Meaning.MET) for n, day in ((2, OLD), (3, NEW)))

    def told(*files: JudgedFile) -> str:
        found = propose(criteria.requirement["K-PLANERING"], [criteria.criterion["PLA-01"]], "vik", files)
        decision = Decision("vik", "K-PLANERING", Disposition.REQUIREMENT, "Det behövs.")
        return read(a_material(an_auditee(files=files, findings=((found, decision),)), criteria=criteria))

    assert "saknas planering av biståndet" in told(old) and "Krav 1, planering av bistånd." in told(old)
    assert "saknas planering av insatsen" in told(new) and "Krav 1, planering av insatser." in told(new)
    assert "saknas planering av insatsen" in told(old, new)  # the audit's day is of the new law
    for law in ("5 kap. 9 § SoL (2001:453)", "13 kap. 10 § SoL (2025:400)"):
        assert law in told(old, new)  # both are cited


def test_a_letter_about_agreements_never_speaks_of_case_files() -> None:
    rows = tuple(
        replace(c, unit=Unit.AGREEMENT) if c.unit is Unit.CASE_FILE else c for c in a_material().criteria.criteria
    )
    criteria = replace(a_material().criteria, criteria=rows)
    for letter in (a_material(criteria=criteria), replace(a_closing(), criteria=criteria)):
        text = read(letter)
        assert "överenskommelser" in text
        for own in ("Ärendet\n", "det här ärendet", "Ärendet har handlagts", "om ärendet kan", "i två ärenden. "):
            text = text.replace(own, "")  # the authority's own matter, and what the inspector wrote
        assert re.findall(r"(?i)\b(?:ärende|akt)(?:n|en|et|er|na|erna|ena|ets)?\b", text) == []
    text = read(a_material(criteria=criteria))
    assert "I 2 av de 3 granskade överenskommelser där frågan var aktuell saknas" in text
    assert "Det gäller Överenskommelse 2 och 3." in text


def test_a_letter_says_up_to_which_day_the_law_was_read() -> None:
    dated = replace(a_material().criteria, law_as_of=date(2026, 2, 22))
    assert "Lagtexterna är lästa i lydelse per 22 februari 2026." in read(a_material(criteria=dated))
    assert "Lagtexterna" not in read(a_material())


def test_a_region_was_a_county_council_before_2020() -> None:
    region = an_auditee(auditee=replace(a_material().about.auditee, kind=AuditeeKind.REGION))
    then = replace(a_material().audit, day=date(2015, 4, 10))
    assert "Landstinget lämnade en förteckning" in read(a_material(region, audit=then))
    assert "Regionen lämnade en förteckning" in read(a_material(region))


def test_what_is_put_to_others_stands_nowhere_in_the_letter() -> None:
    criteria = a_material().criteria
    others = tuple(replace(c, asked_of=(AuditeeKind.PROVIDER,)) if c.id == "PLA-02" else c for c in criteria.criteria)
    text = read(a_material(criteria=replace(criteria, criteria=others)))
    assert "PLA-01" in text and "PLA-02" not in text


def with_dated_words() -> CriteriaSet:
    """The set with observation and title of K-PLANERING in the words of both laws."""
    criteria = a_material().criteria

    def dated(before: str, after: str) -> DatedText:
        return DatedText((Wording(before, None, date(2025, 6, 30)), Wording(after, date(2025, 7, 1))))

    planning = replace(
        criteria.requirement["K-PLANERING"],
        title=dated("Planering av bistånd", "Planering av insatser"),
        observation=dated("saknas planering av biståndet", "saknas planering av insatsen"),
    )
    others = tuple(r for r in criteria.requirements if r.id != planning.id)
    return replace(criteria, requirements=(planning, *others))


def test_a_requirement_about_the_committee_itself_tells_of_no_files() -> None:
    decided = {**DECIDED, "K-UTVECKLING": (Disposition.REQUIREMENT, "Det behövs.")}
    text = read(a_material(an_auditee(findings=some_findings(decided))))
    assert "Hos nämnden används resultaten inte fullt ut." in text
    assert "för krav 1 senast den 15 juni 2026" in text  # 14 June is a Sunday
    assert "för krav 2 senast den 14 juli 2026" in text  # 120 days, a Tuesday


def test_a_census_is_not_called_a_draw() -> None:
    draw = a_draw()
    all_of_them = replace(draw, strata=tuple(replace(part, size=part.cases) for part in draw.strata))
    text = read(a_material(an_auditee(draw=all_of_them)))
    assert "Alla 10 ärenden i förteckningen togs ut." in text
    assert "slumpmässigt" not in text
    assert "alla ärenden" not in text


def test_nothing_is_closed_while_a_proposal_is_undecided() -> None:
    undecided = a_material(an_auditee(findings=some_findings({})))
    assert "har granskningen ännu inte lett till något krav" in read(undecided)


def test_grounds_are_gathered_by_statute() -> None:
    old = {"statute": "SoL (2001:453)", "provisions": ["5 kap. 9 §", "11 kap. 5 §"]}
    told = grounds([old, {"statute": "SOSFS 2014:5", "provisions": ["5 kap."]}])
    assert told.replace("\u00a0", " ") == "5 kap. 9 § och 11 kap. 5 § SoL (2001:453) samt 5 kap. SOSFS 2014:5"


def test_no_case_code_leaves() -> None:
    codes = [code for part in a_draw().strata for code in part.order]
    html = letter_html(letter_view(a_material()))
    assert not [code for code in codes if code in html]


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ((2, 3), "I 2 av de 3 granskade ärenden där frågan var aktuell saknas"),
        ((1, 2, 3), "I samtliga 3 granskade ärenden där frågan var aktuell saknas"),
    ],
)
def test_files_are_counted_of_those_where_it_was_asked(lacking: tuple[int, ...], said: str) -> None:
    files = tuple(
        replace(f, judgements={**f.judgements, "PLA-01": Meaning.UNMET}) if f.number in lacking else f for f in FILES
    )
    assert said in read(a_material(an_auditee(files=files, findings=some_findings(files=files))))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((2, 3), "I båda de granskade ärenden där frågan var aktuell saknas"),
        ((2, 3, 4), "I samtliga 3 granskade ärenden där frågan var aktuell saknas"),
    ],
)
def test_two_of_two_are_both(asked: tuple[int, ...], said: str) -> None:
    def of(file: JudgedFile) -> JudgedFile:
        given = Meaning.UNMET if file.number in asked else Meaning.NOT_APPLICABLE
        return replace(file, judgements={**file.judgements, "PLA-01": given}) if file.number else file

    files = tuple(of(file) for file in FILES)
    assert said in read(a_material(an_auditee(files=files, findings=some_findings(files=files))))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Meaning.MET, "Frågan om nämnden i stort visar ingen brist."),
        (Meaning.UNMET, "Frågan om nämnden i stort visar en brist."),
    ],
)
def test_a_closing_letter_says_what_the_questions_about_the_auditee_itself_show(given: Meaning, said: str) -> None:
    files = (*FILES[:-1], a_file(0, DAY, UPF_11=given))
    decided = {"K-PLANERING": (Disposition.ADVICE, "En mall räcker."), "R-ATERFALL": DECIDED["R-ATERFALL"]}
    about = an_auditee(files=files, findings=some_findings(decided, files))
    assert said in read(a_material(about, kind=LetterKind.CLOSED))


def test_the_same_view_gives_the_same_letter() -> None:
    frozen = json.dumps(letter_view(a_material()))
    assert letter_html(json.loads(frozen)) == letter_html(letter_view(a_material()))


def test_another_sender_changes_every_field_of_the_sender() -> None:
    ours, theirs = letter_html(letter_view(a_material())), letter_html(letter_view(a_material(agency=OTHER)))
    for profile, page, absent in ((AGENCY, ours, theirs), (OTHER, theirs, ours)):
        people = [profile.officer, profile.decider, profile.rapporteur]
        told = [profile.name, profile.department, profile.address[1], profile.email, profile.account_email]
        told += [profile.phone, profile.web, profile.place, profile.closing]
        told += [text for person in people if person for text in (person.name, person.title)]
        assert [text for text in told if text not in page] == []
        assert [text for text in told if text in absent and text not in absent.replace(profile.name, "")] == []
    assert OTHER.logo_uri in theirs
    assert "data:image" not in ours


def test_a_sender_without_rapporteur_department_phone_and_web_leaves_no_holes() -> None:
    bare = replace(AGENCY, rapporteur=None, department="", phone="", web="", short_name="")
    text = read(a_material(agency=bare))
    assert "har fattats av enhetschef Beata Bestäm. Ärendet har handlagts" in text
    assert "None" not in text
    assert "telefon" not in text.casefold()


def test_a_self_audit_decides_nothing() -> None:
    audit = replace(a_material().audit, kind=AuditKind.SELF_AUDIT)
    text = read(a_material(audit=audit))
    assert "Resultat av egenkontroll" in text
    for word in ("Beslut\n", "föreläggande", "överklagas", "kräver", "Tillsynen"):
        assert word not in text


@pytest.mark.parametrize("kind", list(AuditeeKind))
@pytest.mark.parametrize("audit_kind", list(AuditKind))
@pytest.mark.parametrize("letter", DECISIONS)
def test_every_kind_of_letter_renders_for_everyone(
    kind: AuditeeKind, audit_kind: AuditKind, letter: LetterKind
) -> None:
    about = an_auditee(auditee=replace(AUDITEE, kind=kind))
    text = read(a_material(about, audit=replace(a_material().audit, kind=audit_kind), kind=letter))
    assert "undefined" not in text.casefold()


def test_an_empty_audit_still_renders() -> None:
    about = an_auditee(files=(), findings=(), draw=None, auditee=replace(AUDITEE, body="", address=(), dnr=""))
    for kind in DECISIONS:
        assert "Socialnämnden i Vik" in read(a_material(about, kind=kind))


NASTY = (
    "<script>alert(1)</script> {{ 7*7 }} {% raw %} [/] [@click=app.quit]x[/] =HYPERLINK(1) "
    "\x1b[2J\x9b3J \u202e </style>"
)


def test_peoples_words_are_never_markup_or_template() -> None:
    decided = {**DECIDED, "K-PLANERING": (Disposition.REQUIREMENT, NASTY)}
    about = an_auditee(findings=some_findings(decided), auditee=replace(AUDITEE, name=NASTY, body=NASTY))
    html = letter_html(letter_view(a_material(about, audit=replace(a_material().audit, title=NASTY))))
    assert "<script" not in html
    assert "49" not in re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    assert "{{ 7*7 }}" in html
    assert "[/] [@click=app.quit]x[/] =HYPERLINK(1)" in html


def test_draft_reasons_are_told() -> None:
    undecided = some_findings({"R-ATERFALL": DECIDED["R-ATERFALL"]})
    text = read(a_material(an_auditee(findings=undecided, unanswered=2, conflicts=1)))
    assert "Brevet är ett utkast och får inte skickas." in text
    assert "Antal: 2." in text
    assert "Granskare har antecknat olika" in text
    assert "Förslag som ännu inte är avgjorda: planering av insatser och utveckling av verksamheten." in text
    assert "Inga krav är beslutade ännu." in text


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Se 19900101-0017.", DisclosureKind.PERSONAL_NUMBER),
        ("Ring 070-123 45 67.", DisclosureKind.PHONE),
        ("Skriv till anna@ex.example.", DisclosureKind.EMAIL),
    ],
)
def test_personal_details_in_a_reason_are_found_and_placed(words: str, kind: DisclosureKind) -> None:
    decided = {**DECIDED, "K-PLANERING": (Disposition.REQUIREMENT, words)}
    found = leaks(letter_view(a_material(an_auditee(findings=some_findings(decided)))))
    assert [(leak.about, leak.field) for leak in found] == [("Planering av insatser", "reason")]
    assert found[0].kind in (kind, DisclosureKind.PERSONAL_NUMBER_UNCERTAIN)
    assert words[found[0].start - 1] in "107a"


def test_the_senders_own_details_and_hashes_are_no_leaks() -> None:
    assert leaks(letter_view(a_material())) == ()
    assert leaks(letter_view(a_closing())) == ()


def test_provisions_stand_in_reading_order() -> None:
    told = [
        ("SOSFS", "2014:5", "5 kap."),
        ("SoL", "2025:400", "13 kap. 10 §"),
        ("HSL", "2017:30", "16 kap. 4 §"),
        ("SoL", "2001:453", "11 kap. 5 §"),
        ("SoL", "2001:453", "5 kap. 9 §"),
    ]
    bases = [LegalBasis(act, sfs, where, Binding.MUST, Verified.TEXT) for act, sfs, where in told]
    assert [basis.provision for basis in in_reading_order(bases)] == [
        "5 kap. 9 §", "11 kap. 5 §", "13 kap. 10 §", "16 kap. 4 §", "5 kap.",
    ]  # fmt: skip


def test_a_closing_with_unanswered_questions_claims_nothing() -> None:
    material = a_closing()
    open_work = replace(material, about=replace(material.about, unanswered=2))

    said, unsaid = words_of(letter_html(letter_view(open_work))), words_of(letter_html(letter_view(material)))

    assert "Granskningen är inte färdig." in said and "uppfyller det som har prövats" not in said
    assert "Granskningen är inte färdig." not in unsaid


def test_neighbours_left_out_for_one_reason_are_told_together() -> None:
    names = (
        ("PLA-08", "Finns A?", "Gäller inte här."),
        ("PLA-09", "Finns B?", "Gäller inte här."),
        ("UPF-11", "Finns C?", "Prövas sedan."),
    )
    material = a_material()
    chosen = Selection("Urval", tuple(LeftOut(*one) for one in names), "ab" * 32)
    html = words_of(letter_html(letter_view(replace(material, criteria=replace(material.criteria, selection=chosen)))))

    assert "PLA-08–PLA-09 (två frågor). Skäl: Gäller inte här." in " ".join(html.split())
    assert "UPF-11 Finns C? Skäl: Prövas sedan." in " ".join(html.split())
