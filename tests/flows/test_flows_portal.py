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


def test_everything_of_the_portal_can_be_fetched_read_and_kept(
    tuinews: Tuinews, portal: Portal, tmp_path: Path
) -> None:
    subscriptions = tmp_path / "portal.opml"
    _write_list(portal.site, subscriptions)
    assert tuinews("import", subscriptions).code == 0

    fetched = tuinews("refresh", "--json")
    assert fetched.code == 0, fetched.err
    *lines, last = fetched.objects()
    assert len(lines) == len(portal.site.feeds)
    assert {line["outcome"] for line in lines} == {"updated"}
    total = int(tuinews("count").out)
    assert last["summary"]["new"] == total >= 60

    feeds = tuinews("feeds", "--json").json()
    assert {feed["folder"] for feed in feeds} == {feed.folder[0] for feed in portal.site.feeds}
    assert all(feed["status"] == "ok" and feed["unread"] == feed["total"] > 0 for feed in feeds)

    again = tuinews("refresh", "--force", "--json").objects()
    # one story is live: its two outlets always have something to add
    outcomes = [line["outcome"] for line in again[:-1]]
    assert outcomes.count("not_modified") == len(lines) - 2
    assert set(outcomes) == {"not_modified", "updated"}
    total = int(tuinews("count").out)

    entries = tuinews("list", "--json").json()
    assert len({entry["id"] for entry in entries}) == total
    story = next(entry for entry in entries if not entry["enclosures"])
    full = tuinews("show", story["id"], "--full", "--json")
    assert full.code == 0
    assert full.json()["text"]

    assert tuinews("mark", "star", story["id"]).code == 0
    assert tuinews("mark", "read", "--query", "-is:starred").code == 0
    assert tuinews("count", "is:unread").out == "1\n"

    portal.stop()
    assert tuinews("show", story["id"], "--full", "--json").out == full.out.replace(
        '"starred": false', '"starred": true'
    )
    offline = tuinews("refresh", "--force", "--json")
    assert offline.code in {0, 3}
    assert int(tuinews("count").out) == total
    assert tuinews("undo").code == 0
    assert tuinews("count", "is:unread").out == f"{total}\n"
