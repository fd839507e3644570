"""What the library knows of an entry: why it is where it is, and where it came from, as answers to questions."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from tuinews.model.entry import Entry
from tuinews.model.text import SafeText


class EntryAnswer(NamedTuple):
    """What is the case, for the user and for scripts."""

    why: SafeText
    """Sentences."""
    details: Mapping[str, Any] = {}
    """What JSON tells besides, ready to be written: times are ISO 8601."""


class ExplainedSection(NamedTuple):
    """A question about an entry, and the answer."""

    name: str
    """Its key in JSON."""
    title: str
    """What the reader calls it, in a word or two."""
    answer: EntryAnswer | None
    """`None`: it is not so, which `otherwise` says."""
    otherwise: str

    @property
    def why(self) -> str:
        """What is the case, in sentences."""
        return self.otherwise if self.answer is None else self.answer.why


class Explanation(NamedTuple):
    """Everything about one entry."""

    entry: Entry
    sections: tuple[ExplainedSection, ...]
