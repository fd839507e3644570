"""Bytes to values: feeds, pages that point to feeds, subscription lists, dates, pictures.

Deterministic and total: garbage gives a `ParseFailure`, never an exception. The XML parsers are imported with the first
feed, so that writing a list or reading a date costs nothing.
"""

from tuinews.parse.dates import parse_date
from tuinews.parse.discover import discover
from tuinews.parse.export import write_opml
from tuinews.parse.feed import parse_feed
from tuinews.parse.guesses import guesses, known_feeds
from tuinews.parse.newsboat import parse_newsboat_urls
from tuinews.parse.opml import parse_opml
from tuinews.parse.own import parse_own_list
from tuinews.parse.raster import draw

__all__ = [
    "discover",
    "draw",
    "guesses",
    "known_feeds",
    "parse_date",
    "parse_feed",
    "parse_newsboat_urls",
    "parse_opml",
    "parse_own_list",
    "write_opml",
]
