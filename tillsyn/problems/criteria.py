"""Faults in criteria files (codes C…). Sentences are msgids: English here, Swedish in the catalogue."""

from __future__ import annotations

from tillsyn.language import N_

CRITERIA: dict[str, str] = {
    # Ids
    "C001": N_("“{id}” is no usable id of a criterion. Write the area's letters, a hyphen and digits: {area}-01."),
    "C002": N_("“{id}” is no usable id of a requirement. Write K- or R- and capital letters: K-PLANERING."),
    "C003": N_("“{id}” is no usable code. Write small letters, digits and _, beginning with a letter."),
    "C004": N_("“{id}” is no usable id of an area. Write two to four capital letters."),
    "C005": N_("“{id}” is no usable id of a set. Write small letters, digits and hyphens."),
    "C006": N_("“{id}” does not belong to this area. Begin it with {area}-, or move it to its own file."),
    "C007": N_("“{id}” is a word of the conditions' language. Choose another."),
    "C008": N_(
        "The format {format} is not known to this version of the program. Write format: 1, or update the program."
    ),
    "C010": N_("“{id}” is already used at {first}. Ids are given once; choose another."),
    "C011": N_(
        "“{id}” is both a fact and a value of a fact ({first}). Rename one of them, so that conditions are clear."
    ),
    "C012": N_(
        "“{label}” already stands for something else at {first}. Choose another label, so that registers are clear."
    ),
    "C013": N_("“{label}” is what every fact can be besides its own values. Choose another label."),
    # Files
    "C020": N_("The folder has no file “{name}”. Correct the list of files, or add the file."),
    "C021": N_("“{name}” cannot be listed. Write the name of a .yaml file in the same folder, each once."),
    "C022W": N_("The file is not listed in set.yaml and was not read. List it under files, or move it away."),
    "C023": N_("There is not a single criterion here. List at least one."),
    "C024": N_("There is no criteria set here: set.yaml is missing. Give the folder of a set, or a file in it."),
    # Names that must resolve
    "C030": N_("There is no scale “{name}”. Write one of those in set.yaml."),
    "C031": N_("There is no requirement “{name}”. Write one that exists, or add it under requirements."),
    "C032": N_("There is no fact “{name}”. Write one of those in set.yaml."),
    "C034": N_("“{name}” is no date. judged_by_date must be a fact of type date."),
    "C035": N_("“{name}” is no choice. Strata must be facts of type choice."),
    "C036": N_("The choice has no values. Add values: codes with labels."),
    "C037": N_("Only a choice has values. Remove them, or write type: choice."),
    "C038W": N_("The scale “{name}” is not used by any criterion. Remove it, or use it."),
    # Requirements
    "C040": N_("No criterion belongs to “{id}”. Name it as requirement: of a criterion, or remove it."),
    "C041": N_(
        "“{id}” has no text, but {criterion} rests on a provision that binds (must). Add text, or change binding."
    ),
    "C042": N_("“{id}” has no text to demand. Add text, or make it advice alone with an id that begins with R-."),
    "C043": N_("“{id}” has no advice to give. Add advice."),
    "C044": N_("Write exactly one rule here: in_at_least, share or critical: true."),
    "C045": N_("“{share}” is no share. Write a whole number from 1 to 100 and a percent sign: 20 %."),
    "C046": N_("“{id}” begins with R- and is advice alone. Remove text, or let the id begin with K-."),
    "C047": N_("“{id}” gathers criteria about different things ({units}). Two levels are never mixed; divide it."),
    "C048": N_("“{id}” is about the auditee itself and can be lacking once only. Write critical: true."),
    "C049W": N_("No criterion of “{id}” rests on a provision that binds (must), so it can only become advice."),
    # The language of conditions
    "C050": N_(
        "The character “{sign}” is not used in conditions. Equal is ==, not equal !=, in one of several: in (a, b)."
    ),
    "C051": N_("A value is expected here: a code, a number or a date."),
    "C052": N_("The name of a fact or a criterion is expected here."),
    "C053": N_("After days(…) a comparison is expected, for example >= 30."),
    "C054": N_("The condition could end before this. Join statements with “and” or “or”."),
    "C055": N_("“{sign}” is expected here."),
    "C056": N_("There is no such day. Write year-month-day, for example 2025-07-01."),
    "C057": N_("There are too many parentheses inside one another. Write the condition simpler."),
    # What conditions speak of
    "C060": N_("There is no fact or criterion “{name}”. Correct the name."),
    "C061": N_("“{value}” is no value of {name}. Write one of: {known}."),
    "C062": N_("{name} is yes or no. Write {name} alone, not {name}, or compare it with ja or nej."),
    "C063": N_("{name} is a date. Compare it with a day, for example {name} >= 2025-07-01."),
    "C064": N_("{name} is no date. days() takes two facts of type date, or audit_date."),
    "C065": N_("days() is a number of days. Compare it with a whole number."),
    "C066": N_("“{value}” is no answer to {name}. Write one of: {known}."),
    "C067": N_("{name} has no order. Compare it with ==, != or in (…)."),
    "C068": N_("{name} says nothing by itself. Compare it with one of: {known}."),
    "C069": N_("unstated() takes a fact, and {name} is none. Write the name of a fact."),
    "C070": N_("The conditions go round in a circle: {chain}. Change one of them."),
    "C071": N_(
        "{name} is asked about another thing ({unit}). A condition can only rest on criteria about the same thing."
    ),
    "C072": N_("{name} is a fact of a case file, and this criterion is not about case files. Remove it."),
    # Scales
    "C080": N_("“{key}” cannot be a key. Write one letter or sign."),
    "C081": N_("The key “{key}” already gives “{code}” in this scale. Choose another."),
    "C082": N_("The key “{key}” is used by the app itself. Choose another."),
    "C083": N_("The scale has fewer than two answers. Add what can be answered."),
    # Dates
    "C090": N_("It ends ({until}) before it begins ({begins}). Correct the dates."),
    "C091": N_("This wording holds from {begins}, but the one before holds until {until}. Correct the dates."),
    "C092": N_("No wording holds {days}. Correct the dates, so that every day has one."),
    "C095": N_("The first wording must have no beginning, so that every day has one. Remove from."),
    "C096": N_("The last wording must have no end, so that every day has one. Remove until, or add one more wording."),
    "C097": N_("The wording before this one has no end. Write until in it."),
    "C093W": N_("No provision holds {days}. Case files judged by those days get no law. Check the dates."),
    "C094W": N_("No provision holds after {day}. Case files judged by later days get no law. Check the dates."),
    # What criteria and facts are about, and whom they are put to
    "C110": N_(
        "{name} is a fact about the auditee itself, and only criteria about the auditee can use it. Remove it, or "
        "change the unit."
    ),
    "C111": N_(
        "The rows of a register are {rows} in this set ({first}), and this is about {unit}. Rows are of one sort; "
        "change the unit, or make two sets."
    ),
    "C112": N_("“{name}” is a fact about the auditee itself and stands in no register. Strata must be facts of rows."),
    "C113": N_(
        "{name} is put to other auditees than this criterion (asked_of), so the condition never holds. Correct it, or "
        "asked_of."
    ),
    # Texts
    "C100": N_("“{key}” is an empty list. Write at least one word, or remove the key."),
    "C101": N_("Here is an invisible sign ({sign}) that changes the direction of reading. Remove it."),
    "C102W": N_(
        "The text goes on after “In 3 of 8 reviewed case files …”, and begins with a capital letter. Write a small one."
    ),
}
