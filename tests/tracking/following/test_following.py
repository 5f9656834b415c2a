"""From a part of the tree to the people behind each figure, and no further than the viewer oversees."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from courses.assignments.actions import make_programme
from media.topics.models import Topic
from organisations.oversight.models import Grant, Reading
from organisations.reorganising.actions import move_organisation
from tests.assigning import assign, finish, start
from tests.makers import (
    make_cell,
    make_course,
    make_decision,
    make_grant,
    make_organisation,
    make_person,
    make_secretary,
)
from tests.tracking.conftest import Ground
from tests.tracking.following.conftest import TODAY, address, seen_by, text_of
from tracking.counting.queries import Question, figures_beneath
from tracking.following.models import Call, Ranking
from tracking.following.queries import trends_beneath, unit_at
from tracking.following.rules import beside, month_ends, periods_around, sorted_by
from tracking.following.words import percent


def links_behind(text: str) -> dict[str, str]:
    """Each list that a page leads to, with the figure that leads there."""
    found = re.findall(r'<a[^>]* href="([^"]*/danh-sach/[^"]*)"[^>]*>([\d.]+)', text)
    return {where.replace("&amp;", "&"): number for where, number in found}


def listed(client: Client, where: str) -> int:
    """How many are listed on one page, and how many that page says there are."""
    page = client.get(where).context
    assert len(page["learners"]) == page["page"].paginator.count
    return len(page["learners"])


def test_minh_lands_on_his_part_and_goes_down_to_lan(assigned: Ground) -> None:
    minh = seen_by(assigned.minh)
    landing = minh.get(reverse("tracking:following"))
    assert landing.headers["Location"] == reverse("tracking:unit", args=[assigned.commune.public_id])
    commune = text_of(minh, landing.headers["Location"])
    assert "Chi bộ thôn 1" in commune
    assert "Vũ Thị Lan" not in commune
    assert "Vũ Thị Lan" in text_of(minh, address("unit", assigned.cell))


def test_who_oversees_two_parts_chooses(assigned: Ground) -> None:
    make_grant(assigned.minh, assigned.other_commune)
    page = text_of(seen_by(assigned.minh), reverse("tracking:following"))
    assert "Đảng bộ xã A" in page
    assert "Đảng bộ xã B" in page


def test_every_figure_is_as_long_as_the_list_it_opens(assigned: Ground) -> None:
    make_secretary("Ma Thị Duyên", assigned.commune, post="committee")
    assign(make_course(title="Khóa hai"), assigned.commune, posts=("committee", "secretary"))
    minh = seen_by(assigned.minh)
    for asked in ({}, {"chuc_vu": "committee"}, {"den_ngay": "2026-07-01"}, {"khoa_hoc": assigned.course.pk}):
        links = links_behind(text_of(minh, address("unit", assigned.commune, **asked)))
        assert links, asked
        for where, number in links.items():
            assert listed(minh, where) == int(number), where


def test_figures_as_of_today_are_those_of_today(assigned: Ground) -> None:
    """Today's come from the tallies; asked for tomorrow, those of today come from the obligations."""
    duyen = make_secretary("Ma Thị Duyên", assigned.commune)
    assign(assigned.course, assigned.commune, due=TODAY + timedelta(days=9), posts=("secretary", "deputy"))
    start(duyen, assigned.course, TODAY - timedelta(days=3))
    for organisation in (assigned.province, assigned.commune, assigned.cell):
        unit = unit_at(organisation.public_id, [assigned.province.path], TODAY)
        assert unit
        now, then = (
            Question(courses=(assigned.course.pk,), on=TODAY, today=day, is_mandatory=None)
            for day in (TODAY, TODAY + timedelta(days=1))
        )
        assert figures_beneath(unit.place, unit.children, now) == figures_beneath(
            unit.place, unit.children, then
        )
        assert trends_beneath(unit.path, now) == trends_beneath(unit.path, then)


