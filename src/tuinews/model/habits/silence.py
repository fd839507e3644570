"""Silent feeds: answered as ever, but with nothing new for much longer than usual."""

from tuinews.model.clock import DAY, Instant, format_duration
from tuinews.model.feed import Feed, FeedStatus
from tuinews.model.habits.shelf_life import describe_rhythm
from tuinews.model.language import tr
from tuinews.model.text import EMPTY, SafeText, safe_text

_LEAST = 30 * DAY
_TIMES = 6
"""A feed is silent after a month, and after so many times its usual gap."""


def find_silence(feed: Feed, now: Instant) -> int | None:
    """Return for how many seconds a silent feed has brought nothing new; `None` for one that is not silent."""
    if feed.status is not FeedStatus.OK or feed.last_new is None:
        return None
    silence = now - feed.last_new
    return silence if silence > max(_LEAST, _TIMES * (feed.gap or 0)) else None


def describe_silence(feed: Feed, now: Instant) -> SafeText:
    """Return what a silent feed's silence may mean, as a sentence; `""` for one that is not silent."""
    silence = find_silence(feed, now)
    if silence is None:
        return EMPTY
    usual = "" if feed.gap is None else tr(", while it published {rhythm}", rhythm=describe_rhythm(feed.gap))
    days = format_duration(silence // DAY * DAY)
    return safe_text(
        tr(
            "It answers, but nothing new came for {days}{usual}: it may have ended, or be at another address.",
            days=days,
            usual=usual,
        )
    )
