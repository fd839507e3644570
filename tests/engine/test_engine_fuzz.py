"""A short run of the fuzzer on every target, by chance alone and always the same."""

import pytest

from hunt import hunt
from targets import TARGETS, BrokenPromiseError, promise, run_one


@pytest.mark.parametrize("name", TARGETS)
def test_no_bytes_break_a_promise(name: str) -> None:
    assert hunt(name, seconds=20.0, seed=5, most=150) is None


def test_a_broken_promise_is_found() -> None:
    with pytest.raises(BrokenPromiseError, match="sky"):
        promise(False, "the sky is green")  # noqa: FBT003  a condition and its name
    run_one("words", b"2026-02-30T24:00:00")
