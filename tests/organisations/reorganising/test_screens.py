"""Reorganisations on the screen: asked, shown, done as shown; errors keep what was typed."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.models import User
from organisations.appointments.actions import appoint
from organisations.appointments.models import Appointment
from organisations.oversight.models import Reading
from organisations.people.actions import enter_person
from organisations.reorganising.actions import move_organisation, rename_organisation
from organisations.tree.models import Organisation, Standing, Succession
from tests.makers import (
    account_of,
    make_cell,
    make_decision,
    make_grant,
    make_kind,
    make_organisation,
    make_person,
    make_secretary,
    post_of,
)
from tests.organisations.conftest import World
from tests.organisations.desks import desk_of, queries_for, text_of
from tests.organisations.test_reorganising import MERGED

DECISION = {"on": "01/07/2025", "number": "12-QĐ/TU", "note": "Theo đề án"}
NAMES = ("rename", "move", "merge", "split", "close")


@pytest.fixture
def nghia(world: World) -> User:
    """Organiser of the whole province."""
    person = make_person("Quan Văn Nghĩa", username="nghia")
    make_grant(person, world.province)
    return account_of(person)


def address(name: str, organisation: Organisation, *partners: Organisation) -> str:
    found = reverse(f"reorganising:{name}", args=[organisation.public_id])
    asked = "&".join(f"partners={one.public_id}" for one in partners)
    return f"{found}?{asked}" if asked else found


def kept(answer: HttpResponse | Any) -> dict[str, Any]:
    """The fields that a dry run keeps for the deed."""
    page = answer.content.decode()
    form = page[page.rindex('<form method="post"') :]
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        if name != "csrfmiddlewaretoken":
            fields.setdefault(name, []).append(value)
    return fields


def facts() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = list(
        Organisation.objects.order_by("pk").values_list("name", "path", "is_open")
    )
    rows += Standing.objects.order_by("pk").values_list("name", "path", "began", "ended")
    return rows + list(Appointment.objects.order_by("pk").values_list("organisation", "began", "ended"))


# --- Who may come ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_minh_comes_to_his_cell_and_nobody_else_does(world: World, name: str) -> None:
    own = address(name, world.cell_a)
    assert desk_of(world.minh).get(own).status_code == 200
    for viewer in (world.tu, world.son, account_of(world.lan)):
        assert desk_of(viewer).get(own).status_code in (302, 404)
        assert desk_of(viewer).post(own, DECISION).status_code in (302, 404)


@pytest.mark.parametrize("name", NAMES)
def test_the_top_of_his_part_is_not_minhs_to_reorganise(world: World, nghia: User, name: str) -> None:
    top = address(name, world.a)
    assert desk_of(world.minh).get(top).status_code == 404
    assert desk_of(nghia).get(top).status_code == 200


def test_what_is_closed_is_not_reorganised_again(world: World, nghia: User) -> None:
    world.cell_a.is_open, world.cell_a.closed_on = False, MERGED
    world.cell_a.save()
    assert desk_of(nghia).get(address("rename", world.cell_a)).status_code == 404


def test_a_target_out_of_sight_does_not_exist(world: World) -> None:
    form = {**DECISION, "parent": str(world.b.public_id)}
    answer = desk_of(world.minh).post(address("move", world.cell_a), form)
    assert answer.status_code == 422
    assert world.b.name not in text_of(answer)
    partner = desk_of(world.minh).get(address("merge", world.cell_a, world.cell_b))
    assert partner.status_code == 422


def test_the_top_of_ones_part_is_no_partner_in_a_merger(world: World) -> None:
    answer = desk_of(world.minh).get(address("merge", world.cell_a, world.a))
    assert answer.status_code == 422
    assert "việc hợp nhất do cấp trên của tổ chức này nhập" in text_of(answer)


# --- Shown, then done --------------------------------------------------------------------------


def test_a_dry_run_changes_nothing_and_says_what_would_be_done(world: World, nghia: User) -> None:
    before = facts()
    answer = desk_of(nghia).post(
        address("move", world.a), {**DECISION, "step": "preview", "parent": str(world.b.public_id)}
    )
    page = text_of(answer)
    assert answer.status_code == 200
    assert (
        "Từ ngày 01/07/2025, Đảng bộ xã A và mọi tổ chức bên dưới chuyển về trực thuộc Đảng bộ xã B" in page
    )
    assert "1 chi bộ chịu tác động" in page
    assert "1 đồng chí đang giữ chức vụ chịu tác động" in page
    assert facts() == before
    assert not Succession.objects.exists()


def test_what_was_shown_is_what_is_done(world: World, nghia: User) -> None:
    desk = desk_of(nghia)
    shown = desk.post(
        address("move", world.a), {**DECISION, "step": "preview", "parent": str(world.b.public_id)}
    )
    done = desk.post(address("move", world.a), {**kept(shown), "step": "do"})
    succession = Succession.objects.get()
    assert done.status_code == 302
    assert done["Location"] == reverse("reorganising:succession", args=[succession.public_id])
    assert Organisation.objects.get(pk=world.a.pk).parent == world.b
    assert (succession.on, succession.decision, succession.note, succession.done_by) == (
        MERGED,
        "12-QĐ/TU",
        "Theo đề án",
        nghia,
    )


def test_where_something_changed_in_between_it_is_shown_again_and_not_done(world: World, nghia: User) -> None:
    desk = desk_of(nghia)
    form = {**DECISION, "step": "preview", "parent": str(world.b.public_id)}
    shown = desk.post(address("move", world.a), form)
    appoint(
        person=enter_person(full_name="Lò Thị Én"), organisation=world.cell_a, post="deputy", began=MERGED
    )
    again = desk.post(address("move", world.a), {**kept(shown), "step": "do"})
    assert again.status_code == 200
    assert "dữ liệu liên quan đã thay đổi" in text_of(again)
    assert "2 đồng chí đang giữ chức vụ" in text_of(again)
    assert not Succession.objects.exists()
    done = desk.post(address("move", world.a), {**kept(again), "step": "do"})
    assert done.status_code == 302


def test_without_what_was_shown_nothing_is_done(world: World, nghia: User) -> None:
    form = {**DECISION, "step": "do", "parent": str(world.b.public_id)}
    answer = desk_of(nghia).post(address("move", world.a), form)
    assert answer.status_code == 200
    assert not Succession.objects.exists()


def test_going_back_to_the_form_keeps_what_was_typed(world: World, nghia: User) -> None:
    desk = desk_of(nghia)
    form = {**DECISION, "step": "preview", "name": "Đảng bộ xã Tân An", "kind": str(world.a.kind_id)}
    shown = desk.post(address("rename", world.a), form)
    back = desk.post(address("rename", world.a), {**kept(shown), "step": "edit"})
    page = back.content.decode()
    for typed in ("Đảng bộ xã Tân An", "01/07/2025", "12-QĐ/TU", "Theo đề án"):
        assert typed in page
    assert "help-critical" not in page


def test_renaming_shows_the_old_name_until_it_is_done(world: World, nghia: User) -> None:
    desk = desk_of(nghia)
    form = {**DECISION, "step": "preview", "name": "Đảng bộ xã Tân An", "kind": str(world.a.kind_id)}
    shown = desk.post(address("rename", world.a), form)
    assert "Đảng bộ xã A đổi tên thành Đảng bộ xã Tân An" in text_of(shown)
    assert "Đổi tên, đổi loại: Đảng bộ xã A" in text_of(shown)
    desk.post(address("rename", world.a), {**kept(shown), "step": "do"})
    assert Organisation.objects.get(pk=world.a.pk).name == "Đảng bộ xã Tân An"


def test_who_is_named_in_a_dry_run_was_read(world: World) -> None:
    desk_of(world.minh).post(address("close", world.cell_a), {**DECISION, "step": "preview"})
    assert Reading.objects.filter(screen="reorganisation", person=world.lan, reader=world.minh).count() == 1


def test_who_is_named_in_a_form_was_read(world: World, neighbour: Organisation) -> None:
    desk_of(world.minh).get(address("split", world.cell_a))
    desk_of(world.minh).get(address("merge", world.cell_a, neighbour))
    read = Reading.objects.filter(screen="reorganisation", reader=world.minh)
    assert read.filter(person=world.lan).count() == 2
    assert read.filter(person__full_name="Hoàng Thị Ánh").count() == 1


# --- Errors ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"on": ""}, "on", "không được để trống"),
        ({"on": "31/02/2025"}, "on", "Viết ngày như 23/11/2026"),
        ({"on": "hôm qua"}, "on", "Viết ngày như 23/11/2026"),
        ({"on": "01/01/2999"}, "on", "Ngày này chưa đến"),
        ({"number": ""}, "number", "Chưa có số"),
    ],
)
def test_what_is_wrong_with_a_decision_is_said_at_its_field(
    world: World, typed: dict[str, str], field: str, said: str
) -> None:
    answer = desk_of(world.minh).post(address("close", world.cell_a), {**DECISION, **typed})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert list(answer.context["form"].errors) == [field]
    assert "Theo đề án" in text_of(answer)


def test_a_decision_without_a_number_is_ticked(world: World) -> None:
    form = {"on": "2025-07-01", "number": "", "no_number": "on", "step": "preview"}
    assert desk_of(world.minh).post(address("close", world.cell_a), form).status_code == 200


@pytest.mark.parametrize("typed", ["1/7/2025", "01-07-2025", "01.07.2025", "2025-07-01"])
def test_a_day_is_read_as_it_is_usually_typed(world: World, typed: str) -> None:
    answer = desk_of(world.minh).post(address("close", world.cell_a), {**DECISION, "on": typed})
    assert "01/07/2025" in text_of(answer)


def test_a_change_before_another_change_says_which_day_to_choose(world: World) -> None:
    rename_organisation(organisation=world.cell_a, name="Chi bộ thôn Một", decision=make_decision(MERGED))
    answer = desk_of(world.minh).post(address("close", world.cell_a), {**DECISION, "on": "30/06/2025"})
    assert answer.status_code == 422
    assert "Chi bộ thôn Một đã thay đổi ngày 01/07/2025" in text_of(answer)
    assert list(answer.context["form"].errors) == ["on"]


def test_what_stands_below_is_named_before_something_closes(world: World, nghia: User) -> None:
    answer = desk_of(nghia).post(address("close", world.a), DECISION)
    assert answer.status_code == 422
    assert "Còn Chi bộ thôn 1 trực thuộc" in text_of(answer)


def test_a_post_that_begins_later_asks_for_a_later_day(world: World) -> None:
    appoint(
        person=enter_person(full_name="Lò Thị Én"),
        organisation=world.cell_a,
        post="deputy",
        began=timezone.localdate(),
    )
    answer = desk_of(world.minh).post(address("close", world.cell_a), DECISION)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["on"]


def test_nothing_moves_into_itself_or_under_a_cell(world: World, nghia: User) -> None:
    part = make_organisation("Đảng bộ bộ phận", world.a)
    inside = desk_of(nghia).post(address("move", world.a), {**DECISION, "parent": str(part.public_id)})
    assert list(inside.context["form"].errors) == ["parent"]
    assert "nằm trong chính Đảng bộ xã A" in text_of(inside)
    cell = desk_of(nghia).post(address("move", part), {**DECISION, "parent": str(world.cell_b.public_id)})
    assert list(cell.context["form"].errors) == ["parent"]
    same = desk_of(nghia).post(address("move", part), {**DECISION, "parent": str(world.a.public_id)})
    assert "đang trực thuộc nơi này rồi" in text_of(same)


def test_renaming_to_the_same_changes_nothing_and_says_so(world: World) -> None:
    form = {
        **DECISION,
        "name": world.cell_a.name,
        "kind": str(world.cell_a.kind_id),
        "cell_type": str(world.cell_a.cell_type_id),
    }
    assert "Chưa có gì thay đổi" in text_of(desk_of(world.minh).post(address("rename", world.cell_a), form))


def test_a_committee_with_cells_under_it_does_not_become_a_cell(world: World, nghia: User) -> None:
    form = {**DECISION, "name": world.a.name, "kind": str(world.cell_a.kind_id)}
    answer = desk_of(nghia).post(address("rename", world.a), form)
    assert answer.status_code == 422
    assert "Còn Chi bộ thôn 1 trực thuộc" in text_of(answer)


# --- Mergers -----------------------------------------------------------------------------------


@pytest.fixture
def neighbour(world: World) -> Organisation:
    cell = make_cell("Chi bộ thôn 2", world.a)
    make_secretary("Hoàng Thị Ánh", cell)
    return cell


def merger(world: World, **typed: str) -> dict[str, str]:
    return {
        **DECISION,
        "step": "preview",
        "into": "new",
        "name": "Chi bộ thôn Mới",
        "kind": str(world.cell_a.kind_id),
        "parent": str(world.a.public_id),
        "secretary": "",
        "carry_posts": "on",
        **typed,
    }


def test_first_the_partners_then_what_comes_of_it(world: World, neighbour: Organisation) -> None:
    desk = desk_of(world.minh)
    first = desk.get(address("merge", world.cell_a))
    assert "chọn các tổ chức cùng hợp nhất" in text_of(first)
    second = desk.get(address("merge", world.cell_a, neighbour))
    assert "Vũ Thị Lan (Chi bộ thôn 1)" in text_of(second)
    assert "Hoàng Thị Ánh (Chi bộ thôn 2)" in text_of(second)
    alone = desk.get(address("merge", world.cell_a, world.cell_a))
    assert alone.status_code == 422


def test_two_cells_become_a_new_one_with_the_secretary_chosen(world: World, neighbour: Organisation) -> None:
    desk, at = desk_of(world.minh), address("merge", world.cell_a, neighbour)
    shown = desk.post(at, merger(world, secretary=str(post_of(world.lan).public_id)))
    page = text_of(shown)
    assert "Chi bộ thôn 1 và Chi bộ thôn 2 hợp nhất thành Chi bộ thôn Mới" in page
    assert "2 chi bộ chịu tác động" in page
    assert "Bí thư Vũ Thị Lan: Chi bộ thôn Mới" in page
    assert "Bí thư Hoàng Thị Ánh: Chi bộ thôn 2" in page
    assert desk.post(at, {**kept(shown), "step": "do"}).status_code == 302
    new = Organisation.objects.get(name="Chi bộ thôn Mới")
    assert post_of(world.lan).organisation == new


def test_one_takes_the_other_in_and_its_secretary_may_give_way(world: World, neighbour: Organisation) -> None:
    desk, at = desk_of(world.minh), address("merge", world.cell_a, neighbour)
    form = merger(world, into=str(neighbour.public_id), secretary=str(post_of(world.lan).public_id), name="")
    shown = desk.post(at, form)
    assert "Chi bộ thôn 1 nhập vào Chi bộ thôn 2" in text_of(shown)
    assert "Bí thư Hoàng Thị Ánh: Chi bộ thôn 2" in text_of(shown)
    done = desk.post(at, {**kept(shown), "step": "do"})
    assert post_of(world.lan).organisation == neighbour
    undone = desk.post(reverse("reorganising:undo", args=[Succession.objects.get().public_id]))
    assert (done.status_code, undone.status_code) == (302, 302)
    assert post_of(world.lan).organisation == world.cell_a


def test_a_new_one_needs_a_name_and_a_place(world: World, neighbour: Organisation) -> None:
    form = merger(world, name="", parent="")
    answer = desk_of(world.minh).post(address("merge", world.cell_a, neighbour), form)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name", "parent"}


def test_a_code_in_use_is_said_with_its_place_only_to_who_sees_it(
    world: World, neighbour: Organisation
) -> None:
    at = address("merge", world.cell_a, neighbour)
    own = desk_of(world.minh).post(at, merger(world, code="A1"))
    assert "Chi bộ thôn 1 đã có mã này" in text_of(own)
    other = desk_of(world.minh).post(at, merger(world, code="B1"))
    assert "Một tổ chức khác đã có mã này" in text_of(other)


def test_what_holds_the_other_cannot_merge_with_it(world: World, nghia: User) -> None:
    part = make_organisation("Đảng bộ bộ phận", world.a)
    form = merger(world, kind=str(world.a.kind_id), parent=str(world.province.public_id))
    answer = desk_of(nghia).post(address("merge", world.a, part), form)
    assert answer.status_code == 422
    assert not Succession.objects.exists()


# --- Splits ------------------------------------------------------------------------------------


def part(number: int, name: str, **typed: Any) -> dict[str, Any]:
    fields = {"name": name, "kind": str(make_kind().pk), **typed}
    return {f"part{number}-{field}": value for field, value in fields.items()}


def test_parts_are_added_one_after_another(world: World, nghia: User) -> None:
    desk, at = desk_of(nghia), address("split", world.a)
    page = desk.post(at, {"count": "1", **part(1, "Đảng bộ xã A1"), "step": "more"}).content.decode()
    assert 'name="part2-name"' in page
    assert "Đảng bộ xã A1" in page
    assert 'name="count" value="2"' in page
    assert "help-critical" not in page


def test_a_split_takes_along_what_and_whom_is_ticked(world: World, nghia: User) -> None:
    deputy = make_secretary("Lò Văn Páo", world.a, post="deputy")
    desk, at = desk_of(nghia), address("split", world.a)
    form = {
        **DECISION,
        "step": "preview",
        "count": "2",
        **part(
            1,
            "Đảng bộ xã A1",
            children=[str(world.cell_a.public_id)],
            posts=[str(post_of(deputy).public_id)],
        ),
        **part(2, ""),
    }
    shown = desk.post(at, form)
    assert "Đảng bộ xã A1 tách ra từ Đảng bộ xã A; phần còn lại tiếp tục hoạt động" in text_of(shown)
    assert desk.post(at, {**kept(shown), "step": "do"}).status_code == 302
    made = Organisation.objects.get(name="Đảng bộ xã A1")
    assert Organisation.objects.get(pk=world.cell_a.pk).parent == made
    assert post_of(deputy).organisation == made


def test_nothing_goes_with_two_parts(world: World, nghia: User) -> None:
    along = [str(world.cell_a.public_id)]
    form = {
        **DECISION,
        "count": "2",
        **part(1, "Một", children=along),
        **part(2, "Hai", children=along),
    }
    answer = desk_of(nghia).post(address("split", world.a), form)
    assert answer.status_code == 422
    assert "Có mục đã thuộc một phần khác" in text_of(answer)


def test_who_dissolves_gives_every_child_to_a_part(world: World, nghia: User) -> None:
    form = {**DECISION, "count": "1", "dissolve": "1", **part(1, "Một")}
    answer = desk_of(nghia).post(address("split", world.a), form)
    assert answer.status_code == 422
    assert "Còn Chi bộ thôn 1 trực thuộc" in text_of(answer)
    whole = {**form, **part(1, "Một", children=[str(world.cell_a.public_id)]), "step": "preview"}
    assert "chia thành Một và kết thúc hoạt động" in text_of(
        desk_of(nghia).post(address("split", world.a), whole)
    )


def test_a_split_without_a_part_asks_for_one(world: World, nghia: User) -> None:
    answer = desk_of(nghia).post(address("split", world.a), {**DECISION, "count": "1", **part(1, "")})
    assert answer.status_code == 422


# --- Afterwards --------------------------------------------------------------------------------


@pytest.fixture
def renamed(world: World, nghia: User) -> Succession:
    return rename_organisation(
        organisation=world.a, name="Đảng bộ xã Tân An", decision=make_decision(MERGED)
    ).succession


def test_what_was_done_is_told_to_who_sees_part_of_it(world: World, renamed: Succession) -> None:
    at = reverse("reorganising:succession", args=[renamed.public_id])
    page = text_of(desk_of(world.minh).get(at))
    assert "12-QĐ/TU" in page
    assert reverse("reorganising:undo", args=[renamed.public_id]) not in page
    for viewer in (world.tu, world.son):
        assert desk_of(viewer).get(at).status_code in (302, 404)
    assert "Đảng bộ xã Tân An" in text_of(desk_of(world.minh).get(reverse("reorganising:successions")))
    assert "Đảng bộ xã Tân An" not in text_of(desk_of(world.tu).get(reverse("reorganising:successions")))


def test_names_beyond_ones_part_are_not_told(world: World, nghia: User) -> None:
    moved = move_organisation(organisation=world.cell_a, parent=world.b, decision=make_decision(MERGED))
    seen_by_tu = text_of(
        desk_of(world.tu).get(reverse("reorganising:succession", args=[moved.succession.public_id]))
    )
    assert "Chi bộ thôn 1" in seen_by_tu
    history = text_of(desk_of(world.tu).get(reverse("browsing:organisation", args=[world.cell_a.public_id])))
    assert "Đảng bộ xã A" not in history
    assert "một tổ chức ngoài phạm vi" in history


def test_it_is_taken_back_by_who_could_have_done_it(world: World, nghia: User, renamed: Succession) -> None:
    at = reverse("reorganising:undo", args=[renamed.public_id])
    for viewer in (world.minh, world.tu, world.son):
        assert desk_of(viewer).post(at).status_code in (302, 404)
    assert Succession.objects.exists()
    assert "như chưa từng nhập" in text_of(desk_of(nghia).get(at))
    assert desk_of(nghia).post(at).status_code == 302
    assert Organisation.objects.get(pk=world.a.pk).name == "Đảng bộ xã A"
    assert ModelLogEntry.objects.filter(action="organisations.undo", user=nghia).count() == 1


def test_what_builds_on_it_is_told_instead(world: World, nghia: User, renamed: Succession) -> None:
    world.a.refresh_from_db()
    rename_organisation(organisation=world.a, name="Đảng bộ xã Tân Bình", decision=make_decision(MERGED))
    at = reverse("reorganising:undo", args=[renamed.public_id])
    assert "hãy hoàn tác việc đó trước" in text_of(desk_of(nghia).get(at))
    refused = desk_of(nghia).post(at)
    assert refused.status_code in (200, 422)
    assert Succession.objects.count() == 2


def test_where_nothing_was_reorganised_it_says_what_to_do(world: World) -> None:
    assert "mở một tổ chức trong cây" in text_of(desk_of(world.minh).get(reverse("reorganising:successions")))


def test_many_reorganisations_cost_as_many_queries_as_few(world: World, nghia: User) -> None:
    desk, address = desk_of(nghia), reverse("reorganising:successions")

    def rename(number: int) -> None:
        world.a.refresh_from_db()
        rename_organisation(organisation=world.a, name=f"Đảng bộ xã {number}", decision=make_decision(MERGED))

    rename(0)
    few = queries_for(desk, address)
    for number in range(1, 12):
        rename(number)
    assert queries_for(desk, address) == few
    assert desk.get(address).content.decode().count('class="retelling"') == 12
