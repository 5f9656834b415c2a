"""The authoring site as it is opened, with its roles."""

import pytest

from portal.actions import prepare_site


@pytest.fixture(autouse=True)
def _opened(db: None) -> None:
    prepare_site()
