"""Feeds and pages for the engine's tests."""

from engine.web import NOW, Web
from tuinews.engine.library import Library
from tuinews.model.query import EVERYTHING, parse_query

ITEM = """<item><title>{title}</title><link>{link}</link><guid isPermaLink="false">{guid}</guid>
<category>Harbour</category><pubDate>Fri, 15 Jan 2027 07:00:00 GMT</pubDate><description>{text}</description></item>"""

PAGE = """<!doctype html><html lang="en"><head><title>{title} - Tidewater Times</title>
<meta property="og:title" content="{title}"><meta property="article:tag" content="Ferries"></head><body>
<nav><a href="/">Home</a></nav><article><h1>{title}</h1>{paragraphs}
<p><strong>READ ALSO:</strong></p><ul><li><a href="/other">The old lighthouse gets a new lamp</a></li></ul></article>
<footer>Terms of use</footer></body></html>"""

PARAGRAPHS = "".join(
    f"<p>Paragraph {n} tells in some detail how the ferry left the quay at dawn, who stood on deck and what they said "
    "about the weather, the price of coffee and the new timetable.</p>"
    for n in range(1, 7)
)


def rss(*items: str, title: str = "Tidewater Times") -> str:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title><link>http://t.example/</link>'
        f"<description>News of the coast</description>{''.join(items)}</channel></rss>"
    )


def item(web: Web, number: int, text: str = "A short teaser.") -> str:
    return ITEM.format(title=f"Story {number}", link=web.url(f"/story/{number}"), guid=f"id-{number}", text=text)


async def ids(library: Library, text: str = "") -> list[int]:
    query = parse_query(text, NOW) if text else EVERYTHING
    return list(await library.entries.ids(query))
