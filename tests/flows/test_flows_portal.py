"""A newcomer's first quarter of an hour on the sample portal: subscribe, fetch, read, mark, come back offline."""

from collections.abc import Iterator
from pathlib import Path
from time import time
from xml.sax.saxutils import quoteattr

import pytest

from cli.door import Tuinews
from tuinews.demo import Portal, Site


@pytest.fixture
def portal() -> Iterator[Portal]:
    served = Portal().start(int(time()))
    yield served
    served.stop()


def _write_list(site: Site, file: Path) -> None:
    outlines = "".join(
        f"<outline text={quoteattr(feed.folder[0])}>"
        f"<outline text={quoteattr(feed.title)} xmlUrl={quoteattr(feed.url)}/></outline>"
        for feed in site.feeds
    )
    file.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")


@pytest.fixture
def filled(tuinews: Tuinews, portal: Portal, tmp_path: Path) -> Tuinews:
    """The command at a home that has the whole portal."""
    subscriptions = tmp_path / "portal.opml"
    _write_list(portal.site, subscriptions)
    assert tuinews("import", subscriptions).code == 0
    fetched = tuinews("refresh", "--json")
    assert fetched.code == 0, fetched.err
    *lines, last = fetched.objects()
    assert len(lines) == len(portal.site.feeds)
    assert {line["outcome"] for line in lines} == {"updated"}
    assert last["summary"]["new"] == int(tuinews("count").out) >= 60
    return tuinews


def test_every_feed_is_well_and_in_its_folder(filled: Tuinews, portal: Portal) -> None:
    feeds = filled("feeds", "--json").json()
    assert {feed["folder"] for feed in feeds} == {feed.folder[0] for feed in portal.site.feeds}
    assert all(feed["status"] == "ok" and feed["unread"] == feed["total"] > 0 for feed in feeds)
    assert {entry["feed_id"] for entry in filled("list", "--json").json()} == {feed["id"] for feed in feeds}


def test_fetching_again_costs_next_to_nothing(filled: Tuinews, portal: Portal) -> None:
    outcomes = [line["outcome"] for line in filled("refresh", "--force", "--json").objects()[:-1]]
    # one story is live: its two outlets always have something to add
    assert outcomes.count("not_modified") == len(portal.site.feeds) - 2
    assert set(outcomes) == {"not_modified", "updated"}


def test_what_was_read_once_is_there_without_a_network(filled: Tuinews, portal: Portal) -> None:
    total = int(filled("count").out)
    story = next(entry for entry in filled("list", "--json").json() if not entry["enclosures"])
    full = filled("show", story["id"], "--full", "--json")
    assert full.code == 0
    assert full.json()["text"]
    portal.stop()
    assert filled("show", story["id"], "--full", "--json").out == full.out
    assert filled("refresh", "--force", "--json").code in {0, 3}
    assert int(filled("count").out) == total


def test_marking_everything_read_can_be_taken_back(filled: Tuinews) -> None:
    total = filled("count").out
    number = filled("list", "--json").json()[0]["id"]
    assert filled("mark", "star", number).code == 0
    assert filled("mark", "read", "--query", "-is:starred").code == 0
    assert filled("count", "is:unread").out == "1\n"
    assert filled("undo").code == 0
    assert filled("count", "is:unread").out == total
