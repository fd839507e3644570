"""The formats of feeds. Each is a module that ends with a row, and the row stands in `FORMATS`.

Media types stand in `model/feed_types.py`, where the fetcher reads them too.

`feed_format.py` says what is in a row, and `recognition.py` derives from all rows how a document is recognised and its
entries are counted. `xml_document.py` reads XML in up to four attempts, the last with `feedparser_fallback.py`.
`extensions.py` and `facts.py` read what namespaces such as Media RSS add. Begin reading at `rss.py`.
"""

from tuinews.parse.formats.atom import ATOM
from tuinews.parse.formats.feed_format import Format
from tuinews.parse.formats.json_feed import JSON_FEED
from tuinews.parse.formats.rss import RSS

FORMATS: tuple[Format, ...] = (RSS, ATOM, JSON_FEED)
"""The formats that can be read; the first that claims a document reads it."""
