"""Days and times are those of the user's clock, in queries and in what is printed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import tzset

import pytest

from cli.door import Page, Tuinews, Web

ITEM = "<item><title>%s</title><guid>%s</guid><pubDate>%s</pubDate></item>"
FEED = "<rss version='2.0'><channel><title>Days</title>%s</channel></rss>"
EVE, MORNING = "Sun, 08 Mar 2026 04:30:00 GMT", "Sun, 08 Mar 2026 20:30:00 GMT"
"""Half past eleven in the evening in New York, and half past four in the afternoon of the day clocks went forward."""


@pytest.fixture
def clock_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    def choose(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        tzset()

    choose("UTC")
    yield choose
    monkeypatch.undo()
    tzset()


def titles(tuinews: Tuinews, *words: str) -> list[str]:
    return [line.split("\t")[3] for line in tuinews("list", "--sort", "oldest", *words).out.splitlines()]


@pytest.mark.parametrize("by_setting", [True, False])
def test_days_of_lists_and_of_articles_are_the_users(
    tuinews: Tuinews, web: Web, home: Path, clock_in: Callable[[str], None], *, by_setting: bool
) -> None:
    items = ITEM % ("Eve", "1", EVE) + ITEM % ("Morning", "2", MORNING)
    web.pages["/days.xml"] = Page((FEED % items).encode())
    assert tuinews("add", f"{web.base}/days.xml").code == 0
    assert titles(tuinews, "after:2026-03-08") == ["Eve", "Morning"]
    if by_setting:
        (home / "config" / "config.toml").write_text('[time]\nzone = "America/New_York"\n')
    else:
        clock_in("America/New_York")
    assert titles(tuinews, "after:2026-03-08") == ["Morning"]
    assert titles(tuinews, "before:2026-03-08") == ["Eve"]
    assert titles(tuinews, "after:2026-03-07", "before:2026-03-09") == ["Eve", "Morning"]
    shown = [tuinews("show", entry["id"]).out for entry in tuinews("list", "--sort", "oldest", "--json").json()]
    assert "2026-03-07 23:30 -0500" in shown[0]
    assert "2026-03-08 16:30 -0400" in shown[1]
    assert tuinews("save", "--query", "title:Eve", "--to", str(home)).out.strip().endswith("2026-03-07-eve.md")
    assert [entry["published"] for entry in tuinews("list", "title:Eve", "--json").json()] == ["2026-03-08T04:30:00Z"]


def test_a_zone_that_is_none_is_told_and_the_machines_holds(
    tuinews: Tuinews, web: Web, home: Path, clock_in: Callable[[str], None]
) -> None:
    web.pages["/days.xml"] = Page((FEED % (ITEM % ("Eve", "1", EVE))).encode())
    assert tuinews("add", f"{web.base}/days.xml").code == 0
    clock_in("Asia/Kolkata")
    (home / "config" / "config.toml").write_text('[time]\nzone = "Europe/Lisbom"\n')
    told = tuinews("config", "check")
    assert "line 2: time.zone: there is no zone Europe/Lisbom" in told.err
    assert "did you mean Europe/Lisbon?" in told.err
    assert "2026-03-08 10:00 +0530" in tuinews("show", "1").out


def test_help_says_whose_days_are_meant(tuinews: Tuinews) -> None:
    for command in ("list", "count", "mark", "save", "views", "read"):
        assert "days begin at midnight on your clock" in tuinews(command, "--help").out


def test_when_a_mute_ends_is_said_in_the_time_of_the_user(clock_in: Callable[[str], None], tuinews: Tuinews) -> None:
    clock_in("Asia/Kathmandu")
    added = tuinews("mutes", "add", "ferry", "--until", "2099-03-01")
    assert "until 2099-03-01 00:00." in added.err
    assert tuinews("mutes", "--json").json()[0]["until"] == "2099-02-28T18:15:00Z"
