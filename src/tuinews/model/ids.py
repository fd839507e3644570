"""Typed keys: a feed's number can never be passed where an entry's is meant."""

from typing import NewType

FeedId = NewType("FeedId", int)
"""Row id of a subscription in the store."""

EntryId = NewType("EntryId", int)
"""Row id of an entry in the store."""
