"""Faults in the sender's profile, templates and text that leaves (codes S…).

Sentences are msgids: English here, Swedish in the catalogue.
"""

from __future__ import annotations

from tillsyn.language import N_

SETTINGS: dict[str, str] = {
    # The sender's profile
    "S001": N_("“{key}” is no e-mail address. Write it as name@domain."),
    "S002": N_("The logo “{value}” is not beside the profile. Give the name of an SVG file in the same folder."),
    "S003": N_("The logo “{value}” is no SVG picture. Save it as SVG."),
    "S004": N_(
        "The logo “{value}” holds scripts, entities or links to other files, which letters cannot carry. "
        "Save it as plain SVG."
    ),
    "S005": N_("What looks like a personal identity number stands in “{key}”. A profile cannot hold one."),
    "S006": N_("“{key}” is to have at least one line. Write the address as a list of lines."),
}
