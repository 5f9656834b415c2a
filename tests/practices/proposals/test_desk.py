"""The School reads what cells propose: asks, takes up, does not take up; one decides, and Lan is told."""

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notifications.models import Notice
from organisations.oversight.models import Reading
from portal.approval import wrote_it
from practices.exemplars.models import PracticePage
from practices.exemplars.vocabulary import PracticeKind, Provenance
from practices.proposals.actions import keep_texts, send_proposal, withdraw_proposal
from practices.proposals.attaching import attach_file
from practices.proposals.desk import actions
from practices.proposals.desk.drafting import Chosen
from practices.proposals.models import Proposal
from tests.makers import account_of
from tests.practices.around import Around
from tests.practices.proposals.makers import (
    NOW,
    PNG,
    TODAY,
    browser_of,
    make_draft,
    make_proposal,
    texts,
)

State = Proposal.State
CHOSEN = Chosen(
    held_by="Chi bộ Nà Chang",
    summary="Đọc trước, đến họp là bàn.",
    consent="Đảng ủy xã A đồng ý ngày 01/11/2026",
    kind=PracticeKind.EXPERIENCE,
    provenance=Provenance.AWAITED,
    to_complete="",
)


def page(name: str, proposal: Proposal | None = None) -> str:
    return reverse(f"proposal_desk:{name}", args=[proposal.public_id] if proposal else [])


def read_by(around: Around, proposal: Proposal) -> actions.Read:
    return actions.Read(proposal=proposal, save=proposal.saved_as, by=around.hoa)


def filled(proposal: Proposal, **changed: str) -> dict[str, str]:
    """The form of taking up, as the School sends it."""
    chosen = {
        "held_by": CHOSEN.held_by,
        "summary": CHOSEN.summary,
        "consent": CHOSEN.consent,
        "kind": "experience",
        "provenance": "awaited",
        "to_complete": "Số liệu năm 2026",
    }
    return {"read": str(proposal.saved_as), **chosen, **changed}


# --- Who comes -------------------------------------------------------------------------------------


def test_lecturers_and_reviewers_come_and_nobody_else_does(around: Around) -> None:
    sent = make_proposal(around.lan)
    file = attach_file(
        proposal=make_proposal(around.binh, state=State.ASKED),
        content=ContentFile(PNG),
        name="a.png",
        now=NOW,
    )
    addresses = [page("queue"), *(page(name, sent) for name in ("proposal", "ask", "decline", "accept"))]
    addresses.append(reverse("proposal_desk:file", args=[file.public_id]))
    for address in addresses:
        for member in (around.hoa, around.hoa_reviewer):
            assert browser_of(member).get(address).status_code == 200
        for other in (around.lan, around.binh, around.son):
            assert browser_of(other).get(address).status_code in {302, 403, 404}


def test_a_draft_is_nobodys_but_hers(around: Around) -> None:
    draft = make_draft(around.lan, title="Còn viết dở")
    file = attach_file(proposal=draft, content=ContentFile(PNG), name="a.png", now=NOW)
    browser = browser_of(around.hoa)
    assert "Còn viết dở" not in browser.get(f"{page('queue')}?state=").content.decode()
    assert browser.get(f"{page('queue')}?state=draft").content.decode().count("Còn viết dở") == 0
    assert browser.get(page("proposal", draft)).status_code == 404
    assert browser.get(reverse("proposal_desk:file", args=[file.public_id])).status_code == 404


def test_whoever_opens_a_proposal_has_read_who_proposed_it(around: Around) -> None:
    sent = make_proposal(around.lan)
    browser = browser_of(around.hoa)
    listed = browser.get(page("queue")).content.decode()
    assert around.lan.full_name not in listed
    assert not Reading.objects.exists()
    assert around.lan.full_name in browser.get(page("proposal", sent)).content.decode()
    reading = Reading.objects.get()
    assert (reading.person, reading.reader, reading.screen) == (around.lan, around.hoa, "proposals")


def test_the_menu_says_how_many_wait(around: Around) -> None:
    make_proposal(around.lan)
    label = json.dumps("Đề xuất điển hình (1)")
    assert label in browser_of(around.hoa).get("/quan-tri/").content.decode()


def test_the_list_counts_by_state_and_asks_the_same_few_questions(around: Around) -> None:
    browser = browser_of(around.hoa)
    assert "Không có đề xuất nào chờ Nhà trường" in browser.get(page("queue")).content.decode()
    counts = []
    for _ in range(2):
        for state in State.values:
            make_proposal(around.lan, state=state)
        browser.get(page("queue"))
        with CaptureQueriesContext(connection) as captured:
            shown = browser.get(page("queue")).content.decode()
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert "Chờ Nhà trường xem: 2" in shown
    assert "Tất cả: 8" in shown


