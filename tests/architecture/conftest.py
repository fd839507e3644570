"""The tests of the house in one process: they read the syntax trees of all modules, which is to be done once."""

from pathlib import Path

import pytest

HOUSE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HOUSE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("house"))
