"""Feeds on loopback that a real server of the tests polls."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from servers.loopback_server import Asked, LoopbackServer, Told


@dataclass
class RssFeeds(LoopbackServer):
    """Serves a feed at each path that has a number of items."""

    sizes: dict[str, int] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    """Titles of items by their numbers, where they are edited."""

    def answer(self, asked: Asked) -> Told:
        if asked.path not in self.sizes:
            return Told(b"nothing", 404, "text/plain")
        name = asked.path.strip("/").partition(".")[0]
        items = "".join(self._item(name, number) for number in range(self.sizes[asked.path]))
        feed = f'<rss version="2.0"><channel><title>Feed {name}</title><link>http://x.example/{name}</link>{items}'
        return Told(f"{feed}</channel></rss>".encode(), content_type="application/rss+xml")

    def _item(self, name: str, number: int) -> str:
        title = self.titles.get(number, f"News {number} &amp;amp; &amp;lt;b&amp;gt;")
        hour, minute = divmod(number % 1440, 60)
        date = f"{1 + number // 1440:02} Nov 2026 {hour:02}:{minute:02}:00 GMT"
        return (
            f"<item><title>{title}</title><link>http://x.example/{name}/{number}?a=1&amp;b=2</link>"
            f"<guid>{name}-{number}</guid><pubDate>{date}</pubDate>"
            f"<description>&lt;p&gt;Words of {number}.&lt;/p&gt;</description><category>topic</category>"
            f'<enclosure url="http://x.example/{number}.mp3?a=1&amp;b=2" type="audio/mpeg" length="5"/></item>'
        )


@contextmanager
def rss_feeds(**sizes: int) -> Iterator[RssFeeds]:
    """Serve feeds: `one=300` is 300 items at `/one.xml`."""
    with RssFeeds(sizes={f"/{name}.xml": size for name, size in sizes.items()}) as feeds:
        yield feeds
