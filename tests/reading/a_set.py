"""The smallest criteria set that has one of everything answer files and decision files can name."""

from __future__ import annotations

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

FACTS = (
    FactDefinition("insatsform", "Insatsform", FactType.CHOICE, (("oppenvard", "Öppenvård"), ("hvb", "HVB"))),
    FactDefinition("barn_berors", "Barn berörs", FactType.BOOLEAN),
    FactDefinition("beslutsdatum", "Beslut om insats", FactType.DATE),
)


def a_criterion(name: str, unit: Unit = Unit.CASE_FILE, scale: str = "s4") -> Criterion:
    return Criterion(name, 1, name[:3], unit, a_text("Fråga?"), a_text("Ledning."), scale, ())


def a_text(text: str) -> DatedText:
    return DatedText((Wording(text),) if text else ())


def a_requirement(name: str, text: str) -> Requirement:
    return Requirement(name, "BEH", a_text("Titel"), ProposalRule(in_at_least=2), a_text(text), a_text("Nämnden bör."))


def a_set() -> CriteriaSet:
    """Three criteria on two scales, three facts, a requirement and one that is advice only."""
    steps = (
        ScaleStep("ja", "j", Meaning.MET, "Ja"),
        ScaleStep("delvis", "d", Meaning.PARTLY, "Delvis", ("comment",)),
        ScaleStep("nej", "n", Meaning.UNMET, "Nej", ("comment",)),
    )
    return CriteriaSet(
        "prov",
        "1",
        "draft",
        "Prov",
        "sv",
        SamplingDefaults(8, 4),
        FACTS,
        (Scale("s4", steps), Scale("s3", (steps[0], steps[2]))),
        (Area("BEH", "Behov"),),
        (a_criterion("BEH-01"), a_criterion("SIP-03", scale="s3"), a_criterion("UPF-11", Unit.AUDITEE)),
        (a_requirement("K-UTREDNING", "Nämnden ska."), a_requirement("R-METOD", "")),
    )
