"""Every pair NAME.raw and NAME.json under tests/data/feeds is read and compared; a new pair is a new test."""

import json
from pathlib import Path

import pytest

from parse.golden import ADDRESS, as_json
from tuinews.parse import parse_feed

FEEDS = Path(__file__).parents[1] / "data" / "feeds"
RAWS = sorted(FEEDS.glob("*/*.raw"))


def test_there_are_fixtures_of_every_format() -> None:
    assert {raw.parent.name for raw in RAWS} >= {"rss", "rdf", "atom", "json", "damaged", "encoding", "refused"}


@pytest.mark.parametrize("raw", RAWS, ids=lambda raw: f"{raw.parent.name}/{raw.stem}")
def test_feed_reads_as_its_golden_file_says(raw: Path) -> None:
    expected = json.loads(raw.with_suffix(".json").read_text(encoding="utf-8"))
    assert as_json(parse_feed(raw.read_bytes(), ADDRESS)) == expected
