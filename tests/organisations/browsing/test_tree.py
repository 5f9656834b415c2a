"""The tree on the screen: level by level, on any day, within what the viewer oversees."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organisations.oversight.models import Reading
from organisations.reorganising.actions import close_organisation, merge_organisations, rename_organisation
from organisations.tree.actions import Founding, found_organisations
from organisations.tree.models import Organisation
from tests.makers import (
    LONG_AGO,
    account_of,
    make_cell,
    make_decision,
    make_grant,
    make_kind,
    make_organisation,
    make_person,
    make_secretary,
)
from tests.organisations.conftest import World
from tests.organisations.desks import desk_of, queries_for, text_of
from tests.organisations.test_reorganising import MERGED

TREE = reverse("browsing:tree")


@pytest.fixture
def nghia(world: World) -> User:
    """Organiser of the whole province."""
    person = make_person("Quan Văn Nghĩa", username="nghia")
    make_grant(person, world.province)
    return account_of(person)


def level_of(organisation: Organisation) -> str:
    return reverse("browsing:level", args=[organisation.public_id])


def test_the_tree_begins_where_the_viewers_part_begins(world: World, nghia: User) -> None:
    minhs, whole = text_of(desk_of(world.minh).get(TREE)), text_of(desk_of(nghia).get(TREE))
    assert "Đảng bộ xã A" in minhs
    assert "Chi bộ thôn 1" in minhs
    assert str(world.province.public_id) not in minhs
    assert "Đảng bộ xã B" not in minhs
    assert "Đảng bộ xã A" in whole
    assert "Đảng bộ xã B" in whole


def test_who_oversees_two_parts_sees_two_tops(world: World) -> None:
    both = make_person("Tạ Thị Ý", username="y")
    make_grant(both, world.a)
    make_grant(both, world.b)
    page = text_of(desk_of(account_of(both)).get(TREE))
    assert "Đảng bộ xã A" in page
    assert "Đảng bộ xã B" in page
    assert "Chi bộ thôn 1" not in page


def test_strangers_and_secretaries_find_no_tree(world: World) -> None:
    for viewer in (world.son, account_of(world.lan)):
        assert desk_of(viewer).get(TREE).status_code in (302, 404)
        assert desk_of(viewer).get(level_of(world.a)).status_code in (302, 404)


def test_an_auditor_reads_and_is_offered_nothing_to_change(world: World) -> None:
    auditor = make_person("Tạ Thị Ý", username="y")
    make_grant(auditor, world.province, "auditor")
    desk = desk_of(account_of(auditor))
    assert desk.get(TREE).status_code == 200
    page = text_of(desk.get(reverse("browsing:organisation", args=[world.a.public_id])))
    assert reverse("reorganising:rename", args=[world.a.public_id]) not in page
    assert reverse("browsing:edit", args=[world.a.public_id]) not in page


def test_a_level_is_a_page_and_a_part_of_one(world: World) -> None:
    desk = desk_of(world.minh)
    page, part = desk.get(level_of(world.a)), desk.get(level_of(world.a), {"part": "1"})
    for answer in (page, part):
        assert "Chi bộ thôn 1" in text_of(answer)
        assert "Bí thư</small> Vũ Thị Lan" in text_of(answer)
    assert "<html" not in part.content.decode()
    assert desk.get(level_of(world.b)).status_code == 404
    assert desk.get(level_of(world.b), {"part": "1"}).status_code == 404


def test_who_is_named_in_the_tree_was_read(world: World) -> None:
    desk_of(world.minh).get(level_of(world.a))
    assert Reading.objects.filter(reader=world.minh, person=world.lan, screen="tree").count() == 1


def test_a_cell_without_a_secretary_says_so(world: World) -> None:
    make_cell("Chi bộ thôn 9", world.a)
    assert "chưa có bí thư" in text_of(desk_of(world.minh).get(level_of(world.a)))


def test_closed_ones_are_shown_by_a_switch(world: World) -> None:
    cell = make_cell("Chi bộ thôn 9", world.a)
    close_organisation(organisation=cell, decision=make_decision(MERGED))
    desk = desk_of(world.minh)
    assert "Chi bộ thôn 9" not in text_of(desk.get(level_of(world.a)))
    assert "Chi bộ thôn 9" in text_of(desk.get(level_of(world.a), {"closed": "on"}))


@pytest.fixture
def merged(world: World) -> Organisation:
    """The two communes are one since the day."""
    new = Founding(name="Đảng bộ xã Mới", kind=make_kind(), parent=world.province, on=MERGED)
    merge_organisations(organisations=[world.a, world.b], into=new, decision=make_decision(MERGED))
    return Organisation.objects.get(name="Đảng bộ xã Mới")


def test_on_the_day_before_the_tree_stands_as_it_did(world: World, nghia: User, merged: Organisation) -> None:
    desk = desk_of(nghia)
    today, before = text_of(desk.get(TREE)), text_of(desk.get(TREE, {"day": "30/06/2025"}))
    assert "Đảng bộ xã Mới" in today
    assert "Đảng bộ xã A" not in today
    assert "Đảng bộ xã Mới" not in before
    assert "Đảng bộ xã A" in before
    assert "Cây tổ chức như ngày 30/06/2025." in before
    assert "?day=30%2F06%2F2025" in before
    level = text_of(desk.get(level_of(world.a), {"day": "30/06/2025"}))
    assert "Vũ Thị Lan" in level
    assert desk.get(level_of(merged), {"day": "30/06/2025"}).status_code == 404


def test_the_past_of_what_was_never_hers_stays_closed(world: World) -> None:
    assert desk_of(world.tu).get(level_of(world.a), {"day": "30/06/2025"}).status_code == 404
    assert desk_of(world.tu).get(level_of(world.b), {"day": "30/06/2025"}).status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"), [("31/02/2025", "Viết ngày như 23/11/2026"), ("01/01/2999", "Ngày này chưa đến")]
)
def test_a_day_that_cannot_be_asked_about_is_said_and_today_is_shown(
    world: World, typed: str, said: str
) -> None:
    page = text_of(desk_of(world.minh).get(TREE, {"day": typed}))
    assert said in page
    assert "Chi bộ thôn 1" in page
    assert typed in page


def test_before_anything_stood_it_says_so(world: World) -> None:
    assert "Vào ngày này chưa có tổ chức nào" in text_of(desk_of(world.minh).get(TREE, {"day": "01/01/1990"}))


def test_an_empty_site_says_what_to_do_first(db: None) -> None:
    person = make_person("Trần Thị Hà", username="ha")
    account = account_of(person)
    account.is_superuser = account.is_staff = True
    account.save()
    page = text_of(desk_of(account).get(TREE))
    assert "Chưa có tổ chức nào" in page
    assert reverse("browsing:add_top") in page


# --- Search ------------------------------------------------------------------------------------


def test_words_are_found_without_marks_with_the_way_to_each(world: World, nghia: User) -> None:
    page = text_of(desk_of(nghia).get(TREE, {"q": "CHI BO thon"}))
    assert "Tìm thấy 2 tổ chức" in page
    assert "Đảng bộ tỉnh › Đảng bộ xã A" in page
    assert "Đảng bộ tỉnh › Đảng bộ xã B" in page
    assert "Tìm thấy 1 tổ chức" in text_of(desk_of(nghia).get(TREE, {"q": "B1"}))


def test_minh_finds_his_own_and_not_the_neighbours(world: World) -> None:
    page = text_of(desk_of(world.minh).get(TREE, {"q": "thôn 1"}))
    assert "Tìm thấy 1 tổ chức" in page
    assert "Đảng bộ tỉnh ›" not in page
    assert "Chẩu Văn Bình" not in page


def test_kinds_and_types_narrow_a_search(world: World, nghia: User) -> None:
    desk = desk_of(nghia)
    cells = desk.get(TREE, {"kind": str(world.cell_a.kind_id)})
    assert "Tìm thấy 2 tổ chức" in text_of(cells)
    villages = desk.get(TREE, {"cell_type": str(world.cell_a.cell_type_id), "q": "xã"})
    assert "Không có tổ chức nào phù hợp" in text_of(villages)


def test_an_old_name_is_found_on_its_day(world: World, nghia: User) -> None:
    commune = make_organisation("Đảng bộ xã Nà Hang", world.province)
    rename_organisation(organisation=commune, name="Đảng bộ xã Tân An", decision=make_decision(MERGED))
    desk = desk_of(nghia)
    before = text_of(desk.get(TREE, {"q": "xã Nà Hang", "day": "30/06/2025"}))
    assert "Tìm thấy 1 tổ chức" in before
    assert "Không có tổ chức nào phù hợp" in text_of(desk.get(TREE, {"q": "xã Nà Hang"}))


# --- Size --------------------------------------------------------------------------------------


def found_many(parent: Organisation, count: int) -> None:
    kind = make_kind("chi_bo")
    made = found_organisations(
        [
            Founding(name=f"Chi bộ xóm {number}", kind=kind, parent=parent, on=LONG_AGO)
            for number in range(count)
        ]
    )
    for cell in made[:30]:
        make_secretary("Lò Văn Páo", cell)


def test_a_wide_level_costs_as_many_queries_as_a_narrow_one(world: World) -> None:
    desk = desk_of(world.minh)
    asked = [(TREE, {}), (level_of(world.a), {"part": "1"}), (TREE, {"q": "chi bo"})]
    narrow = [queries_for(desk, address, **words) for address, words in asked]
    found_many(world.a, 250)
    assert [queries_for(desk, address, **words) for address, words in asked] == narrow
    assert narrow[1] <= 18


def test_a_level_comes_a_hundred_rows_at_a_time(world: World) -> None:
    found_many(world.a, 250)
    desk = desk_of(world.minh)
    first = desk.get(TREE).content.decode()
    assert first.count('class="tree__row') == 101
    assert "Xem thêm (đang hiện 100 trên 251)" in " ".join(first.split())
    second = desk.get(level_of(world.a), {"part": "1", "p": "3"}).content.decode()
    assert second.count('class="tree__row') == 51
    assert "Xem thêm" not in second
    hits = desk.get(TREE, {"q": "xom", "p": "2"}).content.decode()
    assert hits.count('class="tree__row') == 50


def test_children_stand_by_the_numbers_in_their_names(world: World) -> None:
    found_many(world.a, 12)
    page = desk_of(world.minh).get(level_of(world.a)).content.decode()
    assert page.index("Chi bộ xóm 2<") < page.index("Chi bộ xóm 10<")


def test_tomorrow_is_no_day_to_ask_about(world: World) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "Ngày này chưa đến" in text_of(desk_of(world.minh).get(TREE, {"day": f"{tomorrow:%d/%m/%Y}"}))


def test_several_tops_stand_side_by_side(world: World) -> None:
    make_organisation("Đảng bộ khác")
    account = account_of(make_person("Trần Thị Hà", username="ha"))
    account.is_superuser = account.is_staff = True
    account.save()
    page = text_of(desk_of(account).get(TREE))
    assert "Đảng bộ khác" in page
    assert "Đảng bộ tỉnh" in page
