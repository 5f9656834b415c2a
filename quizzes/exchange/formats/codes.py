"""What the readers and writers of GIFT, Aiken, Moodle XML and QTI find: a code each, and its sentence.

`{said}` is what stood in the file, or the number that was too high.
"""

FILE_TOO_LARGE = "file.too_large"
FILE_TOO_MANY = "file.too_many"
FILE_NO_QUESTIONS = "file.no_questions"
FILE_TOO_MANY_LINES = "file.too_many_lines"
FILE_NOT_TEXT = "file.not_text"
FILE_NOT_UTF8 = "file.not_utf8"
FILE_BAD_BYTES = "file.bad_bytes"
FILE_CONTROL_CHARACTERS = "file.control_characters"

QUESTION_TOO_LONG = "question.too_long"
QUESTION_TOO_MANY_PARTS = "question.too_many_parts"

XML_BROKEN = "xml.broken"
XML_MENDED = "xml.mended"
XML_DOCUMENT_TYPE = "xml.document_type"
XML_TOO_MUCH = "xml.too_much"

ZIP_UNREADABLE = "zip.unreadable"
ZIP_TOO_MANY = "zip.too_many"
ZIP_TOO_LARGE = "zip.too_large"
ZIP_UNSAFE_PATH = "zip.unsafe_path"
ZIP_LINK = "zip.link"
ZIP_BOMB = "zip.bomb"

MARKUP_SCRIPT = "markup.script"
MARKUP_STYLE = "markup.style"
MARKUP_ELEMENT = "markup.element"
MARKUP_FORMATTING = "markup.formatting"
MARKUP_LINK = "markup.link"
MARKUP_PICTURE = "markup.picture"
MARKUP_LITERAL = "markup.literal"
MARKUP_TOO_DEEP = "markup.too_deep"
MARKUP_BRACES = "markup.braces"
MARKUP_TOO_LONG = "markup.too_long"

SHARE_UNREADABLE = "share.unreadable"
SHARES_ROUNDED = "share.rounded"
SEVERAL_RIGHT = "share.several_right"
NUMBER_UNREADABLE = "number.unreadable"
NUMBER_COMMA = "number.comma"

EXTRAS_OUTDATED = "extras.outdated"
ONLY_OURS = "extras.only_ours"
CANNOT_CARRY = "writing.cannot_carry"
NOT_CARRIED = "writing.not_carried"
PICTURE_MISSING = "writing.picture_missing"

GIFT_DESCRIPTION = "gift.description"
GIFT_BRACES = "gift.braces"
GIFT_BRACES_IN_TEXT = "gift.braces_in_text"
GIFT_SEVERAL_BLANKS = "gift.several_blanks"
GIFT_BLANK_LINE = "gift.blank_line"
GIFT_SIGNS_IN_TAGS = "gift.signs_in_tags"
GIFT_NO_SIGN = "gift.no_sign"
GIFT_SPARE_FEEDBACK = "gift.spare_feedback"
GIFT_FEEDBACK_OF_PAIR = "gift.feedback_of_pair"

AIKEN_NO_OPTIONS = "aiken.no_options"
AIKEN_NO_ANSWER = "aiken.no_answer"
AIKEN_UNKNOWN_ANSWER = "aiken.unknown_answer"
AIKEN_NO_PROMPT = "aiken.no_prompt"
AIKEN_SEVERAL_ANSWERS = "aiken.several_answers"
AIKEN_LONG_OPTION = "aiken.long_option"
AIKEN_LETTERS = "aiken.letters"

MOODLE_NOT_MOODLE = "moodle.not_moodle"
MOODLE_TYPE_NOT_OURS = "moodle.type_not_ours"
MOODLE_DESCRIPTION = "moodle.description"
MOODLE_ELEMENT = "moodle.element"
MOODLE_UNITS = "moodle.units"
MOODLE_CATCH_ALL = "moodle.catch_all"
MOODLE_FILE = "moodle.file"
MOODLE_EMBEDDED_TYPE = "moodle.embedded_type"
MOODLE_EMBEDDED_BROKEN = "moodle.embedded_broken"
MOODLE_GAPS = "moodle.gaps"
MOODLE_NEAREST_TYPE = "moodle.nearest_type"
MOODLE_PENALTY = "moodle.penalty"
MOODLE_HIDDEN = "moodle.hidden"
MOODLE_ESSAY_FILES = "moodle.essay_files"
MOODLE_CATEGORY_INFO = "moodle.category_info"
MOODLE_NOT_WHOLE = "moodle.not_whole"

