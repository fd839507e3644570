"""An address leads to the feed of what it shows, and to no broader one."""

import pytest

from tuinews.parse import guess_known_feeds, guesses
from tuinews.parse.discovery.sites import exact_feeds

REDDIT = "https://www.reddit.com"


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        (f"{REDDIT}/r/coast+storms/", f"{REDDIT}/r/coast+storms/.rss"),
        (f"{REDDIT}/r/coast/comments/1abc/the_bridge/", f"{REDDIT}/r/coast/comments/1abc/the_bridge/.rss"),
        (f"{REDDIT}/r/coast/top/?t=week&utm_source=share", f"{REDDIT}/r/coast/top/.rss?t=week"),
        (f"{REDDIT}/user/ann/m/sea/", f"{REDDIT}/user/ann/m/sea/.rss"),
        ("https://github.com/ann/tide/commits/dev", "https://github.com/ann/tide/commits/dev.atom"),
        (
            "https://github.com/ann/tide/commits/main/docs/x.md",
            "https://github.com/ann/tide/commits/main/docs/x.md.atom",
        ),
        ("https://github.com/ann/tide/discussions", "https://github.com/ann/tide/discussions.atom"),
        ("https://github.com/ann/tide/tags", "https://github.com/ann/tide/tags.atom"),
        ("https://gitlab.com/ann/tide/-/commits/dev", "https://gitlab.com/ann/tide/-/commits/dev?format=atom"),
        ("https://codeberg.org/ann/tide/src/branch/dev/a.py", "https://codeberg.org/ann/tide/rss/branch/dev/a.py"),
        ("https://coast.tumblr.com/tagged/boats", "https://coast.tumblr.com/tagged/boats/rss"),
        ("https://www.tumblr.com/coast/tagged/boats", "https://coast.tumblr.com/tagged/boats/rss"),
        ("https://coast.blogspot.com/search/label/Sea", "https://coast.blogspot.com/feeds/posts/default/-/Sea"),
        ("https://coast.wordpress.com/category/sea/", "https://coast.wordpress.com/category/sea/feed"),
        ("https://medium.com/tag/tides", "https://medium.com/feed/tag/tides"),
        (
            "https://www.youtube.com/playlist?list=PL0123456789ab",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PL0123456789ab",
        ),
    ],
)
def test_an_address_that_says_more_has_a_feed_of_its_own(address: str, feed: str) -> None:
    assert guess_known_feeds(address) == (feed,)


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/ann/tide/issues",
        "https://github.com/ann/tide/tree/dev/docs",
        "https://github.com/ann/tide/pulls?q=is:open",
        "https://bsky.app/profile/ann.example/feed/boats",
        "https://bsky.app/profile/ann.example/lists/3k",
        "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv/search?query=x",
        "https://www.youtube.com/results?search_query=x",
        f"{REDDIT}/r/coast/wiki/rules",
        "https://coast.wordpress.com/?s=boats",
        "https://coast.blogspot.com/2026/11/boats.html",
        "https://gitlab.com/ann/tide/-/wikis/home",
        "https://codeberg.org/ann/tide/issues",
        "https://vimeo.com/ann/albums",
        "https://www.tumblr.com/dashboard",
        "https://www.tumblr.com/explore/trending",
        "https://www.tumblr.com/search/tagged/boats",
        "https://medium.com/@ann/a-long-story-1234",
    ],
)
def test_a_pattern_ends_where_its_feed_does(address: str) -> None:
    assert exact_feeds(address) == []


@pytest.mark.parametrize("path", ["results?search_query=x", "hashtag/boats", "feed/explore", "playlist?list=PL"])
def test_a_page_of_many_channels_is_not_the_first_of_them(path: str) -> None:
    page = b'<script>{"channelId":"UCabcdefghijklmnopqrstuv"}</script>'
    assert not any("UCabc" in address for address in guesses(f"https://www.youtube.com/{path}", page))
    assert "UCabc" in guesses("https://www.youtube.com/@ann/videos", page)[0]


def test_where_a_page_names_nothing_its_branch_is_guessed() -> None:
    found = guesses("https://github.com/ann/tide/tree/dev", b"<html></html>")
    assert found[0] == "https://github.com/ann/tide/commits/dev.atom"
    assert not any("releases" in address for address in found)


def test_what_says_where_one_came_from_says_nothing_of_the_feed() -> None:
    assert guess_known_feeds("https://github.com/ann/tide?tab=readme-ov-file&utm_source=x")[0].endswith(
        "/releases.atom"
    )
