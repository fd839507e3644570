"""The running portal, asked over loopback as a reader asks it."""

import contextlib
import gzip
import json
import re
import socket
import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from email.message import Message
from html.parser import HTMLParser
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urljoin

import pytest

from tuinews.demo import serve
from tuinews.demo.press import Press
from tuinews.demo.server import Portal
from tuinews.model.url import host_key

NOW = 1_795_514_400  # 2026-11-24T10:00:00Z
ATOM = "{http://www.w3.org/2005/Atom}"
RSS1 = "{http://purl.org/rss/1.0/}"


@pytest.fixture
def portal() -> Iterator[Portal]:
    portal = Portal(first_port=0).start(NOW)
    yield portal
    portal.stop()


class Answer(NamedTuple):
    status_code: int
    headers: Message
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


def get(address: str, headers: dict[str, str] | None = None) -> Answer:
    host, slash, path = address.removeprefix("http://").partition("/")
    with contextlib.closing(HTTPConnection(host, timeout=60)) as line:
        line.request("GET", slash + path or "/", headers=headers or {})
        answer = line.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


class Links(HTMLParser):
    """Collects what a page refers to, and checks that its elements nest."""

    VOID = frozenset({"meta", "link", "img", "br", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in {"href", "src"} and value]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def feed_of(press: Press) -> str:
    return press.base + press.outlet.feed_path


def count_items(form: str, body: bytes) -> int:
    if form == "json":
        return len(json.loads(body)["items"])
    root = ET.fromstring(body)  # noqa: S314 - our own text
    return len(root.findall({"rss": "channel/item", "atom": f"{ATOM}entry", "rdf": f"{RSS1}item"}[form]))


def test_every_feed_is_well_formed_and_carries_its_stories(portal: Portal) -> None:
    for press in portal.presses:
        answer = get(feed_of(press))
        assert answer.status_code == 200
        first = [story for story in press.stories if story.edition == 1]
        assert count_items(press.outlet.format, answer.content) == len(first), press.outlet.key


def test_summaries_in_most_feeds_whole_articles_in_two(portal: Portal) -> None:
    for press in portal.presses:
        text = get(feed_of(press)).text
        assert ("h2&gt;" in text or "<h2>" in text) == press.outlet.full, press.outlet.key


def test_outlets_are_hosts_of_their_own(portal: Portal) -> None:
    assert len({host_key(feed.url) for feed in portal.site.feeds}) == len(portal.presses)


def test_what_is_known_is_not_sent_again(portal: Portal) -> None:
    press = next(press for press in portal.presses if press.editions == 1)
    first = get(feed_of(press))
    again = get(feed_of(press), headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    other = get(feed_of(press), headers={"If-None-Match": '"other"'})
    assert other.status_code == 200


def test_bodies_are_packed_for_those_who_ask(portal: Portal) -> None:
    press = portal.presses[0]
    host, port = press.base.removeprefix("http://").split(":")
    bodies = {}
    for coding in ("gzip", "identity"):
        with socket.create_connection((host, int(port)), timeout=60) as line:
            request = f"GET / HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: {coding}\r\nConnection: close\r\n\r\n"
            line.sendall(request.encode())
            head, _, bodies[coding] = b"".join(iter(lambda: line.recv(65536), b"")).partition(b"\r\n\r\n")
            assert (b"Content-Encoding: gzip" in head) == (coding == "gzip")
    assert gzip.decompress(bodies["gzip"]) == bodies["identity"]


def test_the_second_time_a_feed_tells_more(portal: Portal) -> None:
    press = portal.presses[0]
    first = get(feed_of(press))
    second = get(feed_of(press), headers={"If-None-Match": first.headers["ETag"]})
    third = get(feed_of(press), headers={"If-None-Match": second.headers["ETag"]})
    assert (second.status_code, third.status_code) == (200, 304)
    assert count_items("rss", second.content) == count_items("rss", first.content) + 1
    assert "Storm Petra has passed" in second.text
    assert "Storm Petra has passed" not in first.text


def test_every_link_within_the_portal_leads_to_something(portal: Portal) -> None:
    bases = {press.base for press in portal.presses}
    waiting = [press.base + "/" for press in portal.presses]
    waiting += [portal.presses[0].catalogue.address(p.outlet, s.ref) for p in portal.presses for s in p.stories]
    seen = set(waiting)
    while waiting:
        address = waiting.pop()
        answer = get(address)
        assert answer.status_code == 200, address
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        page = Links()
        page.feed(answer.text)
        assert not page.open, address
        targets = (urljoin(address, target).partition("#")[0] for target in page.found)
        for target in targets:
            if target not in seen and any(target.startswith(base) for base in bases):
                seen.add(target)
                waiting.append(target)
    assert len(seen) > 250


def test_read_also_lists_lead_to_articles(portal: Portal) -> None:
    for press in portal.presses:
        for story in press.stories:
            page = get(press.catalogue.address(press.outlet, story.ref)).text
            match = re.search(r'<ul class="read-also">(.*?)</ul>', page)
            assert match is not None, story.ref
            assert press.outlet.phrases.also in page
            links = re.findall(r'href="([^"]+)"', match[1])
            assert len(links) == len(story.also)
            assert all('<div class="story-body">' in get(link).text for link in links), story.ref


def test_episodes_carry_a_recording(portal: Portal) -> None:
    press = next(press for press in portal.presses if press.outlet.key == "post")
    root = ET.fromstring(get(feed_of(press)).content)  # noqa: S314 - our own text
    files = root.findall("channel/item/enclosure")
    assert len(files) == len(press.stories)
    for file in files:
        sound = get(file.attrib["url"])
        assert (sound.headers["Content-Type"], str(len(sound.content))) == (file.attrib["type"], file.attrib["length"])


@pytest.mark.parametrize("path", ["/nowhere", "/tags/nothing", "/pictures/x.png", "/podcast/x.wav", "/news/../etc"])
def test_what_is_not_there_is_said_to_be_missing(portal: Portal, path: str) -> None:
    assert get(portal.site.base + path).status_code == 404


def test_it_is_over_when_the_block_ends() -> None:
    with serve(NOW) as site:
        assert get(site.base).status_code == 200
    with pytest.raises(ConnectionRefusedError):
        get(site.base)


def test_two_portals_run_side_by_side() -> None:
    with serve(NOW) as one, serve(NOW) as two:
        assert one.base != two.base
        assert get(two.base).status_code == 200


def test_a_caller_who_hangs_up_is_no_news(portal: Portal, capfd: pytest.CaptureFixture[str]) -> None:
    press = portal.presses[0]
    host, port = press.base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.sendall(b"GET /pictures/snow-a.png HTTP/1.1\r\n")
    assert get(press.base).status_code == 200
    portal.stop()
    assert capfd.readouterr() == ("", "")


def test_it_can_be_stopped_twice() -> None:
    portal = Portal(first_port=0).start(NOW)
    portal.stop()
    portal.stop()
    with pytest.raises(ConnectionRefusedError):
        get(portal.site.base)


def test_it_listens_on_loopback_only(portal: Portal) -> None:
    assert all(press.base.startswith("http://127.0.0.1:") for press in portal.presses)
