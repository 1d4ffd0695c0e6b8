"""Faults in files of phrases (codes P…).

Sentences are msgids: English here, Swedish in the catalogue.
"""

from __future__ import annotations

from tillsyn.language import N_

PHRASES: dict[str, str] = {
    "P001": N_("There is no criterion or area “{value}” in {set}. Correct it, or remove it."),
    "P002": N_(
        "A personal identity number, a telephone number or an e-mail address stands in this phrase. Phrases are used "
        "in many files: take it out."
    ),
    "P003": N_("The phrase stands on line {first} and again here. Keep one of them."),
    "P004": N_("The phrase is longer than {most} characters. Split it, or shorten it."),
    "P005": N_("These phrases are for the set “{value}”, but lie in the folder of {set}. Correct one of them."),
    "P006": N_("“{key}” names parts of a set, and the file does not say of which. Write set: and its id at the top."),
    "P007": N_("No scale of {set} has an answer “{value}”. Write one of: {known}."),
}
