"""Faults between a criteria set and its own past: ids, revs, locks and retired ids (codes C120–C139).

Sentences are msgids: English here, Swedish in the catalogue. The names of what a change can be about stand here too,
since faults and comparisons say them alike.
"""

from __future__ import annotations

from tillsyn.language import N_

EDITIONS: dict[str, str] = {
    "C120": N_(
        "{id} has changed in what affects the judgement ({parts}), but is still rev {rev}, as it was locked. "
        "Raise rev to {next}, or take the change back."
    ),
    "C121": N_(
        "{id} is locked by an earlier edition and is gone. Put it back, or list it under retired with since and reason."
    ),
    "C122": N_("{id} is retired, but is still used at {first}. Remove one of them; a retired id is never used again."),
    "C123": N_("“{id}” is no id of a criterion or a requirement. Write it as it was used."),
    "C124": N_("There is no “{id}” here that could replace it. Write an id that is asked now."),
    "C125": N_("Rev {rev} is not earlier than the criterion's own ({own}). Write earlier revs only."),
    "C126": N_("{id} was retired in {since} and is never used again. Choose an id that has not been used."),
    "C127": N_("{id} has rev {rev}, but rev {locked} is locked. A rev never goes back; write {locked} or more."),
    "C128": N_(
        "The edition {version} is published and locked with other content ({locked}; now {now}). "
        "A published edition never changes. Give this one a new version."
    ),
    "C129": N_("This is no lock of the set {set} that can be used. Take back the file as it was last kept."),
    "C130": N_("{id} was retired in {since} and must stay listed under retired. Put it back there."),
    "C131W": N_(
        "{id} has a higher rev than the locked {locked}, though nothing that affects the judgement has changed."
    ),
    "C132": N_("The edition {version} has been published and cannot be a draft again. Give the draft a new version."),
}

PARTS: dict[str, str] = {
    "unit": N_("what an answer is about"),
    "asked_of": N_("whom it is put to"),
    "question": N_("the question"),
    "guidance": N_("the guidance"),
    "scale": N_("the answers"),
    "applies_when": N_("when it is asked"),
    "facts": N_("the facts that decide whether it is asked"),
    "judged_by_date": N_("the date it is judged by"),
    "legal_basis": N_("the law"),
    "requirement": N_("the requirement it leads to"),
    "other_sources": N_("whether other sources than the file count"),
    "text": N_("the text of the requirement"),
    "advice": N_("the text of the advice"),
    "proposed_when": N_("when it is proposed"),
    "account_within_days": N_("the time to account"),
    "area": N_("the area"),
    "title": N_("the name"),
    "labels": N_("keys and labels of the answers"),
    "look_in": N_("where to look"),
    "search": N_("the search words"),
    "verified": N_("the account of the law and how far it is checked"),
    "observation": N_("the observation"),
    "consequence": N_("the consequence"),
}
"""Name of a part of a criterion or requirement (`domain.editions`) → how it is said inside a sentence."""
