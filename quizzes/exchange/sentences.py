"""Findings in words that say what to do. A code without a sentence of its own is told by its kind."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy

from quizzes.bank.sentences import full_sentence_of
from quizzes.exchange.formats import codes
from quizzes.exchange.formats.drafts import Finding, Weight
from quizzes.grading.checking import Problem

_WHOLE = {
    "too_large": gettext_lazy(
        "The file is larger than %(said)s MB. Make its pictures smaller, or send it in parts."
    ),
    "empty": gettext_lazy("The file is empty."),
    "damaged": gettext_lazy("The file is damaged. Open it in Word or Excel, save it anew, and send that."),
    "locked": gettext_lazy("The file is locked with a password. Take the password off and send it again."),
    "macros": gettext_lazy(
        "The file holds macros, which are not accepted. Save it as .docx or .xlsx and send that."
    ),
    "entities": gettext_lazy(
        "The file holds definitions of its own that are not accepted. Save it anew in Word or Excel."
    ),
    "unsafe_name": gettext_lazy("The file holds a part with a name that is not accepted: %(said)s."),
    "unpacks_too_large": gettext_lazy("Unpacked the file would be far too large. It is not accepted."),
    "too_long": gettext_lazy("The file has more than %(said)s paragraphs. Send it in parts."),
    "pdf": gettext_lazy("This is a PDF. Send the Word file that it was made from."),
    "rtf": gettext_lazy("This is an RTF file. Open it in Word, save it as .docx, and send that."),
    "open_document": gettext_lazy("This is an OpenDocument file. Save it as .docx or .xlsx, and send that."),
    "no_questions": gettext_lazy(
        "No question was found in the file. Begin each one with “Câu 1.”, as the guide shows."
    ),
}
_WORD = {
    "old_doc": gettext_lazy(
        "This is a file of Word before 2007 (.doc). Open it in Word, save it as .docx, and send that."
    ),
    "not_word": gettext_lazy("This is not a Word file (.docx)."),
    "no_answer": gettext_lazy(
        "No answer is marked. Make the right option bold, or write “Đáp án: B” below the question."
    ),
    "answer_is_no_option": gettext_lazy("The answer names an option that is not there: %(said)s."),
    "answer_not_understood": gettext_lazy("The answer “%(said)s” was not understood; the marks were taken."),
    "answer_and_key_differ": gettext_lazy(
        "Below the question and in the key stand different answers (%(said)s). The key was taken."
    ),
    "marks_and_answer_differ": gettext_lazy(
        "The mark at the options and the written answer differ (%(said)s). The written answer was taken."
    ),
    "marks_differ": gettext_lazy(
        "Different options stand out in different ways. %(said)s was taken; please look."
    ),
    "several_right": gettext_lazy("Several options are right: %(said)s."),
    "letters_out_of_order": gettext_lazy("The letters of the options are out of order (%(said)s)."),
    "line_behind_options": gettext_lazy("This line was added to the option above it: “%(said)s”."),
    "number_skipped": gettext_lazy(
        "A number is missing in the file (%(said)s). Was a question not recognised?"
    ),
    "number_twice": gettext_lazy("The number %(said)s stands in the file twice."),
    "shared_passage": gettext_lazy("The text for several questions was put before this one: “%(said)s”."),
    "left_out": gettext_lazy("This belongs to no question and was left out: “%(said)s”."),
    "repeated": gettext_lazy(
        "The question stands in the file once more, with its solution; both were put together."
    ),
    "key_without_question": gettext_lazy("The key holds answers to questions that are not there: %(said)s."),
    "statement": gettext_lazy("Statement %(said)s of a list became a question of its own."),
    "unit": gettext_lazy("“%(said)s” was taken as the unit; learners type the number alone."),
    "long_answer": gettext_lazy(
        "The answer is long, so this was taken as an essay and the answer as its explanation."
    ),
    "taken_as_essay": gettext_lazy("There are neither options nor an answer, so this was taken as an essay."),
    "gaps_and_answers_differ": gettext_lazy(
        "There are not as many answers as gaps (%(said)s). Part the answers with semicolons."
    ),
    "pairs_not_found": gettext_lazy("The things to match were not found for “%(said)s”."),
    "highest_level": gettext_lazy("The bank has three levels: “%(said)s” became level 3."),
    "equation": gettext_lazy("An equation became plain text: %(said)s. Please look whether it can be read."),
    "text_box": gettext_lazy("A text box is left out: “%(said)s”. Move its text into the paragraph."),
    "footnote": gettext_lazy("A footnote is left out."),
    "picture_kind": gettext_lazy(
        "A picture or an old equation of a kind that browsers do not show is left out (%(said)s)."
    ),
    "picture_outside": gettext_lazy(
        "A picture lies outside the file and is left out (%(said)s). Insert it into the file."
    ),
    "picture_missing": gettext_lazy("A picture is missing in the file."),
    "picture_too_large": gettext_lazy("A picture is larger than 8 MB and is left out. Make it smaller."),
    "tracked_changes": gettext_lazy(
        "The file holds tracked changes: insertions were taken, deletions left out."
    ),
    "comments": gettext_lazy("The file holds comments (%(said)s); they are left out."),
    "hidden_text": gettext_lazy("The file holds hidden text, which is left out."),
    "old_font": gettext_lazy(
        "The text is in an old font (TCVN3 or VNI) and was turned into Unicode. Please read it over."
    ),
    "too_many_questions": gettext_lazy(
        "There are more than %(said)s questions; the rest is left out. Send the file in parts."
    ),
}
_SHEET = {
    "not_a_workbook": gettext_lazy("This is not an Excel workbook (.xlsx)."),
    "word_file": gettext_lazy("This is a Word file. Choose the format Word."),
    "old_excel": gettext_lazy("This is a file of Excel before 2007 (.xls). Save it as .xlsx, and send that."),
    "no_headings": gettext_lazy("The heading “Nội dung” was not found. Start from the template for Excel."),
    "unknown_column": gettext_lazy("The column “%(said)s” is not known and was left out."),
    "too_many_rows": gettext_lazy(
        "There are more than %(said)s rows; the rest is left out. Send the file in parts."
    ),
    "unknown_kind": gettext_lazy("The type “%(said)s” is not known. Choose one from the list."),
    "no_answer": gettext_lazy("The answer is missing or was not understood (“%(said)s”)."),
    "answer_is_no_option": gettext_lazy("The answer names an option that is not there: %(said)s."),
    "several_right": gettext_lazy("The type has one right option, but the answer names several: %(said)s."),
    "shares_do_not_fit": gettext_lazy(
        "There must be as many shares as options, parted with semicolons (“%(said)s”)."
    ),
    "feedback_without_letter": gettext_lazy(
        "This feedback does not begin with the letter of an option: “%(said)s”."
    ),
    "no_pair": gettext_lazy("Write both sides as “vế trái => vế phải” (“%(said)s”)."),
    "not_a_number": gettext_lazy("“%(said)s” is not a number. Write it as 12 or 12,5."),
    "unknown_difficulty": gettext_lazy("The difficulty “%(said)s” is not known. Write 1, 2 or 3."),
    "bad_points": gettext_lazy("The points “%(said)s” are not a number and were taken as 1."),
    "formula": gettext_lazy("The cell holds a formula. Its last value was taken: “%(said)s”."),
    "formula_without_value": gettext_lazy(
        "The cell holds a formula without a value. Write the value itself."
    ),
    "changed_beside_data": gettext_lazy(
        "The cells were changed since the file was taken out. They count, not the data beside them."
    ),
    "bad_data": gettext_lazy("The column “Dữ liệu thêm” could not be read; the cells were taken."),
}
_BANK = {
    "unknown_source": gettext_lazy(
        "The source “%(said)s” is not in the register of regulations. Enter it there, or cite it later."
    ),
    "unknown_topic": gettext_lazy("The topic “%(said)s” is not known and was left out."),
}
_BANK["bad_picture"] = gettext_lazy("The picture %(said)s is damaged or far too large, and is left out.")
_LOST = {
    "kind": gettext_lazy("the type: it becomes another one"),
    "question": gettext_lazy("the whole question"),
    "name": gettext_lazy("the name"),
    "category": gettext_lazy("the category"),
    "difficulty": gettext_lazy("the difficulty"),
    "topics": gettext_lazy("the topics"),
    "sources": gettext_lazy("the sources"),
    "points": gettext_lazy("the points"),
    "pictures": gettext_lazy("the pictures"),
    "bold": gettext_lazy("bold letters where a whole text is bold"),
    "prompt": gettext_lazy("some of the look of the question"),
    "explanation": gettext_lazy("some of the look of the explanation"),
    "text": gettext_lazy("some of the look of the text"),
    "when_right": gettext_lazy("what is said after a right answer"),
    "when_partly": gettext_lazy("what is said after a partly right answer"),
    "when_wrong": gettext_lazy("what is said after a wrong answer"),
    "feedback_true": gettext_lazy("what is said to who answers “true”"),
    "feedback_false": gettext_lazy("what is said to who answers “false”"),
    "hints": gettext_lazy("the hints"),
    "scoring": gettext_lazy("how marks are reckoned"),
    "shuffle": gettext_lazy("that options may not be shuffled"),
    "forgiving": gettext_lazy("what is overlooked in typed words"),
    "unit": gettext_lazy("the unit"),
    "bank": gettext_lazy("the common words to choose from"),
    "criteria": gettext_lazy("the rubric"),
    "words_min": gettext_lazy("the least number of words"),
    "words_max": gettext_lazy("the greatest number of words"),
    "files_max": gettext_lazy("how many files may be attached"),
    "template": gettext_lazy("the outline to start from"),
    "feedback": gettext_lazy("what is said to who chooses an option"),
    "share": gettext_lazy("shares of the points"),
    "tolerance": gettext_lazy("how far off an answer may be"),
    "weight": gettext_lazy("the weights of the gaps"),
    "accepted": gettext_lazy("some of the accepted answers"),
    "numbers": gettext_lazy("numbers that count in a gap"),
    "choices": gettext_lazy("some of the options"),
}
_OTHERS: dict[Weight, Any] = {
    Weight.ERROR: gettext_lazy("This question cannot be brought in as it stands."),
    Weight.LOSS: gettext_lazy("Something could not be taken along."),
    Weight.NOTE: gettext_lazy("Please look whether this was taken as it was meant."),
}
SENTENCES: dict[str, dict[str, Any]] = {
    "word": {**_WHOLE, **_WORD},
    "sheet": {**_WHOLE, **_SHEET},
    "bank": _BANK,
}


def sentence_of(finding: Finding) -> str:
    """What was found, in plain words."""
    source, _dot, rest = finding.code.partition(".")
    if source == "lost":
        part = _LOST.get(rest) or _LOST.get(rest.rpartition(".")[2]) or rest
        return str(part)
    if source == "problem":
        return _problem(finding, rest)
    if of_formats := codes.SENTENCES.get(finding.code):
        return gettext(of_formats).format(said=finding.said)
    sentence = SENTENCES.get(source, {}).get(rest)
    if sentence is None:
        told = str(_OTHERS[finding.weight])
        return f"{told} ({finding.code}: {finding.said})" if finding.said else f"{told} ({finding.code})"
    return str(sentence) % {"said": finding.said}


def _problem(finding: Finding, code: str) -> str:
    """What the bank itself objects to, in the words of the bank: "choices 2" is the second option."""
    field, _space, number = finding.place.partition(" ")
    return full_sentence_of(Problem(code, field, int(number) if number.isdecimal() else 0, finding.said))
