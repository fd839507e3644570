"""The media types of feeds: servers are asked for them, and pages link to feeds by them."""

FEED_TYPES: dict[str, tuple[str, ...]] = {
    "atom": (
        "application/atom+xml",
        "application/x.atom+xml",
        "application/x-atom+xml",
        "application/atom",
        "text/atom",
        "text/atom+xml",
    ),
    "rss": (
        "application/rss+xml",
        "application/x-rss+xml",
        "application/rss",
        "text/rss",
        "text/rss+xml",
    ),
    "json feed": ("application/feed+json",),
    "rdf": ("application/rdf+xml",),
}
"""The media types of each kind of feed, and of nothing else. Servers are asked for the first one of each."""
