"""The feed that causes a request, which decides what addresses the request may reach (see `fetch.address_guard`)."""

from tuinews.engine.services import Services
from tuinews.model.entry import Entry
from tuinews.store.entries.pages import PAGES

_UNKNOWN = "tuinews:unknown"
"""An origin that is not known. It has no host, so that only public addresses may be reached from it."""


async def origin_of(services: Services, entry: Entry | None) -> str:
    """Return the address of the entry's feed, or of the followed page itself; never `""`.

    The entry's own link does not count: the publisher wrote it, and must not decide how far it reaches.
    """
    if entry is None:
        return _UNKNOWN
    if entry.feed_id == PAGES:
        return entry.url or _UNKNOWN
    return await services.pages.do(lambda reader: reader.feed_url(entry.feed_id)) or _UNKNOWN
