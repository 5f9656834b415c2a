"""Appointing, ending, changing the secretary, annulling: each allowed and refused side by side."""

from datetime import date

from django.test import Client

from organisations.appointments.actions import appoint, end_appointment
from organisations.oversight.queries import people_overseen_by
from tests.makers import make_cell, make_organisation, make_secretary, post_of
from tests.organisations.conftest import World
from tests.organisations.personnel.conftest import address, is_nothing, page_of, text_of


def test_minh_appoints_lan_to_a_further_post_in_his_part(site: World, minh: Client) -> None:
    typed = {
        "organisation": str(site.a.public_id),
        "post": "committee",
        "began": "01/03/2026",
        "decision": "9",
    }
    assert minh.post(address("appoint", site.lan), typed)["Location"] == page_of(site.lan)
    assert site.lan.appointments.filter(organisation=site.a, post="committee", ended=None).exists()


def test_nobody_is_appointed_outside_it(site: World, minh: Client) -> None:
    typed = {"organisation": str(site.b.public_id), "post": "committee", "began": "01/03/2026"}
    answer = minh.post(address("appoint", site.lan), typed)
    assert answer.status_code == 422
    assert "Đảng bộ xã B" not in text_of(answer)
    assert site.lan.appointments.count() == 1


def test_a_post_that_is_over_may_be_entered_with_its_end(site: World, minh: Client) -> None:
    typed = {
        "organisation": str(site.a.public_id),
        "post": "deputy",
        "began": "01/03/2021",
        "ended": "01/03/2023",
    }
    assert minh.post(address("appoint", site.lan), typed).status_code == 302
    assert site.lan.appointments.get(post="deputy").ended == date(2023, 3, 1)


def test_refusals_are_sentences_at_the_day(site: World, minh: Client) -> None:
    held = {"organisation": str(site.cell_a.public_id), "post": "secretary", "began": "01/03/2026"}
    assert "đang giữ đúng chức vụ ấy từ 01/01/2020" in text_of(minh.post(address("appoint", site.lan), held))
    early = {"organisation": str(site.a.public_id), "post": "deputy", "began": "01/03/2019"}
    assert "thành lập ngày 01/01/2020" in text_of(minh.post(address("appoint", site.lan), early))
    backwards = {
        "organisation": str(site.a.public_id),
        "post": "deputy",
        "began": "01/03/2026",
        "ended": "01/02/2026",
    }
    answer = minh.post(address("appoint", site.lan), backwards)
    assert "không thể trước ngày bắt đầu" in text_of(answer)
    assert 'value="01/02/2026"' in text_of(answer)


def test_a_secretary_out_of_sight_is_not_named(site: World, minh: Client) -> None:
    """She led the cell once, and has moved to another commune since."""
    gone = make_secretary("Nông Thị Xa", make_cell("Chi bộ cũ", site.a, code="A7"))
    cell = post_of(gone).organisation
    end_appointment(appointment=post_of(gone), on=date(2024, 1, 1))
    make_cell("Chi bộ khác", site.b, code="B7")
    appoint(person=gone, organisation=site.b, post="deputy", began=date(2024, 1, 1))
    typed = {
        "organisation": str(cell.public_id),
        "post": "secretary",
        "began": "01/03/2023",
        "ended": "01/06/2023",
    }
    answer = text_of(minh.post(address("appoint", site.lan), typed))
    assert "Đã có người khác là bí thư ở đó từ 01/01/2020" in answer
    assert "Nông Thị Xa" not in answer


def test_a_post_is_ended_with_its_decision_and_she_stays_in_sight(site: World, minh: Client) -> None:
    post = post_of(site.lan)
    answer = minh.post(address("end_post", post), {"ended": "01/05/2026", "decision": "7-QĐ/ĐU"})
    assert answer["Location"] == page_of(site.lan)
    post.refresh_from_db()
    assert (post.ended, post.end_decision) == (date(2026, 5, 1), "7-QĐ/ĐU")
    assert site.lan in people_overseen_by(site.minh)
    assert is_nothing(minh.get(address("end_post", post)))
    assert "Đã ghi thôi giữ chức vụ" in text_of(minh.get(page_of(site.lan)))


