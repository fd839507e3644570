"""Opening articles through the engine: what is cached, the page's full text, links that open inside."""

import pytest

from engine.stories import PAGE, PARAGRAPHS, ids, item, rss
from engine.web import Web
from tuinews.engine.library import Library
from tuinews.model.entry import Flag, Mark
from tuinews.model.ids import EntryId


async def test_the_full_text_is_fetched_once_and_stays_offline(library: Library, web: Web) -> None:
    web.put("/story/1", PAGE.format(title="Story 1", paragraphs=PARAGRAPHS), "text/html")
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))))
    (entry_id,) = await ids(library)

    article = await library.articles.full_text(EntryId(entry_id))
    web.close()
    again = await library.articles.full_text(EntryId(entry_id))

    assert article.full_text
    assert again.document == article.document
    assert len(article.document.blocks) == 6
    assert [(link.title, link.url) for link in article.entry.related] == [
        ("The old lighthouse gets a new lamp", web.url("/other"))
    ]
    assert set(article.entry.tags) == {"Harbour", "Ferries"}
    assert web.paths() == ["/feed.xml", "/story/1"]


async def test_without_a_page_the_feeds_text_is_shown_and_a_sentence_says_why(library: Library, web: Web) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1, "The teaser is all there is."))))
    (entry_id,) = await ids(library)

    article = await library.articles.full_text(EntryId(entry_id))

    assert not article.full_text
    assert article.notice
    assert len(article.document.blocks) == 1


async def test_a_related_link_opens_inside_and_is_cached_then(library: Library, web: Web) -> None:
    web.put("/story/1", PAGE.format(title="Story 1", paragraphs=PARAGRAPHS), "text/html")
    web.put("/other", PAGE.format(title="The old lighthouse gets a new lamp", paragraphs=PARAGRAPHS), "text/html")
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))))
    (entry_id,) = await ids(library)
    article = await library.articles.full_text(EntryId(entry_id))
    link = article.entry.related[0]

    followed = await library.articles.follow(link.url, link.title, EntryId(entry_id))

    assert followed.entry.title == "The old lighthouse gets a new lamp"
    assert followed.entry.feed == "127.0.0.1"
    assert followed.full_text
    assert await ids(library) == [entry_id]
    cached = (await library.articles.open(EntryId(entry_id))).entry.related[0]
    assert cached.entry_id == followed.entry.id


async def test_a_link_to_a_cached_article_opens_it_without_asking_anybody(library: Library, web: Web) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1), item(web, 2))))
    first, second = await ids(library)
    asked = len(web.log)

    followed = await library.articles.follow((await library.entries.entry(EntryId(second))).url, origin=EntryId(first))

    assert followed.entry.id == second
    assert len(web.log) == asked


@pytest.mark.parametrize("gone", [False, True])
async def test_a_feed_on_the_web_reaches_nothing_private_after_it_was_left_either(
    library: Library, web: Web, *, gone: bool
) -> None:
    secret = web.put("/secret", PAGE.format(title="Secret", paragraphs=PARAGRAPHS), "text/html")
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1).replace(web.url("/story/1"), secret))))
    (number,) = await ids(library)
    await library.entries.mark(Mark(Flag.STARRED, value=True, ids=(EntryId(number),)))
    (feed,) = await library.feeds.all()
    await library._services.writer.do(
        lambda writer: writer._connection.execute(
            "UPDATE feeds SET url = 'https://web.example/feed' WHERE kind = 'feed'"
        )
    )
    if gone:
        await library.feeds.remove(feed.id)
    asked = len(web.log)

    article = await library.articles.full_text(EntryId(number))

    assert not article.full_text
    assert "no feed on the web may send you" in article.notice
    assert len(web.log) == asked
