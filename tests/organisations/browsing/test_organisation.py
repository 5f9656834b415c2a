"""One organisation on the screen: today and before, its lineage and its log; entering and editing one."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from organisations.oversight.models import Reading
from organisations.reorganising.actions import (
    SplitPart,
    merge_organisations,
    move_organisation,
    rename_organisation,
    split_organisation,
)
from organisations.tree.actions import Founding
from organisations.tree.models import Organisation, OrganisationKind, Succession
from tests.makers import (
    account_of,
    make_cell,
    make_decision,
    make_grant,
    make_kind,
    make_person,
    make_secretary,
)
from tests.organisations.conftest import World
from tests.organisations.desks import desk_of, queries_for, text_of
from tests.organisations.test_reorganising import MERGED


@pytest.fixture
def nghia(world: World) -> User:
    """Organiser of the whole province."""
    person = make_person("Quan Văn Nghĩa", username="nghia")
    make_grant(person, world.province)
    return account_of(person)


def page_of(organisation: Organisation) -> str:
    return reverse("browsing:organisation", args=[organisation.public_id])


def test_minh_reads_his_cell_and_the_neighbour_does_not(world: World) -> None:
    page = text_of(desk_of(world.minh).get(page_of(world.cell_a)))
    assert "Vũ Thị Lan" in page
    assert "Đảng bộ xã A" in page
    assert "Đảng bộ tỉnh" not in page
    for viewer in (world.tu, world.son, account_of(world.lan)):
        assert desk_of(viewer).get(page_of(world.cell_a)).status_code in (302, 404)


def test_whose_name_it_shows_was_read(world: World) -> None:
    desk_of(world.minh).get(page_of(world.cell_a))
    [reading] = Reading.objects.filter(screen="organisation")
    assert (reading.reader, reading.person) == (world.minh, world.lan)


def test_everything_that_may_be_done_is_offered_and_no_more(world: World, nghia: User) -> None:
    actions = [f"reorganising:{name}" for name in ("rename", "move", "merge", "split", "close")]
    own, top = (desk_of(world.minh).get(page_of(one)).content.decode() for one in (world.cell_a, world.a))
    for name in actions:
        assert reverse(name, args=[world.cell_a.public_id]) in own
        assert reverse(name, args=[world.a.public_id]) not in top
    assert reverse("browsing:edit", args=[world.a.public_id]) in top
    assert reverse("browsing:add", args=[world.a.public_id]) in top
    assert reverse("browsing:add", args=[world.cell_a.public_id]) not in own


def test_its_names_over_time_are_told(world: World, nghia: User) -> None:
    rename_organisation(organisation=world.a, name="Đảng bộ xã Tân An", decision=make_decision(MERGED))
    desk = desk_of(nghia)
    page = text_of(desk.get(page_of(world.a)))
    assert "01/01/2020</td><td>01/07/2025</td><td>Đảng bộ xã A</td>" in page
    assert "01/07/2025</td><td>đến nay</td><td>Đảng bộ xã Tân An</td>" in page
    before = text_of(desk.get(page_of(world.a), {"day": "30/06/2025"}))
    assert "Như ngày 30/06/2025." in before
    assert "<h2>Đảng bộ xã A" in before
    assert reverse("reorganising:rename", args=[world.a.public_id]) not in before
    cell = text_of(desk.get(page_of(world.cell_a)))
    assert "<td>Đảng bộ xã A</td>" in cell


def test_what_became_of_one_that_left_is_not_told(world: World) -> None:
    move_organisation(organisation=world.cell_a, parent=world.b, decision=make_decision(MERGED))
    edit(world.tu, world.cell_a, contact="Người liên hệ mới")
    rename_organisation(organisation=world.cell_a, name="Chi bộ Tân An", decision=make_decision(MERGED))
    desk = desk_of(world.minh)
    assert desk.get(page_of(world.cell_a)).status_code == 404
    before = text_of(desk.get(page_of(world.cell_a), {"day": "30/06/2025"}))
    assert "<h2>Chi bộ thôn 1" in before
    assert "Vũ Thị Lan" in before
    for later in ("Chi bộ Tân An", "Đảng bộ xã B", "Người liên hệ mới"):
        assert later not in before


def test_those_above_are_called_as_on_that_day(world: World, nghia: User) -> None:
    rename_organisation(organisation=world.a, name="Đảng bộ xã Tân An", decision=make_decision(MERGED))
    before = desk_of(nghia).get(page_of(world.cell_a), {"day": "30/06/2025"})
    assert [str(one) for one in before.context["way"]] == ["Đảng bộ tỉnh", "Đảng bộ xã A"]


def test_a_day_before_it_stood_leads_to_today(world: World) -> None:
    answer = desk_of(world.minh).get(page_of(world.cell_a), {"day": "01/01/1990"}, follow=True)
    assert "Vào ngày đó chưa có tổ chức này" in text_of(answer)


def test_the_lineage_goes_back_over_generations(world: World, nghia: User) -> None:
    split_organisation(
        organisation=world.a,
        parts=[
            SplitPart(
                founding=Founding(name="Đảng bộ xã A1", kind=make_kind(), parent=world.province, on=MERGED)
            )
        ],
        decision=make_decision(MERGED),
    )
    part = Organisation.objects.select_related("kind").get(name="Đảng bộ xã A1")
    new = Founding(name="Đảng bộ xã Mới", kind=make_kind(), parent=world.province, on=MERGED)
    merge_organisations(organisations=[part, world.b], into=new, decision=make_decision(MERGED))
    desk = desk_of(nghia)
    context = desk.get(page_of(Organisation.objects.get(name="Đảng bộ xã Mới"))).context
    came = {one.name: [kin.name for kin in one.onward] for one in context["came_from"]}
    assert came == {"Đảng bộ xã A1": ["Đảng bộ xã A"], "Đảng bộ xã B": []}
    assert context["became"] == []
    origin = desk.get(page_of(world.a)).context
    assert [(one.name, [kin.name for kin in one.onward]) for one in origin["became"]] == [
        ("Đảng bộ xã A1", ["Đảng bộ xã Mới"])
    ]


def test_relatives_beyond_ones_part_have_no_name(world: World) -> None:
    merge_organisations(organisations=[world.a, world.b], into=world.b, decision=make_decision(MERGED))
    make_grant(make_person("Nga", username="nga"), world.a)
    page = text_of(desk_of(world.tu).get(page_of(world.b)))
    assert "Đảng bộ xã A" in page


def test_a_reorganisation_on_its_page_can_be_taken_back_or_says_why_not(world: World, nghia: User) -> None:
    first = rename_organisation(
        organisation=world.a, name="Tân An", decision=make_decision(MERGED)
    ).succession
    desk = desk_of(nghia)
    assert reverse("reorganising:undo", args=[first.public_id]) in text_of(desk.get(page_of(world.a)))
    world.a.refresh_from_db()
    rename_organisation(organisation=world.a, name="Tân Bình", decision=make_decision(MERGED))
    page = text_of(desk.get(page_of(world.a)))
    assert "Vì sao không hoàn tác được" in page
    assert reverse("reorganising:undo", args=[first.public_id]) not in page


# --- Entering ----------------------------------------------------------------------------------


def entry(**typed: str) -> dict[str, str]:
    return {
        "name": "Chi bộ thôn 2",
        "kind": str(OrganisationKind.objects.get(code="chi_bo").pk),
        "on": "01/07/2025",
        "number": "7-QĐ/ĐU",
        "contact_phone": "0912 345 678",
        **typed,
    }


def add(viewer: User, parent: Organisation, **typed: str) -> Any:
    return desk_of(viewer).post(reverse("browsing:add", args=[parent.public_id]), entry(**typed))


def test_minh_enters_a_cell_under_his_commune_and_not_the_neighbours(world: World) -> None:
    assert add(world.minh, world.a, code="A2").status_code == 302
    made = Organisation.objects.get(code="A2")
    assert (made.parent, made.founded_on, made.contact_phone) == (world.a, MERGED, "+84912345678")
    assert Succession.objects.get(kind="found").decision == "7-QĐ/ĐU"
    for viewer in (world.tu, world.son):
        assert add(viewer, world.a, code="A3").status_code in (302, 404)
    assert not Organisation.objects.filter(code="A3").exists()


def test_nothing_is_entered_under_a_cell(world: World) -> None:
    assert add(world.minh, world.cell_a).status_code == 404


def test_only_who_oversees_everything_enters_a_top(world: World, nghia: User, client: Client) -> None:
    at = reverse("browsing:add_top")
    assert desk_of(nghia).get(at).status_code == 404
    world.son.is_superuser = world.son.is_staff = True
    world.son.save()
    form = entry(name="Đảng bộ khác", kind=str(world.a.kind_id))
    assert desk_of(world.son).post(at, form).status_code == 302
    assert Organisation.objects.get(name="Đảng bộ khác").parent is None


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"name": ""}, "name", "không được để trống"),
        ({"code": "A1"}, "code", "Chi bộ thôn 1 đã có mã này"),
        ({"code": "B1"}, "code", "Một tổ chức khác đã có mã này"),
        ({"on": "01/01/2010"}, "on", "chỉ có từ ngày 01/01/2020"),
        ({"contact_phone": "12"}, "contact_phone", "0912 345 678"),
        ({"number": ""}, "number", "Chưa có số"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(
    world: World, typed: dict[str, str], field: str, said: str
) -> None:
    answer = add(world.minh, world.a, **{"address": "Xóm trên", **typed})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert said in text_of(answer)
    assert "Xóm trên" in text_of(answer)


def test_a_committee_has_no_type_of_cell(world: World) -> None:
    answer = add(
        world.minh,
        world.a,
        kind=str(world.a.kind_id),
        cell_type=str(world.cell_a.cell_type_id),
    )
    assert list(answer.context["form"].errors) == ["cell_type"]


def test_a_namesake_beside_it_is_warned_of_and_may_be_entered(world: World) -> None:
    warned = add(world.minh, world.a, name="chi bộ THÔN 1")
    assert warned.status_code == 422
    assert "Ở đây đã có Chi bộ thôn 1" in text_of(warned)
    assert add(world.minh, world.a, name="chi bộ THÔN 1", same_name="on").status_code == 302


def test_what_was_entered_by_mistake_is_taken_back(world: World, nghia: User) -> None:
    add(nghia, world.a, code="A2")
    succession = Succession.objects.get()
    assert desk_of(nghia).post(reverse("reorganising:undo", args=[succession.public_id])).status_code == 302
    assert not Organisation.objects.filter(code="A2").exists()


# --- Editing -----------------------------------------------------------------------------------


def edit(viewer: User, organisation: Organisation, **typed: str) -> Any:
    form = {"code": organisation.code or "", "address": "", "contact": "", "contact_phone": "", **typed}
    return desk_of(viewer).post(reverse("browsing:edit", args=[organisation.public_id]), form)


def test_details_are_edited_and_what_they_were_stays_in_the_log(world: World) -> None:
    assert edit(world.minh, world.a, address="Thôn Trung Tâm", contact="Lan").status_code == 302
    edit(world.minh, world.a, address="Thôn Thượng", contact="Lan")
    page = text_of(desk_of(world.minh).get(page_of(world.a)))
    assert "Địa chỉ: <del>Thôn Trung Tâm</del> → <ins>Thôn Thượng</ins>" in page
    assert "Bùi Văn Minh" in page
    for viewer in (world.tu, world.son):
        assert edit(viewer, world.a, address="khác").status_code in (302, 404)
    world.a.refresh_from_db()
    assert world.a.address == "Thôn Thượng"


def test_a_code_may_stay_or_go_and_is_never_given_twice(world: World) -> None:
    assert edit(world.minh, world.a).status_code == 302
    assert edit(world.minh, world.a, code="").status_code == 302
    world.a.refresh_from_db()
    assert world.a.code is None
    taken = edit(world.minh, world.a, code="A1")
    assert "Chi bộ thôn 1 đã có mã này" in text_of(taken)


def test_kinds_are_kept_by_administrators_alone(world: World) -> None:
    at = reverse("wagtailsnippets_organisations_organisationkind:list")
    assert desk_of(world.minh).get(at).status_code in (302, 403, 404)
    world.son.is_superuser = world.son.is_staff = True
    world.son.save()
    assert "Đảng bộ xã" in text_of(desk_of(world.son).get(at))


def test_a_large_organisation_costs_as_many_queries_as_a_small_one(world: World, nghia: User) -> None:
    desk = desk_of(nghia)
    few = queries_for(desk, page_of(world.a))
    for number in range(20):
        make_cell(f"Chi bộ xóm {number}", world.a)
        make_secretary(f"Lò Văn {number}", world.a, post="deputy")
    assert queries_for(desk, page_of(world.a)) <= few + 1  # the log of whose names were read
