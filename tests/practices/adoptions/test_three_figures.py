"""Learnt, observed, applied: three figures kept apart, of a person and of a unit, each with its list."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.enrolment.actions import enrol
from courses.progress.models import CourseProgress
from organisations.browsing.signals import figures_within
from organisations.oversight.models import Reading
from organisations.personnel.signals import sections_about
from organisations.tree.models import Organisation
from portal.actions import prepare_site
from practices.exemplars.models import Practice
from practices.reviews.models import Commitment, Observation
from tests.makers import edition_of, make_cell, make_course, make_organisation, make_secretary
from tests.practices.adoptions.conftest import Communes, browser_of
from tests.practices.adoptions.makers import record
from tests.practices.makers import invite, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _opened(db: None) -> None:
    prepare_site()


def learn(communes: Communes) -> None:
    enrolment = enrol(learner=communes.lan, edition=edition_of(make_course("Bài một")), now=timezone.now())
    CourseProgress.objects.filter(enrolment=enrolment).update(finished_at=timezone.now())


def attend(communes: Communes, practice: Practice) -> None:
    session = make_session(communes.na_hang, practice=practice)
    one = invite(session, communes.lan, attended_at=timezone.now(), reviewed_at=timezone.now())
    seen = Observation.objects.create(participant=one, changed_at=timezone.now())
    day = timezone.localdate()
    Commitment.objects.create(observation=seen, number=1, text="Gửi trước ba ngày", by=day, state="done")
    Commitment.objects.create(observation=seen, number=2, text="Chưa làm", by=day)


def numbers(organisation: Organisation) -> dict[str, int]:
    organisation.refresh_from_db()
    return {one.key: one.count() for one in figures_within(organisation, timezone.localdate())}


def test_each_figure_counts_its_own(communes: Communes, practice: Practice) -> None:
    nothing = {"da-hoc": 0, "da-du": 0, "da-ap-dung": 0}
    assert numbers(communes.na_hang) == nothing
    learn(communes)
    assert numbers(communes.na_hang) == {**nothing, "da-hoc": 1}
    attend(communes, practice)
    assert numbers(communes.na_hang) == {**nothing, "da-hoc": 1, "da-du": 1}
    record(practice, communes.cell, "kept")
    everything = {"da-hoc": 1, "da-du": 1, "da-ap-dung": 1}
    assert numbers(communes.na_hang) == everything
    assert numbers(communes.province) == everything
    assert numbers(communes.cell) == everything
    assert numbers(communes.chiem_hoa) == nothing


@pytest.mark.parametrize(("state", "count"), [("planned", 0), ("tried", 1), ("changed", 1), ("stopped", 0)])
def test_what_counts_as_applied(communes: Communes, practice: Practice, state: str, count: int) -> None:
    record(practice, communes.cell, state, why="x")
    assert numbers(communes.na_hang)["da-ap-dung"] == count


def test_the_page_of_a_unit_tells_them_and_opens_the_list(communes: Communes, practice: Practice) -> None:
    learn(communes)
    attend(communes, practice)
    record(practice, communes.cell)
    minh = browser_of(communes.minh)
    where = f"/quan-tri/to-chuc/{communes.na_hang.public_id}/"
    page = minh.get(where).content.decode()
    assert "Đã học, đã dự, đã áp dụng" in page
    for key, shown in (("da-hoc", "Vũ Thị Lan"), ("da-du", "Vũ Thị Lan"), ("da-ap-dung", "Chi bộ Nà Chang")):
        before = Reading.objects.filter(person=communes.lan).count()
        assert f"{where}so-lieu/{key}/" in page
        assert shown in minh.get(f"{where}so-lieu/{key}/").content.decode()
        read = Reading.objects.filter(person=communes.lan).count() - before
        assert read == (1 if shown == "Vũ Thị Lan" else 0)
    assert minh.get(f"{where}so-lieu/khac/").status_code == 404


def test_a_neighbour_and_a_stranger_open_no_list(communes: Communes, practice: Practice) -> None:
    attend(communes, practice)
    where = f"/quan-tri/to-chuc/{communes.na_hang.public_id}/so-lieu/da-du/"
    assert browser_of(communes.tu).get(where).status_code == 404
    assert browser_of(communes.son).get(where).status_code in {302, 404}
    assert browser_of(communes.lan).get(where).status_code in {302, 404}


def test_a_persons_page_tells_what_she_observed_and_applied(communes: Communes, practice: Practice) -> None:
    attend(communes, practice)
    record(practice, communes.cell, "kept", by=communes.lan)
    told = {str(section.title): section.rows for section in sections_about(communes.lan)}
    [observed] = told["Đã dự: buổi sinh hoạt điểm"]
    assert observed[0] == "Sinh hoạt điểm: kết luận rõ việc"
    applied = told["Đã áp dụng: cam kết đã làm, điển hình của chi bộ"]
    assert [row[0] for row in applied] == [practice.title, "Gửi trước ba ngày"]


def test_what_the_cell_applies_stands_on_the_page_of_who_leads_it_now(
    communes: Communes, practice: Practice
) -> None:
    record(practice, communes.cell, by=communes.lan)
    deputy = make_secretary("Nông Văn Ba", communes.cell, post="deputy")
    for person, count in ((communes.lan, 1), (deputy, 1), (communes.son, 0)):
        told = {str(section.title): section.rows for section in sections_about(person)}
        assert len(told["Đã áp dụng: cam kết đã làm, điển hình của chi bộ"]) == count


def test_the_lists_cost_the_same_however_long(communes: Communes, practice: Practice) -> None:
    minh = browser_of(communes.minh)
    asked: dict[str, list[int]] = {}
    commune = make_organisation("Đảng bộ bộ phận", communes.na_hang)
    for number in range(2):
        for each in range(3):
            cell = make_cell(f"Chi bộ {number} {each}", commune)
            person = make_secretary(f"Lò Văn {number} {each}", cell)
            start = timezone.now() - timedelta(days=number)
            invite(make_session(commune, starts_at=start), person, attended_at=start)
            record(practice, cell, now=start)
        where = f"/quan-tri/to-chuc/{communes.na_hang.public_id}/"
        for address in (where, f"{where}so-lieu/da-du/", f"{where}so-lieu/da-ap-dung/"):
            minh.get(address)
            with CaptureQueriesContext(connection) as queries:
                minh.get(address)
            asked.setdefault(address, []).append(len(queries))
    assert all(first == second for first, second in asked.values()), asked


def test_nothing_is_counted_before_it_is_shown(communes: Communes, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        figures_within(communes.na_hang, timezone.localdate())
