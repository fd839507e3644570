"""Whose content causes a request: that decides which addresses it may go to."""

from tuinews.engine.context import Context
from tuinews.model.entry import Entry
from tuinews.model.url import is_web


async def origin_of(context: Context, entry: Entry) -> str:
    """The address of the feed that the entry came with, or of its own page where it came with none."""
    feed = await context.pages.do(lambda reader: reader.feed(entry.feed_id))
    return feed.url if feed is not None and is_web(feed.url) else entry.url
