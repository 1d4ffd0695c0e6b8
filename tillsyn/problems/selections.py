"""Faults in local selections (codes U…). Sentences are msgids: English here, Swedish in the catalogue."""

from __future__ import annotations

from tillsyn.language import N_

SELECTIONS: dict[str, str] = {
    "U001": N_("There is no set “{set}” in the usual places. Write the name of a set, or its folder from this file."),
    "U002": N_(
        "The set {set} is edition {version} here, and the selection was made for {given}. "
        "Look through the selection, and write version: “{version}”."
    ),
    "U003": N_("There is no criterion or area “{id}” in {set}. Correct the id or remove it."),
    "U004": N_("Nothing is left out. Name at least one criterion with a reason, or use the set as it is."),
    "U005": N_("Every criterion is left out. Keep at least one."),
    "U006": N_("{id} is left out without a reason. Write in a sentence why; the letter says it."),
    "U007": N_(
        "{kept} rests on the answer to {id} (“{condition}”), which is left out. Leave out {kept} too, or keep {id}."
    ),
    "U008": N_("{id} is left out with its area {area} already. Keep one of them."),
    "U009": N_("The set {set} has faults of its own, the first at {place}. Mend them first: tillsyn criteria check."),
}
