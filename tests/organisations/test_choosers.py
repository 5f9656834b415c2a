"""Choosers offer and accept what the viewer oversees; another's is as if it did not exist."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from accounts.models import User
from organisations.oversight.choosers import (
    ChooserWithoutViewer,
    OrganisationField,
    PersonField,
    ViewerForm,
)
from organisations.oversight.models import Reading
from tests.makers import account_of, make_cell, make_grant, make_organisation, make_person, make_secretary
from tests.organisations.conftest import World


class PostForm(ViewerForm):
    """Somebody and a place for her, as forms of posts ask."""

    person = PersonField(required=False)
    place = OrganisationField(required=False)


class MergerForm(ViewerForm):
    """Several places at once."""

    places = OrganisationField(many=True)


class UnderForm(ViewerForm):
    """A place that others can stand under."""

    under = OrganisationField(above_cells=True)


def sent(form: type[ViewerForm], viewer: User, **data: Any) -> ViewerForm:
    typed = QueryDict(mutable=True)
    for name, value in data.items():
        typed.setlist(name, [str(one) for one in (value if isinstance(value, list) else [value])])
    return form(typed, viewer=viewer)


def found_by(viewer: User, what: str = "to-chuc", **asked: str) -> str:
    client = Client()
    client.force_login(viewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(reverse("choosing:results", args=[what]), {"name": "place", **asked})
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_minh_chooses_in_his_commune_and_the_neighbours_is_unknown_to_him(world: World) -> None:
    own = sent(PostForm, world.minh, person=world.lan.public_id, place=world.cell_a.public_id)
    assert own.is_valid()
    assert own.cleaned_data == {"person": world.lan, "place": world.cell_a}
    for viewer in (world.tu, world.son):
        other = sent(PostForm, viewer, person=world.lan.public_id, place=world.cell_a.public_id)
        assert {codes[0].code for codes in other.errors.as_data().values()} == {"unknown"}
        assert set(other.errors) == {"person", "place"}


@pytest.mark.parametrize("forged", ["no id", "0e9d1a52-3c1f-4d0e-9d0a-8f3f6a1c2b4d", "1"])
def test_what_does_not_exist_is_answered_like_what_is_anothers(world: World, forged: str) -> None:
    form = sent(PostForm, world.minh, place=forged)
    assert form.errors.as_data()["place"][0].code == "unknown"


def test_a_form_that_comes_back_never_shows_what_is_out_of_sight(world: World) -> None:
    form = sent(PostForm, world.minh, person=world.binh.public_id, place=world.b.public_id, place_text="xã B")
    assert not form.is_valid()
    assert "Bình" not in str(form)
    assert world.b.name not in str(form)


def test_results_are_found_without_marks_and_within_sight(world: World) -> None:
    assert str(world.cell_a.public_id) in found_by(world.minh, q="thon 1")
    assert str(world.cell_b.public_id) not in found_by(world.minh, q="thon 1")
    assert "Vũ Thị Lan" in found_by(world.minh, "nguoi", q="thi lan")
    assert "Vũ Thị Lan" not in found_by(world.tu, "nguoi", q="thi lan")


def test_asking_by_a_role_one_does_not_hold_finds_nothing(world: World) -> None:
    assert "Chi bộ" not in found_by(world.minh, q="thon", roles="administrator")


def test_a_stranger_finds_no_such_address(world: World) -> None:
    client = Client()
    client.force_login(world.son, backend="allauth.account.auth_backends.AuthenticationBackend")
    for what in ("to-chuc", "nguoi"):
        assert client.get(reverse("choosing:results", args=[what])).status_code in (302, 404)


def test_an_unknown_register_is_not_found(world: World) -> None:
    client = Client()
    client.force_login(world.minh, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("choosing:results", args=["khac"])).status_code == 404


def test_namesakes_are_told_apart_by_where_they_stand(world: World) -> None:
    nghia = make_person("Quan Văn Nghĩa", username="nghia")
    make_grant(nghia, world.province)
    make_secretary("Vũ Thị Lan", make_cell("Chi bộ thôn 2", world.b))
    page = found_by(account_of(nghia), q="thôn 1")
    assert "Đảng bộ tỉnh › Đảng bộ xã A" in page
    assert "Đảng bộ tỉnh › Đảng bộ xã B" in page
    people = found_by(account_of(nghia), "nguoi", q="lan")
    assert "Bí thư Chi bộ thôn 1, Đảng bộ xã A" in people
    assert "Bí thư Chi bộ thôn 2, Đảng bộ xã B" in people


def test_ancestors_and_posts_out_of_sight_are_not_told(world: World) -> None:
    make_secretary("Lò Thị Én", world.cell_a, post="deputy")
    assert "Đảng bộ tỉnh" not in found_by(world.minh, q="thôn 1")
    assert "Đảng bộ tỉnh" not in found_by(world.minh, "nguoi", q="Én")


def test_who_is_shown_in_a_chooser_was_read(world: World) -> None:
    found_by(world.minh, "nguoi", q="lan")
    [reading] = Reading.objects.all()
    assert (reading.reader, reading.person, reading.screen) == (world.minh, world.lan, "chooser")
    found_by(world.minh, "nguoi", q="")
    assert Reading.objects.count() == 1


def test_words_without_a_choice_bring_what_they_find(world: World) -> None:
    form = sent(PostForm, world.minh, place_text="thon 1")
    assert form.errors.as_data()["place"][0].code == "choose"
    assert str(world.cell_a.public_id) in str(form["place"])
    assert "thon 1" in str(form["place"])
    nothing = sent(PostForm, world.minh, place_text="xã Z")
    assert nothing.errors.as_data()["place"][0].code == "nothing"


def test_words_beside_a_choice_they_do_not_mean_ask_again(world: World) -> None:
    form = sent(PostForm, world.minh, place=world.a.public_id, place_text="thon 1")
    assert form.errors.as_data()["place"][0].code == "choose"
    page = str(form["place"])
    assert page.index(str(world.a.public_id)) < page.index(str(world.cell_a.public_id))
    assert sent(PostForm, world.minh, place=world.cell_a.public_id, place_text="thon 1").is_valid()


def test_several_may_be_chosen_where_the_form_says_so(world: World) -> None:
    form = sent(MergerForm, world.minh, places=[world.a.public_id, world.cell_a.public_id])
    assert form.is_valid()
    assert set(form.cleaned_data["places"]) == {world.a, world.cell_a}
    beside = sent(MergerForm, world.minh, places=[world.a.public_id, world.b.public_id])
    assert beside.errors.as_data()["places"][0].code == "unknown"
    assert sent(MergerForm, world.minh).errors.as_data()["places"][0].code == "required"


def test_cells_are_not_offered_as_a_place_above(world: World) -> None:
    assert sent(UnderForm, world.minh, under=world.a.public_id).is_valid()
    assert not sent(UnderForm, world.minh, under=world.cell_a.public_id).is_valid()
    assert "Chi bộ thôn 1" not in found_by(world.minh, q="", above_cells="1")


def test_a_form_shows_what_stands_in_it(world: World) -> None:
    form = PostForm(viewer=world.minh, initial={"place": world.cell_a})
    assert f'value="{world.cell_a.public_id}" checked' in str(form["place"])


def test_a_field_that_nobody_asks_for_says_so(world: World) -> None:
    with pytest.raises(ChooserWithoutViewer):
        OrganisationField().clean(OrganisationField().prepare_value(world.a))


def test_many_results_cost_as_many_queries_as_few(world: World, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        commune = make_organisation(f"Đảng bộ xã {number}", world.a)
        make_secretary(f"Lò Văn {number}", make_cell(f"Chi bộ xóm {number}", commune))
    client = Client()
    client.force_login(world.minh, backend="allauth.account.auth_backends.AuthenticationBackend")
    for what, words in (("to-chuc", "xom"), ("nguoi", "lo")):
        address = reverse("choosing:results", args=[what])
        client.get(address)
        with django_assert_max_num_queries(12):
            page = client.get(address, {"q": words})
        assert page.content.decode().count("<li") == 20
