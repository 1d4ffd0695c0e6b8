"""Faults in answer files and decision files (codes A…).

Sentences are msgids: English here, Swedish in the catalogue.
"""

from __future__ import annotations

from tillsyn.language import N_

ANSWERS: dict[str, str] = {
    "A001": N_("The file is of format {value}, but this version of tillsyn reads format {known}."),
    # Answers
    "A002": N_("There is no criterion “{criterion}” in these criteria. Correct the id or remove the answer."),
    "A003": N_("“{answer}” is no answer to {criterion}. Write one of: {known}."),
    "A004": N_("There is no fact “{fact}” in these criteria. Correct the id or remove it."),
    "A005": N_("“{value}” cannot be the value of {fact}. Write one of: {known}."),
    "A006": N_("“{value}” is no date that exists. Write {fact} as year-month-day, for example 2025-07-01."),
    "A007": N_("The case “{case}” stands on line {first} and again here. Gather its answers in one place."),
    "A008": N_("{criterion} is about the auditee as a whole, not about a case file. Move it to auditee_answers."),
    "A009": N_("{criterion} is about a case file. Move it to the case it is about."),
    "A010W": N_("{criterion}: the answer “{answer}” demands a comment. It is taken in, but remains to be finished."),
    "A011": N_("{fact} is about the auditee as a whole, not about a case file. Move it to auditee_facts."),
    "A012": N_("{fact} is about a case file. Move it to the case it is about."),
    "A040": N_("The case “{case}” is not in the sample of {auditee}. Check the code, or draw the sample first."),
    "A041W": N_("{criterion} is not asked of {case}, by its facts. The answer is kept but not counted."),
    "A045W": N_("{criterion} is put to {kinds} alone, and {auditee} is no such. The answer is kept but not counted."),
    "A042": N_("{criterion} quotes the document “{document}”, which the case does not have. Check the name."),
    "A043": N_("{criterion}: the quote does not stand in “{document}”, word for word on one line. Copy it again."),
    "A044": N_(
        "The audit has gone over to the edition {version}, and this file was not judged under it, or does not say so. "
        "Look through what has changed, and then write edition: “{version}”."
    ),
    "A046W": N_(
        "{name} in {case} has been changed by somebody since this file was written. Both versions stand, as a "
        "conflict, until somebody settles it."
    ),
    "A047W": N_(
        "{name} in {case} stood otherwise and is replaced. The file is written by hand and does not say what its "
        "author had seen."
    ),
    "A048": N_("“{value}” is not what tillsyn wrote here. Leave the lines under seen as they were, or export anew."),
    "A049W": N_(
        "The file was written from a store with entries that this one lacks. Merge the stores, or what differs will "
        "stand as conflicts once they are."
    ),
    "A060": N_(
        "{case} is handed over for control or approved, so nothing in it can be changed. Take it back, or open it "
        "again, first."
    ),
    "A061W": N_(
        "What follows # here is not read. If it belongs to the text, put the whole text within quotation marks, or on "
        "lines of its own below “comment: |”."
    ),
    # The key to made-up case files
    "A050": N_("This key belongs to the set “{named}”, but lies in the folder of {set}. Correct one of them."),
    "A051": N_("{criterion} is asked of {case}, by the key's own facts and answers. Answer it, with a reason."),
    "A052": N_("{criterion} is not asked of {case}, by the key's own facts and answers. Remove it, or correct them."),
    "A053": N_("{criterion}: the key does not say why. Write a code and why, one or two sentences."),
    "A054": N_("{case} has no documents. Put them in a folder of that name beside the key, or remove the case."),
    "A055": N_("The folder {case} holds documents, but the key has no such case. Add it, or remove the folder."),
    "A056": N_("Whether {criterion} is asked of {case} is not known. Add to the key: {needs}."),
    "A057": N_("There are no made-up case files with a key here. A set keeps them in calibration/, with facit.yaml."),
    # Words that may come to leave the house
    "A020W": N_(
        "What looks like a personal identity number stands in the text. It can be kept, but no letter is sent with it."
    ),
    "A021W": N_(
        "What looks like a telephone number or an e-mail address stands in the text. "
        "It can be kept, but no letter is sent with it."
    ),
    # Decisions
    "A030": N_("There is no requirement “{requirement}” in these criteria. Correct the id or remove the decision."),
    "A031": N_("“{value}” is no decision. Write one of: {known}."),
    "A032": N_("{requirement} can only become advice: no binding rule carries it. Write råd or ingen."),
    "A033": N_("{requirement} was decided for {auditee} on line {first} and again here. Keep one decision."),
}
