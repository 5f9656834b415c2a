"""What is told to an author about a file, a failure and what is missing; and about captions line by line."""

from django.utils.translation import gettext as _

from media.videos.captioning.findings import Finding
from media.videos.models import Recording


def refusal(code: str) -> str:
    """Why a file cannot be taken, or could not be made small."""
    return {
        "no_recording": _(
            "This file is neither film nor sound, or it is damaged. Play it on your computer first;"
            " if it plays there, save it as MP4 and send that."
        ),
        "too_short": _("This film is shorter than half a second. Please choose another file."),
        "too_long": _(
            "This recording is longer than one hour. Please cut it into parts, one for each lesson."
        ),
        "too_wide": _("The picture is larger than any screen. Please save it at 1920 × 1080 or less."),
        "too_large": _("This file is larger than 1 GB. Please save it smaller, for example at 1280 × 720."),
        "empty": _("This file is empty. Please choose another one."),
        "no_file": _("Please choose a file first."),
        "too_many": _(
            "Three of your files are still on their way. Finish or give up one of them before sending"
            " another."
        ),
        "no_ffmpeg": _(
            "This server has no ffmpeg, the program that makes films small. Please ask whoever runs it to"
            " install ffmpeg; then send the file again."
        ),
        "damaged": _("The film breaks off or is damaged. Please save it anew as MP4 and send that."),
        "took_too_long": _(
            "Making the film smaller took too long and was stopped. Please send a shorter one."
        ),
        "too_heavy": _(
            "The film could not be made small enough for a phone. Please send a calmer or shorter one."
        ),
        "no_room": _("The server has no room left for the film. Please tell whoever runs it."),
    }[code]


def lacking(recording: Recording) -> list[str]:
    """What is still to be done before learners see it."""
    told = {
        "copies_waiting": _("Its smaller copies wait their turn; this begins by itself."),
        "copies_making": _("Its smaller copies are being made; this goes on by itself."),
        "copies_failed": _("Its smaller copies could not be made: see above."),
        "captions": _("Captions: what is said, line by line, so that it can be followed without sound."),
        "transcript": _("A transcript or captions: what is said, for those who cannot hear it."),
    }
    return [told[code] for code in recording.lacks]


def lacking_in_short(recording: Recording) -> list[str]:
    told = {
        "copies_waiting": _("smaller copies (waiting)"),
        "copies_making": _("smaller copies (%(percent)s%%)") % {"percent": recording.percent_made},
        "copies_failed": _("smaller copies (failed)"),
        "captions": _("captions"),
        "transcript": _("transcript"),
    }
    return [told[code] for code in recording.lacks]


def about(finding: Finding) -> str:
    """A sentence for a finding about captions or chapters, with its line."""
    words = {
        "nothing": _("There is no caption here. Write a time, below it the words, then a blank line."),
        "too_much": _("This is too long for captions of one hour."),
        "too_many": _("There are more captions than an hour can hold."),
        "no_times": _("Before “%(detail)s” a line with times is missing, such as 00:01.000 --> 00:03.000."),
        "bad_times": _("“%(detail)s” cannot be read as times; write it like 00:01.000 --> 00:03.000."),
        "no_blank_line": _("Leave a blank line before the next times."),
        "no_words": _("Below these times there are no words."),
        "ends_before": _("This caption ends before it begins: %(detail)s."),
        "out_of_order": _("This caption begins before the one above it (%(detail)s)."),
        "overlaps": _("This caption begins while the one above it is still shown (%(detail)s)."),
        "after_the_end": _("This begins after the end of the recording: %(detail)s."),
        "outlasts": _("This caption outlasts the recording (%(detail)s)."),
        "too_short": _("This caption is gone too fast to be read."),
        "too_long": _(
            "This caption has %(detail)s characters; a phone shows 84 well. Better make two of it."
        ),
        "chapter_unread": _(
            "“%(detail)s” is no chapter; write the time, a space, the title: 01:30 Thảo luận."
        ),
        "chapter_out_of_order": _("This chapter begins before the one above it: “%(detail)s”."),
        "chapter_too_long": _("The title is too long; 120 characters are enough."),
        "too_many_chapters": _("More than 60 chapters help nobody; please keep the main ones."),
    }[finding.code] % {"detail": finding.detail}
    return _("Line %(line)s: %(words)s") % {"line": finding.line, "words": words}
