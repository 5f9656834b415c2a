"""Reorganisations: tried first, done as a whole, with history before the day unchanged."""

from datetime import date

import pytest

from organisations.appointments.actions import appoint
from organisations.oversight.queries import organisations_overseen_by, people_overseen_by
from organisations.people.actions import enter_person
from organisations.reorganising.actions import (
    ClosedAlready,
    NothingToMerge,
    NotYet,
    SplitPart,
    StandsOpenBelow,
    close_organisation,
    merge_organisations,
    move_organisation,
    preview,
    rename_organisation,
    split_organisation,
)
from organisations.reorganising.undoing import CannotUndo, reasons_against_undoing, undo_succession
from organisations.tree.actions import ChangedSince, Founding, NothingStandsThere, WouldCircle
from organisations.tree.models import Organisation, Standing, Succession
from organisations.tree.queries import ancestors_of, standing_of, standings_on
from tests.makers import (
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

BEFORE, MERGED, AFTER = date(2025, 6, 30), date(2025, 7, 1), date(2025, 7, 2)


def tree_on(day: date) -> dict[str, tuple[str, bool]]:
    return {row.organisation.code or "": (row.name, row.is_open) for row in standings_on(day)}


def facts() -> list[tuple[object, ...]]:
    """Everything that a reorganisation may change, to be compared before and after."""
    rows: list[tuple[object, ...]] = list(
        Standing.objects.order_by("organisation", "began").values_list(
            "organisation", "name", "path", "parent", "is_open", "began", "ended"
        )
    )
    rows += Organisation.objects.order_by("pk").values_list(
        "name", "path", "parent", "is_open", "closed_on", "name_key", "search_key"
    )
    return rows


def test_a_renamed_organisation_keeps_its_old_name_for_the_days_before(world: World) -> None:
    rename_organisation(
        organisation=world.a, name="Đảng bộ xã Tân An", short_name="", decision=make_decision(MERGED)
    )
    on_the_day_before, on_the_day = standing_of(world.a, BEFORE), standing_of(world.a, MERGED)
    assert on_the_day_before is not None
    assert on_the_day is not None
    assert (on_the_day_before.name, on_the_day.name) == ("Đảng bộ xã A", "Đảng bộ xã Tân An")
    assert "tan an" in Organisation.objects.get(pk=world.a.pk).search_key


def test_a_moved_organisation_takes_all_within_it_along(world: World) -> None:
    move_organisation(organisation=world.a, parent=world.b, decision=make_decision(MERGED))
    cell = Organisation.objects.get(pk=world.cell_a.pk)
    assert [one.code for one in ancestors_of(cell)] == ["T", "B", "A"]
    standing = standing_of(world.cell_a, BEFORE)
    assert standing is not None
    assert [one.code for one in ancestors_of(standing)] == ["T", "A"]
    assert world.lan in people_overseen_by(world.tu)
    assert world.lan not in people_overseen_by(world.tu, on=BEFORE)


def test_merging_two_communes_with_sixty_cells(world: World) -> None:
    for number in range(2, 31):
        make_cell(f"Chi bộ thôn {number}", world.a, code=f"A{number}")
        make_cell(f"Chi bộ thôn {number}", world.b, code=f"B{number}")
    deputy = make_secretary("Lò Văn Páo", world.a, post="deputy")
    before = tree_on(BEFORE)
    outcome = merge_organisations(
        organisations=[world.a, world.b],
        into=Founding(name="Đảng bộ xã Mới", kind=make_kind(), parent=world.province, on=MERGED, code="M"),
        decision=make_decision(MERGED),
    )
    [commune] = outcome.founded
    assert (outcome.cells, outcome.serving) == (60, 3)
    assert tree_on(BEFORE) == before
    assert {code for code, (_, is_open) in tree_on(AFTER).items() if is_open} == (
        set(before) - {"A", "B"}
    ) | {"M"}
    assert Organisation.objects.filter(parent=commune, is_open=True).count() == 60
    nga = make_person("Lê Thị Nga", username="nga")
    make_grant(nga, commune, began=MERGED)
    assert {world.lan, world.binh, deputy} <= set(people_overseen_by(nga.account))  # type: ignore[arg-type]
    assert [(post.person, post.organisation) for post in outcome.carried] == [(deputy, commune)]
    assert not people_overseen_by(world.minh).exists()


def test_an_organisation_may_take_another_in(world: World) -> None:
    merge_organisations(organisations=[world.a, world.b], into=world.b, decision=make_decision(MERGED))
    assert world.lan in people_overseen_by(world.tu)
    assert not organisations_overseen_by(world.minh).exists()
    assert not Organisation.objects.get(pk=world.a.pk).is_open


def test_of_two_secretaries_the_chosen_one_serves_in_the_merged_cell(world: World) -> None:
    cell = make_cell("Chi bộ thôn 2", world.a)
    anh = make_secretary("Hoàng Thị Ánh", cell)
    outcome = merge_organisations(
        organisations=[world.cell_a, cell],
        into=Founding(name="Chi bộ thôn Mới", kind=world.cell_a.kind, parent=world.a, on=MERGED),
        decision=make_decision(MERGED),
        secretary=post_of(anh),
    )
    [merged] = outcome.founded
    assert merged.appointments.get(ended=None).person == anh
    assert post_of(anh).organisation == merged
    assert not world.lan.appointments.filter(ended=None).exists()
    assert world.lan in people_overseen_by(world.minh), "without a post, she is still in sight"


def test_a_dry_run_tells_and_changes_nothing(world: World) -> None:
    before = facts()
    outcome = preview(
        lambda: merge_organisations(
            organisations=[world.a, world.b], into=world.b, decision=make_decision(MERGED)
        )
    )
    assert (outcome.cells, outcome.serving) == (1, 1)
    assert [grant.person.full_name for grant in outcome.grants_ended] == ["Bùi Văn Minh"]
    assert facts() == before
    assert not Succession.objects.exists()


@pytest.mark.parametrize("kind", ["rename", "move", "merge", "split"])
def test_undone_it_is_as_if_it_had_not_been(world: World, kind: str) -> None:
    make_secretary("Lò Văn Páo", world.a, post="deputy")
    before = facts()
    decision = make_decision(MERGED)
    outcome = {
        "rename": lambda: rename_organisation(organisation=world.a, name="Xã Khác", decision=decision),
        "move": lambda: move_organisation(organisation=world.a, parent=world.b, decision=decision),
        "merge": lambda: merge_organisations(
            organisations=[world.a, world.b],
            into=Founding(name="Xã Mới", kind=make_kind(), parent=world.province, on=MERGED),
            decision=decision,
        ),
        "split": lambda: split_organisation(
            organisation=world.a,
            parts=[
                SplitPart(
                    founding=Founding(name="Xã Con", kind=make_kind(), parent=world.province, on=MERGED),
                    children=[world.cell_a],
                )
            ],
            decision=decision,
            dissolve=True,
        ),
    }[kind]()
    assert facts() != before
    undo_succession(succession=outcome.succession, by=None, now=decision.now)
    assert facts() == before
    assert world.lan in people_overseen_by(world.minh)
    assert post_of(world.lan).organisation == world.cell_a


def test_undo_is_refused_once_new_facts_stand_and_says_which(world: World) -> None:
    outcome = merge_organisations(
        organisations=[world.a, world.b],
        into=Founding(name="Xã Mới", kind=make_kind(), parent=world.province, on=MERGED),
        decision=make_decision(MERGED),
    )
    [commune] = outcome.founded
    appoint(
        person=enter_person(full_name="Ngô Thị Quý"),
        organisation=commune,
        post="secretary",
        began=AFTER,
    )
    make_cell("Chi bộ thôn Mới", commune)
    reasons = reasons_against_undoing(outcome.succession)
    assert any("Ngô Thị Quý" in reason for reason in reasons)
    assert any("Chi bộ thôn Mới" in reason for reason in reasons)
    with pytest.raises(CannotUndo):
        undo_succession(succession=outcome.succession, by=None, now=outcome.succession.done_at)


def test_of_two_the_later_is_taken_back_first(world: World) -> None:
    first = rename_organisation(organisation=world.a, name="Xã Một", decision=make_decision(MERGED))
    later = rename_organisation(organisation=world.a, name="Xã Hai", decision=make_decision(AFTER))
    with pytest.raises(CannotUndo):
        undo_succession(succession=first.succession, by=None, now=first.succession.done_at)
    for outcome in (later, first):
        undo_succession(succession=outcome.succession, by=None, now=first.succession.done_at)
    assert Organisation.objects.get(pk=world.a.pk).name == "Đảng bộ xã A"


def test_two_changes_on_one_day_leave_one_standing(world: World) -> None:
    rename_organisation(organisation=world.a, name="Xã Một", decision=make_decision(MERGED))
    second = rename_organisation(organisation=world.a, name="Xã Hai", decision=make_decision(MERGED))
    assert list(world.a.standings.values_list("name", flat=True)) == ["Đảng bộ xã A", "Xã Hai"]
    undo_succession(succession=second.succession, by=None, now=second.succession.done_at)
    assert list(world.a.standings.values_list("name", flat=True)) == ["Đảng bộ xã A", "Xã Một"]


def test_a_split_gives_cells_and_posts_to_the_parts(world: World) -> None:
    pao = make_secretary("Lò Văn Páo", world.a, post="deputy")
    outcome = split_organisation(
        organisation=world.a,
        parts=[
            SplitPart(
                founding=Founding(name="Đảng bộ xã A2", kind=make_kind(), parent=world.province, on=MERGED),
                children=[world.cell_a],
                posts=[post_of(pao)],
            )
        ],
        decision=make_decision(MERGED),
    )
    [part] = outcome.founded
    assert Organisation.objects.get(pk=world.cell_a.pk).parent == part
    assert post_of(pao).organisation == part
    assert Organisation.objects.get(pk=world.a.pk).is_open
    assert world.lan not in people_overseen_by(world.minh)
    assert world.lan in people_overseen_by(world.minh, on=BEFORE)


def test_what_cannot_be_is_refused(world: World) -> None:
    decision = make_decision(MERGED)
    with pytest.raises(StandsOpenBelow, match="Chi bộ thôn 1"):
        close_organisation(organisation=world.a, decision=decision)
    with pytest.raises(WouldCircle):
        move_organisation(organisation=world.province, parent=world.a, decision=decision)
    with pytest.raises(NothingStandsThere):
        move_organisation(organisation=world.cell_b, parent=world.cell_a, decision=decision)
    with pytest.raises(NothingToMerge):
        merge_organisations(organisations=[world.a], into=world.a, decision=decision)
    with pytest.raises(NotYet):
        close_organisation(organisation=world.cell_a, decision=make_decision(date(2999, 1, 1)))
    cell = make_cell("Chi bộ thôn 2", world.a)
    close_organisation(organisation=world.cell_a, decision=decision)
    with pytest.raises(ClosedAlready):
        close_organisation(organisation=world.cell_a, decision=decision)
    with pytest.raises(ClosedAlready):
        merge_organisations(organisations=[cell], into=world.cell_a, decision=decision)


def test_a_change_before_another_change_is_refused(world: World) -> None:
    rename_organisation(organisation=world.cell_a, name="Chi bộ thôn Hai", decision=make_decision(AFTER))
    with pytest.raises(ChangedSince):
        move_organisation(organisation=world.a, parent=world.b, decision=make_decision(MERGED))


def test_the_secretary_of_a_closed_cell_stays_in_sight_of_its_committee(world: World) -> None:
    close_organisation(organisation=world.cell_a, decision=make_decision(MERGED))
    assert not world.lan.appointments.filter(ended=None).exists()
    assert world.lan in people_overseen_by(world.minh)
    make_organisation("Đảng bộ xã C", world.province)
    assert world.lan not in people_overseen_by(world.tu)


def test_what_an_undo_would_put_nowhere_is_a_reason(world: World) -> None:
    """Lan's cell went from A to B; then A itself went elsewhere, or nowhere."""
    c = make_organisation("Đảng bộ xã C", world.province)
    first = move_organisation(organisation=world.cell_a, parent=world.b, decision=make_decision(MERGED))
    move_organisation(organisation=world.a, parent=c, decision=make_decision(AFTER))
    assert any("Chi bộ thôn 1" in reason for reason in reasons_against_undoing(first.succession))


def test_what_came_under_it_since_is_a_reason(world: World) -> None:
    moved = move_organisation(organisation=world.a, parent=world.b, decision=make_decision(MERGED))
    make_cell("Chi bộ thôn Mới", world.a, on=AFTER)
    assert any("Chi bộ thôn Mới" in reason for reason in reasons_against_undoing(moved.succession))


def test_a_post_taken_up_again_meanwhile_is_a_reason(world: World) -> None:
    pao = make_secretary("Lò Văn Páo", world.a, post="deputy")
    part = SplitPart(
        founding=Founding(name="Xã Con", kind=make_kind(), parent=world.province, on=MERGED),
        posts=[post_of(pao)],
    )
    split = split_organisation(organisation=world.a, parts=[part], decision=make_decision(MERGED))
    assert reasons_against_undoing(split.succession) == []
    appoint(person=pao, organisation=world.a, post="deputy", began=AFTER)
    assert any("Lò Văn Páo" in reason for reason in reasons_against_undoing(split.succession))


def test_a_day_before_it_was_founded_is_refused_and_breaks_nothing(world: World) -> None:
    cell = make_cell("Chi bộ thôn 9", world.a, on=MERGED)
    with pytest.raises(ChangedSince):
        close_organisation(organisation=cell, decision=make_decision(BEFORE))
    heir = make_organisation("Đảng bộ xã D", world.province, on=AFTER)
    with pytest.raises(ChangedSince):
        move_organisation(organisation=world.a, parent=heir, decision=make_decision(MERGED))


def test_a_post_that_goes_on_keeps_the_end_that_was_foreseen(world: World) -> None:
    pao = enter_person(full_name="Lò Văn Páo")
    appoint(person=pao, organisation=world.a, post="deputy", began=BEFORE, ended=date(2025, 8, 1))
    outcome = merge_organisations(
        organisations=[world.a, world.b], into=world.b, decision=make_decision(MERGED)
    )
    assert [post.ended for post in outcome.carried] == [date(2025, 8, 1)]
    undo_succession(succession=outcome.succession, by=None, now=outcome.succession.done_at)
    assert [str(post.ended) for post in pao.appointments.all()] == ["2025-08-01"]
