"""The people around a cell: see `tests.practices.around`."""

import pytest

from tests.practices.around import Around, make_around


@pytest.fixture
def around(db: None) -> Around:
    return make_around()
