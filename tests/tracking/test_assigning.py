"""Minh assigns in his commune: he looks first, then does; what is not his he does not find."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks.backends.immediate import ImmediateBackend
from wagtail.models import ModelLogEntry

from common.days import day_began
from courses.assignments import tasks
from courses.assignments.actions import make_programme
from courses.assignments.forecasting import NOT_YET, forecast
from courses.assignments.models import Assignment, Obligation, Programme
from organisations.appointments.actions import appoint, end_appointment
from organisations.oversight.models import Grant, Reading
from organisations.people.models import Person
from organisations.reorganising.actions import move_organisation, preview
from organisations.tree.models import Organisation
from tests.assigning import assign, finish, start
from tests.courses.conftest import browser_of
from tests.makers import (
    account_of,
    make_cell,
    make_course,
    make_decision,
    make_grant,
    make_person,
    make_secretary,
    post_of,
)
from tests.tracking.conftest import Ground
from tracking.assigning.previewing import preview_of
from tracking.counting.queries import State

TODAY = timezone.localdate()
DUE = TODAY + timedelta(days=30)


@pytest.fixture
def minh(ground: Ground) -> Client:
    return browser_of(ground.minh)


@pytest.fixture
def auditor(ground: Ground) -> Client:
    yen = make_person("Mã Thị Yến", username="yen")
    make_grant(yen, ground.province, Grant.Role.AUDITOR)
    return browser_of(yen)


@pytest.fixture
def neighbour(ground: Ground) -> Client:
    tu = make_person("Hà Anh Tú", username="tu")
    make_grant(tu, ground.other_commune)
    return browser_of(tu)


@pytest.fixture
def above(ground: Ground) -> Client:
    binh = make_person("Bùi Văn Bình", username="binh")
    make_grant(binh, ground.province)
    return browser_of(binh)


def typed(ground: Ground, **changed: Any) -> dict[str, Any]:
    """The form as Minh fills it in."""
    return {
        "key": str(uuid4()),
        "what": f"khoa-{ground.course.pk}",
        "organisation": str(ground.commune.public_id),
        "posts": ["secretary"],
        "is_mandatory": "1",
        "began": f"{TODAY:%d/%m/%Y}",
        "due": f"{DUE:%d/%m/%Y}",
        "renews": "mot-lan",
        "window_days": "60",
        "grace_days": "0",
        "decision": "12-KH/ĐU",
        **changed,
    }


def page_of(assignment: Assignment, name: str = "assignment") -> str:
    return reverse(f"tracking:{name}", args=[assignment.public_id])


ASSIGN = "/theo-doi/giao-hoc/moi/"


def test_he_looks_first_and_nothing_is_assigned_by_that(minh: Client, ground: Ground) -> None:
    finish(ground.tam, ground.course, TODAY)
    answer = minh.post(ASSIGN, typed(ground))
    preview = answer.context["preview"]
    assert (preview.people, [told.people for told in preview.finished]) == (2, [1])
    assert [told.label for told in preview.by_unit] == ["Chi bộ thôn 1", "Chi bộ thôn 2"]
    assert b"V\xc5\xa9 Th\xe1\xbb\x8b Lan" in answer.content
    assert not Assignment.objects.exists()
    assert Reading.objects.filter(reader=account_of(ground.minh), screen="assigning").count() == 2


def test_what_he_confirms_is_owed_at_once_and_sent_twice_it_is_one(minh: Client, ground: Ground) -> None:
    form = typed(ground, buoc="giao")
    pages = {minh.post(ASSIGN, form).headers["Location"] for _ in range(2)}
    assignment = Assignment.objects.get()
    assert pages == {page_of(assignment)}
    assert assignment.unsettled_since is None
    assert {(one.person, one.due) for one in assignment.obligations.all()} == {
        (ground.lan, DUE),
        (ground.tam, DUE),
    }
    assert ModelLogEntry.objects.filter(action="courses.assign").count() == 1


def test_from_the_preview_he_goes_back_and_nothing_typed_is_lost(minh: Client, ground: Ground) -> None:
    answer = minh.post(ASSIGN, typed(ground, buoc="sua", note="Theo kế hoạch quý"))
    assert answer.status_code == 200
    form = answer.context["form"]
    assert form["note"].value() == "Theo kế hoạch quý"
    assert form["due"].value() == f"{DUE:%d/%m/%Y}"
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("what", {"what": ""}),
        ("posts", {"posts": []}),
        ("due", {"due": "31/02/2027"}),
        ("due", {"due": f"{TODAY - timedelta(days=1):%d/%m/%Y}", "began": "01/01/2026"}),
        ("due", {"began": f"{DUE + timedelta(days=1):%d/%m/%Y}"}),
        ("valid_months", {"renews": "dinh-ky"}),
        ("window_days", {"renews": "dinh-ky", "valid_months": "1", "window_days": "60"}),
        ("organisation", {"organisation": str(uuid4())}),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    minh: Client, ground: Ground, field: str, changed: dict[str, Any]
) -> None:
    answer = minh.post(ASSIGN, typed(ground, buoc="giao", **changed))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Assignment.objects.exists()


def test_he_assigns_to_his_own_part_alone(minh: Client, ground: Ground) -> None:
    for place in (ground.province, ground.other_commune):
        form = typed(ground, organisation=str(place.public_id), buoc="giao")
        assert minh.post(ASSIGN, form).status_code == 422
    assert not Assignment.objects.exists()


def test_a_course_learnt_anew_keeps_its_months(minh: Client, ground: Ground) -> None:
    finish(ground.lan, ground.course, TODAY - timedelta(days=400))
    form = typed(ground, renews="dinh-ky", valid_months="12", due="", within_days="45")
    preview = minh.post(ASSIGN, form).context["preview"]
    assert [told.people for told in preview.finished] == [0]  # hers has run out
    minh.post(ASSIGN, {**form, "buoc": "giao"})
    owed = Obligation.objects.get(person=ground.lan)
    assert (owed.assignment.valid_months, owed.finished_on) == (12, None)
    assert owed.due == TODAY + timedelta(days=45)


def test_who_owes_it_already_is_told_with_what_holds(minh: Client, ground: Ground) -> None:
    sooner = TODAY + timedelta(days=10)
    assign(ground.course, ground.cell, due=sooner)
    assign(ground.course, ground.other_commune, due=sooner)
    make = typed(ground)
    preview = minh.post(ASSIGN, make).context["preview"]
    assert [(told.label, told.people) for told in preview.others] == [
        ("“Điều hành buổi sinh hoạt”, giao cho Chi bộ thôn 1", 1)
    ]
    by_name = {line.person: line.outlooks[0] for line in preview.lines}
    assert not by_name[ground.lan].holds
    assert by_name[ground.tam].holds
    minh.post(ASSIGN, {**make, "buoc": "giao"})
    stored = {one.person for one in Obligation.objects.filter(assignment__organisation=ground.commune)}
    assert stored == {person for person, outlook in by_name.items() if outlook.holds}


def test_another_commune_s_assignment_has_no_name_here(minh: Client, ground: Ground) -> None:
    appoint(person=ground.lan, organisation=ground.other_commune, post="deputy", began=date(2025, 1, 1))
    assign(ground.course, ground.other_commune, posts=("deputy",), due=TODAY + timedelta(days=2))
    answer = minh.post(ASSIGN, typed(ground))
    assert [told.label for told in answer.context["preview"].others] == [
        "một lần giao ngoài phần của đồng chí"
    ]
    assert "Đảng bộ xã B" not in answer.content.decode()


@pytest.fixture
def crowd(ground: Ground) -> list[Person]:
    """Secretaries who have learnt, begun, been moved, been assigned it elsewhere."""
    cells = [make_cell(f"Chi bộ {number}", ground.commune) for number in range(6)]
    people = [make_secretary(f"Lò Văn {number}", cell) for number, cell in enumerate(cells)]
    finish(people[0], ground.course, date(2026, 2, 1))
    start(people[1], ground.course, date(2026, 3, 1))
    end_appointment(appointment=post_of(people[2]), on=TODAY)
    assign(ground.course, cells[3], due=TODAY + timedelta(days=1))
    assign(ground.course, cells[4], due=TODAY + timedelta(days=300))
    appoint(person=people[5], organisation=ground.second_cell, post="deputy", began=TODAY)
    return people


@pytest.mark.parametrize("posts", [["secretary"], ["deputy"], ["deputy", "secretary"]])
def test_what_was_foretold_is_what_comes(ground: Ground, crowd: list[Person], posts: list[str]) -> None:
    thought_of = Assignment(
        pk=NOT_YET, course=ground.course, organisation=ground.commune, posts=posts, began=TODAY, due=DUE
    )
    everybody = [ground.lan.pk, ground.tam.pk, *(person.pk for person in crowd)]
    foretold = forecast(thought_of, [ground.course.pk], everybody, day=TODAY, today=TODAY)
    preview = preview_of(thought_of, [ground.course], viewer=account_of(ground.minh), today=TODAY)
    made = assign(ground.course, ground.commune, posts=tuple(posts), began=TODAY, due=DUE)

    def facts(rows: Iterator[Obligation] | list[Obligation]) -> set[tuple[Any, ...]]:
        own = {NOT_YET: made.pk}
        return {
            (row.person_id, own.get(row.assignment_id, row.assignment_id), row.due, row.finished_on)
            for row in rows
        }

    assert facts(foretold) == facts(list(Obligation.objects.filter(is_current=True)))
    held = {line.person.pk for line in preview.lines if line.outlooks[0].holds}
    assert held == {row.person_id for row in made.obligations.filter(is_current=True)}


def test_the_list_tells_what_is_hers_and_what_comes_from_above(
    minh: Client, above: Client, neighbour: Client, ground: Ground
) -> None:
    hers = assign(ground.course, ground.commune, due=DUE)
    given = assign(make_course(title="Nghị quyết"), ground.province, due=DUE)
    elsewhere = assign(ground.course, ground.other_commune, due=DUE)

    def listed(client: Client) -> dict[int, tuple[bool, int]]:
        rows = client.get(reverse("tracking:assignments")).context["rows"]
        return {row.assignment.pk: (row.is_above, row.figures.owed) for row in rows}

    assert listed(minh) == {hers.pk: (False, 2), given.pk: (True, 2)}
    assert listed(above) == {hers.pk: (False, 2), given.pk: (False, 2), elsewhere.pk: (False, 0)}
    assert listed(neighbour) == {given.pk: (True, 0), elsewhere.pk: (False, 0)}
    answer = neighbour.get(page_of(given))
    assert answer.status_code == 200
    assert "Vũ Thị Lan" not in answer.content.decode()


def test_whose_it_is_not_finds_nothing(
    minh: Client, above: Client, neighbour: Client, auditor: Client, ground: Ground
) -> None:
    hers = assign(ground.course, ground.commune, due=DUE)
    given = assign(make_course(title="Nghị quyết"), ground.province, due=DUE)
    stranger, learner = browser_of(ground.son), browser_of(ground.lan)
    lan = str(ground.lan.public_id)
    for client, which, reads, writes in (
        (minh, hers, 200, 200),
        (above, hers, 200, 200),
        (auditor, hers, 200, 404),
        (minh, given, 200, 404),
        (neighbour, hers, 404, 404),
        (stranger, hers, 404, 404),
        (learner, hers, 404, 404),
    ):
        assert client.get(page_of(which)).status_code == reads
        for name in ("change_assignment", "withdraw_assignment"):
            assert client.get(page_of(which, name)).status_code == writes
        assert client.get(reverse("tracking:exempt", args=[which.public_id, lan])).status_code == writes
    for name in ("assign", "draw_up_programme"):
        assert auditor.get(reverse(f"tracking:{name}")).status_code == 404
    for name in ("assignments", "programmes", "assign"):
        assert stranger.get(reverse(f"tracking:{name}")).status_code == 404


def test_people_are_listed_by_how_far_they_are(minh: Client, ground: Ground) -> None:
    assignment = assign(ground.course, ground.commune, due=DUE)
    finish(ground.lan, ground.course, TODAY)
    for state, names in (
        ("", ["Vũ Thị Lan", "Hà Thị Tâm"]),
        ("da-hoan-thanh", ["Vũ Thị Lan"]),
        ("chua-hoc", ["Hà Thị Tâm"]),
        ("qua-han", []),
    ):
        page = minh.get(page_of(assignment), {"state": state}).context["page"]
        assert [one.person.full_name for one in page] == names
    assert Reading.objects.filter(reader=account_of(ground.minh), person=ground.tam).exists()


def test_every_figure_opens_as_many_people_as_it_counts(minh: Client, ground: Ground) -> None:
    second = make_course(title="Nghị quyết")
    programme = make_programme(title="Hai khóa", courses=[ground.course, second], organisation=ground.commune)
    finish(ground.lan, second, TODAY - timedelta(days=40))
    start(ground.tam, second, TODAY - timedelta(days=40))
    of_programme = assign(programme, ground.commune, due=TODAY - timedelta(days=2))
    of_course = assign(make_course(title="Sinh hoạt mẫu"), ground.commune, due=TODAY - timedelta(days=2))
    for which in (of_programme, of_course):
        context = minh.get(page_of(which)).context
        for one in context["by_course"]:
            for state in ("", "chua-hoc", "dang-hoc", "da-hoan-thanh", "qua-han"):
                asked = {"state": state, "course": one["course"].pk}
                opened = minh.get(page_of(which), asked).context["page"]
                assert len(opened) == one["figures"].count(State(state or "phai-hoc"))


def test_one_to_come_says_whom_it_will_bind(minh: Client, ground: Ground) -> None:
    assignment = assign(ground.course, ground.commune, began=TODAY + timedelta(days=1), due=DUE)
    answer = minh.get(page_of(assignment))
    assert answer.context["row"].figures.owed == 2
    assert answer.context["row"].stand == "sap-toi"


def changing(assignment: Assignment, **changed: Any) -> dict[str, Any]:
    return {
        "posts": assignment.posts,
        "is_mandatory": "1",
        "due": f"{DUE:%d/%m/%Y}",
        "renews": "mot-lan",
        "window_days": "60",
        "grace_days": "0",
        **changed,
    }


def test_a_change_is_looked_at_then_owed_and_kept_in_the_history(minh: Client, ground: Ground) -> None:
    deputy = make_secretary("Lò Văn Páo", ground.cell, post="deputy")
    assignment = assign(ground.course, ground.commune, due=DUE)
    later = DUE + timedelta(days=10)
    form = changing(assignment, posts=["deputy"], due=f"{later:%d/%m/%Y}")
    address = page_of(assignment, "change_assignment")
    preview = minh.post(address, form).context["preview"]
    assert (preview.people, preview.change.newly, preview.change.no_longer) == (1, 1, 2)
    assert set(Obligation.objects.values_list("person", flat=True)) == {ground.lan.pk, ground.tam.pk}
    assert minh.post(address, {**form, "buoc": "giao"}).status_code == 302
    owed = Obligation.objects.get()
    assert (owed.person, owed.due) == (deputy, later)
    text = minh.get(page_of(assignment)).content.decode()
    assert f"{DUE:%d/%m/%Y} → {later:%d/%m/%Y}" in text
    assert "Bí thư → Phó bí thư" in text


def test_withdrawn_it_is_owed_no_more_and_what_was_learnt_stays(minh: Client, ground: Ground) -> None:
    assignment = assign(ground.course, ground.commune, due=DUE)
    finish(ground.lan, ground.course, TODAY)
    address = page_of(assignment, "withdraw_assignment")
    too_early = minh.post(address, {"on": "31/12/2025"})
    assert too_early.status_code == 422
    assert minh.post(address, {"on": f"{TODAY:%d/%m/%Y}"}).status_code == 302
    assert not Obligation.objects.filter(is_current=True).exists()
    assert ground.lan.completions.exists()
    answer = minh.get(page_of(assignment))
    assert answer.context["row"].figures.owed == 2  # as it stood on its last day
    assert not answer.context["may_change"]
    assert minh.post(address, {"on": f"{TODAY:%d/%m/%Y}"}).status_code == 422


def test_she_is_let_off_for_a_reason_once_and_owes_it_again(minh: Client, ground: Ground) -> None:
    assignment = assign(ground.course, ground.commune, due=DUE)
    address = reverse("tracking:exempt", args=[assignment.public_id, ground.lan.public_id])
    assert minh.post(address, {"reason": "", "began": f"{TODAY:%d/%m/%Y}"}).status_code == 422
    form = {"reason": "Nghỉ thai sản", "began": f"{TODAY:%d/%m/%Y}"}
    for _ in range(2):
        minh.post(address, form)
    [exemption] = assignment.exemptions.all()
    assert [one.person for one in Obligation.objects.filter(is_current=True)] == [ground.tam]
    text = minh.get(page_of(assignment)).content.decode()
    assert "Nghỉ thai sản" in text
    assert minh.post(ASSIGN, typed(ground)).context["preview"].exempt == 1
    over = reverse("tracking:end_exemption", args=[assignment.public_id, exemption.public_id])
    assert minh.post(over, {"on": f"{TODAY:%d/%m/%Y}"}).status_code == 302
    assert Obligation.objects.filter(is_current=True).count() == 2


def test_nobody_is_let_off_whom_it_does_not_bind(minh: Client, ground: Ground) -> None:
    assignment = assign(ground.course, ground.cell, due=DUE)
    for person in (ground.tam, ground.son):
        address = reverse("tracking:exempt", args=[assignment.public_id, person.public_id])
        assert minh.get(address).status_code == 404


def test_what_concerns_many_is_settled_behind_the_page(
    minh: Client, ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[int] = []
    monkeypatch.setattr(tasks, "AT_ONCE", 1)
    monkeypatch.setattr(ImmediateBackend, "enqueue", lambda self, task, args, kwargs: waiting.append(*args))
    minh.post(ASSIGN, typed(ground, buoc="giao"))
    assignment = Assignment.objects.get()
    assert waiting == [assignment.pk]
    assert "Đang giao" in minh.get(page_of(assignment)).content.decode()
    tasks.settle_in_background.func(assignment.pk)
    assignment.refresh_from_db()
    assert (assignment.unsettled_since, assignment.obligations.count()) == (None, 2)


def test_what_a_killed_worker_left_is_settled_when_the_day_begins(ground: Ground) -> None:
    assignment = assign(ground.course, ground.commune, due=DUE)
    Obligation.objects.all().delete()
    Assignment.objects.update(unsettled_since=timezone.now())
    day_began.send(sender=object, today=TODAY)
    assignment.refresh_from_db()
    assert (assignment.unsettled_since, assignment.obligations.count()) == (None, 2)


def test_a_reorganisation_tells_how_much_is_owed_that_comes_along(ground: Ground) -> None:
    def told() -> list[tuple[str, int]]:
        outcome = preview(
            lambda: move_organisation(
                organisation=Organisation.objects.get(pk=ground.cell.pk),
                parent=Organisation.objects.get(pk=ground.other_commune.pk),
                decision=make_decision(TODAY),
            )
        )
        return [(str(one.label), one.count) for one in outcome.arrivals if "lượt học" in str(one.label)]

    assert told() == []
    assign(ground.course, ground.province, due=DUE)
    assert told() == [("lượt học bắt buộc chưa hoàn thành, chuyển theo", 1)]
    finish(ground.lan, ground.course, TODAY)
    assert told() == []


def test_lists_cost_the_same_however_long(minh: Client, ground: Ground) -> None:
    assignment = assign(ground.course, ground.commune, due=DUE)
    make_programme(title="Chương trình", courses=[ground.course], organisation=ground.commune)

    def cost(address: str, form: dict[str, Any] | None = None) -> int:
        with CaptureQueriesContext(connection) as queries:
            minh.post(address, form) if form else minh.get(address)
        return len(queries)

    looked_at = (
        (reverse("tracking:assignments"), None),
        (page_of(assignment), None),
        (reverse("tracking:programmes"), None),
        (ASSIGN, typed(ground)),
    )
    few = [cost(*one) for one in looked_at]
    for number in range(5):
        make_secretary(f"Lò Văn {number}", make_cell(f"Chi bộ {number}", ground.commune))
        assign(ground.course, ground.commune, due=DUE + timedelta(days=number))
        make_programme(title=f"Chương trình {number}", courses=[ground.course], organisation=ground.commune)
    assert [cost(*one) for one in looked_at] == few


def numbered(ground: Ground, *courses: Any, **changed: Any) -> dict[str, Any]:
    """The form of a programme: these courses, in this order."""
    numbers = {f"so_{course.pk}": str(number) for number, course in enumerate(courses, start=1)}
    return {
        "key": str(uuid4()),
        "title": "Bồi dưỡng bí thư mới",
        "organisation": str(ground.commune.public_id),
        **numbers,
        **changed,
    }


def test_a_programme_keeps_its_order_and_is_drawn_up_once(minh: Client, ground: Ground) -> None:
    second = make_course(title="Nghị quyết")
    form = numbered(ground, second, ground.course)
    for _ in range(2):
        minh.post(reverse("tracking:draw_up_programme"), form)
    programme = Programme.objects.get()
    assert [place.course for place in programme.places.all()] == [second, ground.course]
    address = reverse("tracking:programme", args=[programme.public_id])
    twice = numbered(ground, second, ground.course, **{f"so_{second.pk}": "2"})
    assert minh.post(address, twice).status_code == 422
    assert minh.post(address, numbered(ground)).status_code == 422
    minh.post(address, numbered(ground, ground.course, second))
    assert [place.course for place in programme.places.all()] == [ground.course, second]


def test_another_programme_is_owed_where_it_is_assigned(minh: Client, ground: Ground) -> None:
    second = make_course(title="Nghị quyết")
    programme = make_programme(title="Hai khóa", courses=[ground.course, second], organisation=ground.commune)
    minh.post(ASSIGN, typed(ground, what=f"chuong-trinh-{programme.public_id}", buoc="giao"))
    assert Obligation.objects.count() == 4
    third = make_course(title="Sinh hoạt mẫu")
    address = reverse("tracking:programme", args=[programme.public_id])
    minh.post(address, numbered(ground, third, second))
    owed = set(Obligation.objects.values_list("course", flat=True))
    assert owed == {second.pk, third.pk}
    assert Assignment.objects.get().unsettled_since is None


def test_a_programme_is_read_beneath_changed_at_home_and_hidden_beside(
    minh: Client, above: Client, neighbour: Client, auditor: Client, ground: Ground
) -> None:
    hers = make_programme(title="Của xã A", courses=[ground.course], organisation=ground.commune)
    given = make_programme(title="Của tỉnh", courses=[ground.course], organisation=ground.province)
    for client, programme, reads, writes in (
        (minh, hers, 200, 302),
        (minh, given, 200, 404),
        (above, hers, 200, 302),
        (auditor, hers, 200, 404),
        (neighbour, given, 200, 404),
        (neighbour, hers, 404, 404),
        (browser_of(ground.son), given, 404, 404),
    ):
        address = reverse("tracking:programme", args=[programme.public_id])
        assert client.get(address).status_code == reads
        form = numbered(ground, ground.course)
        assert client.post(address, form).status_code == writes
    form = typed(ground, organisation=str(ground.other_commune.public_id), buoc="giao")
    form["what"] = f"chuong-trinh-{hers.public_id}"
    assert neighbour.post(ASSIGN, form).status_code == 422
