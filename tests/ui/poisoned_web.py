"""A web on loopback whose feeds, pages and status lines are poisoned, and a library filled from it by commands."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from email.utils import formatdate
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import time

from tuinews.cli import run
from ui.poisons import Place, blocks


class Web(ThreadingHTTPServer):
    """Serves `/feed/N` and pages; when `broken`, the first feed answers with a poisoned status line only."""

    daemon_threads = True
    places: Sequence[Place] = ()
    edited = False
    broken = False

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    server: Web

    def do_GET(self) -> None:
        web = self.server
        first = self.path == "/feed/1"
        if first and web.broken:
            self.send_response(500, web.places[0].text("Error"))
            self.end_headers()
            return
        kind, _, number = self.path.partition("?")[0][1:].partition("/")
        place = web.places[int(number) - 1]
        inside = web.places if place.number == 1 else (place,)
        body = _feed(web, place, inside) if kind == "feed" else _page(place, inside)
        self.send_response(200, place.text("OK"))
        self.send_header("Content-Type", f"application/rss+xml; {place.number}" if kind == "feed" else "text/html")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        pass


def _feed(web: Web, place: Place, inside: Sequence[Place]) -> str:
    words = f"<p>Body {place.number:02d}</p>" + "".join(map(blocks, inside))
    if web.edited:
        words += "<p>A paragraph that came later.</p>"

    def element(name: str, what: str, of: Place = place) -> str:
        return f"<{name}>{escape(of.text(what))}</{name}>"

    files = (
        f'<enclosure url="{web.base}/file/{one.number}?{escape(one.poison)}" type="{escape(one.text("audio"))}"/>'
        for one in inside
    )
    return (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"{element('title', 'Card')}{element('link', 'Site')}{element('description', 'Tagline')}"
        f"{element('copyright', 'Rights')}{element('managingEditor', 'Editor')}<item>{element('title', 'Title')}"
        f"<guid isPermaLink='false'>{place.number}</guid>{element('dc:creator', 'Agency')}"
        f"<link>{web.base}/article/{place.number}?{escape(place.poison)}</link>"
        f"<pubDate>{formatdate(int(time()) - 60 * place.number)}</pubDate>"
        f"{''.join(element('category', 'tag', one) for one in inside)}{''.join(files)}"
        f"<description>{escape(words)}</description></item></channel></rss>"
    )


def _page(place: Place, inside: Sequence[Place]) -> str:
    title = escape(place.text("Page"))
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>" + (
        "".join(map(blocks, inside)) * 3 + "</article></body></html>"
    )


@contextmanager
def serving(poisons: Sequence[str]) -> Iterator[Web]:
    web = Web(("127.0.0.1", 0), Answer)
    web.places = [Place(number, poison) for number, poison in enumerate(poisons, 1)]
    thread = threading.Thread(target=web.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.shutdown()
        web.server_close()
        thread.join()


def subscribe(home: Path, web: Web) -> None:
    """Import, fetch, fetch what was edited, and fail: all by commands."""
    (home / "config").mkdir(parents=True)
    settings = "[refresh]\nat_start = false\nwhile_open = false\nhost_gap_seconds = 0.0\n"
    (home / "config" / "config.toml").write_text(settings, "utf-8")
    outlines = (
        f'<outline text="{escape(one.text("Folder"))}"><outline text="{escape(one.text("Feed"))}" type="rss" '
        f'xmlUrl="{web.base}/feed/{one.number}"/></outline>'
        for one in web.places
    )
    listed = home / "feeds.opml"
    listed.write_bytes(f'<opml version="2.0"><body>{"".join(outlines)}</body></opml>'.encode())
    at = ("--home", str(home))
    assert run([*at, "import", str(listed)]) == 0
    for one in web.places:
        # each of their articles is to be seen on a line of its own
        assert run([*at, "edit", f"{web.base}/feed/{one.number}", "--stories", "off"]) == 0
    assert run([*at, "refresh"]) == 0
    web.edited = True
    assert run([*at, "refresh", "--force"]) == 0
    web.broken = True
    # nobody is asked twice within a minute by hand, which tests do not wait for
    with closing(sqlite3.connect(home / "data" / "tuinews.db")) as store, store:
        store.execute("UPDATE polling SET last_forced = NULL")
    assert run([*at, "refresh", "--force", f"{web.base}/feed/1"]) == 3
    for place in web.places:
        assert run([*at, "views", "add", place.text("View"), "is:unread"]) == 0
