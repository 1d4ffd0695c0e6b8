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
    "R019": N_(
        "“{value}” in the column “{column}” can be read as two days. Write year-month-day, for example 2025-07-01, or "
        "format the column as a date and save the list again."
    ),
    "R020": N_(
        "The column “{column}” seems to hold people's names. Nothing was taken in. Let the auditee make the list "
        "neutral with “tillsyn frame code”, or take the column out."
    ),
    "R021": N_(
        "“{value}” in the column “{column}” seems to be a day as spreadsheets count them. Format the column as a date "
        "in the spreadsheet and save the list again."
    ),
    "R022W": N_("The row adds up the list and holds no case code, so it was left out."),
    "R023": N_("The row holds a sum instead of a case code, and more cases follow. Remove the row."),
    "R024W": N_("Merged cells were read as if each of them held the value ({cells})."),
    "R025W": N_("{n} of the rows are hidden in the workbook. They were read like the others; check that they belong."),
    "R026": N_(
        "{n} cells have a formula but no value (the first is {cell}). Open the workbook in the spreadsheet program, "
        "save it and try again."
    ),
    "R027": N_("It cannot be told which sheet is the register. Choose one with --sheet: {sheets}."),
    "R028": N_("There is no sheet “{sheet}”. The workbook has: {sheets}."),
    "R029": N_(
        "The workbook unpacks to more than can be right for a register, so it was not read. Copy the list alone to a "
        "new workbook, or save it as CSV."
    ),
    # Lists of auditees
    "R030": N_("The id is missing. Give the auditee an id of small letters, digits and hyphens, for example norrskog."),
    "R031": N_("“{id}” cannot be an id. Use small letters a–z, digits and hyphens, for example norrskog."),
    "R032": N_("The id “{id}” stands on line {first} and again here. Give each auditee one row and one id."),
    "R033": N_("The name is missing. Write it as it is to stand in the letter."),
    "R034": N_("“{value}” is no kind of auditee. Write one of: {known}."),
    # What a list was saved as
    "R035": N_(
        "This is an old workbook (.xls), or one locked with a password. Open it in the spreadsheet program and save it "
        "without a password as .xlsx or CSV."
    ),
    "R036": N_("This is an OpenDocument sheet (.ods). Save it as .xlsx or CSV."),
    "R037": N_(
        "The workbook cannot be read. Open it in the spreadsheet program and save it as .xlsx again, or as CSV."
    ),
    "R038": N_("This is no list in CSV or .xlsx, whatever its name says. Open it and save it as .xlsx or CSV."),
    "R039W": N_(
        "The file does not tell its encoding; it was read as {encoding}. Check that å, ä and ö are right in the "
        "preview. If they are not, save the list as UTF-8."
    ),
    "R040W": N_(
        "Letters such as å, ä and ö were lost or doubled before the file was saved. Ask for the list again, saved as "
        "UTF-8."
    ),
    "R041": N_("“{value}” is no value of “{fact}”. Let --value name one of: {known}."),
    "R042W": N_("The workbook has hidden sheets, which were not read: {sheets}."),
    "R043": N_("The list has more than {most} columns. Take away those that are not needed."),
    "R045W": N_("The row repeats the headings, so it was left out."),
    "R046W": N_("The row tells how the list was made and is no case, so it was left out."),
    # What is remembered of case systems
    "R044": N_("This is not what tillsyn remembers of a case system. Take the file away, and map the columns again."),
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
    "R052W": N_("Files of this sort are not read. Save the document as PDF, Word (.docx), text or Markdown."),
    "R053W": N_(
        "The name does not tell what document it is. Name it number-kind-date, for example 01-utredning-2025-09-02."
    ),
    "R054W": N_(
        "“{value}” in the name is no date that exists, so the document stands without a date. Correct the name."
    ),
    "R055": N_("Two documents of the case are named “{name}”. Give one of them another name or number."),
    "R057": N_("The PDF cannot be read. Open it in another program and save it as PDF again."),
    "R058": N_("The PDF is locked with a password. Save it without one."),
    "R059": N_("The PDF has {pages} pages or very long text. Split it: at most {most} pages and 2 million characters."),
    "R060W": N_("The file lies outside the folders of cases, so it was not read. Put it in auditee/case code/."),
    "R061": N_("What looks like a personal identity number stands in the name of a file or folder. Rename it."),
    "R062W": N_("There are no documents in the folder. They are looked for in auditee/case code/."),
    "R063": N_("The folder cannot be opened. Check that you may read it."),
    "R080W": N_(
        "The PDF is a scanned picture without text ({n} pages). It was taken in as a document without text: "
        "read it outside, or have it read by text recognition and take it in again."
    ),
    "R081W": N_("These pages of the PDF are pictures or empty: {pages}. Read them outside."),
    "R082": N_("The Word document cannot be read. Open it in another program and save it as .docx again."),
    "R083": N_("The Word document is locked with a password, or in the older format. Save it as .docx without one."),
    "R084": N_("The Word document is larger than any that is read (2 million characters). Split it."),
    "R085W": N_(
        "The Word document has tracked changes: {inserted} insertions are in the text, "
        "{deleted} deletions were left out."
    ),
    "R086W": N_("Comments in the Word document were left out: {n}."),
    "R087W": N_("Pictures in the Word document stand as “[picture]”: {n}. Look at them outside."),
    "R088W": N_("The text is not saved as UTF-8. It was read as {encoding}: check that å, ä and ö are right."),
    "R089": N_("Folders lie deeper than {most} levels below the case. Move the documents up."),
    "R079": N_("The file is no text, whatever its name says. Save the document as text, Markdown, Word or PDF."),
    "R064": N_("“{case}” is not in the sample of {auditee}. Check the folder's name, and draw the sample first."),
}
