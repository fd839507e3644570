"""Bytes into values: feeds, pages that link to feeds, subscription lists, pictures.

Deterministic and total: garbage gives a `ParseFailure`, never an exception. The XML parsers are imported with the first
feed, so that writing a list or reading a date costs nothing.
"""

from tuinews.model.dates.field_date import parse_date
from tuinews.parse.discovery.guesses import guess_known_feeds, guesses
from tuinews.parse.discovery.link_header import links_in_header
from tuinews.parse.discovery.meta_refresh import refresh_target
from tuinews.parse.discovery.page_links import discover
from tuinews.parse.discovery.sites import more_feeds
from tuinews.parse.feed import parse_feed
from tuinews.parse.lists.json_list import parse_own_list
from tuinews.parse.lists.newsboat import parse_newsboat_urls
from tuinews.parse.lists.opml import parse_opml
from tuinews.parse.lists.opml_export import write_opml
from tuinews.parse.pictures.raster import draw

__all__ = [
    "discover",
    "draw",
    "guess_known_feeds",
    "guesses",
    "links_in_header",
    "more_feeds",
    "parse_date",
    "parse_feed",
    "parse_newsboat_urls",
    "parse_opml",
    "parse_own_list",
    "refresh_target",
    "write_opml",
]
