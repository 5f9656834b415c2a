"""A person's page, entering her, putting her data right."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.enrolment.actions import enrol
from organisations.appointments.actions import appoint, end_appointment
from organisations.oversight.models import Reading
from organisations.oversight.queries import people_overseen_by
from organisations.people.actions import enter_person, merge_people
from organisations.people.models import Person
from organisations.reorganising.actions import move_organisation, rename_organisation
from organisations.tree.models import Organisation
from tests.makers import (
    account_of,
    edition_of,
    make_cell,
    make_course,
    make_decision,
    make_grant,
    make_person,
    make_secretary,
    post_of,
)
from tests.organisations.conftest import World
from tests.organisations.personnel.conftest import address, browser_of, is_nothing, page_of, text_of

TODAY = timezone.localdate()
PAGES = ("person", "edit", "appoint", "close_account", "reopen_account", "open_account")
POSTS = ("end_post", "annul_post", "succeed")


def entry(organisation: Organisation, **changed: str) -> dict[str, str]:
    return {
        "full_name": "Hoàng Thị Ánh",
        "phone": "0987 654 321",
        "email": "",
        "organisation": str(organisation.public_id),
        "post": "deputy",
        "began": "01/03/2026",
        "decision": "12-QĐ/ĐU",
        **changed,
    }


def test_minh_opens_lans_page_and_that_is_logged(site: World, minh: Client) -> None:
    page = text_of(minh.get(page_of(site.lan)))
    for shown in ("Vũ Thị Lan", "tel:+84912345678", "Chi bộ thôn 1", "Đảng bộ xã A", "01/01/2020"):
        assert shown in page
    assert "Đảng bộ tỉnh" not in page
    assert Reading.objects.filter(reader=site.minh, person=site.lan, screen="person").count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_finds_any_screen_about_her(site: World, strangers: list[Client], method: str) -> None:
    somebody = make_secretary("Ma Văn Ân", site.cell_a, post="deputy")
    addresses = [address(name, one) for name in PAGES for one in (site.lan, somebody)]
    addresses += [address(name, post_of(site.lan)) for name in POSTS]
    addresses += [address("merge", site.lan, somebody), address("readings", site.lan)]
    tu_and_lan = address("merge", site.binh, site.lan)
    for browser in strangers:
        for place in [*addresses, tu_and_lan]:
            assert is_nothing(getattr(browser, method)(place)), place
    assert not Reading.objects.filter(person=site.lan).exists()


def test_posts_stand_with_where_they_were_held_then(site: World, minh: Client) -> None:
    cell = site.cell_a
    rename_organisation(organisation=cell, name="Chi bộ tổ 5", decision=make_decision(date(2024, 1, 1)))
    end_appointment(appointment=post_of(site.lan), on=date(2025, 1, 1), decision="7-QĐ/ĐU")
    appoint(person=site.lan, organisation=cell, post="deputy", began=date(2025, 1, 1), decision="8-QĐ/ĐU")
    page = text_of(minh.get(page_of(site.lan)))
    assert page.index("Chi bộ tổ 5") < page.index("Chi bộ thôn 1")
    assert "7-QĐ/ĐU" in page


def test_an_organisation_out_of_sight_is_not_named(site: World, minh: Client) -> None:
    other = make_cell("Chi bộ Khuổi Quèng", site.b, code="B2")
    appoint(person=site.lan, organisation=other, post="committee", began=date(2024, 1, 1))
    page = text_of(minh.get(page_of(site.lan)))
    assert "Khuổi Quèng" not in page
    assert "một tổ chức ngoài phạm vi" in page
    assert "Cả hai nơi đều sửa được" in page


def test_what_came_to_minh_later_he_is_told_by_its_name_alone(site: World, minh: Client) -> None:
    move_organisation(organisation=site.cell_b, parent=site.a, decision=make_decision(date(2025, 1, 1)))
    page = text_of(minh.get(page_of(site.binh)))
    assert "Chi bộ thôn 1" in page
    assert "Đảng bộ xã B" not in page


def test_what_she_learns_stands_on_her_page(site: World, minh: Client) -> None:
    course = make_course(title="Điều hành buổi sinh hoạt")
    enrol(learner=site.lan, edition=edition_of(course), now=timezone.now())
    page = text_of(minh.get(page_of(site.lan)))
    assert "Điều hành buổi sinh hoạt" in page
    assert "0/3" in page


def test_a_page_costs_the_same_queries_however_much_is_on_it(site: World, minh: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert minh.get(page_of(site.lan)).status_code == 200
        return len(caught)

    minh.post(address("edit", site.lan), {"full_name": "Vũ Lan", "phone": "", "email": ""})
    queries()
    before = queries()
    for number in range(10):
        cell = make_cell(f"Chi bộ thôn {number + 5}", site.a, code=f"AA{number}")
        appoint(person=site.lan, organisation=cell, post="committee", began=date(2024, 1, 1))
        minh.post(address("edit", site.lan), {"full_name": f"Vũ Lan {number}", "phone": "", "email": ""})
    assert queries() == before


def test_an_entry_that_was_merged_leads_to_the_one_that_stayed(
    site: World, minh: Client, strangers: list[Client]
) -> None:
    twin = enter_person(full_name="Vũ Thị Lan")
    gone = twin.public_id
    merge_people(kept=site.lan, gone=twin, by=None, now=timezone.now())
    assert minh.get(address("person", gone))["Location"] == page_of(site.lan)
    assert all(is_nothing(browser.get(address("person", gone))) for browser in strangers)


def test_who_read_her_data_is_shown_to_auditors_and_administrators_alone(site: World, minh: Client) -> None:
    auditor = make_person("Tạ Thị Kiểm", username="kiem")
    make_grant(auditor, site.a, "auditor")
    minh.get(page_of(site.lan))
    kiem = browser_of(account_of(auditor))
    assert address("readings", site.lan) in text_of(kiem.get(page_of(site.lan)))
    assert "Bùi Văn Minh" in text_of(kiem.get(address("readings", site.lan)))
    assert address("readings", site.lan) not in text_of(minh.get(page_of(site.lan)))
    assert is_nothing(minh.get(address("readings", site.lan)))


# --- Entering somebody ---------------------------------------------------------------------------


def test_minh_enters_somebody_with_her_first_post(site: World, minh: Client) -> None:
    answer = minh.post(address("enter"), entry(site.cell_a, full_name="HOÀNG THỊ ÁNH"))
    made = Person.objects.get(full_name="Hoàng Thị Ánh")
    assert answer["Location"] == page_of(made)
    assert made in people_overseen_by(site.minh)
    post = post_of(made)
    assert (post.post, post.began, post.decision) == ("deputy", date(2026, 3, 1), "12-QĐ/ĐU")
    page = text_of(minh.get(page_of(made)))
    assert "Đã nhập người" in page
    assert "Bùi Văn Minh" in page


def test_nobody_enters_anybody_into_anothers_cell(site: World, tu: Client, strangers: list[Client]) -> None:
    answer = tu.post(address("enter"), entry(site.cell_a))
    assert answer.status_code == 422
    assert not Person.objects.filter(full_name="Hoàng Thị Ánh").exists()
    _tu, *others = strangers
    assert all(is_nothing(browser.post(address("enter"), entry(site.cell_a))) for browser in others)


def test_what_was_typed_stays_when_something_is_wrong(site: World, minh: Client) -> None:
    answer = minh.post(address("enter"), entry(site.cell_a, phone="123", began="32/13/2026"))
    assert answer.status_code == 422
    page = text_of(answer)
    for typed in ("Hoàng Thị Ánh", 'value="123"', 'value="32/13/2026"', "12-QĐ/ĐU", "Chi bộ thôn 1"):
        assert typed in page
    assert not Person.objects.filter(full_name="Hoàng Thị Ánh").exists()


def test_a_first_post_cannot_begin_after_today(site: World, minh: Client) -> None:
    later = (TODAY + timedelta(days=3)).strftime("%d/%m/%Y")
    assert minh.post(address("enter"), entry(site.cell_a, began=later)).status_code == 422


def test_a_namesake_is_shown_before_anything_is_written(site: World, minh: Client) -> None:
    typed = entry(site.cell_a, full_name="Vu Thi Lan", phone="")
    answer = minh.post(address("enter"), typed)
    assert answer.status_code == 422
    assert page_of(site.lan) in text_of(answer)
    assert Person.objects.filter(search_key__startswith="vu thi lan").count() == 1
    assert Reading.objects.filter(screen="duplicates", person=site.lan).exists()
    sure = minh.post(address("enter"), {**typed, "anyway": "Vu Thi Lan|"})
    assert sure.status_code == 302
    assert Person.objects.filter(search_key__startswith="vu thi lan").count() == 2


def test_who_was_sure_once_is_not_asked_again_when_something_else_is_wrong(site: World, minh: Client) -> None:
    typed = entry(site.cell_a, full_name="Vũ Thị Lan", phone="", post="secretary", anyway="Vũ Thị Lan|")
    page = text_of(minh.post(address("enter"), typed))
    assert "đang là bí thư" in page
    assert 'name="anyway" value="Vũ Thị Lan|"' in page


def test_being_sure_of_one_name_is_not_being_sure_of_another(site: World, minh: Client) -> None:
    answer = minh.post(address("enter"), entry(site.cell_a, full_name="Vũ Thị Lan", anyway="Ma Văn Ân|"))
    assert answer.status_code == 422


def test_a_telephone_of_somebody_out_of_sight_is_said_to_be_taken_without_her_name(
    site: World, minh: Client
) -> None:
    page = text_of(minh.post(address("enter"), entry(site.cell_a, phone="0912 345 679")))
    assert "Số điện thoại này đã có ở một người ngoài phạm vi" in page
    assert "Chẩu Văn Bình" not in page


def test_a_second_secretary_is_refused_with_the_name_of_the_first(site: World, minh: Client) -> None:
    answer = minh.post(address("enter"), entry(site.cell_a, post="secretary"))
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Đồng chí Vũ Thị Lan đang là bí thư từ 01/01/2020. Hãy kết thúc việc giữ chức vụ ấy trước." in page
    assert 'name="replaces"' in page
    assert not Person.objects.filter(full_name="Hoàng Thị Ánh").exists()


def test_a_new_secretary_is_entered_and_the_serving_one_ends_in_one_step(site: World, minh: Client) -> None:
    minh.post(address("enter"), entry(site.cell_a, post="secretary", replaces="on"))
    made = Person.objects.get(full_name="Hoàng Thị Ánh")
    assert post_of(made).post == "secretary"
    assert site.lan.appointments.get().ended == date(2026, 3, 1)
    assert site.lan.appointments.get().end_decision == "12-QĐ/ĐU"


def test_a_link_says_where_and_as_what_she_is_entered(site: World, minh: Client) -> None:
    asked = {"organisation": str(site.cell_a.public_id), "post": "secretary", "replaces": "1"}
    page = text_of(minh.get(address("enter"), asked))
    assert "Chi bộ thôn 1" in page
    assert 'name="replaces"' in page
    assert "Chi bộ thôn 1" not in text_of(
        minh.get(address("enter"), {**asked, "organisation": str(site.cell_b.public_id)})
    )


# --- Putting data right --------------------------------------------------------------------------


def test_a_change_shows_what_was_there_before(site: World, minh: Client) -> None:
    changed = {"full_name": "Vũ Thị Lan Anh", "phone": "0912 000 111", "email": "lan@example.vn"}
    assert minh.post(address("edit", site.lan), changed)["Location"] == page_of(site.lan)
    site.lan.refresh_from_db()
    account = account_of(site.lan)
    account.refresh_from_db()
    assert (site.lan.phone, account.phone, account.email) == (
        "+84912000111",
        "+84912000111",
        "lan@example.vn",
    )
    page = text_of(minh.get(page_of(site.lan)))
    assert "<del>0912 345 678</del>" in page
    assert "<ins>0912 000 111</ins>" in page


def test_a_telephone_of_another_account_is_refused_at_the_field(site: World, minh: Client) -> None:
    answer = minh.post(
        address("edit", site.lan), {"full_name": "Vũ Thị Lan", "phone": "0912 345 679", "email": ""}
    )
    assert answer.status_code == 422
    assert "Đã có tài khoản khác dùng số điện thoại này" in text_of(answer)
    assert 'value="0912 345 679"' in text_of(answer)
    site.lan.refresh_from_db()
    assert site.lan.phone == "+84912345678"


def test_two_organisers_may_change_one_person_and_the_log_says_so(
    site: World, minh: Client, tu: Client
) -> None:
    appoint(person=site.lan, organisation=site.cell_b, post="committee", began=date(2024, 1, 1))
    for browser, name in ((minh, "Vũ Lan"), (tu, "Vũ Thị Lan")):
        details = {"full_name": name, "phone": "", "email": ""}
        assert browser.post(address("edit", site.lan), details).status_code == 302
    page = text_of(minh.get(page_of(site.lan)))
    assert page.count("nơi khác cũng phụ trách đồng chí này") == 2
    assert "Hà Anh Tú" in page


def test_whoever_holds_a_role_is_not_redirected_by_an_organiser(
    site: World, minh: Client, root: Client
) -> None:
    """Else he could send himself the code by which she signs in."""
    make_grant(site.lan, site.province, "administrator")
    typed = {"full_name": "Vũ Thị Lan", "phone": "0912 000 111", "email": ""}
    refused = minh.post(address("edit", site.lan), typed)
    assert refused.status_code == 422
    assert "chỉ người quản trị toàn trang" in text_of(refused)
    renamed = {"full_name": "Vũ Lan", "phone": "0912 345 678", "email": ""}
    assert minh.post(address("edit", site.lan), renamed).status_code == 302
    assert root.post(address("edit", site.lan), typed).status_code == 302
