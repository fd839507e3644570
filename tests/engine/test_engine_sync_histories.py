"""Histories of two clients and a server, whatever goes wrong, end in one state in which nobody's intention is lost.

`TUINEWS_HISTORIES=10000` runs that many.
"""

import os
from pathlib import Path

from engine.sync_history import History, State

HISTORIES = int(os.environ.get("TUINEWS_HISTORIES", "5"))
FIRST = int(os.environ.get("TUINEWS_FIRST_HISTORY", "0"))


async def test_histories_end_in_one_state_with_no_intention_lost(tmp_path: Path) -> None:
    for seed in range(FIRST, FIRST + HISTORIES):
        history = History(tmp_path / str(seed), seed)
        try:
            await history.run()
            await check(history)
        except BaseException as error:
            error.add_note("\n".join([f"history {seed}:", *history.told]))
            raise
        finally:
            history.close()


async def check(history: History) -> None:
    there = history.server_state()
    assert history.server.asked
    for client in history.clients:
        assert await client.feeds() == history.server_feeds()
        here = await client.state()
        # what a server forgot with a feed stays here; what was read is not fetched by a client that never saw it
        assert {title: state for title, state in here.items() if title in there} == {
            title: state for title, state in there.items() if title in here
        }
        assert {title for title, state in there.items() if not state[0] or state[1] or state[2]} <= here.keys()
        assert (await client.library.sync.status()).pending == 0
    for (title, what), wanted in history.intentions.items():
        if title in there and len(set(wanted.values())) == 1:
            assert reads(there, title, what) == wanted.popitem()[1], f"{title}: {what} was lost"


def reads(state: State, title: str, what: str) -> bool:
    read, starred, labels = state[title]
    return {"read": read, "starred": starred}.get(what, what in labels)
