"""The keys of set.yaml and of area files, declared once for the reader and for the JSON Schema.

Owns names, kinds, patterns and descriptions (msgids, shown by editors). Leaves reading to `criteria_values` and
rules between values to `criteria_checks`.
"""

from __future__ import annotations

from tillsyn.domain.casefiles import AuditeeKind
from tillsyn.domain.criteria import Meaning
from tillsyn.domain.facts import FactType
from tillsyn.domain.law import Binding, Verified
from tillsyn.domain.units import Unit
from tillsyn.language import N_
from tillsyn.reading.keys import Key, Kind

SET_ID = r"[a-z0-9åäö]+(-[a-z0-9åäö]+)*"
WORD = r"[a-zåäö_][a-zåäö0-9_]*"
AREA_ID = r"[A-ZÅÄÖ]{2,4}"
CRITERION_ID = rf"({AREA_ID})-[0-9]{{2,3}}"
REQUIREMENT_ID = r"[KR]-[A-ZÅÄÖ]+(-[A-ZÅÄÖ]+)*"
FILE_NAME = r"[\wåäöÅÄÖ-]+\.yaml"
SHARE = r"(100|[1-9][0-9]?) ?%"
STATUSES = ("draft", "published", "withdrawn")
DEMANDS = ("comment",)
FORMAT = 1

_FROM = Key("from", Kind.DATE, N_("The first day it holds; leave out where it always has."))
_UNTIL = Key("until", Kind.DATE, N_("The last day it holds; leave out where it still does."))

WORDING_KEYS = (
    _FROM,
    _UNTIL,
    Key("text", Kind.TEXT, N_("The wording of these days."), required=True),
)

FACT_KEYS = (
    Key("label", Kind.TEXT, N_("What a person reads; a register's column may go by it."), required=True),
    Key("type", Kind.CHOICE, N_("What it can hold."), required=True, choices=tuple(FactType)),
    Key("values", Kind.NAMED_TEXTS, N_("The codes of a choice, each with its label."), pattern=WORD),
    Key("help", Kind.TEXT, N_("How to know what to fill in.")),
    Key("unit", Kind.CHOICE, N_("What it is about; leave out for a row of the register."), choices=tuple(Unit)),
)

STEP_KEYS = (
    Key("code", Kind.TEXT, N_("What is stored and written in answer files."), required=True, pattern=WORD),
    Key("key", Kind.TEXT, N_("The one key that gives this answer in the app."), required=True, pattern="."),
    Key("meaning", Kind.CHOICE, N_("What it means for the counting."), required=True, choices=tuple(Meaning)),
    Key("label", Kind.TEXT, N_("What a person reads."), required=True),
    Key("demands", Kind.TEXTS, N_("What the answer must be given with: comment.")),
)

SAMPLING_KEYS = (
    Key("size", Kind.NUMBER, N_("How many case files are drawn for each auditee."), required=True, least=1),
    Key("reserve", Kind.NUMBER, N_("How many more stand by, in order.")),
    Key("strata", Kind.TEXTS, N_("The facts, each a choice, by which the register is divided before the draw.")),
)

SET_KEYS = (
    Key("format", Kind.NUMBER, N_("The format of these files: 1."), required=True, least=1),
    Key("id", Kind.TEXT, N_("The set's own id; never changes."), required=True, pattern=SET_ID),
    Key("version", Kind.TEXT, N_("The edition; a published one never changes."), required=True),
    Key("status", Kind.CHOICE, N_("Whether it may be used in earnest."), required=True, choices=STATUSES),
    Key("title", Kind.TEXT, N_("The name of the set."), required=True),
    Key("language", Kind.CHOICE, N_("The language it is written in."), required=True, choices=("sv", "en")),
    Key("files", Kind.TEXTS, N_("The area files in this folder, in the order they are worked through."), required=True),
    Key("sampling", Kind.MAPPING, N_("What is proposed for the draw."), required=True, inner=SAMPLING_KEYS),
    Key("facts", Kind.NAMED, N_("What decides which criteria apply."), required=True, inner=FACT_KEYS, pattern=WORD),
    Key("scales", Kind.NAMED_LISTS, N_("The answers that can be given."), required=True, inner=STEP_KEYS, pattern=WORD),
    Key("law_as_of", Kind.DATE, N_("The day up to which the texts of law were read.")),
)

