"""The chapters of an episode: those that its feed tells, else those of a file that the feed names."""

from tuinews.engine.articles.request_origin import origin_of
from tuinews.engine.services import Services
from tuinews.engine.web_client import WebClient
from tuinews.model.enclosures.chapter import Chapter, read_chapter_facts, read_chapter_file
from tuinews.model.entry import Entry
from tuinews.model.url import is_web

_MOST_BYTES = 500_000


async def fetch_chapters(services: Services, web: WebClient, entry: Entry) -> tuple[Chapter, ...]:
    """Return the chapters of what comes with an entry; none if there are none or they cannot be had now."""
    if told := read_chapter_facts(entry.facts):
        return told
    named = [file.url for file in entry.enclosures if "chapters" in file.type and is_web(file.url)]
    if not named:
        return ()
    from tuinews.fetch import Fetched, Request

    origin = await origin_of(services, entry)
    outcome = await web.fetch(Request(url=named[0], kind="api", origin_url=origin, max_bytes=_MOST_BYTES))
    return read_chapter_file(outcome.body) if isinstance(outcome, Fetched) else ()
