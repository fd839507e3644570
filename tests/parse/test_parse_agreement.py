"""Our own reader of well-formed feeds against feedparser: both have to see the same entries."""

import gzip
import os
from pathlib import Path

import pytest

from tuinews.model.parsed import ParsedEntry, ParsedFeed
from tuinews.parse import parse_feed
from tuinews.parse.decode import decode, unpack
from tuinews.parse.formats.document import read_document
from tuinews.parse.formats.loose import read_loosely
from tuinews.parse.repair import windows, without_prolog

ROOT = Path(__file__).parents[2]
FEEDS = ROOT / "tests" / "data" / "feeds"
SHARED = Path(os.environ.get("TUINEWS_SHARED", ROOT.parent / "shared")) / "corpora" / "feeds" / "real"
WELL_FORMED = [FEEDS / name for name in ("rss/podcast.raw", "rdf/full.raw", "atom/older.raw", "encoding/cyrillic.raw")]


def both(body: bytes) -> tuple[ParsedFeed, ParsedFeed] | None:
    """Our reading and feedparser's, when the document is well-formed XML."""
    if not isinstance(feed := parse_feed(body, ""), ParsedFeed) or feed.format.startswith("json") or feed.warning:
        return None
    text = without_prolog(windows(decode(unpack(body)[0]).text.strip()))[0]
    ours = read_document(text, "")
    assert isinstance(ours, ParsedFeed)
    return ours, read_loosely(text, "")


def essence(entry: ParsedEntry) -> tuple[str, str, int | None]:
    return " ".join(entry.title.split()), entry.guid or entry.url, entry.published


@pytest.mark.parametrize("raw", WELL_FORMED, ids=lambda raw: raw.stem)
def test_both_readers_see_the_same_entries(raw: Path) -> None:
    readings = both(raw.read_bytes())
    assert readings is not None
    ours, theirs = readings
    assert ours.card.title == theirs.card.title
    assert list(map(essence, ours.entries)) == list(map(essence, theirs.entries))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus of real feeds is not here")
def test_both_readers_agree_on_real_feeds() -> None:
    entries = different = uneven = 0
    for path in sorted(SHARED.glob("*.gz"))[::4]:
        readings = both(gzip.decompress(path.read_bytes()))
        if readings is None:
            continue
        ours, theirs = readings
        uneven += len(ours.entries) != len(theirs.entries)
        for mine, other in zip(ours.entries, theirs.entries, strict=False):
            entries += 1
            different += essence(mine) != essence(other)
    assert entries > 300
    assert uneven == 0
    assert different <= entries * 0.02
