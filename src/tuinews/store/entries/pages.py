"""Stores web pages: the full texts of entries, and pages that the user followed from an article or keeps."""

import apsw

from tuinews.model.arrival import Arrival, Decide
from tuinews.model.change import EntryDraft
from tuinews.model.clock import DAY, Instant
from tuinews.model.codec.stored_text import pack
from tuinews.model.entry import Flag
from tuinews.model.error import NotFoundError
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.language import tr
from tuinews.model.parsed import ExtractedPage, Imprint
from tuinews.model.repeated_lines import LineKey
from tuinews.model.text import EMPTY, count_reading_minutes, safe_text
from tuinews.model.url import canonical_url, host_key, host_to_show
from tuinews.store import outbox, visibility
from tuinews.store.entries.arrivals import store_arrivals
from tuinews.store.entries.entry_rows import merge_extras
from tuinews.store.entries.entry_tags import PUBLISHER, add_tags
from tuinews.store.entries.wanted_pages import forget_wanted_pages
from tuinews.store.search import note_changed

PAGES = FeedId(0)
"""The hidden feed of followed pages."""

_SAME_ADDRESS = f"""
    SELECT e.id FROM entries e JOIN states s ON s.id = e.id
    WHERE e.link_key = ? AND e.link_key <> '' AND {visibility.where_present("s")}
    ORDER BY {visibility.rank("s")}, s.moment DESC LIMIT 1
"""  # noqa: S608  conditions of ours, values bound


def save_page(connection: apsw.Connection, entry_id: EntryId, page: ExtractedPage) -> None:
    """Store a page's text beside the feed's text, and fill in what the feed left open.

    Raises:
        NotFoundError: the entry is gone.
    """
    minutes = count_reading_minutes(len(page.text), len(page.text.split())) if page.text else 0
    connection.execute(
        f"UPDATE states SET full_text = ?, minutes = iif(?, ?, minutes) WHERE id = ? AND {visibility.where_present()}",  # noqa: S608  as above
        (bool(page.html), minutes, minutes, entry_id),
    )
    if not connection.changes():
        raise NotFoundError(tr("There is no entry {entry_id} any more.", entry_id=entry_id))
    connection.execute(
        "UPDATE entries SET author = iif(author = '', ?, author), agency = iif(agency = '', ?, agency), "
        "dateline = iif(dateline = '', ?, dateline), lang = iif(lang = '', ?, lang), "
        "published = coalesce(published, ?), updated = coalesce(updated, ?) WHERE id = ?",
        (page.author, page.agency, page.dateline, page.lang, page.published, page.updated, entry_id),
    )
    connection.execute(
        "INSERT INTO bodies (entry_id, page_html) VALUES (?, ?) "
        "ON CONFLICT (entry_id) DO UPDATE SET page_html = excluded.page_html",
        (entry_id, pack(page.html)),
    )
    _remember_lines(connection, entry_id, page.lines)
    _remember_imprint(connection, entry_id, page.imprint)
    add_tags(connection, entry_id, page.tags, PUBLISHER)
    merge_extras(connection, entry_id, page.related, page.images)
    note_changed(connection, [entry_id])
    forget_wanted_pages(connection, [entry_id])


def _remember_imprint(connection: apsw.Connection, entry_id: EntryId, imprint: Imprint) -> None:
    """Store what a page says of its publisher, if it is of the feed's own site: feeds of links lead elsewhere."""
    feed_id, url, site = connection.execute(
        "SELECT f.id, e.url, iif(f.site_url = '', f.url, f.site_url) FROM entries e JOIN feeds f ON f.id = e.feed_id "
        "WHERE e.id = ?",
        (entry_id,),
    ).get
    if any(imprint) and feed_id != PAGES and _site(url) == _site(site):
        connection.execute(
            "INSERT OR REPLACE INTO imprints (feed_id, tagline, editor, copyright, contact) VALUES (?, ?, ?, ?, ?)",
            (feed_id, *imprint),
        )


def _site(url: str) -> str:
    """Return the host of an address without `www.` and the like."""
    return canonical_url(url).partition("/")[0]


def _remember_lines(connection: apsw.Connection, entry_id: EntryId, lines: tuple[LineKey, ...]) -> None:
    site = host_key(connection.execute("SELECT url FROM entries WHERE id = ?", (entry_id,)).get or "")
    connection.execute("DELETE FROM site_lines WHERE entry_id = ?", (entry_id,))
    connection.executemany(
        "INSERT OR IGNORE INTO site_lines (site, line, entry_id) VALUES (?, ?, ?)",
        [(site, line, entry_id) for line in lines],
    )


def add_page_entry(
    connection: apsw.Connection, url: str, page: ExtractedPage, now: Instant, decide: Decide, *, read: bool = True
) -> EntryId:
    """Store a page as an entry outside the lists and return its id; one that was followed is `read` already.

    If an entry has the address already, that entry gets the text.
    """
    key = canonical_url(url)
    number = connection.execute(_SAME_ADDRESS, (key,)).get
    if number is None:
        number = connection.execute("SELECT id FROM entries WHERE feed_id = ? AND guid = ?", (PAGES, url)).get
    if number is None:
        arrival = Arrival(_draft(url, key, page, now), frozenset({Flag.READ} if read else ()))
        (number,) = store_arrivals(connection, PAGES, [arrival], now, decide, listed=False, jobs=False).ids
    save_page(connection, EntryId(number), page)
    return EntryId(number)


def _draft(url: str, key: str, page: ExtractedPage, now: Instant) -> EntryDraft:
    """Return an entry for a page, without what `save_page` fills in: text, author and tags."""
    return EntryDraft(
        guid=url,
        title=page.title or safe_text(host_to_show(url) or url),
        url=url,
        link_key=key,
        author=EMPTY,
        published=None,
        updated=None,
        moment=now if page.published is None else min(page.published, now + DAY),
        html=None,
        base="",
        tags=(),
        related=(),
        enclosures=(),
        images=(),
        lang=EMPTY,
        minutes=0,
        fingerprint="",
        source=page.site,
    )


def put_position(connection: apsw.Connection, entry_id: EntryId, block: int) -> None:
    """Store the block at which reading an entry stopped."""
    outbox.note_position(connection, entry_id, block)
    connection.execute("INSERT OR REPLACE INTO positions (entry_id, block) VALUES (?, ?)", (entry_id, block))
