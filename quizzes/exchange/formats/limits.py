"""How much of a file is read: enough for any bank of questions, too little to hurt the server."""

MIB = 1024 * 1024

MOST_BYTES = 32 * MIB
"""Of a file as it comes. A Moodle export with its pictures is a few."""

MOST_BYTES_OF_TEXT = 16 * MIB
"""Of a file that is nothing but text, as GIFT and Aiken are."""

MOST_LINES = 400_000

MOST_QUESTIONS = 5_000

MOST_PARTS = 200
"""Options, pairs, gaps or answers of one question; twenty may be used."""

MOST_ELEMENTS = 300_000
"""Of an XML file: some forty for a question, and what its formatting adds."""

MOST_ATTRIBUTES = 500_000
MOST_REFERENCES = 300_000
"""Signs of `&` in an XML file that are looked at to mend it."""

DEEPEST = 150
"""Elements inside each other."""

LONGEST_TEXT = 200_000
"""Characters of one text of a question, with its markup."""

MOST_TAGS_INSIDE = 250
"""Tags of HTML open at once."""

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
