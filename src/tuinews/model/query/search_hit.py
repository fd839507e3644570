"""What a search shows of each thing it finds."""

from typing import NamedTuple

from tuinews.model.entry import Headline
from tuinews.model.query.snippet import Snippet


class SearchHit(NamedTuple):
    """An entry that a search found, with the piece of its text that shows why."""

    headline: Headline
    snippet: Snippet
