"""Files of questions, read and written: Word, Excel, GIFT, Aiken, Moodle XML, QTI. Pure: no Django.

Every reader has `read(data, …) -> Reading`, every writer `write(drafts, …) -> Written`. A reader never
refuses a whole file for one question, and never raises for what a file says: it finds. What a format cannot
carry is found by its writer, not dropped in silence.
"""
