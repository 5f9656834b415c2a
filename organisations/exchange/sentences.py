"""Every sentence that is said about a file or a row: what is the matter, and what to do."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTES = frozenset(
    {
        "tidied",
        "phone_zero",
        "phone_2018",
        "code_zeros",
        "code_letters",
        "marks_kept",
        "row_again",
        "ended_stays",
        "closed_stays",
        "decision_stays",
        "founded_stays",
        "cell_type_left_out",
        "name_elsewhere",
    }
)
"""Remarks that refuse nothing."""

OF_FILES: dict[str, Promise] = {
    "file_too_large": _("The file is larger than %(megabytes)s MB. Split it into several files."),
    "file_empty": _("The file is empty."),
    "unpacks_too_large": _(
        "Unpacked, the file would be far larger than any list. Copy the cells with data into a new"
        " workbook and send that."
    ),
    "too_many_rows": _(
        "The file has more than %(limit)s rows. Split it; if it seems shorter, copy the rows with"
        " data into a new workbook."
    ),
    "damaged": _(
        "The file is damaged. Open it in Excel, save it again as “Excel Workbook (*.xlsx)” and send that."
    ),
    "locked": _("The file is locked with a password. Save it without one and send that."),
    "old_excel": _(
        "This is a workbook of Excel 97–2003 (.xls). Save it as “Excel Workbook (*.xlsx)” and send that."
    ),
    "binary_workbook": _(
        "This is a binary workbook (.xlsb). Save it as “Excel Workbook (*.xlsx)” and send that."
    ),
    "open_document": _(
        "This is an OpenDocument sheet (.ods). Save it as “Excel Workbook (*.xlsx)” and send that."
    ),
    "word": _("This is a Word document. Copy its table into our template in Excel and send that."),
    "pdf": _("This is a PDF. Send the workbook that it was made of."),
    "picture": _("This is a picture. Send the workbook."),
    "packed": _("This is a packed folder. Unpack it and send the workbook in it."),
    "web_page": _(
        "This is a web page, though its name may end in .xls. Open it in Excel, save it as “Excel"
        " Workbook (*.xlsx)” and send that."
    ),
    "not_a_workbook": _("This is no list that can be read. Send an Excel workbook (.xlsx) or a CSV file."),
    "not_utf8": _(
        "The file’s letters are in an old encoding in which Vietnamese marks would be lost."
        " In Excel choose “Save as” and “CSV UTF-8”, or send the workbook itself."
    ),
    "no_sheet": _("The workbook has no visible sheet."),
    "no_headings": _(
        "No row of headings was found in the first %(rows)s rows. Needed at least: %(columns)s. The"
        " template has them all."
    ),
    "columns_missing": _(
        "These columns are missing: %(columns)s. Not recognised: %(unknown)s. Use the headings of the"
        " template."
    ),
    "columns_doubled": _("These columns stand there twice: %(columns)s. Keep one of each."),
    "other_list": _(
        "This is a list of the kind “%(found)s”, not “%(expected)s”. Choose the other kind and send it again."
    ),
    "no_rows": _("The list has headings and no rows under them."),
    "crashed": _(
        "Something went wrong on our side and nothing was written. Try again; if it happens again,"
        " tell the administrator."
    ),
    "changed_since": _(
        "What is stored has changed since the file was checked, so nothing was written. Look at the"
        " findings again."
    ),
    "raced": _(
        "Somebody else was changing the same entries at the same moment, so nothing was written. Try again."
    ),
}

OF_ROWS: dict[str, Promise] = {
    # What was understood otherwise than it was typed.
    "tidied": _("“%(text)s” was read as “%(understood)s”."),
    "phone_zero": _("“%(text)s” lacks the zero at its beginning; read as %(understood)s."),
    "phone_2018": _("“%(text)s” is a number from before 2018; read as %(understood)s."),
    "code_zeros": _(
        "The code “%(text)s” was read as “%(understood)s”: Excel leaves out zeros at the beginning."
    ),
    "code_letters": _("The code “%(text)s” was read as “%(understood)s”."),
    "marks_kept": _("The name has no marks in the file; “%(stored)s” stays as it is stored."),
    "row_again": _("Says the same as row %(row)s."),
    "ended_stays": _("The post ended on %(day)s as it is stored; that stays."),
    "closed_stays": _("The organisation was closed on %(day)s as it is stored; that stays."),
    "decision_stays": _("The decision number “%(stored)s” is stored for this post; that stays."),
    "founded_stays": _("It is stored as founded on %(day)s; that stays."),
    "cell_type_left_out": _("Only a cell has a type of cell; left out."),
    "name_elsewhere": _(
        "Somebody of this name is known at %(organisation)s. If it is her, enter her code; else a new"
        " person is entered."
    ),
    # Cells.
    "merged": _("Cells are merged (%(range)s). Unmerge them and fill in every row."),
    "formula": _("A formula stands here. Copy the column and paste it as values."),
    "broken_cell": _("Excel shows the error %(text)s here. Enter the value."),
    "blank": _("“%(column)s” is empty. Fill it in."),
    "too_long": _("The text is longer than %(most)s letters. Shorten it."),
    "old_font": _("“%(text)s” is written in an old font (.VnTime, TCVN3). Convert the file to Unicode."),
    "name_odd": _("“%(text)s” is no person’s name. Write the name alone."),
    "no_email": _("“%(text)s” is no e-mail address. Write it as lan@vidu.vn, or leave it empty."),
    "no_phone": _("“%(text)s” is no telephone number. Write it as 0912 345 678, or leave it empty."),
    "phones_several": _("“%(text)s” holds several telephone numbers. Keep one."),
    "phone_rounded": _(
        "Excel has rounded the number to %(text)s. Format the column as text and enter it again."
    ),
    "no_day": _("“%(text)s” is no day. Write it as 01/07/2025."),
    "no_such_day": _("There is no day %(text)s. Write the day first, then the month: 31/01/2025."),
    "day_short_year": _("“%(text)s” has a year of two digits. Write all four: 01/07/2025."),
    "day_month_only": _("“%(text)s” is a month. Write the day too: 01/07/2025."),
    "day_year_only": _("“%(text)s” is a year. Write day and month too: 01/07/2025."),
    "day_number": _("“%(text)s” is a day that Excel shows as a number. Format the column as a date."),
    "day_far": _("%(day)s lies too far back or ahead. Check the year."),
    "no_post": _("“%(text)s” is not one of the posts Bí thư, Phó bí thư, Chi ủy viên. Choose from the list."),
    "no_own_code": _("“%(text)s” is no code of ours. Leave the cell empty, or copy the code from an export."),
    # People and posts.
    "unknown_person": _("Nobody has this code. Copy it from an export, or leave it empty for somebody new."),
    "ambiguous_person": _(
        "Several people named %(name)s serve there. Enter the code of the one that is meant (from an export)."
    ),
    "phone_taken": _(
        "%(phone)s is the number of %(who)s. Correct the number; to change her name, enter her code."
    ),
    "phone_taken_elsewhere": _("%(phone)s is the number of another person. Correct it or leave it empty."),
    "holds_a_role": _(
        "%(name)s holds a role here: an administrator of the site changes her telephone and e-mail. Leave"
        " the cell as it was."
    ),
    "phone_twice": _("%(phone)s is the number of %(who)s in row %(row)s too. Each person has her own."),
    "differs_from_row": _(
        "“%(column)s” says otherwise than row %(row)s for the same person. Make them agree."
    ),
    "unknown_organisation": _(
        "There is no organisation with the code “%(code)s” in your part of the tree. Correct the code."
    ),
    "ends_before": _("A post cannot end before the day after it began. Check both days."),
    "closes_before": _("An organisation cannot close before the day after it was founded. Check both days."),
    "organisation_not_there": _(
        "%(organisation)s did not exist on all of these days (founded %(founded)s, closed"
        " %(closed)s). Check the days."
    ),
    "ended_otherwise": _(
        "The post ended on %(day)s as it is stored. An end is never edited; put it right on the"
        " person’s page."
    ),
    "holds_already": _("%(name)s holds this post since %(day)s. End that one first, or write the same day."),
    "holds_twice": _(
        "Row %(row)s has the same post for the same person on some of these days. Keep one of them."
    ),
    "secretary_serving": _(
        "%(who)s is secretary there on some of these days (from %(day)s). End that post first."
    ),
    "secretary_serving_elsewhere": _(
        "Another person was secretary there on some of these days (from %(day)s). Check the days."
    ),
    "secretary_twice": _(
        "%(who)s in row %(row)s is secretary there on some of these days too. There is one at a time."
    ),
    # Organisations.
    "code_twice": _("Row %(row)s has the same code. Each organisation has its own."),
    "code_taken": _("Another organisation has the code “%(code)s”. Check it."),
    "unknown_kind": _("“%(text)s” is not a kind of organisation. One of: %(known)s."),
    "unknown_cell_type": _("“%(text)s” is not a type of cell. One of: %(known)s."),
    "unknown_parent": _(
        "There is no organisation with the code “%(code)s” in your part of the tree or in the file."
        " Correct it."
    ),
    "parent_needed": _("A new organisation needs the code of the one above it."),
    "root_stands": _(
        "The tree has a top already (%(name)s). Enter the code of the organisation above this one."
    ),
    "second_root": _(
        "Row %(row)s is the top of the tree already. Enter the code of the organisation above this one."
    ),
    "parent_closed": _("The organisation above (%(code)s) is closed. Choose one that exists."),
    "under_cell": _("The organisation above (%(code)s) is a cell; nothing stands under a cell."),
    "circle": _("It would stand under itself by way of %(through)s. Correct the codes above."),
    "top_cannot_move": _("It is the top of your part of the tree; somebody above has to move it."),
    "top_cannot_close": _("It is the top of your part of the tree; somebody above has to close it."),
    "closed_unchanged": _("The organisation is closed; nothing more changes of it. Leave its row out."),
    "closed_otherwise": _(
        "It was closed on %(day)s as it is stored. Leave the cell empty or write the same day."
    ),
    "reopens_not": _("A closing day in the future cannot be entered yet. Enter it when the day has come."),
    "founded_ahead": _("The day lies ahead. Enter the organisation when the day has come."),
    "day_needed": _("The row renames or moves the organisation. Say on the upload form from which day."),
    "changed_later": _(
        "%(organisation)s was changed on %(day)s, after the day from which this would hold. Choose a"
        " later day."
    ),
    "open_below": _("%(name)s still stands under it. Close or move that too."),
    "posts_later": _("A post there begins after the day on which it closes. End that post first."),
    "tree_refuses": _("The tree cannot be changed so. Check the row and those it depends on."),
}

SENTENCES = {**OF_FILES, **OF_ROWS}


def sentence(code: str, values: dict[str, Any]) -> str:
    """The sentence in the reader's language."""
    return str(SENTENCES[code]) % values