def test_the_rows_add_up_to_all_of_it(assigned: Ground) -> None:
    make_secretary("Ma Thị Duyên", assigned.commune)
    table = seen_by(assigned.minh).get(address("unit", assigned.commune)).context["table"]
    assert [line.name for line in table.lines] == [
        "Chức vụ của chính Đảng bộ xã A",
        "Chi bộ thôn 1",
        "Chi bộ thôn 2",
    ]
    assert table.figures.owed == 3
    assert table.total.cells[0].text == "3"
    own = table.lines[0].cells[0]
    assert listed(seen_by(assigned.minh), own.address) == int(own.text) == 1


def test_the_table_is_sorted_by_any_column_and_links_keep_what_is_asked(assigned: Ground) -> None:
    minh = seen_by(assigned.minh)

    def order(sort: str) -> list[str]:
        table = minh.get(address("unit", assigned.commune, sap=sort, den_ngay="2026-07-15")).context["table"]
        return [line.name for line in table.lines]

    assert order("") == order("ten") == order("ty-le")[::-1] == ["Chi bộ thôn 1", "Chi bộ thôn 2"]
    assert order("-ty-le") == order("dang-hoc") == ["Chi bộ thôn 1", "Chi bộ thôn 2"]
    assert order("khong-co-cot-nay") == order("")
    page = text_of(minh, address("unit", assigned.commune, sap="-ty-le", den_ngay="2026-07-15"))
    assert page.count("den-ngay=2026-07-15") > 10
    assert 'aria-sort="descending"' in page


def test_a_day_to_come_is_refused_in_a_sentence_and_nothing_is_lost(assigned: Ground) -> None:
    tomorrow = str(TODAY + timedelta(days=1))
    page = text_of(
        seen_by(assigned.minh), address("unit", assigned.commune, den_ngay=tomorrow, chuc_vu="secretary")
    )
    assert "Ngày này chưa tới" in page
    assert f'value="{tomorrow}"' in page
    assert '<option value="secretary" selected>' in page


@pytest.mark.parametrize(
    "query",
    [
        "den-ngay=hom+qua",
        "khoa-hoc=99999",
        "khoa-hoc=%27",
        "chuc-vu=vua",
        "loai-chi-bo=x",
        "trang=0",
        "sap=-",
    ],
)
def test_an_address_made_by_hand_breaks_nothing(assigned: Ground, query: str) -> None:
    minh = seen_by(assigned.minh)
    for name in ("unit", "compare", "people", "calls"):
        text_of(minh, f"{address(name, assigned.commune)}{query}&trang-thai=x")


def test_before_the_unit_stood_there_is_a_sentence_and_no_figure(assigned: Ground) -> None:
    young = make_organisation("Đảng bộ xã Mới", assigned.province, on=date(2026, 7, 1))
    tu = make_person("Hà Anh Tú", username="tu")
    make_grant(tu, young)
    assert "Ngày 30/06/2026 đơn vị này chưa thuộc" in text_of(
        seen_by(tu), address("unit", young, den_ngay="2026-06-30")
    )
    assert "chưa thuộc" not in text_of(seen_by(tu), address("unit", young, den_ngay="2026-07-01"))


def test_a_programme_a_weakness_and_a_period_narrow_the_figures(assigned: Ground) -> None:
    other = make_course(title="Khóa hai")
    assign(other, assigned.commune, due=date(2026, 12, 31))
    weakness = Topic.objects.filter(kind=Topic.Kind.WEAKNESS).first() or Topic.objects.create(
        code="han-che-1", kind=Topic.Kind.WEAKNESS, title="Nể nang"
    )
    other.topics.add(weakness)
    other.save()
    programme = make_programme(title="Chương trình", courses=[other])
    minh = seen_by(assigned.minh)

    def owed(**asked: str) -> int:
        table = minh.get(address("unit", assigned.commune, **asked)).context["table"]
        return int(table.figures.owed)

    assert owed() == 4
    assert owed(khoa_hoc=str(programme.public_id)) == owed(han_che=weakness.code) == 2
    assert owed(khoa_hoc=str(assigned.course.pk), han_che=weakness.code) == 0
    assert owed(ky_han=f"{TODAY.year}-q4") == 2
    assert owed(yeu_cau="khuyen-khich") == 0
    assert owed(yeu_cau="tat-ca") == 4


