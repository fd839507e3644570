"""Whose content causes a request: that decides which addresses it may go to."""

from tuinews.engine.services import Services
from tuinews.model.entry import Entry
from tuinews.store.entries.pages import PAGES

_UNKNOWN = "tuinews:unknown"
"""Says of a cause that it is not known: it leads to public addresses only, as all that has no host."""


async def origin_of(services: Services, entry: Entry | None) -> str:
    """The address of the feed that the entry came with, subscribed to or not; a followed page's own; never `""`.

    What a publisher wrote, such as the entry's own link, must not say for itself how far it may reach.
    """
    if entry is None:
        return _UNKNOWN
    if entry.feed_id == PAGES:
        return entry.url or _UNKNOWN
    return await services.pages.do(lambda reader: reader.feed_url(entry.feed_id)) or _UNKNOWN