QTI_NOT_QTI = "qti.not_qti"
QTI_OLD_VERSION = "qti.old_version"
QTI_NO_INTERACTION = "qti.no_interaction"
QTI_INTERACTION_NOT_OURS = "qti.interaction_not_ours"
QTI_SEVERAL_INTERACTIONS = "qti.several_interactions"
QTI_TEMPLATE = "qti.template"
QTI_ADAPTIVE = "qti.adaptive"
QTI_NO_KEY = "qti.no_key"
QTI_PROCESSING = "qti.processing"
QTI_FEEDBACK = "qti.feedback"
QTI_RUBRIC = "qti.rubric"
QTI_MATCH = "qti.match"
QTI_MISSING_FILE = "qti.missing_file"
QTI_TEST = "qti.test"
QTI_NOT_WHOLE = "qti.not_whole"
QTI_NEAREST_TYPE = "qti.nearest_type"
QTI_FIXED = "qti.fixed"

SENTENCES: dict[str, str] = {
    FILE_TOO_LARGE: "This file is larger than {said} MB. Divide it into several files.",
    FILE_TOO_MANY: "This file holds more than {said} questions; those after that were not read. Divide it.",
    FILE_NO_QUESTIONS: "No question was found in this file. Look whether it is of the format you chose.",
    FILE_TOO_MANY_LINES: "This file has more than {said} lines. Divide it into several files.",
    FILE_NOT_TEXT: "This file is no text. Look whether it is of the format you chose.",
    FILE_NOT_UTF8: "This file is not in UTF-8; it was read as {said}. Look whether all letters are right.",
    FILE_BAD_BYTES: "{said} letters of this file cannot be read and stand as �. Put them right by hand.",
    FILE_CONTROL_CHARACTERS: "{said} signs that are no letters were taken out of this file.",
    QUESTION_TOO_LONG: "This question has {said} characters and was not read. Divide it.",
    QUESTION_TOO_MANY_PARTS: "This question has more than {said} answers and was not read.",
    XML_BROKEN: "This file breaks off ({said}). What stood whole before that was read.",
    XML_MENDED: "This file is not quite XML. It was mended; look through its texts.",
    XML_DOCUMENT_TYPE: "This file declares a document type, which is not safe. Take the DOCTYPE out.",
    XML_TOO_MUCH: "This file is too large or too deep. What stood before that was read; divide the file.",
    ZIP_UNREADABLE: "This archive, or a file in it, cannot be read ({said}). Save it anew.",
    ZIP_TOO_MANY: "This archive holds more than {said} files. Divide it.",
    ZIP_TOO_LARGE: "What this archive holds is too large ({said}). Divide it.",
    ZIP_UNSAFE_PATH: "This archive holds a file whose path leads elsewhere ({said}), and is refused.",
    ZIP_LINK: "This archive holds a link in place of a file ({said}), and is refused.",
    ZIP_BOMB: "This archive would unpack to far more than it should ({said}), and is refused.",
    MARKUP_SCRIPT: "A script was taken out of the text ({said}).",
    MARKUP_STYLE: "A style sheet was taken out of the text.",
    MARKUP_ELEMENT: "The text held something that is not kept ({said}); its words stay.",
    MARKUP_FORMATTING: "A way of setting text was taken out ({said}); its words stay.",
    MARKUP_LINK: "A link was taken out, since it leads nowhere from here: {said}.",
    MARKUP_PICTURE: "A picture is not in the file and was left out: {said}. Add it by hand.",
    MARKUP_LITERAL: "“{said}” is no tag of HTML and was taken as words. Look whether that is meant.",
    MARKUP_TOO_DEEP: "The layout of this text is too deep and was taken out; its words stay.",
    MARKUP_BRACES: "Double braces in the text mean a gap here; they were set apart.",
    MARKUP_TOO_LONG: "This text has {said} characters; only the beginning was read.",
    SHARE_UNREADABLE: "“{said}” is no share in per cent. Write the share anew.",
    SHARES_ROUNDED: "The shares {said} were taken as parts of 100 that add up.",
    SEVERAL_RIGHT: "Several options are right though only one can be chosen. Look whether that is meant.",
    NUMBER_UNREADABLE: "“{said}” is no number. Write the right number.",
    NUMBER_COMMA: "The comma in “{said}” was taken as a decimal one. Look whether the number is right.",
    EXTRAS_OUTDATED: "This question was changed elsewhere; settings of ours that came with it were left out.",
    ONLY_OURS: "Only this site reads this back from the file: {said}.",
    CANNOT_CARRY: "A question of this type ({said}) cannot stand in this format. Choose another one for it.",
    NOT_CARRIED: "This format has no place for this: {said}.",
    PICTURE_MISSING: "The picture {said} was not found and is not in the file.",
    GIFT_DESCRIPTION: "A text without a question was left out: {said}",
    GIFT_BRACES: "A brace is not closed, or not opened. Mend the braces and bring the question in again.",
    GIFT_BRACES_IN_TEXT: "The text holds braces besides those of the answers. Taken as answers: {said}",
    GIFT_SEVERAL_BLANKS: "There are answers in several places. Type this question anew as one with gaps.",
    GIFT_BLANK_LINE: "A blank line stands inside the answers. Look whether the question is whole.",
    GIFT_SIGNS_IN_TAGS: "Signs inside HTML were not escaped and were taken as they stand.",
    GIFT_NO_SIGN: "The answer has no sign before it and was taken as the right one: {said}",
    GIFT_SPARE_FEEDBACK: "A third comment to a true/false question was left out: {said}",
    GIFT_FEEDBACK_OF_PAIR: "A comment to a pair was left out: {said}",
    AIKEN_NO_OPTIONS: "This question has no options. Write them as “A. …” on lines of their own.",
    AIKEN_NO_ANSWER: "The right answer is missing. Write “ANSWER: A” below the options.",
    AIKEN_UNKNOWN_ANSWER: "The right answer “{said}” is none of the options.",
    AIKEN_NO_PROMPT: "The options stand without a question above them.",
    AIKEN_SEVERAL_ANSWERS: "Several answers are right ({said}); it was taken as a question with several.",
    AIKEN_LONG_OPTION: "A line was taken as part of the option above it: {said}",
    AIKEN_LETTERS: "The letters of the options do not follow each other ({said}).",
    MOODLE_NOT_MOODLE: "This is no Moodle XML: its outermost element is {said}.",
    MOODLE_TYPE_NOT_OURS: "Moodle's type “{said}” has no like here. Type the question anew as another type.",
    MOODLE_DESCRIPTION: "A text without a question was left out: {said}",
    MOODLE_ELEMENT: "The question holds something that is not read: {said}.",
    MOODLE_UNITS: "Only the first unit is kept; answers in these are not recognised: {said}.",
    MOODLE_CATCH_ALL: "What is said to any other answer is now said to every wrong one.",
    MOODLE_FILE: "A file that is no picture was left out: {said}. Add it as a document.",
    MOODLE_EMBEDDED_TYPE: "A gap of Moodle's type “{said}” cannot be ours. Type the question anew.",
    MOODLE_EMBEDDED_BROKEN: "A gap is not written as Moodle writes them: {said}",
    MOODLE_GAPS: "A gap of the text and its answers do not belong together: {said}.",
    MOODLE_NEAREST_TYPE: "Moodle's type “{said}” was taken as the nearest of ours. Look how it is marked.",
    MOODLE_PENALTY: "The penalty for each wrong try ({said}) is left out; it is set in the quiz here.",
    MOODLE_HIDDEN: "This question is hidden in Moodle, as an old one. Look whether it is needed.",
    MOODLE_ESSAY_FILES: "Any number of files was allowed; here it is at most {said}.",
    MOODLE_CATEGORY_INFO: "What is said about the category was left out: {said}",
    MOODLE_NOT_WHOLE: "The file breaks off inside this question.",
    QTI_NOT_QTI: "This is no item of QTI: its outermost element is {said}.",
    QTI_OLD_VERSION: "This is QTI {said}, which is not read. Save it as QTI 2.1 or 3.0.",
    QTI_NO_INTERACTION: "This item asks nothing: it has no interaction.",
    QTI_INTERACTION_NOT_OURS: "The interaction “{said}” has no like here. Type the question anew.",
    QTI_SEVERAL_INTERACTIONS: "This item asks several things at once ({said}). Make a question of each.",
    QTI_TEMPLATE: "This item draws its values anew for everybody ({said}), which is not possible here.",
    QTI_ADAPTIVE: "This item changes while it is answered; only its first question was taken.",
    QTI_NO_KEY: "This item does not say what is right ({said}). Set the right answer by hand.",
    QTI_PROCESSING: "This item has rules of marking of its own ({said}). Look how it is marked here.",
    QTI_FEEDBACK: "Something said after an answer has no place here and was left out: {said}",
    QTI_RUBRIC: "A note for others than the learner was left out: {said}",
    QTI_MATCH: "What belongs together is not one answer for each thing ({said}).",
    QTI_MISSING_FILE: "The package names a file that is not in it: {said}.",
    QTI_TEST: "The package holds a test ({said}); its questions are read, not how they are put together.",
    QTI_NOT_WHOLE: "The file breaks off inside this item.",
    QTI_NEAREST_TYPE: "The interaction “{said}” was taken as the nearest of ours. Look how it is marked.",
    QTI_FIXED: "Options that keep their place are shuffled with the others: {said}.",
}  # fmt: skip