def test_the_list_says_how_far_each_is_and_finds_her_by_name(assigned: Ground) -> None:
    minh = seen_by(assigned.minh)
    page = text_of(minh, address("people", assigned.commune, trang_thai="phai-hoc"))
    for told in ("Vũ Thị Lan", "Hoàn thành muộn", "30/06/2026", "02/07/2026", "Quá hạn"):
        assert told in page
    found = text_of(minh, address("people", assigned.commune, ten="lan"))
    assert "Vũ Thị Lan" in found
    assert "Hà Thị Tâm" not in found
    assert "Không có ai tên" in text_of(minh, address("people", assigned.commune, ten="Khải"))


def test_whose_names_were_shown_is_written_down(assigned: Ground) -> None:
    minh = seen_by(assigned.minh)
    minh.get(address("unit", assigned.commune))
    assert not Reading.objects.filter(person=assigned.lan).exists()
    minh.get(address("people", assigned.commune))
    minh.get(address("unit", assigned.cell))
    minh.get(address("calls", assigned.commune))
    assert Reading.objects.filter(person=assigned.lan, screen="following").count() == 2
    assert Reading.objects.filter(person=assigned.tam, screen="following").count() >= 2


# --- Who sees what ---------------------------------------------------------------------------------


def test_a_neighbour_a_secretary_and_a_stranger_find_nothing(assigned: Ground) -> None:
    tu = make_person("Hà Anh Tú", username="tu")
    make_grant(tu, assigned.other_commune)
    hoa = make_person("Lê Thị Hoa", username="hoa")
    make_grant(hoa, assigned.commune, Grant.Role.LECTURER)
    for who in (tu, hoa, assigned.lan, assigned.son):
        for organisation in (assigned.province, assigned.commune, assigned.cell):
            for name in ("unit", "compare", "people", "calls"):
                text_of(seen_by(who), address(name, organisation), 404)
        where = reverse("tracking:called", args=[assigned.commune.public_id, assigned.lan.public_id])
        assert seen_by(who).post(where, {"note": "x"}).status_code == 404
    assert not Call.objects.exists()
    text_of(seen_by(assigned.minh), address("unit", assigned.province), 404)
    text_of(seen_by(assigned.minh), address("unit", assigned.commune))


def test_who_is_not_signed_in_is_asked_to(assigned: Ground) -> None:
    answer = Client().get(address("unit", assigned.commune))
    assert answer.status_code == 302
    assert "dang-nhap" in answer.headers["Location"]


def test_what_moved_away_is_seen_as_of_the_day_it_was_here_and_not_after(assigned: Ground) -> None:
    move_organisation(
        organisation=assigned.cell, parent=assigned.other_commune, decision=make_decision(date(2026, 8, 1))
    )
    minh = seen_by(assigned.minh)
    assert "Vũ Thị Lan" in text_of(minh, address("unit", assigned.cell, den_ngay="2026-07-31"))
    text_of(minh, address("unit", assigned.cell, den_ngay="2026-08-01"), 404)
    text_of(minh, address("unit", assigned.cell), 404)
    # Nor does the list of his own commune tell of her today.
    assert "Vũ Thị Lan" not in text_of(minh, address("people", assigned.commune))
    assert "Vũ Thị Lan" in text_of(minh, address("people", assigned.commune, den_ngay="2026-07-31"))


# --- Units beside one another ------------------------------------------------------------------------


def compared(ground: Ground) -> list[tuple[str, str]]:
    found = seen_by(ground.minh).get(address("compare", ground.commune)).context["comparison"]
    return [(one.name, one.beside) for one in found.units]


def test_units_stand_by_name_beside_all_together(assigned: Ground) -> None:
    make_secretary("Ma Thị Duyên", make_cell("Chi bộ thôn 3", assigned.commune))
    finish(assigned.tam, assigned.course, date(2026, 7, 9))
    assert compared(assigned) == [
        ("Chi bộ thôn 1", "cao hơn 33 điểm phần trăm"),
        ("Chi bộ thôn 2", "cao hơn 33 điểm phần trăm"),
        ("Chi bộ thôn 3", "thấp hơn 67 điểm phần trăm"),
    ]


