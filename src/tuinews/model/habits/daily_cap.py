"""The daily cap: how many articles a day of a feed stand in a list on lines of their own."""

from tuinews.model.error import UsageError
from tuinews.model.language import tr


def parse_daily_cap(text: str) -> int:
    """Return the number of articles a day; 0 for `none`; raises UsageError."""
    word = text.strip().lower()
    if word == "none":
        return 0
    if not (word.isascii() and word.isdigit() and int(word[:5]) > 0 and len(word) < 5):
        raise UsageError(tr("{text!r} is no number of articles a day: write 10, or none to show all.", text=text))
    return int(word)
