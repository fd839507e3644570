"""The articles of the library: opened from what is cached at once, completed from their pages on request."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from tuinews.engine.articles.request_origin import origin_of
from tuinews.engine.feeds.feeds import web_address
from tuinews.engine.feeds.logins import with_login
from tuinews.engine.refusals import describe_refusal
from tuinews.engine.services import Services
from tuinews.engine.web_client import WebClient
from tuinews.engine.workers.jobs import Text, extract_page, join_pages, read_large_text, read_text
from tuinews.engine.workers.pool import JobFailedError
from tuinews.model.document import Document, Paragraph, Span
from tuinews.model.entry import Article, Earlier, Entry, Related
from tuinews.model.error import NotFoundError, StoreError, TuinewsError
from tuinews.model.event import ArticleReady
from tuinews.model.feed import Access
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.parsed import Expected, ExtractedPage, ParseFailure
from tuinews.model.repeated_lines import edge_lines, fold_lines
from tuinews.model.text import EMPTY, SafeText, bare_words, safe_block, safe_text
from tuinews.model.url import canonical_url, host_key, host_to_show, is_web
from tuinews.store import Reader
from tuinews.store.entries.pages import PAGES

PAGE_SECONDS = 5.0
"""Seconds that extracting a page may take in a worker."""

MOST_PAGES = 12
"""Most pages of one article that are fetched."""

LARGE = 65_536
"""Characters of HTML from which on a worker builds the document."""

TEXTS_KEPT = 16
"""Documents that are kept in memory, for going back to them."""


class Articles:
    """`library.articles`."""

    def __init__(self, services: Services, web: WebClient) -> None:
        self._services = services
        self._web = web
        self._chosen: dict[EntryId, bool] = {}
        self._texts: dict[tuple[str, str, bool], Text] = {}

    async def open(self, entry_id: EntryId, *, full: bool | None = None) -> Article:
        """Return the article from what is cached, without a request.

        `full` asks for the text of the page (True) or of the feed (False); `None` takes the one chosen last.

        Raises:
            NotFoundError: there is no such entry.
        """
        if full is not None:
            self._chosen[entry_id] = full
        chosen = self._chosen.get(entry_id)
        cached = await self._services.pages.do(lambda reader: _read_cached(reader, entry_id, chosen=chosen))
        text = await self._text(cached.html, cached.base, full=cached.full)
        return await self._services.pages.do(lambda reader: _article(reader, cached, text))

    async def full_text(self, entry_id: EntryId) -> Article:
        """Return the article with its page's text, which is fetched unless cached; its notice says why not."""
        article = await self.open(entry_id, full=True)
        if article.full_text:
            return article
        sentence = await self._services.loop.call(self._fetch_page(article.entry))
        article = await self.open(entry_id, full=not sentence)
        return _with_notice(article, sentence) if sentence else article

    async def follow(self, url: str, title: SafeText = EMPTY, origin: EntryId | None = None) -> Article:
        """Open a link in the reader: the cached entry with that address, else the page itself.

        The page is fetched, extracted and stored. `origin` is the entry that the link stands in: what a feed on the web
        links to must not reach the home network.

        Raises:
            TuinewsError: the page cannot be fetched or is no article, with the reason.
        """
        if not is_web(url):
            raise TuinewsError(
                tr("Only web pages open inside: this link is of another kind, press F to open it elsewhere.")
            )
        cached = await self._services.pages.do(lambda reader: reader.resolve((url,)))
        if url in cached:
            return await self.open(cached[url])
        entry_id = await self._services.loop.call(self._store_page(url, title, origin))
        return await self.open(entry_id, full=True)

    async def keep_page(self, url: str) -> Article:
        """Read any page that the user names and keep it as an article outside the lists, unread if it is new here.

        If an entry has the address, that is the article, with its page's text; its notice says why it has only the
        feed's. Name and password in the address are sent to its server and not kept.

        Raises:
            UsageError: it is no web address.
            TuinewsError: the page cannot be fetched or is no article, with the reason.
        """
        bare, access = with_login(web_address(url, "https://example.org/a-story"), None)
        cached = await self._services.pages.do(lambda reader: reader.resolve((bare,)))
        if bare in cached:
            return await self.full_text(cached[bare])
        entry_id = await self._services.loop.call(self._store_page(bare, EMPTY, None, access, read=False))
        return await self.open(entry_id, full=True)

    async def find_earlier(self, entry_id: EntryId) -> Earlier | None:
        """Return what an entry's feed text said before its last change of words; `None` if it never changed."""
        versions = await self._services.pages.do(lambda reader: reader.texts.versions(entry_id))
        if not versions:
            return None
        last = versions[-1]
        cached = await self._services.pages.do(lambda reader: _read_cached(reader, entry_id, chosen=False))
        text = await self._text(last.html, last.base, full=False)
        later = await self._text(cached.html, cached.base, full=False)
        return Earlier(last.title, text.document, later.document, last.replaced_at)

    async def markdown(self, *articles: Article) -> str:
        """Return the articles as one Markdown document, for other programs."""
        if len(articles) == 1:
            from tuinews.article.write.markdown_file import markdown_article

            return await self._services.pages.do(lambda _reader: markdown_article(articles[0]))
        from tuinews.article.write.markdown_file import markdown_articles

        return await self._services.pages.do(lambda _reader: markdown_articles(articles))

    async def position(self, entry_id: EntryId) -> int:
        """Return the block at which reading stopped; 0 at first."""
        return await self._services.pages.do(lambda reader: reader.texts.position(entry_id))

    async def remember_position(self, entry_id: EntryId, block: int) -> None:
        """Store the block at which reading stopped."""
        await self._services.writer.do(lambda writer: writer.remember_position(entry_id, block))

    async def _text(self, html: str, base: str, *, full: bool) -> Text:
        """Return stored HTML as a document; a worker reads a large one, so that other articles need not wait."""
        key = (html, base, full)
        known = self._texts.get(key)
        if known is None:
            if len(html) > LARGE:
                known = await self._services.loop.call(self._large_text(html, base, full=full))
            else:
                known = await self._services.pages.do(lambda _reader: read_text(html, base, full=full))
            if len(self._texts) >= TEXTS_KEPT:
                self._texts.pop(next(iter(self._texts)))
            self._texts[key] = known
        return known

    async def _large_text(self, html: str, base: str, *, full: bool) -> Text:
        try:
            return await self._web.work(read_large_text, html, base, full, seconds=PAGE_SECONDS)
        except JobFailedError:
            # the words are worth more than their setting
            words = safe_block(bare_words(html))
            return Text(Document(tuple(Paragraph((Span(part),)) for part in _parts(words))), ())

    async def _fetch_page(self, entry: Entry) -> SafeText:
        """Fetch, extract and store an entry's page; return what went wrong as a sentence, else `""`."""
        if not is_web(entry.url):
            return safe_text(tr("This entry has no web page to read the full text from."))
        feed_text = await self._services.pages.do(lambda reader: _plain_feed_text(reader, entry.id))
        origin = await origin_of(self._services, entry)
        access = self._services.secrets.find_access(entry.feed_id, entry.url)
        page = await self._read_page(entry.url, origin, entry.title, feed_text, access)
        if isinstance(page, PageFailure):
            return page.sentence
        now = self._services.clock()
        try:
            await self._services.writer.do(lambda writer: writer.save_page(entry.id, page, now))
        except StoreError as error:
            return safe_text(tr("The page's text cannot be kept: {error}", error=error))
        self._services.publish_entries_changed(frozenset({entry.feed_id}))
        self._services.publish(ArticleReady(entry.id))
        self._services.index_soon()
        return EMPTY

    async def _store_page(
        self, url: str, title: SafeText, origin: EntryId | None, access: Access | None = None, *, read: bool = True
    ) -> EntryId:
        entry = None if origin is None else await self._services.pages.do(lambda reader: reader.entry(origin))
        cause = "" if origin is None else await origin_of(self._services, entry)
        page = await self._read_page(url, cause, title, "", access)
        if isinstance(page, PageFailure):
            raise TuinewsError(page.sentence)
        now = self._services.clock()
        entry_id = await self._services.writer.do(lambda writer: writer.add_page_entry(url, page, now, read=read))
        self._services.publish_entries_changed()
        self._services.index_soon()
        return entry_id

    async def _read_page(
        self, url: str, origin: str, title: SafeText, feed_text: str, access: Access | None = None
    ) -> "ExtractedPage | PageFailure":
        """Fetch an article page and the pages that continue it, one after the other."""
        expected = Expected(title, feed_text)
        first = await self._read_one(url, origin, expected, access)
        if isinstance(first, PageFailure) and first.plainer:
            # what has no text without scripts may have some on the page for simpler readers; asked once
            given = access if host_key(first.plainer) == host_key(url) else None
            plainer = await self._read_one(first.plainer, origin, expected, given)
            first = first if isinstance(plainer, PageFailure) else plainer
        if isinstance(first, PageFailure) or not first.next_url:
            return first
        pages, seen = [first], {url}
        while (onward := pages[-1].next_url) and onward not in seen and len(pages) < MOST_PAGES:
            seen.add(onward)
            given = access if host_key(onward) == host_key(url) else None
            following = await self._read_one(onward, origin, Expected(title, "", len(pages) + 1), given)
            if isinstance(following, PageFailure):
                break
            pages.append(following)
        return await self._extract(url, join_pages, pages, url, feed_text)

    async def _read_one(
        self, url: str, origin: str, expected: Expected, access: Access | None
    ) -> "ExtractedPage | PageFailure":
        from tuinews.fetch import Fetched, Request

        given = access or Access()
        asked = Request(url=url, kind="page", origin_url=origin, headers=given.headers, auth=given.auth)
        outcome = await self._web.fetch(asked)
        if not isinstance(outcome, Fetched):
            return PageFailure(describe_refusal(url, outcome))
        page, kind = outcome.body, outcome.content_type
        return await self._extract(outcome.url, extract_page, page, outcome.url, kind, expected)

    async def _extract(
        self, url: str, job: Callable[..., ExtractedPage | ParseFailure], *arguments: Any
    ) -> "ExtractedPage | PageFailure":
        try:
            result = await self._web.work(job, *arguments, seconds=PAGE_SECONDS)
        except JobFailedError as error:
            return PageFailure(
                safe_text(
                    tr(
                        "{host_to_show}: {error}; the feed's text is shown instead.",
                        host_to_show=host_to_show(url),
                        error=error,
                    )
                )
            )
        return PageFailure(result.sentence, result.plainer) if isinstance(result, ParseFailure) else result


