"""Whatever the bytes are, the answer is a value, and nothing in it can reach the terminal as a command."""

import gzip
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tuinews.model.codec.charset import UNPACKED_LIMIT
from tuinews.model.parsed import ParsedFeed, ParseFailure
from tuinews.parse import discover, guesses, parse_feed

FEEDS = Path(__file__).parents[1] / "data" / "feeds"
FIXTURES = [path.read_bytes() for path in sorted(FEEDS.glob("*/*.raw"))]
URL = "https://f.example/feed"
SHARED = Path(os.environ.get("TUINEWS_SHARED", Path(__file__).parents[3] / "shared")) / "corpora" / "feeds" / "real"
SLOWEST = timedelta(seconds=20)
"""Four times what the reader's workers allow a feed: the machine may be busy."""


@cache
def real_feeds() -> tuple[bytes, ...]:
    """The smaller feeds of the corpus."""
    bodies = (gzip.decompress(path.read_bytes()) for path in sorted(SHARED.glob("*.gz")))
    return tuple(body for body in bodies if len(body) < 200_000)


def shown(value: ParsedFeed | ParseFailure) -> Iterator[str]:
    """Every string that may be displayed."""
    if isinstance(value, ParseFailure):
        yield value.sentence
        yield from (link.title for link in value.links)
        return
    card = value.card
    yield from (card.title, card.tagline, card.editor, card.copyright, card.contact, card.lang, value.warning)
    for entry in value.entries:
        yield from (entry.title, entry.author, entry.date_text, entry.source, entry.lang, *entry.tags)
        yield from (enclosure.type for enclosure in entry.enclosures)
        yield from (entry.url, *entry.images, *(enclosure.url for enclosure in entry.enclosures))
        yield from (part for fact in entry.facts for part in fact)


def assert_harmless(value: ParsedFeed | ParseFailure) -> None:
    for text in shown(value):
        assert not [c for c in text if unicodedata.category(c) in {"Cc", "Cs"}], repr(text)
    if isinstance(value, ParsedFeed):
        for entry in value.entries:
            assert all(enclosure.length is None or 0 < enclosure.length < 2**63 for enclosure in entry.enclosures)
            json.dumps(entry.html).encode()


def mutated(data: st.DataObject, bodies: Sequence[bytes]) -> bytes:
    """One of the bodies with some places replaced."""
    body = bytearray(data.draw(st.sampled_from(bodies)) or b"<rss/>")
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(body)))
        length = data.draw(st.sampled_from([0, 1, 2, 20, 400]))
        body[start : start + length] = data.draw(st.one_of(st.binary(max_size=12), st.sampled_from(SNIPPETS)))
    return bytes(body)


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_mutated_feeds_give_harmless_values(data: st.DataObject) -> None:
    body = mutated(data, FIXTURES)
    assert_harmless(parse_feed(body, URL))
    discover(body, URL)
    guesses(URL, body)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus of real feeds is not here")
@given(st.data())
@settings(deadline=SLOWEST, max_examples=100, suppress_health_check=[HealthCheck.data_too_large])
def test_mutated_real_feeds_give_harmless_values_in_time(data: st.DataObject) -> None:
    assert_harmless(parse_feed(mutated(data, real_feeds()), URL))


SNIPPETS = [
    b"&#27;[2J", b"\x1b]52;c;YQ==\x07", b"&#x9b;1m", b"\xc2\x9b1m", b"\x00", b"<![CDATA[", b"]]>", b"<!--", b"-->",
    b"</item>", b"<item>", b"</title>", b"&bogus;", b"&", b"<", b"\xff\xfe", b"<!DOCTYPE x [", b'"', b"{", b"[",
    b'"\\ud800"', b"<entry>", b"</channel>", b"&#xD800;", b"&#1114112;", b"<?xml", b"\xe2\x80\xae",
]  # fmt: skip


@given(st.binary(max_size=400))
def test_random_bytes_give_harmless_values(body: bytes) -> None:
    for start in (b"", b"<rss><channel><item>", b"<feed>", b'{"items": [', b"\x1f\x8b\x08\x00"):
        assert_harmless(parse_feed(start + body, URL))


