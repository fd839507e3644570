from engine.web import Web
from tuinews.engine.library import Library
from tuinews.model.ids import EntryId
from tuinews.model.query import EVERYTHING

FEED = """<rss version="2.0"><channel><title>Tidewater Times</title><item><title>Report</title>
<link>http://t.example/report</link><description>{text}</description></item></channel></rss>"""


async def test_a_large_text_is_set_in_a_worker_and_reads_the_same(library: Library, web: Web) -> None:
    text = "&lt;p&gt;" + "&lt;/p&gt;&lt;p&gt;".join(f"Paragraph {n} of a very long report." for n in range(3000))
    await library.feeds.add(web.put("/feed.xml", FEED.format(text=text)))
    (entry_id,) = await library.entries.ids(EVERYTHING)

    article = await library.articles.open(EntryId(entry_id))

    assert len(article.document.blocks) == 3000
