"""P9: however often feeds are refreshed and fail, nothing grows and nothing comes back. The long run is a benchmark."""

from pathlib import Path
from statistics import median

import pytest

from soak import failing_server, soak
from tuinews.cli.log import keep_log

FEEDS, CYCLES, SPAN = 20, 24, 8
"""The last cycles of this number are compared with as many before them; those before are for warming up."""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory and files are counted on Linux")
async def test_p9_many_refreshes_of_feeds_that_fail_grow_nothing_and_bring_nothing_back(tmp_path: Path) -> None:
    with failing_server(1, 0.2, 1.5) as port, keep_log(tmp_path / "state" / "tuinews.log"):
        state, health = await soak(tmp_path, port, FEEDS, CYCLES, patience=0.5)
    assert health.integrity == "ok"
    assert state.back == []
    assert len(state.read) > FEEDS
    assert state.outcomes["failed"] > CYCLES
    assert state.outcomes["updated"] > CYCLES
    early, late = state.sizes[-2 * SPAN : -SPAN], state.sizes[-SPAN:]
    memory, files, threads = (
        median(after) - median(before)
        for before, after in zip(zip(*early, strict=True), zip(*late, strict=True), strict=True)
    )
    assert memory < 4, "memory grows"
    assert files <= SPAN / 2, "open files grow"
    assert threads <= SPAN / 4, "threads grow"
