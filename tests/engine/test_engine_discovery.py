"""What is subscribed to when an address is added."""

import pytest

from engine.stories import item, rss
from engine.web import Web
from tuinews.engine.library import Library

ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Tidewater</title><id>x</id></feed>"
JSON = '{"version":"https://jsonfeed.org/version/1.1","title":"Tidewater","items":[]}'


@pytest.mark.parametrize("body", [rss(), ATOM, JSON], ids=["rss", "atom", "json"])
async def test_a_feed_without_entries_yet_is_subscribed_to(library: Library, web: Web, body: str) -> None:
    (added,) = await library.feeds.add(web.put("/feed", body))
    assert (added.new, added.existed) == (0, False)


async def test_a_guessed_feed_with_entries_comes_before_an_empty_one(library: Library, web: Web) -> None:
    web.put("/feed", rss())
    full = web.put("/rss.xml", rss(item(web, 1)))
    (added,) = await library.feeds.add(web.put("/", "<html><body>Hello</body></html>", "text/html"))
    assert added.feed.url == full
