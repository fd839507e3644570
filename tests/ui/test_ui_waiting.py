"""What tests wait for has a limit, and what never comes is named."""

import asyncio

import pytest

import waiting
from ui.conftest import Start


async def test_what_never_comes_fails_the_test_with_its_name(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start() as desk:
        with monkeypatch.context() as hasty:
            hasty.setattr(waiting, "PATIENCE_SECONDS", 0.0)
            with pytest.raises(AssertionError, match="seconds: the second coming"):
                await waiting.wait_until("the second coming", lambda: False, lambda: asyncio.sleep(0))
            with pytest.raises(AssertionError, match="seconds: "):
                await desk.pilot.until("an article that is not there", lambda: desk.open_title == "No such title")
        await desk.press("enter")
        assert desk.open_title


async def test_a_limit_of_what_is_inside_is_its_own() -> None:
    with pytest.raises(TimeoutError):
        async with waiting.patience("nothing of the kind"):
            await asyncio.wait_for(asyncio.Event().wait(), 0.0)
