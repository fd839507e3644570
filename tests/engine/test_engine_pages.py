"""Full texts that need more than one page: articles on several of them, and lines that all of a site's pages have."""

from engine.web import NOW, Web
from tuinews.engine.articles.articles import MOST_PAGES
from tuinews.engine.library import Library
from tuinews.model.document import Details, Document, Embed, Paragraph, plain
from tuinews.model.ids import EntryId
from tuinews.model.query import parse_query

ABOUT = "Tidewater Times is printed every morning in the harbour, whatever the weather out at sea may be."


def paragraphs(document: Document) -> list[str]:
    return [plain(block.inline) for block in document.blocks if isinstance(block, Paragraph)]


def story(name: str, links: str = "", last: str = "") -> str:
    prose = "".join(
        f"<p>{name}, sentence {n}: how the ferry left the quay at dawn, who stood on deck, and what they said.</p>"
        for n in range(5)
    )
    return (
        f"<html><head><title>{name}</title></head><body><article><h1>{name}</h1>{prose}{last}</article>{links}</body>"
        "</html>"
    )


async def read(library: Library, web: Web, *paths: str) -> list[Document]:
    items = "".join(
        f"<item><title>{path}</title><link>{web.url(path)}</link><guid>{path}</guid><description>Short.</description>"
        "<pubDate>Fri, 15 Jan 2027 07:00:00 GMT</pubDate></item>"
        for path in paths
    )
    await library.feeds.add(
        web.put("/feed.xml", f"<rss version='2.0'><channel><title>Tide</title>{items}</channel></rss>")
    )
    query = parse_query("sort:title", NOW)
    entries = sorted(await library.entries.page(await library.entries.ids(query)), key=lambda row: row.title)
    return [(await library.articles.full_text(EntryId(entry.id))).document for entry in entries]


async def test_an_article_on_several_pages_is_read_whole(swift: Library, web: Web) -> None:
    web.put("/one", story("One", "<a rel='next' href='/one?page=2'>Next</a>"), "text/html")
    web.put("/one?page=2", story("Two", "<a rel='next' href='/one?page=3'>Next</a>"), "text/html")
    web.put("/one?page=3", story("Three", "<a rel='next' href='/other?page=4'>Next</a>"), "text/html")
    (document,) = await read(swift, web, "/one")
    starts = [line.partition(",")[0] for line in paragraphs(document)]
    assert starts == ["One"] * 5 + ["Two"] * 5 + ["Three"] * 5
    assert web.paths() == ["/feed.xml", "/one", "/one?page=2", "/one?page=3"]


async def test_a_page_that_is_missing_leaves_a_line_to_it(swift: Library, web: Web) -> None:
    web.put("/one", story("One", "<a rel='next' href='/one?page=2'>Next</a>"), "text/html")
    (document,) = await read(swift, web, "/one")
    assert len(paragraphs(document)) == 5
    assert isinstance(document.blocks[-1], Embed)
    assert document.blocks[-1].url == web.url("/one?page=2")


EMPTY = "<html><head><title>One</title><link rel=amphtml href=/amp/one></head><body><div id=app></div></body></html>"


async def test_a_page_without_text_is_read_where_it_offers_itself_plainly(swift: Library, web: Web) -> None:
    web.put("/one", EMPTY, "text/html")
    web.put("/amp/one", story("One"), "text/html")
    (document,) = await read(swift, web, "/one")
    assert len(paragraphs(document)) == 5
    assert web.paths() == ["/feed.xml", "/one", "/amp/one"]


async def test_a_plainer_page_is_asked_for_once_and_only_by_a_page_without_text(swift: Library, web: Web) -> None:
    web.put("/one", EMPTY, "text/html")
    web.put("/amp/one", EMPTY.replace("/amp/one", "/amp/two"), "text/html")
    web.put("/two", story("Two").replace("<head>", "<head><link rel=amphtml href=/amp/two>"), "text/html")
    await read(swift, web, "/one", "/two")
    assert web.paths() == ["/feed.xml", "/one", "/amp/one", "/two"]


async def test_endless_pages_end(swift: Library, web: Web) -> None:
    web.put("/one", story("Page 1", "<a rel='next' href='/one?page=2'>Next</a>"), "text/html")
    for number in range(2, MOST_PAGES + 5):
        link = f"<a rel='next' href='/one?page={number + 1}'>Next</a>"
        web.put(f"/one?page={number}", story(f"Page {number}", link), "text/html")
    await read(swift, web, "/one")
    assert len(web.log) == 1 + MOST_PAGES


async def test_a_sites_repeated_lines_are_folded_from_the_third_page_on(swift: Library, web: Web) -> None:
    for name in ("/a", "/b", "/c"):
        web.put(name, story(f"Story {name[1]}", last=f"<p>{ABOUT}</p>"), "text/html")
    first, second, third = await read(swift, web, "/a", "/b", "/c")
    assert paragraphs(first)[-1] == paragraphs(second)[-1] == ABOUT
    assert ABOUT not in paragraphs(third)
    folded = third.blocks[-1]
    assert isinstance(folded, Details)
    assert paragraphs(Document(folded.blocks)) == [ABOUT]
