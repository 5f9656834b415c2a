"""Typed makers: a proposal as Lan writes it, sent or not, and those of the School who read it."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.test import Client

from accounts.models import User
from organisations.people.models import Person
from practices.proposals.models import Proposal
from practices.proposals.queries import TEXTS
from tests.makers import account_of

NOW = datetime(2026, 11, 3, 5, 0, tzinfo=UTC)
TODAY = NOW.date()
WRITTEN = {
    "title": "Gửi tài liệu trước ba ngày",
    "problem": "Đến họp mới đọc tài liệu, ít người phát biểu.",
    "steps": "Phó bí thư gửi dự thảo trước ba ngày\nMỗi tổ cử một người nói trước",
    "conditions": "Nhóm Zalo của chi bộ",
    "results": "Tháng 3 có 9/21 đảng viên phát biểu, tháng 9 có 17/21",
    "limits": "",
    "contact_name": "",
    "consent": "",
}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def make_proposal(person: Person, **fields: Any) -> Proposal:
    """A proposal for the cell of her post, sent unless said otherwise."""
    return Proposal.objects.create(
        **{
            "proposed_by": person,
            "organisation": person.appointments.get(ended=None).organisation,
            "state": Proposal.State.SENT,
            "begun_at": NOW,
            "changed_at": NOW,
            "sent_at": NOW,
            **WRITTEN,
            **fields,
        }
    )


def make_draft(person: Person, **fields: Any) -> Proposal:
    return make_proposal(person, state=Proposal.State.DRAFT, **{"sent_at": None, **fields})


def texts(**changed: str) -> dict[str, str]:
    return {**dict.fromkeys(TEXTS, ""), **WRITTEN, **changed}


def browser_of(whom: Person | User) -> Client:
    browser = Client()
    account = account_of(whom) if isinstance(whom, Person) else whom
    browser.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def a_save(proposal: Proposal, **changed: str) -> dict[str, Any]:
    """What the page sends by itself."""
    return {"save": str(uuid4()), "known": [str(proposal.saved_as)], "typed": texts(**changed)}
