"""Feeds without unread articles can be hidden; with the keys of newsboat, `l` does that and `C` reads everything."""

from tuinews.ui.actions import keymap_of
from tuinews.ui.dialogs.chooser import Chooser
from ui.conftest import RunningReader, Start


def names(desk: RunningReader) -> list[str]:
    """The folders and feeds among the feeds."""
    return [row.name for row in desk.screen.panes.sidebar.rows if row.folder or (row.place and row.place.feed_id)]


async def test_feeds_without_unread_are_hidden_where_one_is_not_and_that_is_remembered(start: Start) -> None:
    async with start(preset="newsboat") as desk:
        await desk.press("1", "l")
        assert names(desk) == ["World", "Coast Daily", "Hill Post", "Code Notes"], "each has unread articles"
        await desk.press("C")
        assert isinstance(desk.app.screen, Chooser)
        await desk.press("enter")
        assert desk.screen.session.counts.unread, "the first answer leaves it"
        await desk.press("C", "down", "enter")
        await desk.finish()
        assert desk.told[-1].startswith("6 read: ")
        assert names(desk) == []
        assert str(desk.screen.panes.sidebar.border_title) == "Feeds · unread"
        await desk.press("C")
        assert desk.told[-1] == "Everything is read already."
        desk.screen.depart(0)
        await desk.finish()
    async with start(preset="newsboat") as desk:
        assert names(desk) == []
        await desk.press("1", "l")
        assert names(desk) == ["World", "Coast Daily", "Hill Post", "Code Notes"]
        await desk.press("2", "l")
        assert len(desk.titles) == 6, "in the headlines it shows articles that were read"


def test_keys_of_newsboat_are_there() -> None:
    keymap = keymap_of("newsboat")
    wanted = (("l", "feeds", "toggle-unread"), ("l", "list", "toggle-unread"), ("C", "feeds", "read-everything"))
    for key, pane, action in wanted:
        bound = keymap.action((key,), pane)
        assert bound is not None
        assert bound.id == action
    assert not keymap.clashes
