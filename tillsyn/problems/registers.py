"""Faults in registers of case files, lists of auditees and folders of documents (codes R…).

Sentences are msgids: English here, Swedish in the catalogue.
"""

from __future__ import annotations

from tillsyn.language import N_

REGISTERS: dict[str, str] = {
    # Any list in CSV
    "R001": N_("There are no rows below the headings. Check that the whole list was saved."),
    "R002": N_("The row that begins here cannot be read. Check its quotation marks: each needs a partner."),
    "R003": N_(
        "The row has {found} cells, but the headings are {expected}. Check semicolons and quotation marks in it."
    ),
    "R004": N_("There is no column “{column}”. Add it, or name it so. The file has: {found}."),
    "R005": N_("The columns “{first}” and “{second}” mean the same. Keep one of them."),
    "R006": N_(
        "What looks like a personal identity number stands in the column “{column}”. Nothing was taken in. "
        "Replace it with a neutral code, also where it is mistyped."
    ),
    "R007": N_(
        "What looks like a personal identity number stands among the headings. Nothing was taken in. "
        "Begin the list with a row of headings, and use neutral codes."
    ),
    "R008W": N_("The column “{column}” is not used and was left out."),
    # Registers of case files
    "R010": N_("There is no column with the case code. Name one of the columns Ärendekod. The file has: {found}."),
    "R011": N_("The column “{column}” was to be read as something else, but is not in the file. It has: {found}."),
    "R012": N_("The column “{column}” cannot be read as “{field}”: the criteria know no such fact."),
    "R013": N_("The case code is missing. Give the case a code, or remove the row."),
    "R014": N_(
        "The case code “{case}” stands on line {first} and again here. Give each case file one row and one code."
    ),
    "R015": N_("The case code “{case}” holds {sign}, which a code cannot hold. Use letters, digits and hyphens."),
    "R016": N_("The case code has {length} characters. Use at most {most}."),
    "R017": N_(
        "“{value}” in the column “{column}” is no date that exists. Write year-month-day, for example 2025-07-01."
    ),
    "R018": N_("“{value}” cannot stand in the column “{column}”. Write one of: {known}."),
    # Lists of auditees
    "R030": N_("The id is missing. Give the auditee an id of small letters, digits and hyphens, for example norrskog."),
    "R031": N_("“{id}” cannot be an id. Use small letters a–z, digits and hyphens, for example norrskog."),
    "R032": N_("The id “{id}” stands on line {first} and again here. Give each auditee one row and one id."),
    "R033": N_("The name is missing. Write it as it is to stand in the letter."),
    "R034": N_("“{value}” is no kind of auditee. Write one of: {known}."),
    # Registers that are given codes
    "R070": N_(
        "What looks like a personal identity number stands in the column “{column}”, which was to be kept. "
        "Leave the column out with --leave-out, or take the number out of the cell."
    ),
    "R071": N_("The case's number is missing in the column “{column}”. Fill it in, or remove the row."),
    "R072": N_(
        "The number in the column “{column}” stands on line {first} and again here. Give each case file one row, "
        "or name another column with --number."
    ),
    # Folders of documents
    "R050": N_("There is no such folder. Check the name."),
    "R051": N_("The link leads out of the folder, so it was not followed. Put the document itself here."),
    "R052W": N_("Files of this sort are not read. Save the document as text, Markdown or PDF."),
    "R053W": N_(
        "The name does not tell what document it is. Name it number-kind-date, for example 01-utredning-2025-09-02."
    ),
    "R054W": N_(
        "“{value}” in the name is no date that exists, so the document stands without a date. Correct the name."
    ),
    "R055": N_("Two documents of the case are named “{name}”. Give one of them another name or number."),
    "R056": N_("The PDF is a picture: it holds no text to search. Have it read by text recognition and saved again."),
    "R057": N_("The PDF cannot be read. Open it in another program and save it as PDF again."),
    "R058": N_("The PDF is locked with a password. Save it without one."),
    "R059": N_("The PDF has {pages} pages or very long text. Split it: at most {most} pages and 2 million characters."),
    "R060W": N_("The file lies outside the folders of cases, so it was not read. Put it in auditee/case code/."),
    "R061": N_("What looks like a personal identity number stands in the name of a file or folder. Rename it."),
    "R062W": N_("There are no documents in the folder. They are looked for in auditee/case code/."),
    "R063": N_("The folder cannot be opened. Check that you may read it."),
    "R064": N_("“{case}” is not in the sample of {auditee}. Check the folder's name, and draw the sample first."),
}
