from collections.abc import Iterator
from pathlib import Path

import pytest

from store.storing import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as house:
        yield house
