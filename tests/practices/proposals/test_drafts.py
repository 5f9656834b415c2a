"""Lan writes a proposal: everything is kept, no device writes over another, and it is sent whole."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from organisations.appointments.actions import appoint, end_appointment
from practices.proposals.actions import (
    ChangedElsewhere,
    Incomplete,
    NotLeading,
    NotNow,
    begin_proposal,
    discard_draft,
    keep_texts,
    send_proposal,
    withdraw_proposal,
)
from practices.proposals.attaching import MOST_FILES, attach_file
from practices.proposals.forms import UnreadableSave, save_from
from practices.proposals.models import Proposal, ProposalFile
from practices.proposals.queries import own_proposals, texts_of
from tests.makers import account_of, make_cell, make_secretary, post_of
from tests.practices.around import Around
from tests.practices.proposals.makers import (
    NOW,
    PNG,
    TODAY,
    a_save,
    browser_of,
    make_draft,
    make_proposal,
    texts,
)

State = Proposal.State


def page(name: str, proposal: Proposal) -> str:
    return reverse(f"practices:{name}", args=[proposal.public_id])


def form_of(proposal: Proposal, do: str = "keep", **changed: str) -> dict[str, Any]:
    return {**texts(**changed), "known": str(proposal.saved_as), "do": do}


# --- Who may propose -------------------------------------------------------------------------------


def test_a_secretary_begins_a_draft_and_an_empty_one_is_used_again(around: Around) -> None:
    begun = [
        begin_proposal(person=around.lan, organisation=around.cell, now=NOW, today=TODAY) for _ in range(2)
    ]
    assert begun[0] == begun[1]
    assert begun[0].state == State.DRAFT


def test_nobody_proposes_for_a_cell_she_does_not_lead(around: Around) -> None:
    with pytest.raises(NotLeading):
        begin_proposal(person=around.binh, organisation=around.cell, now=NOW, today=TODAY)
    with pytest.raises(NotLeading):
        begin_proposal(person=around.son, organisation=around.cell, now=NOW, today=TODAY)


def test_a_deputy_may_propose_and_a_committee_member_is_told_why_not(around: Around) -> None:
    deputy = make_secretary("Ma Thị Quế", around.cell, post="deputy", username="que")
    member = make_secretary("Lục Văn Tài", around.cell, post="committee", username="tai")
    address = reverse("practices:propose")
    assert browser_of(deputy).post(address)["Location"].endswith("/sua/")
    for other in (member, around.son):
        told = browser_of(other).get(address).content.decode()
        assert "Bí thư, phó bí thư chi bộ mới gửi được đề xuất" in told
        assert browser_of(other).post(address).status_code == 200
    assert own_proposals(member).count() == 0


def test_who_leads_two_cells_chooses_and_may_choose_only_hers(around: Around) -> None:
    second = make_cell("Chi bộ Nà Thẳm", around.province)
    make_secretary("Người khác", second)
    appoint(person=around.lan, organisation=second, post="deputy", began=TODAY)
    browser, address = browser_of(around.lan), reverse("practices:propose")
    assert "Chi bộ Nà Thẳm" in browser.get(address).content.decode()
    assert browser.post(address).status_code == 422
    others = post_of(around.binh).organisation
    assert browser.post(address, {"organisation": others.public_id}).status_code == 422
    assert browser.post(address, {"organisation": second.public_id}).status_code == 302
    assert own_proposals(around.lan).get().organisation == second


def test_a_proposal_is_found_by_its_proposer_alone(around: Around) -> None:
    draft = make_draft(around.lan)
    file = attach_file(proposal=draft, content=ContentFile(PNG), name="a.png", now=NOW)
    addresses = [page("edit_proposal", draft), page("proposal", draft)]
    addresses.append(reverse("practices:proposal_file", args=[draft.public_id, file.public_id]))
    deputy = make_secretary("Ma Thị Quế", around.cell, post="deputy", username="que")
    for address in addresses:
        assert browser_of(around.lan).get(address).status_code in {200, 302}
        for other in (around.binh, around.son, deputy, around.hoa):
            assert browser_of(other).get(address).status_code == 404
    for name in ("withdraw_proposal", "discard_proposal", "edit_proposal", "proposal"):
        assert browser_of(around.binh).post(page(name, draft), form_of(draft)).status_code == 404
    assert (
        browser_of(around.son).post(page("keep_proposal", draft), "{}", "application/json").status_code == 404
    )


# --- Keeping ---------------------------------------------------------------------------------------


def test_a_save_is_kept_and_may_come_twice(around: Around) -> None:
    draft, save = make_draft(around.lan), uuid4()
    known = {draft.saved_as}
    for _ in range(2):
        kept = keep_texts(proposal=draft, typed=texts(title="Mới"), known=known, now=NOW, save=save)
        assert (kept.title, kept.saved_as) == ("Mới", save)


def test_a_device_that_has_not_seen_what_stands_replaces_nothing(around: Around) -> None:
    draft = make_draft(around.lan)
    first = draft.saved_as
    keep_texts(proposal=draft, typed=texts(title="Ở nhà"), known={first}, now=NOW)
    with pytest.raises(ChangedElsewhere) as other:
        keep_texts(proposal=draft, typed=texts(title="Ở xã"), known={first}, now=NOW)
    assert other.value.proposal.title == "Ở nhà"
    draft.refresh_from_db()
    assert draft.title == "Ở nhà"
    kept = keep_texts(proposal=draft, typed=texts(title="Ở xã"), known={first, draft.saved_as}, now=NOW)
    assert kept.title == "Ở xã"


def test_a_device_whose_receipt_was_lost_goes_on_writing(around: Around) -> None:
    draft, sent = make_draft(around.lan), uuid4()
    known = {draft.saved_as}
    keep_texts(proposal=draft, typed=texts(title="Một"), known=known, now=NOW, save=sent)
    kept = keep_texts(proposal=draft, typed=texts(title="Một hai"), known={*known, sent}, now=NOW)
    assert kept.title == "Một hai"


def test_what_was_sent_cannot_be_written_in(around: Around) -> None:
    sent = make_proposal(around.lan)
    with pytest.raises(NotNow):
        keep_texts(proposal=sent, typed=texts(title="Khác"), known={sent.saved_as}, now=NOW)


def test_the_page_saves_by_itself(around: Around) -> None:
    draft = make_draft(around.lan)
    browser, address = browser_of(around.lan), page("keep_proposal", draft)

    def post(content: Any) -> Any:
        return browser.post(address, json.dumps(content), "application/json")

    first = a_save(draft, title="Tên mới")
    assert post(first).json()["stands"] == first["save"]
    other = a_save(draft, title="Máy khác")
    answer = post(other).json()
    assert answer["other"]["title"] == "Tên mới"
    assert answer["stands"] == first["save"]
    assert "Dài quá" in post(a_save(draft, problem="x" * 5001)).json()["wrong"]["problem"]
    assert post({"save": "?"}).status_code == 400
    Proposal.objects.update(state=State.SENT)
    assert "vừa thay đổi" in post(a_save(draft, title="Muộn")).json()["closed"]
    browser.logout()
    assert post(first).status_code == 401


@given(
    st.binary(max_size=60)
    | st.dictionaries(st.text(max_size=5), st.text(max_size=5)).map(lambda it: json.dumps(it).encode())
)
def test_whatever_is_sent_is_read_or_refused(body: bytes) -> None:
    try:
        save_from(body)
    except UnreadableSave:
        return
    raise AssertionError(body)


# --- Without script --------------------------------------------------------------------------------


def test_a_button_keeps_the_draft(around: Around) -> None:
    draft = make_draft(around.lan)
    browser = browser_of(around.lan)
    answer = browser.post(page("edit_proposal", draft), form_of(draft, title="Tên khác"))
    assert answer["Location"] == page("edit_proposal", draft)
    draft.refresh_from_db()
    assert draft.title == "Tên khác"


def test_what_another_device_wrote_is_shown_and_one_more_tap_keeps_hers(around: Around) -> None:
    draft = make_draft(around.lan)
    seen = form_of(draft, title="Ở xã")
    keep_texts(proposal=draft, typed=texts(title="Ở nhà"), known={draft.saved_as}, now=NOW)
    browser = browser_of(around.lan)
    answer = browser.post(page("edit_proposal", draft), seen)
    assert answer.status_code == 409
    told = answer.content.decode()
    assert "vừa được sửa trên máy khác" in told
    assert "Ở nhà" in told
    form = answer.context["form"]
    assert form["title"].value() == "Ở xã"
    again = {**seen, "known": form["known"].value()}
    assert browser.post(page("edit_proposal", draft), again).status_code == 302
    draft.refresh_from_db()
    assert draft.title == "Ở xã"


def test_a_text_that_is_too_long_stays_in_its_field(around: Around) -> None:
    draft = make_draft(around.lan)
    long = "dài " * 1300
    answer = browser_of(around.lan).post(page("edit_proposal", draft), form_of(draft, problem=long))
    assert answer.status_code == 422
    assert "Dài quá: nhiều nhất 5000 ký tự" in answer.content.decode()
    assert answer.context["form"]["problem"].value() == long


def test_what_she_typed_without_a_session_waits_until_she_has_signed_in(around: Around) -> None:
    draft = make_draft(around.lan)
    browser = browser_of(around.lan)
    browser.logout()
    answer = browser.post(page("edit_proposal", draft), form_of(draft, title="Viết dở"))
    assert answer.status_code == 302
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    browser.force_login(account_of(around.lan), backend=backend)
    shown = browser.get(page("edit_proposal", draft))
    assert shown.context["form"]["title"].value() == "Viết dở"


# --- Sending ---------------------------------------------------------------------------------------


def test_it_is_sent_to_the_school(around: Around) -> None:
    draft = make_draft(around.lan)
    answer = browser_of(around.lan).post(page("edit_proposal", draft), form_of(draft, "send"))
    assert answer["Location"] == page("proposal", draft)
    draft.refresh_from_db()
    assert draft.state == State.SENT
    assert draft.sent_at


def test_what_is_missing_is_said_at_the_field_and_what_was_typed_is_kept(around: Around) -> None:
    draft = make_draft(around.lan)
    sent = form_of(draft, "send", steps="", title="Chỉ có tên")
    answer = browser_of(around.lan).post(page("edit_proposal", draft), sent)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"steps"}
    assert "Đồng chí viết ít nhất một việc" in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.title, draft.state) == ("Chỉ có tên", State.DRAFT)


def test_an_incomplete_one_is_not_sent(around: Around) -> None:
    with pytest.raises(Incomplete) as lacking:
        send_proposal(proposal=make_draft(around.lan, results=" "), now=NOW, today=TODAY)
    assert lacking.value.names == ["results"]


def test_who_has_left_the_post_sends_no_more(around: Around) -> None:
    draft = make_draft(around.lan)
    end_appointment(appointment=post_of(around.lan), on=TODAY)
    with pytest.raises(NotLeading):
        send_proposal(proposal=draft, now=NOW, today=TODAY)
    told = browser_of(around.lan).post(page("edit_proposal", draft), form_of(draft, "send"), follow=True)
    assert "Chỉ bí thư, phó bí thư đang giữ chức" in told.content.decode()


def test_it_is_taken_back_while_nobody_has_decided(around: Around) -> None:
    sent = make_proposal(around.lan)
    assert withdraw_proposal(proposal=sent, now=NOW).state == State.DRAFT
    decided = make_proposal(around.lan, state=State.DECLINED)
    with pytest.raises(NotNow):
        withdraw_proposal(proposal=decided, now=NOW)
    told = browser_of(around.lan).post(page("withdraw_proposal", decided), follow=True)
    assert "vừa thay đổi" in told.content.decode()


def test_a_draft_is_thrown_away_with_its_files_and_nothing_else_is(around: Around) -> None:
    draft = make_draft(around.lan)
    file = attach_file(proposal=draft, content=ContentFile(PNG), name="a.png", now=NOW)
    with pytest.raises(NotNow):
        discard_draft(proposal=make_proposal(around.lan))
    browser_of(around.lan).post(page("discard_proposal", draft))
    assert not Proposal.objects.filter(pk=draft.pk).exists()
    assert not ProposalFile.objects.filter(pk=file.pk).exists()


# --- Files -----------------------------------------------------------------------------------------


def attach(around: Around, draft: Proposal, *files: SimpleUploadedFile) -> str:
    sent = {**form_of(draft, "attach", title="Tên viết dở"), "files": list(files)}
    told = browser_of(around.lan).post(page("edit_proposal", draft), sent, follow=True)
    draft.refresh_from_db()
    return told.content.decode()


def test_photos_are_attached_and_the_text_is_kept_besides(around: Around) -> None:
    draft = make_draft(around.lan)
    told = attach(around, draft, *(SimpleUploadedFile(f"ảnh {n}.png", PNG) for n in range(2)))
    assert "Đã đính kèm “ảnh 0.png”" in told
    assert draft.title == "Tên viết dở"
    file = draft.files.first()
    assert file is not None
    assert (file.content_type, file.size) == ("image/png", len(PNG))
    address = reverse("practices:proposal_file", args=[draft.public_id, file.public_id])
    answer = browser_of(around.lan).get(address)
    assert b"".join(answer.streaming_content) == PNG  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]


def test_what_is_no_picture_and_no_paper_is_refused_by_name_and_the_rest_is_kept(around: Around) -> None:
    draft = make_draft(around.lan)
    told = attach(around, draft, SimpleUploadedFile("x.png", b"<script>"), SimpleUploadedFile("tot.png", PNG))
    assert "Không nhận được “x.png”" in told
    assert [file.name for file in draft.files.all()] == ["tot.png"]
    assert "Chưa chọn tệp nào" in attach(around, draft)


def test_large_files_and_too_many_are_refused(around: Around, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = make_draft(around.lan)
    monkeypatch.setattr("media.received.LARGEST", len(PNG) - 1)
    assert "lớn hơn 10 MB" in attach(around, draft, SimpleUploadedFile("to.png", PNG))
    monkeypatch.undo()
    told = attach(around, draft, *(SimpleUploadedFile(f"{n}.png", PNG) for n in range(MOST_FILES + 1)))
    assert f"nhiều nhất {MOST_FILES} tệp" in told
    assert draft.files.count() == MOST_FILES


def test_a_file_is_taken_back_and_leaves_the_storage(
    around: Around, django_capture_on_commit_callbacks: Any
) -> None:
    draft = make_draft(around.lan)
    file = attach_file(proposal=draft, content=ContentFile(PNG), name="a.png", now=NOW)
    assert storages["private"].exists(file.stored_as)
    with django_capture_on_commit_callbacks(execute=True):
        sent = form_of(draft, f"drop:{file.public_id}")
        browser_of(around.lan).post(page("edit_proposal", draft), sent)
    assert not storages["private"].exists(file.stored_as)
    assert draft.files.count() == 0


def test_nothing_is_attached_to_what_was_sent(around: Around) -> None:
    with pytest.raises(NotNow):
        attach_file(proposal=make_proposal(around.lan), content=ContentFile(PNG), name="a.png", now=NOW)


# --- Her list --------------------------------------------------------------------------------------


def test_her_list_says_what_became_of_each_and_an_empty_one_what_to_do(around: Around) -> None:
    browser, address = browser_of(around.lan), reverse("practices:my_proposals")
    assert "Đồng chí chưa có đề xuất nào" in browser.get(address).content.decode()
    make_proposal(around.lan)
    make_proposal(around.binh, title="Của chi bộ khác")
    shown = browser.get(address).content.decode()
    assert "Chờ Nhà trường xem" in shown
    assert "Của chi bộ khác" not in shown


def test_her_pages_ask_few_questions_however_much_there_is(around: Around) -> None:
    browser = browser_of(around.lan)
    counts = []
    for _ in range(2):
        sent, draft = make_proposal(around.lan), make_draft(around.lan)
        for _ in range(3):
            attach_file(proposal=draft, content=ContentFile(PNG), name="a.png", now=NOW)
        addresses = [reverse("practices:my_proposals"), page("proposal", sent), page("edit_proposal", draft)]
        counts.append([queries(browser, address) for address in addresses])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 8


def queries(browser: Any, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_every_text_is_kept_as_it_was_typed(around: Around) -> None:
    draft = make_draft(around.lan)
    sent = {**form_of(draft), "steps": "Một\r\nHai"}
    browser_of(around.lan).post(page("edit_proposal", draft), sent)
    draft.refresh_from_db()
    assert texts_of(draft)["steps"] == "Một\nHai"
    assert isinstance(draft.saved_as, UUID)
