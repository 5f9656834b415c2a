"""One door for every report that is wanted as a file: at once while it is short, by a worker when not."""

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from common.downloads import download
from tracking.reports import tasks
from tracking.reports.actions import TooManyFiles, ask_for_file
from tracking.reports.kinds import NoSuchReport, NotHers, Wish, report_of
from tracking.reports.models import ReportFile
from tracking.reports.writing.formats import FORMATS, Format, TooManyRows, pieces_of


def deliver(
    request: HttpRequest, *, kind: str, wish: Wish, form: str, by: User, now: datetime, back: str
) -> HttpResponseBase:
    """The file, or the page on which it is waited for; `back` is where somebody goes on who gets neither."""
    if form not in FORMATS:
        raise Http404
    wanted = FORMATS[form]
    try:
        report = report_of(kind=kind, viewer=by, wish=wish, now=now)
        if report.count <= wanted.at_once:
            pieces = pieces_of(report.sheet, wanted, count=report.count)
            return download(pieces, wanted.name_of(report.sheet), wanted.content_type)
        file = ask_for_file(kind=kind, wish=wish, form=wanted, by=by, now=now)
    except (NoSuchReport, NotHers):
        raise Http404 from None
    except TooManyRows as refused:
        messages.error(request, too_many_rows(refused.form))
        return redirect(back)
    except TooManyFiles:
        messages.error(request, too_many_files())
        return redirect("tracking:files")
    make_later(file)
    return redirect("tracking:file", file.public_id)


def make_later(file: ReportFile) -> None:
    transaction.on_commit(partial(tasks.make.enqueue, file.pk))


def too_many_rows(form: Format) -> str:
    words = {"kind": form.label, "most": number_format(form.most, force_grouping=True)}
    sentence = _(
        "%(kind)s holds at most %(most)s rows, and this report has more. Take it as Excel, or choose a "
        "smaller part of the tree."
    )
    return sentence % words


def too_many_files() -> str:
    return _("You have as many files of reports as can be kept. Throw away those you no longer need.")