# --- Asking and answering --------------------------------------------------------------------------


def test_the_school_asks_and_lan_answers(around: Around) -> None:
    sent = make_proposal(around.lan)
    answer = browser_of(around.hoa).post(
        page("ask", sent), {"read": str(sent.saved_as), "text": "Ai gửi tài liệu?"}
    )
    assert answer["Location"] == page("proposal", sent)
    sent.refresh_from_db()
    assert sent.state == State.ASKED
    notice = Notice.objects.get(recipient=account_of(around.lan))
    assert "Ai gửi tài liệu?" in notice.text
    assert notice.address == reverse("practices:proposal", args=[sent.public_id])
    browser = browser_of(around.lan)
    assert "Ai gửi tài liệu?" in browser.get(notice.address).content.decode()
    assert browser.post(notice.address, {"text": " "}).status_code == 422
    browser.post(notice.address, {"text": "Phó bí thư gửi."})
    sent.refresh_from_db()
    assert sent.state == State.SENT
    assert [one.text for one in sent.messages.all()] == ["Ai gửi tài liệu?", "Phó bí thư gửi."]
    assert "Phó bí thư gửi." in browser_of(around.hoa).get(page("proposal", sent)).content.decode()


def test_lan_is_not_told_who_of_the_school_asked(around: Around) -> None:
    sent = make_proposal(around.lan)
    actions.ask_back(read=read_by(around, sent), text="Ai gửi?", now=NOW)
    shown = browser_of(around.lan).get(reverse("practices:proposal", args=[sent.public_id]))
    assert around.hoa.full_name not in shown.content.decode()


# --- Deciding --------------------------------------------------------------------------------------


def test_taking_up_makes_a_draft_of_a_page_that_is_not_published(around: Around) -> None:
    sent = make_proposal(around.lan, limits="Nơi không có mạng")
    browser = browser_of(around.hoa)
    browser.post(page("accept", sent), filled(sent))
    sent.refresh_from_db()
    assert (sent.state, sent.decided_by) == (State.ACCEPTED, around.hoa)
    made = PracticePage.objects.get(pk=sent.page_id)
    assert not made.live
    draft: Any = made.get_latest_revision_as_object()
    assert [step.text for step in draft.steps.all()] == sent.steps.split("\n")
    assert [result.text for result in draft.results.all()] == [sent.results]
    assert (draft.organisation, draft.held_by) == (around.cell, "Chi bộ Nà Chang")
    assert (draft.consent, sent.consent) == (CHOSEN.consent, CHOSEN.consent)
    assert (draft.context, draft.limits) == (sent.conditions, "Nơi không có mạng")
    assert (draft.provenance, draft.to_complete) == ("awaited", "Số liệu năm 2026")
    assert made.get_parent().specific_class.__name__ == "PracticeIndexPage"
    assert "đã nhận đề xuất" in Notice.objects.get().title
    assert (
        reverse("wagtailadmin_pages:edit", args=[made.pk])
        in browser.get(page("proposal", sent)).content.decode()
    )


def test_who_took_it_up_cannot_approve_the_page_and_another_can(around: Around) -> None:
    made = actions.accept(read=read_by(around, make_proposal(around.lan)), chosen=CHOSEN, now=NOW)
    workflow = made.get_workflow()
    assert workflow is not None
    workflow.start(made, around.hoa)
    made.refresh_from_db()
    assert wrote_it(made, around.hoa)
    assert not wrote_it(made, around.hoa_reviewer)
    assert not made.live


def test_nothing_is_taken_up_without_the_committees_consent(around: Around) -> None:
    sent = make_proposal(around.lan)
    answer = browser_of(around.hoa).post(page("accept", sent), filled(sent, consent=" "))
    assert answer.status_code == 422
    assert "Hãy ghi ý kiến đồng ý của cấp ủy trước" in answer.content.decode()
    assert not PracticePage.objects.exists()
    nobody = Chosen("Chi bộ", "Tóm tắt", " ", "experience", "awaited", "")
    with pytest.raises(actions.NoConsent):
        actions.accept(read=read_by(around, sent), chosen=nobody, now=NOW)


