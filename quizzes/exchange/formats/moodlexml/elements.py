"""Elements of a question that are read, those that say nothing here, and the rest, which is found."""

from quizzes.exchange.formats import codes
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.moodlexml.texts import words_of
from quizzes.exchange.formats.safe_xml import Element

EXTRAS = "lcb"

_READ = frozenset({
    "name", "questiontext", "generalfeedback", "defaultgrade", "correctfeedback",
    "partiallycorrectfeedback", "incorrectfeedback", "answer", "hint", "tags", "lcb", "single",
    "shuffleanswers", "usecase", "units", "subquestion", "gradingtype", "attachments", "graderinfo",
    "minwordlimit", "maxwordlimit", "responsetemplate", "dragbox", "selectoption", "delimitchars",
    "casesensitive", "answerdisplay", "image", "image_base64", "file", "hidden", "penalty",
})  # fmt: skip
# How Moodle shows a question, or counts what here the quiz counts.
_SAYS_NOTHING = frozenset({
    "answernumbering", "showstandardinstruction", "shownumcorrect", "idnumber", "responseformat",
    "responserequired", "responsefieldlines", "attachmentsrequired", "filetypeslist", "maxbytes",
    "unitgradingtype", "unitpenalty", "showunits", "unitsleft", "instructions", "layouttype", "selecttype",
    "selectcount", "showgrading", "numberingstyle", "questionid", "noduplicates", "disableregex",
    "fixedgapsize", "optionsaftertext", "letterhints", "singleuse", "itemsettings", "qtype",
    "correctanswers", "category", "answers", "version", "synchronize", "itemtype", "itemcount",
    "showfeedback", "showcalculation", "showtextstats", "textstatitems", "showgradebands",
    "addpartialgrades", "showtargetphrases", "allowoverride", "errorcmid", "errorpercent",
    "enableautograde", "responsesample", "timecreated", "timemodified", "length", "layout",
})  # fmt: skip
_PENALTIES = {"", "0", "0.1", "0.3333333", "0.3333", "0.33333", "0.333333", "1", "1.0"}


def look_for_unknown(question: Element, kind: str, findings: Findings) -> None:
    """A finding for what a question holds and nobody reads."""
    for child in question.elements():
        words = child.text().strip()
        if child.name in _READ or child.name in _SAYS_NOTHING or not words:
            continue
        findings.loss(codes.MOODLE_ELEMENT, f"{child.name}: {words}")
    penalty = words_of(question.first("penalty"))
    if penalty.rstrip("0").rstrip(".") not in _PENALTIES and penalty not in _PENALTIES:
        findings.note(codes.MOODLE_PENALTY, penalty)
    if words_of(question.first("hidden")) == "1":
        findings.note(codes.MOODLE_HIDDEN)
