"""The commune of the figures: two cells, Lan and Tâm, and Minh who organises there, told in Vietnamese."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from tests.tracking.conftest import ground

__all__ = ["ground"]


@pytest.fixture(autouse=True)
def in_vietnamese() -> Iterator[None]:
    with override("vi"):
        yield
