"""A commune of three cells and a course, for the journey of reports: run by `manage.py shell` in the site."""

from datetime import date, timedelta

from django.utils import timezone

from courses.catalogue.models import CoursePage
from organisations.people.models import Person
from tests.assigning import assign, finish, start
from tests.makers import make_cell, make_course, make_grant, make_organisation, make_person, make_secretary

MINH = "minh.baocao"
"""The organiser of this journey: no other journey meets him."""
COURSE = "Kỹ năng điều hành, dùng cho hành trình báo cáo"
CELLS = ("Chi bộ thôn Khuổi Luông", "Chi bộ thôn Nà Chang", "Chi bộ Trường Trung học cơ sở Yên Hoa")


def quarter_end() -> date:
    """The last day of the quarter before."""
    today = timezone.localdate()
    return date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)


def build() -> None:
    """Lan has finished in the quarter, Tâm has begun, Ba has not."""
    if Person.objects.filter(account__username=MINH).exists():
        return
    commune = make_organisation("Đảng bộ xã Báo Cáo")
    lan, tam, _ba = (
        make_secretary(name, make_cell(cell, commune))
        for name, cell in zip(("Ma Thị Lan Hương", "Lý Thị Tâm", "Đặng Văn Ba"), CELLS, strict=True)
    )
    make_grant(make_person("Triệu Văn Minh", username=MINH), commune)
    course = make_course(title=COURSE)
    assign(course, commune, due=quarter_end())
    finish(lan, course, quarter_end() - timedelta(days=20))
    start(tam, course, quarter_end() - timedelta(days=10))


def tam_syncs_late() -> None:
    """Her phone tells only now that she had finished within the quarter."""
    tam = Person.objects.get(full_name="Lý Thị Tâm")
    course = CoursePage.objects.get(title=COURSE)
    finish(tam, course, quarter_end() - timedelta(days=2), told=timezone.now())
