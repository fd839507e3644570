"""Our own reader of well-formed feeds against feedparser: both have to see the same entries."""

import gzip
import os
from collections import Counter
from pathlib import Path

import pytest

from tuinews.model.codec.charset import decode, unpack
from tuinews.model.parsed import ParsedEntry, ParsedFeed
from tuinews.model.text import bare_words, fold
from tuinews.parse import parse_feed
from tuinews.parse.formats.feedparser_fallback import read_with_feedparser
from tuinews.parse.formats.xml_document import read_document
from tuinews.parse.repair import replace_c1_controls, without_prolog

ROOT = Path(__file__).parents[2]
FEEDS = ROOT / "tests" / "data" / "feeds"
SHARED = Path(os.environ.get("TUINEWS_SHARED", ROOT.parent / "shared")) / "corpora" / "feeds" / "real"


def both(body: bytes) -> tuple[ParsedFeed, ParsedFeed] | None:
    """Our reading and feedparser's, when the document is well-formed XML."""
    if not isinstance(feed := parse_feed(body, ""), ParsedFeed) or feed.format.startswith("json") or feed.warning:
        return None
    text = without_prolog(replace_c1_controls(decode(unpack(body)[0]).text.strip()))[0]
    ours = read_document(text, "")
    assert isinstance(ours, ParsedFeed)
    return ours, read_with_feedparser(text, "")


def keywords(entry: ParsedEntry) -> frozenset[str]:
    return frozenset(map(fold, entry.tags))


def words(entry: ParsedEntry) -> str:
    """The beginning of the text without white space."""
    return "".join(bare_words(entry.html).split())[:200]


def essence(entry: ParsedEntry) -> tuple[str, str, int | None]:
    return " ".join(entry.title.split()), entry.guid or entry.url, entry.published


RAWS = [raw for raw in sorted(FEEDS.glob("*/*.raw")) if raw.name != "entry.raw"]  # feedparser reads no lone entry


def test_both_readers_see_the_same_entries_of_every_well_formed_fixture() -> None:
    read = {str(raw): readings for raw in RAWS if (readings := both(raw.read_bytes()))}
    assert len(read) > 15
    for name, (ours, theirs) in read.items():
        assert list(map(essence, ours.entries)) == list(map(essence, theirs.entries)), name
        assert [keywords(entry) for entry in ours.entries] == [keywords(entry) for entry in theirs.entries], name
        assert [words(entry) for entry in ours.entries] == [words(entry) for entry in theirs.entries], name


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus of real feeds is not here")
def test_both_readers_agree_on_real_feeds() -> None:
    entries = uneven = 0
    different: Counter[str] = Counter()
    for path in sorted(SHARED.glob("*.gz")):
        readings = both(gzip.decompress(path.read_bytes()))
        if readings is None:
            continue
        ours, theirs = readings
        uneven += len(ours.entries) != len(theirs.entries)
        for mine, other in zip(ours.entries, theirs.entries, strict=False):
            entries += 1
            for what in (essence, keywords, words):
                different[what.__name__] += what(mine) != what(other)
    assert entries > 3_000
    assert uneven == 0
    assert max(different.values()) <= entries * 0.01
