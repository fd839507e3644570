"""The library of the sample portal."""

from contextlib import closing
from pathlib import Path

from tuinews.cli.demo import subscribe
from tuinews.model.feed import NewFeed
from tuinews.store import Reader


def test_one_feed_of_the_demo_leads_its_stories_whichever_answers_first(tmp_path: Path) -> None:
    feeds = [NewFeed(f"http://127.0.0.1:{port}/feed") for port in (1, 2, 3)]
    subscribe(tmp_path / "store", feeds, 1_000, preferred=feeds[1])
    with closing(Reader(tmp_path / "store")) as reader:
        assert [feed.url for feed in reader.feeds() if feed.options.prefer] == [feeds[1].url]
