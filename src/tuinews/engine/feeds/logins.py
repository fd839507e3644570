"""Credentials for feeds: taken out of addresses, and stored for the feed that they were given for."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from tuinews.engine.results import Refreshed
from tuinews.engine.services import Services
from tuinews.model.feed import Access
from tuinews.model.ids import FeedId
from tuinews.model.url import host_key, split_login


def with_login(url: str, access: Access | None) -> tuple[str, Access | None]:
    """Return the address without name and password, and the credentials to be sent with its requests."""
    bare, user, password = split_login(url)
    if not user and not password:
        return bare, access
    return bare, replace(access or Access(), user=user, password=password)


async def keep_access(services: Services, feed_id: FeedId, url: str, access: Access) -> None:
    """Store credentials beside those that are known: a login replaces a login, headers replace headers."""
    known = await asyncio.to_thread(services.secrets.read_access, feed_id, url) or Access()
    if not access.user and not access.password:
        access = replace(access, user=known.user, password=known.password)
    whole = replace(access, headers=access.headers or known.headers)
    await asyncio.to_thread(services.secrets.put, feed_id, url, whole)


async def keep_merged_access(services: Services, gone: Refreshed, stays: FeedId) -> None:
    """Give the credentials of a feed to the one that it was merged into, if that has none and is on the same host."""
    feed = await services.pages.do(lambda reader: reader.feed(stays))
    if feed is None or host_key(feed.url) != host_key(gone.url):
        return
    access = await asyncio.to_thread(services.secrets.read_access, gone.feed_id, gone.url)
    if access is not None and await asyncio.to_thread(services.secrets.read_access, stays, feed.url) is None:
        await asyncio.to_thread(services.secrets.put, stays, feed.url, access)


async def keep_list_logins(
    services: Services, logins: Mapping[str, Access], ids: Mapping[str, FeedId], urls: Mapping[FeedId, str]
) -> None:
    """Store the logins of an imported list for the feeds that were subscribed to.

    `logins` and `ids` go by the list's addresses, `urls` by the feeds that they became.
    """
    for url, access in logins.items():
        stored = urls.get(ids[url], url)
        # what the list has for a secured address never goes over an open one
        exposed = host_key(url).startswith("https:") and not host_key(stored).startswith("https:")
        await keep_access(services, ids[url], url if exposed else stored, access)
