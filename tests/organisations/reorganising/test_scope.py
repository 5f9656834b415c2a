"""An organiser acts below the top of her part of the tree; the top itself is for who is above it."""

from hypothesis import given
from hypothesis import strategies as st

from organisations.oversight.queries import MANAGERS, places_overseen_by
from organisations.reorganising.actions import merge_organisations, move_organisation
from organisations.reorganising.queries import managed_by, may_undo, reorganisable_by
from organisations.reorganising.rules import may_reorganise
from organisations.tree.models import Organisation
from organisations.tree.rules import lies_within, place_under
from tests.makers import account_of, make_decision, make_grant, make_person
from tests.organisations.conftest import World
from tests.organisations.test_reorganising import MERGED

steps = st.lists(st.integers(1, 3), min_size=1, max_size=4)
paths = steps.map(lambda numbers: "".join(place_under("", number) for number in numbers))


@given(paths, st.lists(paths, max_size=3))
def test_what_may_be_reorganised_lies_within_and_is_no_top(path: str, places: list[str]) -> None:
    allowed = may_reorganise(path, places)
    assert allowed == any(lies_within(path, place) and path != place for place in places)
    assert not may_reorganise(path, [path])
    assert may_reorganise(place_under(path, 9), [path])


def test_minh_reorganises_the_cells_of_his_commune_and_not_the_commune(world: World) -> None:
    assert set(reorganisable_by(world.minh)) == {world.cell_a}
    assert set(managed_by(world.minh)) == {world.a, world.cell_a}
    assert not reorganisable_by(world.son).exists()


def test_a_role_over_the_province_reaches_the_communes(world: World) -> None:
    nghia = make_person("Quan Văn Nghĩa", username="nghia")
    make_grant(nghia, world.province)
    assert set(reorganisable_by(account_of(nghia))) == {world.a, world.b, world.cell_a, world.cell_b}


def test_an_auditor_changes_nothing(world: World) -> None:
    auditor = make_person("Tạ Thị Ý", username="y")
    make_grant(auditor, world.province, "auditor")
    assert not reorganisable_by(account_of(auditor)).exists()
    assert not managed_by(account_of(auditor)).exists()


def test_a_superuser_may_do_everything(world: World) -> None:
    world.son.is_superuser = True
    assert set(reorganisable_by(world.son)) == set(Organisation.objects.all())


def test_the_query_says_what_the_rule_says(world: World) -> None:
    make_grant(make_person("Hà", username="ha"), world.province)
    for viewer in (world.minh, world.tu, world.son):
        places = places_overseen_by(viewer, roles=MANAGERS)
        allowed = {one for one in Organisation.objects.all() if may_reorganise(one.path, places)}
        assert set(reorganisable_by(viewer)) == allowed


def test_only_who_could_have_done_it_may_take_it_back(world: World) -> None:
    nghia = make_person("Quan Văn Nghĩa", username="nghia")
    make_grant(nghia, world.province)
    succession = merge_organisations(
        organisations=[world.a, world.b], into=world.b, decision=make_decision(MERGED)
    ).succession
    assert may_undo(account_of(nghia), succession)
    for viewer in (world.minh, world.tu, world.son):
        assert not may_undo(viewer, succession)


def test_what_went_from_one_part_to_another_is_taken_back_by_neither(world: World) -> None:
    moved = move_organisation(organisation=world.cell_a, parent=world.b, decision=make_decision(MERGED))
    for viewer in (world.minh, world.tu):
        assert not may_undo(viewer, moved.succession)
