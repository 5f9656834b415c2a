"""The log as a file that a spreadsheet opens."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from common.csv_text import csv_lines
from organisations.granting.readings.screen_names import screen_name
from organisations.oversight.models import Reading


def readings_as_csv(readings: Iterable[Reading]) -> Iterator[str]:
    headings = [_("When"), _("Read by"), _("User name"), _("Whose data"), _("Screen")]
    return csv_lines(headings, (_cells(reading) for reading in readings))


def _cells(reading: Reading) -> list[str]:
    return [
        f"{timezone.localtime(reading.at):%d/%m/%Y %H:%M:%S}",
        str(reading.reader),
        reading.reader.username,
        reading.person.full_name,
        screen_name(reading.screen),
    ]
