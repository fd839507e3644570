from collections.abc import Iterator

import pytest

from tuinews.demo.server import Portal

NOW = 1_795_514_400  # 2026-11-24T10:00:00Z, a Tuesday


@pytest.fixture
def portal() -> Iterator[Portal]:
    portal = Portal(first_port=0).start(NOW)
    yield portal
    portal.stop()
