"""Saved views: the form that they are made and edited in, and the keys that lead to them."""

from tuinews.model.feed import Counts, Feed, SavedView
from tuinews.model.ids import FeedId
from tuinews.model.query import Order
from tuinews.model.text import SafeText
from tuinews.ui.controllers.headlines.view_forms import split_order
from tuinews.ui.dialogs.field_form import FieldForm
from tuinews.ui.sidebar_rows import sidebar_rows
from ui.conftest import RunningReader, Start


def said(desk: RunningReader) -> str:
    assert isinstance(desk.app.screen, FieldForm)
    return desk.app.screen.said


def test_the_order_is_taken_out_of_a_query() -> None:
    assert split_order("tag:a sort:river is:unread", 0) == ("tag:a is:unread", Order.RIVER)
    assert split_order("tag:a", 0) == ("tag:a", Order.NEWEST)
    assert split_order("is:nonsense", 0) == ("is:nonsense", Order.NEWEST)


def test_a_view_stands_in_its_folder_before_the_feeds_with_its_keys_beside_it() -> None:
    world = (SafeText("World"),)
    feeds = [Feed(FeedId(1), "https://a.example/feed", SafeText("Aa"), world)]
    views = [
        SavedView(1, SafeText("Sea"), "tag:sea", shortcut="g 1", folder=world),
        SavedView(2, SafeText("Top"), "tag:top"),
        SavedView(3, SafeText("Alone"), "tag:alone", folder=(SafeText("Zoo"),)),
    ]
    rows = [row for row in sidebar_rows(feeds, Counts(), frozenset(), views) if row.place is not None]
    shown = [(row.name, row.depth, row.keys) for row in rows]
    assert shown[shown.index((SafeText("Top"), 0, "")) :][:6] == [
        ("Top", 0, ""),
        ("World", 0, ""),
        ("Sea", 1, "g 1"),
        ("Aa", 1, ""),
        ("Zoo", 0, ""),
        ("Alone", 1, ""),
    ]
    folded = sidebar_rows(feeds, Counts(), frozenset([world]), views)
    assert "Sea" not in {row.name for row in folded}


async def test_a_view_is_saved_with_keys_that_lead_to_it_at_once(start: Start) -> None:
    async with start() as desk:
        await desk.press("=")
        await desk.paste("tag:storm")
        await desk.press("enter", "+")
        assert said(desk) == "A view needs a name."
        await desk.paste("Storms")
        await desk.press("tab")
        assert said(desk) == "Finds 2 articles now."
        await desk.press("tab", "space", "tab", *"World", "tab")
        assert said(desk) == "Keys that lead to it; these are free."
        await desk.press("ctrl+u", "s")
        assert said(desk) == "Takes s from “Star or unstar”."
        await desk.press("ctrl+u", *"gg")
        assert said(desk) == "gg is no key: write g 1, f6 or ctrl+g."
        await desk.press("ctrl+u", *"g 2", "enter")
        await desk.finish()
        view = desk.world.views["Storms"]
        assert (view.query, view.shortcut, view.folder) == (
            "tag:storm is:unread -is:aged sort:oldest",
            "g 2",
            ("World",),
        )
        assert any(row.keys == "g 2" for row in desk.screen.panes.sidebar.rows)
        await desk.press("g", "i", "g", "2")
        assert [*desk.screen.panes.header.trail] == ["Storms"]


async def test_keys_of_a_view_can_be_changed_and_taken_away(start: Start) -> None:
    async with start() as desk:
        desk.world.views["Storms"] = SavedView(1, SafeText("Storms"), "tag:storm", shortcut="f6")
        desk.screen.controllers.sidebar.count_soon()
        await desk.finish()
        await desk.press("f6")
        assert [*desk.screen.panes.header.trail] == ["Storms"]
        await desk.press("g", "f", "E", "tab", "tab", "tab", "tab")
        await desk.press("ctrl+u", "f", "7", "enter")
        await desk.finish()
        assert desk.world.views["Storms"].shortcut == "f7"
        await desk.press("g", "i", "f6")
        assert [*desk.screen.panes.header.trail] == ["Inbox"]
        await desk.press("f7")
        assert [*desk.screen.panes.header.trail] == ["Storms"]
