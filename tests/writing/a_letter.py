"""A small audit as domain values, counted by hand, and a letter made of it.

Four files. PLA-01: met, unmet (old law), partly (new law), not applicable: lacking in 2 of 3. PLA-02: met, met, unmet,
cannot be judged: lacking in 1 of 4. UPF-11 is asked of the committee itself: partly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

from tillsyn.domain.agency import AgencyProfile, Official
from tillsyn.domain.casefiles import Audit, Auditee, AuditKind
from tillsyn.domain.criteria import (
    Area,
    CriteriaSet,
    Criterion,
    DatedText,
    Meaning,
    ProposalRule,
    Requirement,
    SamplingDefaults,
    Scale,
    ScaleStep,
    Unit,
    Wording,
)
from tillsyn.domain.facts import FactDefinition, FactType
from tillsyn.domain.findings import Decision, Disposition, JudgedFile, propose
from tillsyn.domain.law import Binding, LegalBasis, Verified, law_on
from tillsyn.domain.letters import Judged, LetterKind, kind_for
from tillsyn.domain.plans import SamplePlan
from tillsyn.domain.sampling import Draw, FrameItem, draw_sample
from tillsyn.writing.material import AuditeeMaterial, LetterMaterial

OLD, NEW = date(2025, 3, 1), date(2025, 9, 1)
CHANGE = date(2025, 7, 1)
DAY = date(2026, 3, 16)
HASH = "a1b2c3d4e5f6" + "0" * 52
MUST, SHOULD = Binding.MUST, Binding.SHOULD


def plain_text(text: str) -> DatedText:
    return DatedText((Wording(text),))


def basis(provision: str, sfs: str, binding: Binding = MUST, verified: Verified = Verified.TEXT) -> LegalBasis:
    old = sfs == "2001:453"
    return LegalBasis(
        "SoL",
        sfs,
        provision,
        binding,
        verified,
        None if old else CHANGE,
        date(2025, 6, 30) if old else None,
        "Insatser ska planeras.",
    )


PLAN_LAW = (basis("5 kap. 9 §", "2001:453"), basis("13 kap. 10 §", "2025:400"))
ADVICE_LAW = (basis("3 kap. 3 §", "2001:453", SHOULD), basis("5 kap. 1 §", "2025:400", SHOULD))
WHOLE_LAW = (basis("5 kap. 2 §", "2025:400"),)

S4 = Scale(
    "s4",
    (
        ScaleStep("ja", "j", Meaning.MET, "Ja"),
        ScaleStep("delvis", "d", Meaning.PARTLY, "Delvis"),
        ScaleStep("nej", "n", Meaning.UNMET, "Nej"),
    ),
)


def criterion(
    name: str, area: str, law: tuple[LegalBasis, ...], requirement: str, unit: Unit = Unit.CASE_FILE
) -> Criterion:
    return Criterion(
        name, 1, area, unit, plain_text(f"Är {name} uppfyllt?"), plain_text(""), "s4", law, requirement=requirement
    )


PLANERING = Requirement(
    "K-PLANERING",
    "PLA",
    plain_text("Planering av insatser"),
    ProposalRule(in_at_least=2),
    DatedText(
        (
            Wording("Nämnden ska säkerställa att bistånd planeras.", None, date(2025, 6, 30)),
            Wording("Nämnden ska säkerställa att insatser planeras.", CHANGE),
        )
    ),
    plain_text("Nämnden bör ha en mall."),
    plain_text("saknas en dokumenterad plan för insatsen"),
    plain_text("Utan plan kan hjälpen inte följas upp."),
    90,
)
ATERFALL = Requirement(
    "R-ATERFALL",
    "PLA",
    plain_text("Beredskap för återfall"),
    ProposalRule(in_at_least=1),
    DatedText(()),
    plain_text("Nämnden bör i förväg bestämma vad som ska ske vid återfall."),
    plain_text("framgår inte vad som ska ske vid återfall"),
    plain_text("Hjälpen kan upphöra."),
)
UTVECKLING = Requirement(
    "K-UTVECKLING",
    "UPF",
    plain_text("Utveckling av verksamheten"),
    ProposalRule(critical=True),
    plain_text("Nämnden ska säkerställa att resultat används."),
    plain_text("Nämnden bör sammanställa resultat."),
    plain_text("används resultaten inte fullt ut"),
    plain_text("Samma brister kan återkomma."),
    120,
)

CRITERIA = CriteriaSet(
    "prov",
    "1.0",
    "published",
    "Missbruks- och beroendevård",
    "sv",
    SamplingDefaults(4, 2, ("form",)),
    (FactDefinition("form", "Insatsform", FactType.CHOICE, (("hvb", "HVB"), ("oppen", "Öppenvård"))),),
    (S4,),
    (Area("PLA", "Planering"), Area("UPF", "Uppföljning")),
    (
        criterion("PLA-01", "PLA", PLAN_LAW, "K-PLANERING"),
        criterion("PLA-02", "PLA", ADVICE_LAW, "R-ATERFALL"),
        criterion("UPF-11", "UPF", WHOLE_LAW, "K-UTVECKLING", Unit.AUDITEE),
    ),
    (PLANERING, ATERFALL, UTVECKLING),
)

AUDITEE = Auditee("vik", "Socialnämnden i Vik", body="Viks kommun", address=("Box 1", "000 01 Vik"), dnr="EX 2026-1")

AGENCY = AgencyProfile(
    name="Provmyndigheten",
    short_name="Provmyndigheten",
    department="Avdelningen för prov",
    address=("Box 9", "000 09 Provstad"),
    email="post@prov.example",
    account_email="svar@prov.example",
    phone="010-111 11 11",
    web="www.prov.example",
    officer=Official("Hanna Handlagg", "inspektör"),
    decider=Official("Beata Bestäm", "enhetschef"),
    rapporteur=Official("Frans Föredrag", "jurist"),
    place="Provstad",
    closing="För Provmyndigheten",
)

FRAME = [FrameItem(f"HEMLIG-{n}", "hvb" if n < 4 else "oppen") for n in range(1, 11)]


def a_draw() -> Draw:
    return draw_sample(SamplePlan(4, 2, ("form",), "frö-1"), "vik", FRAME)


def a_file(number: int, day: date, **judgements: Meaning | None) -> JudgedFile:
    """A file; PLA_01=… gives PLA-01. Its code is the one drawn in that place, or none for the auditee itself."""
    given = {name.replace("_", "-"): value for name, value in judgements.items()}
    law = {name: law_on(CRITERIA.criterion[name].legal_basis, day) for name in given}
    return JudgedFile(a_draw().sample[number - 1] if number else "", number, given, law, dict.fromkeys(given, day))


FILES = (
    a_file(1, OLD, PLA_01=Meaning.MET, PLA_02=Meaning.MET),
    a_file(2, OLD, PLA_01=Meaning.UNMET, PLA_02=Meaning.MET),
    a_file(3, NEW, PLA_01=Meaning.PARTLY, PLA_02=Meaning.UNMET),
    a_file(4, NEW, PLA_01=Meaning.NOT_APPLICABLE, PLA_02=Meaning.CANNOT_JUDGE),
    a_file(0, DAY, UPF_11=Meaning.PARTLY),
)
DECIDED = {
    "K-PLANERING": (Disposition.REQUIREMENT, "Planer saknas i två ärenden"),
    "R-ATERFALL": (Disposition.ADVICE, "Det går lätt att rätta till."),
    "K-UTVECKLING": (Disposition.NONE, "Arbetet har redan börjat."),
}


def some_findings(
    decided: Mapping[str, tuple[Disposition, str]] | None = None, files: tuple[JudgedFile, ...] = FILES
) -> tuple[Judged, ...]:
    """What the rules say of the files, and what was decided."""
    decisions = DECIDED if decided is None else decided
    found = []
    for requirement in CRITERIA.requirements:
        criteria = CRITERIA.criteria_for(requirement.id)
        units = {c.unit for c in criteria}
        seen = [f for f in files if (Unit.CASE_FILE in units) == bool(f.number)]
        given = decisions.get(requirement.id)
        decision = Decision("vik", requirement.id, *given) if given else None
        found.append((propose(requirement, criteria, "vik", seen), decision))
    return tuple(found)


def an_auditee(**changes: object) -> AuditeeMaterial:
    return replace(AuditeeMaterial(AUDITEE, FILES, some_findings(), a_draw()), **changes)  # type: ignore[arg-type]


def a_material(about: AuditeeMaterial | None = None, **changes: object) -> LetterMaterial:
    """The material of a letter, of the kind its decisions call for."""
    chosen = about or an_auditee()
    made = LetterMaterial(
        Audit("prov", "Tillsyn av provvården", AuditKind.SUPERVISION, date(2026, 3, 2), HASH),
        CRITERIA,
        AGENCY,
        chosen,
        kind_for(chosen.findings),
        DAY,
        "AAAA-BBBB-CCCC-DDDD",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def a_closing() -> LetterMaterial:
    """The same files, where nothing was found grave enough to demand anything."""
    about = an_auditee(
        findings=some_findings({**DECIDED, "K-PLANERING": (Disposition.ADVICE, "En mall räcker långt.")})
    )
    return a_material(about, kind=LetterKind.CLOSED)


class _Words(HTMLParser):
    """The text of an HTML page, a line per block."""

    _BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "tr", "caption", "table", "section", "div", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.silent += tag in ("style", "title")
        if tag in self._BLOCKS:
            self.parts.append("\n")
        if tag in ("td", "th"):
            self.parts.append(" | ")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("style", "title")
        if tag in self._BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(re.sub(r"[ \n\t]+", " ", data.replace("\u00ad", "").replace("\u00a0", " ")))


def words_of(html: str) -> str:
    """What a reader reads, one line per block."""
    parser = _Words()
    parser.feed(html)
    lines = (re.sub(r" +", " ", line).strip() for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"