def test_an_end_before_the_beginning_is_refused_and_what_was_typed_stays(site: World, minh: Client) -> None:
    answer = minh.post(address("end_post", post_of(site.lan)), {"ended": "01/05/2019", "decision": "7"})
    assert answer.status_code == 422
    assert 'value="01/05/2019"' in text_of(answer)
    assert post_of(site.lan).ended is None


def test_minh_ends_no_post_in_anothers_organisation_even_of_a_person_he_sees(
    site: World, minh: Client
) -> None:
    there = appoint(person=site.lan, organisation=site.cell_b, post="committee", began=date(2024, 1, 1))
    page = text_of(minh.get(page_of(site.lan)))
    assert address("end_post", site.lan.appointments.get(organisation=site.cell_a)) in page
    assert address("end_post", there) not in page
    for name in ("end_post", "annul_post"):
        assert is_nothing(minh.get(address(name, there)))
        assert is_nothing(minh.post(address(name, there), {"ended": "01/05/2026"}))
    there.refresh_from_db()
    assert there.ended is None


def test_the_secretary_is_changed_on_one_day_by_one_decision(site: World, minh: Client) -> None:
    deputy = make_secretary("Ma Văn Ân", site.cell_a, post="deputy")
    serving = post_of(site.lan)
    typed = {"successor": str(deputy.public_id), "began": "01/06/2026", "decision": "15-QĐ/ĐU"}
    assert minh.post(address("succeed", serving), typed)["Location"] == page_of(deputy)
    serving.refresh_from_db()
    made = deputy.appointments.get(post="secretary")
    assert (serving.ended, serving.end_decision) == (date(2026, 6, 1), "15-QĐ/ĐU")
    assert (made.began, made.decision, made.ended) == (date(2026, 6, 1), "15-QĐ/ĐU", None)


def test_a_change_that_is_refused_changes_nothing(site: World, minh: Client) -> None:
    serving = post_of(site.lan)
    deputy = make_secretary("Ma Văn Ân", site.cell_a, post="deputy")
    typed = {"successor": str(deputy.public_id), "began": "01/06/2019", "decision": ""}
    answer = minh.post(address("succeed", serving), typed)
    assert answer.status_code == 422
    assert 'value="01/06/2019"' in text_of(answer)
    serving.refresh_from_db()
    assert serving.ended is None
    assert not deputy.appointments.filter(post="secretary").exists()


def test_nobody_out_of_sight_becomes_secretary(site: World, minh: Client) -> None:
    typed = {"successor": str(site.binh.public_id), "began": "01/06/2026"}
    answer = minh.post(address("succeed", post_of(site.lan)), typed)
    assert answer.status_code == 422
    assert "Chẩu Văn Bình" not in text_of(answer)
    assert post_of(site.lan).post == "secretary"


def test_a_deputy_is_not_changed_as_a_secretary_is(site: World, minh: Client) -> None:
    deputy = make_secretary("Ma Văn Ân", site.cell_a, post="deputy")
    assert is_nothing(minh.get(address("succeed", post_of(deputy))))


def test_a_post_entered_by_mistake_is_annulled_after_the_meaning_was_said(site: World, minh: Client) -> None:
    post = post_of(site.lan)
    asked = text_of(minh.get(address("annul_post", post)))
    assert "coi như chưa từng giữ" in asked
    assert "chức vụ duy nhất" in asked
    assert site.lan in people_overseen_by(site.minh)
    answer = minh.post(address("annul_post", post))
    assert answer["Location"] == address("people")
    post.refresh_from_db()
    assert post.ended == post.began
    assert site.lan not in people_overseen_by(site.minh)


def test_of_several_posts_one_may_be_annulled_and_she_stays(site: World, minh: Client) -> None:
    other = make_organisation("Đảng ủy bộ phận", site.a, code="A8")
    mistaken = appoint(person=site.lan, organisation=other, post="deputy", began=date(2024, 1, 1))
    assert minh.post(address("annul_post", mistaken))["Location"] == page_of(site.lan)
    page = text_of(minh.get(page_of(site.lan)))
    assert "đã hủy: chưa từng giữ" in page
    assert is_nothing(minh.get(address("annul_post", mistaken)))
