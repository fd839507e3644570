"""News that ages and feeds that are paused, on the command line."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from cli.door import Page, Tuinews, Web


def publish(web: Web, name: str, ages: list[float]) -> str:
    """Serve a feed whose articles are so many hours old, and return its address."""
    now = datetime.now(UTC)
    dated = [(f"{name} {age:g}h", format_datetime(now - timedelta(hours=age))) for age in ages]
    items = "".join(f"<item><title>{t}</title><guid>{t}</guid><pubDate>{d}</pubDate></item>" for t, d in dated)
    feed = f'<rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'
    web.pages[f"/{name}.xml"] = Page(feed.encode(), "application/rss+xml")
    return f"{web.base}/{name}.xml"


def titles(tuinews: Tuinews, *query: str) -> list[str]:
    return [entry["title"] for entry in tuinews("list", *query, "--json").json()]


@pytest.fixture
def feeds(tuinews: Tuinews, web: Web) -> None:
    """A loud feed with an article an hour, and one that publishes every ten days."""
    assert tuinews("add", publish(web, "Ticker", [0.5 + n for n in range(30)])).code == 0
    assert tuinews("add", publish(web, "Island", [240.0 * n for n in range(1, 6)])).code == 0


@pytest.mark.usefixtures("feeds")
def test_a_shelf_life_takes_unread_entries_out_of_the_inbox_and_nothing_else(tuinews: Tuinews) -> None:
    result = tuinews("edit", "ticker", "--shelf-life", "3h")
    assert result.code == 0
    assert "leaves the inbox after 3 hours" in result.err
    assert "27 unread have left it, unmarked: `tuinews list is:aged feed:1` shows them." in result.err

    (island, ticker) = tuinews("feeds", "--json").json()
    assert (ticker["shelf_life"], ticker["ages_after"], ticker["unread"], ticker["aged"]) == ("3h", "3h", 3, 27)
    assert (island["shelf_life"], island["ages_after"], island["unread"], island["aged"]) == (None, None, 5, 0)
    assert titles(tuinews, "view:inbox", "feed:ticker") == ["Ticker 0.5h", "Ticker 1.5h", "Ticker 2.5h"]
    assert len(titles(tuinews, "is:aged")) == len(titles(tuinews, "aged:1h")) == 27
    assert len(titles(tuinews, "is:unread")) == len(titles(tuinews)) == 35
    assert len(titles(tuinews, "is:unread", "feed:ticker")) == 30
    entry = tuinews("list", "is:aged", "--limit", "1", "--json").json()[0]
    assert (entry["read"], entry["aged"] is None) == (False, False)

    assert tuinews("undo").code == 0
    assert titles(tuinews, "is:aged") == []
    assert tuinews("feeds", "--json").json()[1]["unread"] == 30
    assert tuinews("edit", "ticker", "--shelf-life", "soon").code == 2


@pytest.mark.usefixtures("feeds")
def test_nothing_ages_by_itself_until_the_user_agrees(tuinews: Tuinews) -> None:
    told = tuinews("ageing")
    assert "about 24 a day" in told.out
    assert "`tuinews ageing on` would have 6 of 35 unread leave the inbox, unmarked." in told.err
    assert titles(tuinews, "is:aged") == []

    assert "6 unread left the inbox, unmarked" in tuinews("ageing", "on").err
    state = tuinews("ageing", "--json").json()
    assert (state["default"], state["aged"], state["aged_1d"]) == ("auto", 6, 6)
    assert [(feed["title"], feed["ages_after"]) for feed in state["feeds"]] == [("Island", None), ("Ticker", "1d")]
    assert len(titles(tuinews, "view:inbox")) == 29

    assert tuinews("undo").code == 0
    assert titles(tuinews, "is:aged") == []
    tuinews("edit", "island", "--shelf-life", "1w")
    assert "0 unread came back" in tuinews("ageing", "off").err
    assert len(titles(tuinews, "is:aged")) == 5


@pytest.mark.usefixtures("feeds")
def test_a_rare_feed_comes_first_in_the_river(tuinews: Tuinews, web: Web) -> None:
    publish(web, "Island", [2, *(240.0 * n for n in range(1, 6))])
    publish(web, "Ticker", [0.1 * n for n in range(30)])
    assert tuinews("refresh", "--force").code == 0
    assert titles(tuinews, "is:unread", "-is:aged", "sort:newest")[0].startswith("Ticker")
    assert titles(tuinews, "is:unread", "-is:aged", "sort:river")[0] == "Island 2h"


@pytest.mark.usefixtures("feeds")
def test_a_paused_feed_is_not_polled_and_says_until_when(tuinews: Tuinews, web: Web) -> None:
    day = (datetime.now().astimezone() + timedelta(days=14)).date().isoformat()
    result = tuinews("edit", "ticker", "--pause-until", "2w", "--json").json()
    assert (result["pause_until"], result["status"]) == (day, "paused")
    assert result["next_check_reason"] == f"You paused it until {day}."
    asked = len(web.asked)

    result = tuinews("refresh", "--force", "ticker")
    assert f"You paused it until {day}. `tuinews edit 1 --pause-until off` ends that." in result.err
    assert tuinews("refresh", "ticker", "--json").objects()[0]["outcome"] == "not_due"
    assert len(web.asked) == asked
    assert tuinews("edit", "ticker", "--pause-until", "yesterday").code == 2
    assert tuinews("edit", "ticker", "--pause-until", "2020-01-01").code == 2

    assert tuinews("edit", "ticker", "--pause-until", "off").code == 0
    assert tuinews("refresh", "--force", "ticker").code == 0
    assert len(web.asked) > asked


@pytest.mark.usefixtures("feeds")
def test_a_daily_cap_is_set_and_taken_off_and_the_places_of_the_reader_are_views(tuinews: Tuinews) -> None:
    assert tuinews("edit", "ticker", "--daily-cap", "5", "--json").json()["daily_cap"] == 5
    assert len(titles(tuinews, "feed:ticker")) == 30, "a command lists all"
    assert tuinews("edit", "ticker", "--daily-cap", "none", "--json").json()["daily_cap"] is None
    assert tuinews("edit", "ticker", "--daily-cap", "few").code == 2
    tuinews("edit", "ticker", "--shelf-life", "3h")
    assert len(titles(tuinews, "view:Aged")) == 27
    assert titles(tuinews, "view:River") == titles(tuinews, "is:unread", "-is:aged", "--sort", "river")


@pytest.mark.usefixtures("feeds")
def test_an_archived_feed_keeps_its_articles_and_is_not_polled(tuinews: Tuinews, web: Web) -> None:
    before = tuinews("edit", "ticker", "--json", "--archive", "off").json()
    result = tuinews("edit", "ticker", "--archive", "on", "--json").json()
    assert (result["archived"], result["status"], result["next_check"]) == (True, "archived", None)
    assert result["next_check_reason"] == "You archived it: its articles stay, and it is not asked."
    assert result["total"] == before["total"] > 0
    asked = len(web.asked)
    told = tuinews("refresh", "--force", "ticker")
    assert "You archived it" in told.err
    assert "`tuinews edit 1 --archive off` ends that." in told.err
    assert len(web.asked) == asked
    assert tuinews("undo").code == 0
    assert tuinews("feeds", "--json").json()[0]["status"] == "ok"
    assert tuinews("refresh", "--force", "ticker").code == 0
    assert len(web.asked) == asked + 1
