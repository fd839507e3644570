"""The sample portal: outlets of a country that does not exist, written for tuinews and served on loopback.

It needs no network. `serve` starts it and stops it; nothing else of this room is for the outside.
"""

from tuinews.demo.server import Portal, Site, serve

__all__ = ["Portal", "Site", "serve"]