@dataclass(frozen=True, slots=True)
class PageFailure:
    """Why a page could not be read, and the address of a simpler version that it offers."""

    sentence: SafeText
    plainer: str = ""


def _with_notice(article: Article, sentence: SafeText) -> Article:
    return replace(article, notice=sentence)


def _plain_feed_text(reader: Reader, entry_id: EntryId) -> str:
    return bare_words(reader.texts.body(entry_id).feed_html)


class _Cached(NamedTuple):
    """What is stored of an article, before it becomes a document."""

    entry: Entry
    html: str
    base: str
    full: bool
    has_both: bool


def _read_cached(reader: Reader, entry_id: EntryId, *, chosen: bool | None) -> _Cached:
    entry = reader.entry(entry_id)
    if entry is None:
        raise NotFoundError(tr("There is no entry {entry_id} any more.", entry_id=entry_id))
    if entry.feed_id == PAGES:
        # a page that was followed belongs to no feed: its site stands in
        entry = replace(entry, feed=entry.source or safe_text(host_to_show(entry.url)))
    body = reader.texts.body(entry_id)
    if body.page_html and chosen is not False:
        return _Cached(entry, body.page_html, entry.url, full=True, has_both=bool(body.feed_html))
    return _Cached(entry, body.feed_html, body.base or entry.url, full=False, has_both=bool(body.page_html))


def _article(reader: Reader, cached: _Cached, text: Text) -> Article:
    entry = _add_related(reader, cached.entry, text.related)
    document = _fold_repeated(reader, entry.url, text.document) if cached.full else text.document
    return Article(entry, document, full_text=cached.full, has_both=cached.has_both)


def _fold_repeated(reader: Reader, url: str, document: Document) -> Document:
    """Return a page's text with those lines folded that other pages of its site have too."""
    lines = frozenset(edge_lines(document).values())
    return fold_lines(document, reader.texts.find_repeated_lines(url, lines)) if lines else document


def _add_related(reader: Reader, entry: Entry, found: tuple[Related, ...]) -> Entry:
    """Return the entry with the related links of its feed text, each looked up among the cached entries."""
    stored = {canonical_url(link.url) for link in entry.related}
    fresh = tuple(link for link in found if canonical_url(link.url) not in stored)
    if not fresh:
        return entry
    cached = reader.resolve([link.url for link in fresh])
    return replace(entry, related=entry.related + tuple(link._replace(entry_id=cached.get(link.url)) for link in fresh))


def _parts(words: str) -> Iterator[SafeText]:
    return (safe_block(part.strip()) for part in words.split("\n\n") if part.strip())