def rss(items: str, head: str = "") -> bytes:
    return f'{head}<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()


HOSTILE = {
    "author": rss("<item><title>x & y</title><author>" + "a@" * 31_000 + "</author></item>"),
    "comments": rss("<item><title>x</title><description>" + "<!--" * 100_000 + "</description></item>"),
    "cdata": rss("<item><title>x</title><description>" + "<![CDATA[" * 50_000 + "</description></item>"),
    "attributes": rss("<item " + " ".join(f'a{n}="x"' for n in range(40_000)) + "><title>x</title></item>"),
    "namespaces": rss("<item " + " ".join(f'xmlns:a{n}="x{n}"' for n in range(20_000)) + "><title>x</title></item>"),
    "nested": rss("<item><title>x</title></item>" + "<a>" * 200_000),
    "tags in a title": rss(f"<item><title>{'&lt;b' * 50_000}</title></item>"),
    "ampersands": rss(f"<item><title>{'&' * 200_000}</title></item>"),
    "angles": b"<" * 500_000,
    "page of comments": b"<html>" + b"<!--" * 200_000,
    "nulls": b"<rss>" + b"\0" * 1_000_000,
    "json": b'{"items":' + b"[" * 100_000,
    "digits": b'{"version":"https://jsonfeed.org/version/1","items":[{"id":' + b"1" * 5_000 + b"}]}",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_feeds_come_back_at_once(body: bytes) -> None:
    source = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_CPU, (5, 5));"
        "from tuinews.parse import parse_feed; parse_feed(sys.stdin.buffer.read(), 'https://f.example/'); print('done')"
    )
    done = subprocess.run([sys.executable, "-c", source], input=body, capture_output=True, check=False)
    assert done.stdout == b"done\n", done.stderr


def test_what_feedparser_stumbles_over_is_read_without_it() -> None:
    image = "<image><url>/x.png</url><width></width></image>"
    found = parse_feed(rss(f"{image}<item><title>One</tile></item><item><title>Two</title></item>"), URL)
    assert isinstance(found, ParsedFeed)
    assert found.entries[0].title.startswith("One")
    assert found.warning


@pytest.mark.parametrize("name", ["h:", ":23:40", "a:b:c", "x:"])
def test_names_that_are_none_are_read_past(name: str) -> None:
    body = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><content type="xhtml"><{name}>Words</{name}>'
    found = parse_feed(f"{body}</content></entry></feed>".encode(), URL)
    assert isinstance(found, ParsedFeed)
    assert "Words" in found.entries[0].html


def test_billion_laughs_expand_to_nothing() -> None:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    found = parse_feed(rss("<item><title>&l11;</title></item>", f'<!DOCTYPE r [<!ENTITY l0 "ha">{lines}]>'), URL)
    assert isinstance(found, ParsedFeed)
    assert found.entries[0].title == "&l11;"


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("do not show")
    head = f'<!DOCTYPE r SYSTEM "{secret.as_uri()}" [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    assert "do not show" not in repr(parse_feed(rss("<item><title>&s;</title></item>", head), URL))


def test_a_gzip_bomb_is_refused_and_a_cut_gzip_is_said_to_be_cut() -> None:
    bomb = gzip.compress(b"<rss>" + b" " * (UNPACKED_LIMIT + 1))
    assert isinstance(parse_feed(bomb, URL), ParseFailure)
    cut = parse_feed(gzip.compress(rss("<item><title>x</title></item>" * 5_000))[:-300], URL)
    assert isinstance(cut, ParsedFeed)
    assert cut.warning


def test_an_endless_guid_stays_itself() -> None:
    first, second = (parse_feed(rss(f"<item><guid>{'g' * 100_000}{n}</guid></item>"), URL) for n in (1, 2))
    assert isinstance(first, ParsedFeed)
    assert isinstance(second, ParsedFeed)
    assert first.entries[0].guid != second.entries[0].guid
    assert len(first.entries[0].guid) < 5_000


def test_nothing_heavy_is_imported_before_the_first_feed() -> None:
    source = "import sys, tuinews.parse; print([m for m in ('lxml', 'feedparser') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
