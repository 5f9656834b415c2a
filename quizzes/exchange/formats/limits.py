"""How much of a file is read: enough for any bank of questions, too little to hurt the server."""

MIB = 1024 * 1024

MOST_BYTES = 32 * MIB
"""Of a file as it comes. A Moodle export with its pictures is a few."""

MOST_QUESTIONS = 10_000
MOST_ELEMENTS = 500_000
"""Of an XML file: some forty for a question, and what its formatting adds."""

DEEPEST = 150
"""Elements inside each other."""

LONGEST_TEXT = 200_000
"""Characters of one text of a question, with its markup."""

LONGEST_RAW = 20_000
"""Characters of a question kept as it stood, for the preview; pictures inside are cut."""

LARGEST_PICTURE = 10 * MIB

MOST_MEMBERS = 5_000
"""Files in an archive."""

MOST_UNPACKED = 200 * MIB
"""Bytes of all files in an archive together."""

HIGHEST_RATIO = 200
"""How many times larger an unpacked file may be than its packed one, from `RATIO_MATTERS_FROM` on."""

RATIO_MATTERS_FROM = MIB
