"""Items of a server, made ready to be stored as polled entries are. Pure."""

from collections.abc import Iterable

from tuinews.engine.accounts.servers.server import RemoteItem
from tuinews.engine.arrivals.drafts import IdentifiedEntry, draft_entries
from tuinews.model.clock import Instant
from tuinews.model.parsed import ParsedEntry
from tuinews.model.sync.server_values import ArrivedItem


def draft_items(items: Iterable[RemoteItem], now: Instant) -> tuple[ArrivedItem, ...]:
    """Return items ready to be stored; their ids are their identities."""
    known = {item.id: item for item in items}
    entries = [IdentifiedEntry(item.id, _parse(item), position) for position, item in enumerate(known.values())]
    return tuple(
        ArrivedItem(draft.guid, item.feed_id, draft, item.arrived, item.published)
        for draft, item in zip(draft_entries(entries, now), known.values(), strict=True)
    )


def _parse(item: RemoteItem) -> ParsedEntry:
    return ParsedEntry(
        guid=item.id,
        title=item.title,
        url=item.url,
        author=item.author,
        published=item.published if item.published is not None else item.arrived,
        updated=item.updated,
        html=item.html,
        base=item.url,
        tags=item.tags,
        enclosures=item.enclosures,
    )