def test_only_where_it_was_turned_on_are_they_put_in_order_against_the_target(assigned: Ground) -> None:
    zero = make_cell("Chi bộ thôn 0", assigned.commune)
    make_secretary("Ma Thị Duyên", zero)
    Ranking.objects.create(organisation=assigned.other_commune)
    assert next(name for name, _ in compared(assigned)) == "Chi bộ thôn 0"
    Ranking.objects.create(organisation=assigned.province, target_percent=80)
    assert compared(assigned) == [
        ("Chi bộ thôn 1", "vượt chỉ tiêu 20 điểm phần trăm"),
        ("Chi bộ thôn 0", "còn thiếu 80 điểm phần trăm"),
        ("Chi bộ thôn 2", "còn thiếu 80 điểm phần trăm"),
    ]


def test_months_say_how_many_had_finished_by_their_ends(assigned: Ground) -> None:
    page = seen_by(assigned.minh).get(address("compare", assigned.commune, den_ngay="2026-08-15"))
    months = {one.label: one.share for one in page.context["over_time"].months}
    assert months["06/2026"] == "0%"
    assert months["07/2026"] == months["08/2026"] == "50%"


# --- The way there -----------------------------------------------------------------------------------


def test_who_oversees_is_shown_the_way_until_she_does_no_longer(assigned: Ground) -> None:
    way = reverse("tracking:following")
    for page in (reverse("home"), reverse("courses:mine")):
        assert f'href="{way}"' in text_of(seen_by(assigned.minh), page)
        assert f'href="{way}"' not in text_of(seen_by(assigned.lan), page)
    make_grant(assigned.lan, assigned.cell)
    lan = seen_by(assigned.lan)
    assert f'href="{way}"' in text_of(lan, reverse("home"))
    Grant.objects.filter(person=assigned.lan).update(ended=TODAY)
    text_of(lan, way, 404)
    assert f'href="{way}"' not in text_of(lan, reverse("home"))


# --- What it costs ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "most"), [("unit", 13), ("compare", 10), ("people", 12), ("calls", 13)])
def test_a_page_costs_the_same_however_many_units_and_people_there_are(
    assigned: Ground,
    name: str,
    most: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    """Two more say who is asking, by her session."""
    yen = make_person("Mã Thị Yến", username="yen")
    make_grant(yen, assigned.province)
    yens, where = seen_by(yen), address(name, assigned.commune)
    yens.get(where)
    with django_assert_max_num_queries(most + 2) as few:
        yens.get(where)
    for number in range(3, 12):
        cell = make_cell(f"Chi bộ thôn {number}", assigned.commune)
        make_secretary(f"Lý Văn {number}", cell)
    with django_assert_max_num_queries(len(few)):
        yens.get(where)


# --- Pure rules ------------------------------------------------------------------------------------


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=30), st.booleans())
def test_rows_without_a_figure_come_last_either_way(values: list[float | None], down: bool) -> None:
    found = sorted_by(values, lambda value: value, down=down)
    known = [value for value in found if value is not None]
    assert known == sorted(known, reverse=down)
    assert found[len(known) :] == [None] * values.count(None)


@given(st.integers(0, 2000), st.integers(1, 2000))
def test_only_all_is_told_as_all_and_only_nothing_as_nothing(part: int, whole: int) -> None:
    part = min(part, whole)
    said = percent(part / whole)
    assert (said == "100%") == (part == whole)
    assert (said == "0%") == (part == 0)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_unit_above_the_mean_has_a_mean_below_it(share: float, mean: float) -> None:
    assert beside(share, mean) == -beside(mean, share)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 40))
def test_months_end_one_after_the_other_until_the_day_itself(day: date, count: int) -> None:
    ends = month_ends(day, count)
    assert len(ends) == count
    assert ends[-1] == day
    assert all(
        (later.year * 12 + later.month) - (one.year * 12 + one.month) == 1 for one, later in pairwise(ends)
    )
    assert all((one + timedelta(days=1)).day == 1 for one in ends[:-1])


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_quarters_fill_the_year(day: date) -> None:
    year, *quarters, last = periods_around(day)
    assert (quarters[0].began, quarters[-1].until) == (year.began, year.until)
    assert all(one.until + timedelta(days=1) == later.began for one, later in pairwise(quarters))
    assert last.until + timedelta(days=1) == year.began