def test_what_the_cell_did_not_tell_is_suggested_as_still_to_be_added(around: Around) -> None:
    sent = make_proposal(around.lan, conditions="")
    attach_file(proposal=make_draft(around.binh), content=ContentFile(PNG), name="a.png", now=NOW)
    suggested = browser_of(around.hoa).get(page("accept", sent)).context["form"].initial
    assert suggested["to_complete"].splitlines() == [
        "Cần có gì, điều kiện nào",
        "Khi nào không nên áp dụng",
        "Ai giải đáp được",
    ]
    assert suggested["held_by"] == around.cell.name


def test_long_results_and_reserved_names_still_make_a_page(around: Around) -> None:
    long = "Kết quả " * 60
    sent = make_proposal(around.lan, title="Đề xuất", results=long)
    made = actions.accept(read=read_by(around, sent), chosen=CHOSEN, now=NOW)
    assert made.slug == "mo-hinh-de-xuat"
    told = " ".join(result.text for result in made.results.all())
    assert told.split() == long.split()
    twin = make_proposal(around.lan, title="Đề xuất")
    assert actions.accept(read=read_by(around, twin), chosen=CHOSEN, now=NOW).slug != made.slug


def test_not_taking_up_needs_a_reason_and_lan_reads_it(around: Around) -> None:
    sent = make_proposal(around.lan)
    browser = browser_of(around.hoa_reviewer)
    assert browser.post(page("decline", sent), {"read": str(sent.saved_as), "text": ""}).status_code == 422
    browser.post(page("decline", sent), {"read": str(sent.saved_as), "text": "Đã có điển hình này."})
    sent.refresh_from_db()
    assert (sent.state, sent.decided_by) == (State.DECLINED, around.hoa_reviewer)
    shown = browser_of(around.lan).get(reverse("practices:proposal", args=[sent.public_id]))
    assert "Đã có điển hình này." in shown.content.decode()
    assert "chưa nhận" in Notice.objects.get().title


# --- Two at once -----------------------------------------------------------------------------------


def test_the_second_of_two_is_told_who_was_faster_and_keeps_what_she_typed(around: Around) -> None:
    sent = make_proposal(around.lan)
    seen = str(sent.saved_as)
    browser_of(around.hoa).post(page("accept", sent), filled(sent))
    answer = browser_of(around.hoa_reviewer).post(
        page("decline", sent), {"read": seen, "text": "Lý do đã viết"}
    )
    assert answer.status_code == 409
    told = answer.content.decode()
    assert f"{around.hoa} đã nhận đề xuất này lúc" in told
    assert "Lý do đã viết" in told
    sent.refresh_from_db()
    assert sent.state == State.ACCEPTED
    assert PracticePage.objects.count() == 1


def test_two_questions_at_once_are_one(around: Around) -> None:
    sent = make_proposal(around.lan)
    actions.ask_back(read=read_by(around, sent), text="Một?", now=NOW)
    answer = browser_of(around.hoa_reviewer).post(
        page("ask", sent), {"read": str(sent.saved_as), "text": "Hai?"}
    )
    assert answer.status_code == 409
    assert f"{around.hoa} đã hỏi lại chi bộ" in answer.content.decode()
    assert sent.messages.count() == 1


def test_a_text_that_changed_since_it_was_read_is_read_again_first(around: Around) -> None:
    sent = make_proposal(around.lan)
    seen = filled(sent)
    draft = withdraw_proposal(proposal=sent, now=NOW)
    keep_texts(proposal=draft, typed=texts(steps="Cách khác"), known={draft.saved_as}, now=NOW)
    send_proposal(proposal=draft, now=NOW, today=TODAY)
    browser = browser_of(around.hoa)
    answer = browser.post(page("accept", sent), seen)
    assert answer.status_code == 409
    told = answer.content.decode()
    assert "Chi bộ đã sửa nội dung" in told
    assert "Cách khác" in told
    again = {**seen, "read": answer.context["form"]["read"].value()}
    assert browser.post(page("accept", sent), again).status_code == 302


def test_what_was_taken_back_is_decided_by_nobody(around: Around) -> None:
    sent = make_proposal(around.lan)
    read = read_by(around, sent)
    withdraw_proposal(proposal=sent, now=NOW)
    for decide in (
        lambda: actions.ask_back(read=read, text="?", now=NOW),
        lambda: actions.decline(read=read, reason="?", now=NOW),
        lambda: actions.accept(read=read, chosen=CHOSEN, now=NOW),
    ):
        with pytest.raises(actions.NotWaiting):
            decide()


def test_the_forms_are_shown_only_while_they_can_be_sent(around: Around) -> None:
    decided = make_proposal(around.lan, state=State.DECLINED)
    for name in ("ask", "decline", "accept"):
        assert browser_of(around.hoa).get(page(name, decided))["Location"] == page("proposal", decided)
