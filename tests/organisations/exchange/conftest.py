"""Who brings in lists: Minh for commune A, and an administrator for everything."""

import pytest

from accounts.models import User
from tests.makers import account_of, make_person


@pytest.fixture
def administrator(db: None) -> User:
    account = account_of(make_person("Trần Thị Hà", username="ha"))
    account.is_superuser = True
    account.save()
    return account
