"""What is frozen stays as it was, is signed by name, and can be set beside the next."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisations.oversight.actions import end_grant
from organisations.oversight.models import Grant
from organisations.reorganising.actions import merge_organisations, rename_organisation
from tests.assigning import assign, finish
from tests.makers import account_of, make_cell, make_decision, make_grant, make_person, make_secretary
from tests.tracking.conftest import Ground
from tracking.freezing.actions import (
    FrozenAlready,
    IsNotSigned,
    IsOver,
    IsSigned,
    NamesPeople,
    NotHerUnit,
    ReasonMissing,
    discard_freeze,
    freeze_report,
    sign_freeze,
)
from tracking.freezing.models import Freeze
from tracking.freezing.queries import is_untouched, moved_since, pairs_between
from tracking.freezing.writing import content_of, sheet_of
from tracking.layouts.asking import Asked
from tracking.layouts.given import GIVEN
from tracking.layouts.making import Made, make
from tracking.reports.writing.texts import csv_pieces

DUE = date(2026, 6, 30)
Q2, Q3 = "2026-q2", "2026-q3"


@pytest.fixture
def assigned(ground: Ground) -> Ground:
    assign(ground.course, ground.province, due=DUE)
    finish(ground.lan, ground.course, date(2026, 5, 1))
    return ground


def made(ground: Ground, period: str = Q3, key: str = "bc1", **asked: Any) -> Made:
    return make(
        layout=GIVEN[key],
        asked=Asked(**{"unit": str(ground.commune.public_id), "period": period, **asked}),
        viewer=account_of(ground.minh),
        now=timezone.now(),
    )


def freeze(ground: Ground, period: str = Q3, **more: Any) -> Freeze:
    return freeze_report(made=made(ground, period), now=timezone.now(), **more)


def sign(kept: Freeze, ground: Ground) -> Freeze:
    by = account_of(ground.minh)
    return sign_freeze(freeze=kept, signed_as="Phó trưởng ban Tổ chức", by=by, now=timezone.now())


def discard(kept: Freeze, ground: Ground, reason: str = "Nhầm kỳ") -> Freeze:
    return discard_freeze(freeze=kept, reason=reason, by=account_of(ground.minh), now=timezone.now())


def test_figures_that_move_on_leave_the_frozen_ones_as_they_were(assigned: Ground) -> None:
    before = "".join(csv_pieces(made(assigned).sheet()))
    kept = freeze(assigned)
    finish(assigned.tam, assigned.course, date(2026, 9, 1), told=timezone.now())
    assert "".join(csv_pieces(sheet_of(kept))) == before
    assert "".join(csv_pieces(made(assigned).sheet())) != before
    assert is_untouched(kept) == (True, kept.sha256)


def test_a_late_sync_is_told(assigned: Ground) -> None:
    kept = freeze(assigned)
    viewer = account_of(assigned.minh)
    untouched = moved_since(kept, viewer, now=timezone.now())
    assert untouched is not None
    assert untouched.is_nothing
    finish(assigned.tam, assigned.course, date(2026, 9, 1), told=timezone.now())
    moved = moved_since(kept, viewer, now=timezone.now())
    assert moved is not None
    assert (moved.more_finished, moved.frozen_finished, moved.finished) == (1, 1, 2)


def test_the_fingerprint_is_that_of_the_words_alone(assigned: Ground) -> None:
    report = made(assigned)
    assert content_of(report) == content_of(report)
    kept = freeze(assigned)
    assert kept.content == json.dumps(
        json.loads(kept.content), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    changed = kept.content.replace('"owed":1', '"owed":3', 1)
    assert changed != kept.content
    Freeze.objects.filter(pk=kept.pk).update(content=changed)
    kept.refresh_from_db()
    assert is_untouched(kept)[0] is False


def test_nobody_is_named_in_what_never_changes(assigned: Ground) -> None:
    for name in ("Vũ Thị Lan", "Hà Thị Tâm", "Lê Văn Minh"):
        assert name not in freeze_or_standing(assigned).content
    for key in ("bc2", "bc5"):
        with pytest.raises(NamesPeople):
            freeze_report(made=made(assigned, key=key), now=timezone.now())


def freeze_or_standing(ground: Ground) -> Freeze:
    return Freeze.objects.first() or freeze(ground)


def test_a_report_is_frozen_once_for_a_day(assigned: Ground) -> None:
    kept = freeze(assigned)
    with pytest.raises(FrozenAlready) as refused:
        freeze(assigned)
    assert refused.value.freeze == kept
    discard(kept, assigned)
    again = freeze(assigned)
    assert again.pk != kept.pk
    freeze(assigned, Q2)


def test_an_unsigned_one_goes_with_a_reason_and_a_signed_one_stays(assigned: Ground) -> None:
    kept = freeze(assigned)
    with pytest.raises(ReasonMissing):
        discard(kept, assigned, reason="  ")
    signed = sign(kept, assigned)
    assert signed.state == Freeze.State.SIGNED
    with pytest.raises(IsSigned):
        discard(kept, assigned)
    with pytest.raises(IsSigned):
        sign(kept, assigned)


def test_a_signed_one_is_superseded_once_the_new_one_is_signed(assigned: Ground) -> None:
    kept = freeze(assigned)
    with pytest.raises(IsNotSigned):
        freeze(assigned, supersedes=kept, reason="Ghi nhận muộn")
    kept = sign(kept, assigned)
    finish(assigned.tam, assigned.course, date(2026, 9, 1), told=timezone.now())
    with pytest.raises(ReasonMissing):
        freeze(assigned, supersedes=kept, reason="")
    second = freeze(assigned, supersedes=kept, reason="Ghi nhận muộn")
    kept.refresh_from_db()
    assert kept.state == Freeze.State.SIGNED, "it stands until the new one is signed"
    sign(second, assigned)
    kept.refresh_from_db()
    assert kept.state == Freeze.State.SUPERSEDED
    with pytest.raises(IsOver):
        freeze(assigned, supersedes=kept, reason="Lần nữa")


def test_two_quarters_side_by_side_follow_a_unit_that_was_renamed(assigned: Ground) -> None:
    first = freeze(assigned, Q2)
    rename_organisation(
        organisation=assigned.second_cell, name="Chi bộ Nà Chang", decision=make_decision(date(2026, 8, 1))
    )
    finish(assigned.tam, assigned.course, date(2026, 9, 1))
    (renamed,) = [pair for pair in pairs_between(first, freeze(assigned)) if pair.were]
    assert (renamed.name, renamed.were) == ("Chi bộ Nà Chang", ("Chi bộ thôn 2",))
    assert renamed.before is not None
    assert renamed.after is not None
    assert (renamed.before.finished, renamed.after.finished, renamed.points) == (0, 1, 100)


def test_two_quarters_side_by_side_add_up_what_was_merged(assigned: Ground) -> None:
    make_secretary("Ma Văn Ba", make_cell("Chi bộ thôn 3", assigned.commune))
    first = freeze(assigned, Q2)
    merge_organisations(
        organisations=[assigned.second_cell], into=assigned.cell, decision=make_decision(date(2026, 8, 1))
    )
    pairs = {pair.name: pair for pair in pairs_between(first, freeze(assigned))}
    merged = pairs["Chi bộ thôn 1"]
    assert merged.were == ("Chi bộ thôn 2",)
    assert merged.before is not None
    assert merged.before.owed == 2
    assert "Chi bộ thôn 2" not in pairs


def test_what_was_merged_twice_in_between_is_found_where_it_is_now(assigned: Ground) -> None:
    third = make_cell("Chi bộ thôn 3", assigned.commune)
    first = freeze(assigned, Q2)
    for gone, into, month in ((assigned.second_cell, third, 7), (third, assigned.cell, 8)):
        gone.refresh_from_db()
        into.refresh_from_db()
        decision = make_decision(date(2026, month, 1), f"{month}-QĐ")
        merge_organisations(organisations=[gone], into=into, decision=decision)
    (pair,) = pairs_between(first, freeze(assigned))
    assert set(pair.were) == {"Chi bộ thôn 2", "Chi bộ thôn 3"}
    assert pair.before is not None
    assert pair.before.owed == 2


# Who may


def test_a_neighbour_a_secretary_and_the_stranger_find_no_frozen_report(
    assigned: Ground, client: Client
) -> None:
    kept = freeze(assigned)
    beside = make_person("Ma Thị Bên", username="ben")
    make_grant(beside, assigned.other_commune)
    for who in (beside, assigned.lan, assigned.son):
        client.force_login(account_of(who))
        for name in ("frozen", "check_frozen", "sign_frozen", "discard_frozen", "supersede_frozen"):
            assert client.get(reverse(f"tracking:{name}", args=[kept.public_id])).status_code == 404, name
        answer = client.get(reverse("tracking:frozen_file", args=[kept.public_id, "csv"]))
        assert answer.status_code == 404
    client.force_login(account_of(beside))
    assert kept.title not in client.get(reverse("tracking:freezes")).text


def test_an_auditor_looks_and_does_not_act(assigned: Ground, client: Client) -> None:
    auditor = make_person("Quan Thị Soát", username="soat")
    make_grant(auditor, assigned.commune, role="auditor")
    kept = freeze(assigned)
    client.force_login(account_of(auditor))
    assert client.get(reverse("tracking:frozen", args=[kept.public_id])).status_code == 200
    assert client.get(reverse("tracking:sign_frozen", args=[kept.public_id])).status_code == 404
    with pytest.raises(NotHerUnit):
        sign_freeze(freeze=kept, signed_as="Bí thư", by=account_of(auditor), now=timezone.now())


def test_a_withdrawn_grant_closes_what_was_frozen(assigned: Ground, client: Client) -> None:
    kept = freeze(assigned)
    today = timezone.localdate()
    client.force_login(account_of(assigned.minh))
    assert client.get(reverse("tracking:frozen", args=[kept.public_id])).status_code == 200
    end_grant(grant=Grant.objects.get(person=assigned.minh), on=today, by=None, today=today)
    assert client.get(reverse("tracking:frozen", args=[kept.public_id])).status_code == 404


# On the screen


def test_minh_looks_twice_freezes_signs_and_is_told_of_what_came_later(
    assigned: Ground, client: Client
) -> None:
    client.force_login(account_of(assigned.minh))
    address = reverse("tracking:freeze", args=["bc1"], query={"period": Q3})
    assert "Đồng chí xem bảng dưới đây" in client.get(address).text
    assert not Freeze.objects.exists(), "looking freezes nothing"
    client.post(address)
    kept = Freeze.objects.get()
    signing = reverse("tracking:sign_frozen", args=[kept.public_id])
    wrong = client.post(signing, {"signed_as": "Bí thư", "name": "Người khác"})
    assert wrong.status_code == 422
    assert "Lê Văn Minh" in wrong.text
    client.post(signing, {"signed_as": "Bí thư", "name": "le van minh"})
    finish(assigned.tam, assigned.course, date(2026, 9, 1), told=timezone.now())
    page = client.get(reverse("tracking:frozen", args=[kept.public_id])).text
    assert "Đã ký" in page
    assert "Sau khi chốt có 1 lượt đồng chí được ghi nhận hoàn thành đến ngày 30/09/2026" in page
    assert kept.sha256 in page
    assert "hai mã trùng nhau" in client.get(reverse("tracking:check_frozen", args=[kept.public_id])).text
    Freeze.objects.update(content=kept.content.replace('"owed":1', '"owed":9', 1))
    assert "hai mã khác nhau" in client.get(reverse("tracking:check_frozen", args=[kept.public_id])).text


@pytest.mark.parametrize("form", ["xlsx", "csv", "pdf", "docx"])
def test_frozen_reports_and_comparisons_come_as_files(assigned: Ground, client: Client, form: str) -> None:
    first, second = freeze(assigned, Q2), freeze(assigned)
    client.force_login(account_of(assigned.minh))
    for address in (
        reverse("tracking:frozen_file", args=[first.public_id, form]),
        reverse("tracking:compare_frozen_file", args=[first.public_id, second.public_id, form]),
    ):
        answer: Any = client.get(address)
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content)


def test_only_the_same_question_is_compared(assigned: Ground, client: Client) -> None:
    one = freeze(assigned)
    other = freeze_report(made=made(assigned, Q2, post="deputy"), now=timezone.now())
    client.force_login(account_of(assigned.minh))
    assert (
        client.get(reverse("tracking:compare_frozen", args=[one.public_id, other.public_id])).status_code
        == 404
    )


def test_weaknesses_are_frozen_and_not_compared(assigned: Ground, client: Client) -> None:
    one, other = (
        freeze_report(made=made(assigned, period, key="bc4"), now=timezone.now()) for period in (Q2, Q3)
    )
    client.force_login(account_of(assigned.minh))
    page = client.get(reverse("tracking:frozen", args=[one.public_id]))
    assert page.status_code == 200
    assert "So sánh với lần chốt" not in page.text
    address = reverse("tracking:compare_frozen", args=[one.public_id, other.public_id])
    assert client.get(address).status_code == 404


def test_minh_throws_one_away_and_freezes_another_anew_with_reasons(assigned: Ground, client: Client) -> None:
    client.force_login(account_of(assigned.minh))
    thrown, kept = freeze(assigned, Q2), sign(freeze(assigned), assigned)
    discarding = reverse("tracking:discard_frozen", args=[thrown.public_id])
    assert client.post(discarding, {"reason": ""}).status_code == 422
    assert "Nhầm quý" in client.post(discarding, {"reason": "Nhầm quý"}, follow=True).text
    anew = reverse("tracking:supersede_frozen", args=[kept.public_id])
    assert "Chưa ký" in client.post(anew, {"reason": "Ghi nhận muộn"}, follow=True).text
    assert Freeze.objects.get(supersedes=kept).reason == "Ghi nhận muộn"


def test_lists_of_names_are_refused_with_a_sentence(assigned: Ground, client: Client) -> None:
    client.force_login(account_of(assigned.minh))
    answer = client.post(reverse("tracking:freeze", args=["bc2"]), follow=True)
    assert "Danh sách có tên người thì không chốt" in answer.text
    assert not Freeze.objects.exists()