BASIS_KEYS = (
    Key("act", Kind.TEXT, N_("The act in short form, for example SoL."), required=True),
    Key("sfs", Kind.TEXT, N_("Its number in the statute book, within quotation marks."), required=True),
    Key("provision", Kind.TEXT, N_("Chapter and paragraph."), required=True),
    Key("binding", Kind.CHOICE, N_("must can become a requirement, should only advice."), True, tuple(Binding)),
    _FROM,
    _UNTIL,
    Key("verified", Kind.CHOICE, N_("How far a person has checked it: text, number or no."), True, tuple(Verified)),
    Key("about", Kind.TEXT, N_("What the provision says, in one sentence.")),
    Key("only_when", Kind.TEXT, N_("Where it holds for some files alone: a condition, as in applies_when.")),
)

CRITERION_KEYS = (
    Key("id", Kind.TEXT, N_("Given once and never used again."), required=True, pattern=CRITERION_ID),
    Key("rev", Kind.NUMBER, N_("Raised when anything that affects the judgement changes."), required=True, least=1),
    Key("unit", Kind.CHOICE, N_("What one answer is about."), required=True, choices=tuple(Unit)),
    Key("question", Kind.DATED_TEXT, N_("The question, one that can be answered from the file."), True),
    Key("guidance", Kind.DATED_TEXT, N_("What is evidence, what is partly, and what is not enough.")),
    Key("look_in", Kind.TEXTS, N_("The kinds of document where the answer is likely to stand.")),
    Key("search", Kind.TEXTS, N_("Words to search for in the documents.")),
    Key("scale", Kind.TEXT, N_("One of the scales in set.yaml."), required=True, pattern=WORD),
    Key("applies_when", Kind.TEXT, N_("The condition for asking; leave out where it is always asked.")),
    Key(
        "asked_of",
        Kind.TEXTS,
        N_("The kinds of auditee it is put to; leave out for all."),
        choices=tuple(AuditeeKind),
    ),
    Key("judged_by_date", Kind.TEXT, N_("The fact, a date, whose day decides which law holds."), pattern=WORD),
    Key("legal_basis", Kind.LIST, N_("The provisions it rests on, each with its own dates."), inner=BASIS_KEYS),
    Key("requirement", Kind.TEXT, N_("The requirement it belongs to."), pattern=REQUIREMENT_ID),
    Key("comparable_with", Kind.TEXTS, N_("Earlier revs whose answers can be compared with answers to this one.")),
    Key("other_sources", Kind.TRUTH, N_("An interview or another source may show what is not in the file.")),
)

RULE_KEYS = (
    Key("in_at_least", Kind.NUMBER, N_("Lacking in so many case files."), least=1),
    Key("share", Kind.TEXT, N_("Lacking in such a share of them, for example 20 %."), pattern=SHARE),
    Key("critical", Kind.TRUTH, N_("One case file is enough.")),
)

REQUIREMENT_KEYS = (
    Key("id", Kind.TEXT, N_("K- for what can be demanded, R- for advice alone."), True, pattern=REQUIREMENT_ID),
    Key("title", Kind.DATED_TEXT, N_("A short name for headings and tables."), required=True),
    Key("text", Kind.DATED_TEXT, N_("What a letter demands, as a lasting state.")),
    Key("advice", Kind.DATED_TEXT, N_("What a letter advises.")),
    Key("observation", Kind.DATED_TEXT, N_("How “I 3 av 8 granskade ärenden …” goes on."), required=True),
    Key("consequence", Kind.DATED_TEXT, N_("What the lack may mean for the individual.")),
    Key("proposed_when", Kind.MAPPING, N_("When it is proposed: one of the rules."), required=True, inner=RULE_KEYS),
    Key("account_within_days", Kind.NUMBER, N_("Days the auditee has to account for what it has done."), least=1),
)

RETIRED_KEYS = (
    Key("id", Kind.TEXT, N_("An id that is never used again."), True, pattern=f"{CRITERION_ID}|{REQUIREMENT_ID}"),
    Key("since", Kind.TEXT, N_("The first edition without it, within quotation marks."), required=True),
    Key("reason", Kind.TEXT, N_("Why it is no longer asked."), required=True),
    Key("replaced_by", Kind.TEXTS, N_("The ids that ask for the same thing now.")),
)

AREA_KEYS = (
    Key(
        "area", Kind.TEXT, N_("Two to four capital letters that begin the ids of its criteria."), True, pattern=AREA_ID
    ),
    Key("title", Kind.TEXT, N_("The name of the area."), required=True),
    Key("about", Kind.TEXT, N_("What the area is about, in a few sentences.")),
    Key("criteria", Kind.LIST, N_("The criteria, in the order they are asked."), required=True, inner=CRITERION_KEYS),
    Key("requirements", Kind.LIST, N_("The requirements that gather them."), inner=REQUIREMENT_KEYS),
    Key("retired", Kind.LIST, N_("Ids of earlier editions that are never used again."), inner=RETIRED_KEYS),
)
