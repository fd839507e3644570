"""`import --mark-older`: what is old when it comes from a new feed is read, by a rule of that feed."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from cli.door import Page, Tuinews, Web

AGES = {"Fresh boats": 2, "Boats of spring": 60, "Boats of another decade": 6_000}
"""Days by title."""


@pytest.fixture
def listed(web: Web, tmp_path: Path) -> Path:
    now = datetime.now(UTC)
    dated = {title: format_datetime(now - timedelta(days=days)) for title, days in AGES.items()}
    items = "".join(f"<item><title>{t}</title><guid>{t}</guid><pubDate>{d}</pubDate></item>" for t, d in dated.items())
    feed = f'<rss version="2.0"><channel><title>Boats</title>{items}</channel></rss>'
    web.pages["/boats.xml"] = Page(feed.encode(), "application/rss+xml")
    path = tmp_path / "boats.opml"
    path.write_text(f'<opml version="2.0"><body><outline xmlUrl="{web.base}/boats.xml"/></body></opml>')
    return path


@pytest.mark.parametrize(("age", "unread"), [("30d", 1), ("12w", 2), (None, 3)])
def test_what_is_older_when_it_comes_is_read(tuinews: Tuinews, listed: Path, age: str | None, unread: int) -> None:
    wanted = () if age is None else ("--mark-older", age)
    assert tuinews("import", *wanted, listed).code == 0
    assert tuinews("refresh").code == 0
    titles = [entry["title"] for entry in tuinews("list", "is:unread", "--json").json()]
    assert titles == [*AGES][:unread]
    assert tuinews("feeds", "--json").json()[0]["mark_read"] == (None if age is None else f"older:{age}")


def test_an_age_that_is_none_is_said_before_anything_is_imported(tuinews: Tuinews, listed: Path) -> None:
    result = tuinews("import", "--mark-older", "long ago", listed)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert tuinews("feeds", "--json").json() == []
