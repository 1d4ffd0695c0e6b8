"""Faults in any text file a person writes in YAML (codes Y…).

Sentences are msgids: English here, Swedish in the catalogue.
"""

from __future__ import annotations

from tillsyn.language import N_

TEXTS: dict[str, str] = {
    # The file itself
    "Y001": N_("There is no such file. Check the name and the folder."),
    "Y002": N_("This is a folder or something else that is not a file. Give the name of a text file."),
    "Y003": N_("The file cannot be opened. Check that you may read it and that no other program holds it."),
    "Y004": N_(
        "The file is larger than {megabytes} MB, so it was not read. Split it, or check that it is the right file."
    ),
    "Y005": N_("The file is empty. Check that it was saved."),
    "Y006": N_("The file is not saved as UTF-8 but probably as {encoding}. Save it again with the encoding UTF-8."),
    "Y007": N_("There is an invisible control character here ({sign}). Remove it."),
    # Its grammar
    "Y010": N_(
        "The file cannot be understood from here on. Check indentation, quotation marks and brackets just before."
    ),
    "Y011": N_("There is a tab here. Indent with spaces."),
    "Y012": N_("This quotation mark is never closed. Add one at the end of the text."),
    "Y013": N_("There is a colon here in the middle of a text. Put the whole text within quotation marks."),
    "Y014": N_("This bracket is never closed, or a comma is missing inside it. Add what is missing."),
    "Y015": N_(
        "The line does not fit in here. "
        "Check that it is indented as its neighbours and that no quotation mark stands inside a text."
    ),
    "Y016": N_("A text cannot begin with {sign}. Put the whole text within quotation marks."),
    "Y017": N_("A backslash means something within \" \". Put the text within ' ' instead, or write two backslashes."),
    # What our subset leaves out
    "Y020": N_("An anchor (&) is not used in these files. Write the text out, or put it within quotation marks."),
    "Y021": N_("A reference (*) is not used in these files. Write the text out, or put it within quotation marks."),
    "Y022": N_("A type mark (!) is not used in these files. Remove it, or put the text within quotation marks."),
    "Y023": N_("Merging (<<) is not used in these files. Write the keys out."),
    "Y024": N_("The file goes on with one more document after “---”. Keep one document per file."),
    "Y025": N_("The key “{key}” stands twice in the same place, first on line {first}. Keep one of them."),
    "Y026": N_("A key is to be a plain word. Check brackets and question marks."),
    "Y027": N_("There are more than {depth} levels inside one another here. Check the brackets and the indentation."),
    # Keys and kinds of value
    "Y030": N_("The file is to be a list of keys and values (“key: value”). Check the first lines."),
    "Y031": N_("The key “{key}” is missing here. Add it."),
    "Y032": N_("The key “{key}” is not known here. Remove it or correct the spelling."),
    "Y033": N_("“{key}” has no value. Write one, or remove the key."),
    "Y034": N_(
        "“{key}” is to be one text. Remove the brackets or the indentation, or put the text within quotation marks."
    ),
    "Y035": N_("“{key}” is to be a list. Write it within square brackets, or one item a line after “- ”."),
    "Y036": N_("“{key}” is to hold keys with values. Write them indented below, one a line."),
    "Y037": N_("“{value}” is no whole number. Write “{key}” with digits only."),
    "Y038": N_("“{value}” is neither true nor false. Write “{key}” as true or false."),
    "Y039": N_("“{value}” is no date. Write “{key}” as year-month-day, for example 2025-07-01."),
    "Y040": N_("“{value}” cannot be used as “{key}”. Write one of: {known}."),
    "Y041": N_("“{value}” is too small for “{key}”. Write at least {least}."),
}
